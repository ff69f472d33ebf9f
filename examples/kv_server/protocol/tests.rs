//! The decoder: whatever comes, in whatever pieces.

use proptest::{collection::vec, prelude::*};

use super::*;

/// Small ones, so that random requests reach them.
const LIMITS: Limits = Limits {
    line: 64,
    bulk: 100,
    args: 8,
    request: 300,
    reply: 1000,
};

type Decoded = (Vec<Vec<Vec<u8>>>, Option<ProtocolError>);

/// All requests, up to the first error.
fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, limits: Limits) -> Decoded {
    let mut decoder = Decoder::new(limits);
    let mut requests = Vec::new();
    for piece in pieces {
        decoder.feed(piece);
        loop {
            match decoder.next() {
                Ok(Some(request)) => {
                    let args: Vec<_> = request.from(0).map(<[u8]>::to_vec).collect();
                    assert_eq!(args.len(), request.len());
                    assert_eq!(args[0], request.name());
                    requests.push(args);
                }
                Ok(None) => break,
                Err(error) => return (requests, Some(error)),
            }
        }
    }
    (requests, None)
}

fn error(bytes: &[u8]) -> Option<ProtocolError> {
    decode([bytes], LIMITS).1
}

fn encode(args: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", args.len()).into_bytes();
    for arg in args {
        bytes.extend_from_slice(format!("${}\r\n", arg.len()).as_bytes());
        bytes.extend_from_slice(arg);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

#[test]
fn pipelined_requests_of_both_kinds() {
    let bytes = b"*2\r\n$3\r\nGET\r\n$0\r\n\r\n\r\n  ping  'a b'\r\n*0\r\n*-1\r\nping\n*1\r\n$2\r\n\r\n\r\n*1\r\n$";
    let (requests, error) = decode([&bytes[..]], LIMITS);
    let expected = [&["GET", ""][..], &["ping", "a b"], &["ping"], &["\r\n"]];
    assert_eq!(requests.len(), expected.len());
    for (request, expected) in requests.iter().zip(expected) {
        let args: Vec<_> = request
            .iter()
            .map(|arg| String::from_utf8_lossy(arg))
            .collect();
        assert_eq!(args, expected);
    }
    assert_eq!(error, None);
}

#[test]
fn what_is_malformed_is_an_error_in_the_words_of_redis() {
    use ProtocolError as E;
    for (bytes, expected, text) in [
        ("*x\r\n", E::InvalidCount, "invalid multibulk length"),
        ("*1 \r\n", E::InvalidCount, "invalid multibulk length"),
        ("*\r\n", E::InvalidCount, "invalid multibulk length"),
        ("*1\n", E::InvalidCount, "invalid multibulk length"),
        ("*9\r\n", E::InvalidCount, "invalid multibulk length"),
        (
            "*99999999999999999999\r\n",
            E::InvalidCount,
            "invalid multibulk length",
        ),
        ("*1\r\nx", E::NoDollar(b'x'), "expected '$', got 'x'"),
        ("*1\r\n\x07", E::NoDollar(7), r"expected '$', got '\x07'"),
        ("*1\r\n$x\r\n", E::InvalidLength, "invalid bulk length"),
        ("*1\r\n$-1\r\n", E::InvalidLength, "invalid bulk length"),
        ("*1\r\n$101\r\n", E::InvalidLength, "invalid bulk length"),
        (
            "*1\r\n$4294967297\r\n",
            E::InvalidLength,
            "invalid bulk length",
        ),
        (
            "*1\r\n$1\r\nab\r\n",
            E::NoLineEnd,
            "expected the end of a line after a bulk",
        ),
        (
            "ping \"\r\n",
            E::UnbalancedQuotes,
            "unbalanced quotes in request",
        ),
    ] {
        assert_eq!(error(bytes.as_bytes()), Some(expected), "{bytes:?}");
        assert_eq!(expected.to_string(), format!("Protocol error: {text}"));
    }
}

#[test]
fn what_is_too_long_is_an_error_before_it_is_there() {
    let long = "1".repeat(LIMITS.line);
    for (begin, expected, text) in [
        ("x", ProtocolError::InlineTooLong, "too big inline request"),
        (
            "*",
            ProtocolError::CountTooLong,
            "too big mbulk count string",
        ),
        (
            "*1\r\n$",
            ProtocolError::LengthTooLong,
            "too big bulk count string",
        ),
    ] {
        assert_eq!(error(format!("{begin}{long}").as_bytes()), Some(expected));
        assert_eq!(
            error(format!("{begin}{long}\r\n").as_bytes()),
            Some(expected)
        );
        assert_eq!(expected.to_string(), format!("Protocol error: {text}"));
    }
    let mut request = encode(&[vec![0; 100], vec![0; 100]]);
    request[1] = b'3';
    assert_eq!(error(&request), None);
    request.extend_from_slice(b"$90\r\n");
    assert_eq!(error(&request), Some(ProtocolError::RequestTooLong));
}

#[test]
fn no_memory_is_taken_for_a_length_that_somebody_says() {
    let mut decoder = Decoder::new(Limits::default());
    decoder.feed(b"*1048576\r\n$16777216\r\n");
    assert!(matches!(decoder.next(), Ok(None)));
    assert!(decoder.memory() < 4 * CHUNK, "{}", decoder.memory());
}

#[test]
fn a_long_request_gives_its_memory_back() {
    let limits = Limits::default();
    let mut decoder = Decoder::new(limits);
    decoder.feed(&encode(&vec![vec![b'x']; limits.args]));
    let request = decoder.next().expect("well-formed").expect("complete");
    assert_eq!(request.len(), limits.args);
    decoder.feed(&encode(&[vec![b'x'; limits.bulk]]));
    assert!(matches!(decoder.next(), Ok(Some(_))));
    decoder.feed(b"");
    assert!(decoder.memory() < 4 * KEPT, "{}", decoder.memory());
}

/// Requests of both kinds, and now and then bytes that are none.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let byte = || {
        prop_oneof![
            any::<u8>(),
            Just(b'\r'),
            Just(b'\n'),
            Just(b'$'),
            Just(b'*')
        ]
    };
    let request = vec(vec(byte(), 0..30), 1..5).prop_map(|args| encode(&args));
    let line = vec(prop_oneof![Just(b'a'), Just(b' '), Just(b'"')], 0..20);
    let line = line.prop_map(|mut line| {
        line.extend_from_slice(b"\r\n");
        line
    });
    let noise = vec(byte(), 0..40);
    let piece = prop_oneof![8 => request, 3 => line, 1 => noise];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// What is encoded is decoded.
    #[test]
    fn requests_come_out_as_they_went_in(
        requests in vec(vec(vec(any::<u8>(), 0..40), 1..5), 0..6),
    ) {
        let bytes: Vec<_> = requests.iter().flat_map(|args| encode(args)).collect();
        prop_assert_eq!(decode([&bytes[..]], LIMITS), (requests, None));
    }
}

proptest! {
    // Each case has as many cuts as bytes.
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However the bytes are cut, they are the same requests, and the same error.
    #[test]
    fn pieces_make_no_difference(bytes in stream(), size in 1..20_usize) {
        let whole = decode([&bytes[..]], LIMITS);
        for cut in 0..=bytes.len() {
            let (left, right) = bytes.split_at(cut);
            prop_assert_eq!(&decode([left, right], LIMITS), &whole, "cut at {}", cut);
        }
        prop_assert_eq!(&decode(bytes.chunks(size), LIMITS), &whole);
    }
}

proptest! {
    /// Random bytes do no harm: no panic, and no more memory than the limits allow.
    #[test]
    fn noise_is_bounded(pieces in vec(vec(any::<u8>(), 0..400), 0..20)) {
        let mut decoder = Decoder::new(LIMITS);
        for piece in &pieces {
            decoder.feed(piece);
            let is_malformed = loop {
                match decoder.next() {
                    Ok(Some(request)) => prop_assert!(request.len() <= LIMITS.line),
                    Ok(None) => break false,
                    Err(_) => break true,
                }
            };
            prop_assert!(decoder.memory() <= 3 * CHUNK, "{}", decoder.memory());
            if is_malformed {
                break;
            }
        }
    }

    /// The beginning of a request, and then noise: deeper in than noise alone gets.
    #[test]
    fn noise_in_a_request_is_bounded(mut bytes in stream(), noise in vec(any::<u8>(), 1..50)) {
        let at = bytes.len() / 2;
        bytes.splice(at..at, noise);
        let (requests, _) = decode(bytes.chunks(7), LIMITS);
        for args in requests {
            prop_assert!(args.iter().all(|arg| arg.len() <= LIMITS.bulk));
        }
    }
}
