//! Inline commands: a line of words, for those who type into a `telnet`.

use std::ops::Range;

use super::ProtocolError;

/// Splits the line into words, as redis does: `"` quotes, with escapes, and so does `'`, with `\'` alone. The
/// words, without quotes, are appended to `words`, and where they are to `args`.
pub(super) fn split(
    line: &[u8],
    words: &mut Vec<u8>,
    args: &mut Vec<Range<usize>>,
) -> Result<(), ProtocolError> {
    let mut rest = line.trim_ascii_start();
    while !rest.is_empty() {
        let begin = words.len();
        rest = word(rest, words)?.trim_ascii_start();
        args.push(begin..words.len());
    }
    Ok(())
}

/// Takes a word off the line. Returns what follows it.
fn word<'a>(mut rest: &'a [u8], word: &mut Vec<u8>) -> Result<&'a [u8], ProtocolError> {
    loop {
        rest = match rest {
            [] => return Ok(rest),
            [byte, ..] if byte.is_ascii_whitespace() => return Ok(rest),
            [b'"', rest @ ..] => closed(double_quoted(rest, word)?)?,
            [b'\'', rest @ ..] => closed(single_quoted(rest, word)?)?,
            [byte, rest @ ..] => {
                word.push(*byte);
                rest
            }
        }
    }
}

/// A word ends where its quotes do.
fn closed(rest: &[u8]) -> Result<&[u8], ProtocolError> {
    match rest {
        [byte, ..] if !byte.is_ascii_whitespace() => Err(ProtocolError::UnbalancedQuotes),
        _ => Ok(rest),
    }
}

fn double_quoted<'a>(mut rest: &'a [u8], word: &mut Vec<u8>) -> Result<&'a [u8], ProtocolError> {
    loop {
        let (byte, after) = match rest {
            [] => return Err(ProtocolError::UnbalancedQuotes),
            [b'"', after @ ..] => return Ok(after),
            [b'\\', b'x', high, low, after @ ..]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                (16 * digit(*high) + digit(*low), after)
            }
            [b'\\', escape, after @ ..] => (escaped(*escape), after),
            [byte, after @ ..] => (*byte, after),
        };
        word.push(byte);
        rest = after;
    }
}

fn single_quoted<'a>(mut rest: &'a [u8], word: &mut Vec<u8>) -> Result<&'a [u8], ProtocolError> {
    loop {
        let (byte, after) = match rest {
            [] => return Err(ProtocolError::UnbalancedQuotes),
            [b'\'', after @ ..] => return Ok(after),
            [b'\\', b'\'', after @ ..] => (b'\'', after),
            [byte, after @ ..] => (*byte, after),
        };
        word.push(byte);
        rest = after;
    }
}

fn digit(hex: u8) -> u8 {
    match hex {
        b'0'..=b'9' => hex - b'0',
        _ => hex.to_ascii_lowercase() - b'a' + 10,
    }
}

fn escaped(escape: u8) -> u8 {
    match escape {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'a' => 7,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Result<Vec<String>, ProtocolError> {
        let (mut bytes, mut args) = (Vec::new(), Vec::new());
        split(line.as_bytes(), &mut bytes, &mut args)?;
        let word = |arg: Range<usize>| String::from_utf8_lossy(&bytes[arg]).into_owned();
        Ok(args.into_iter().map(word).collect())
    }

    #[test]
    fn words_and_quotes() {
        for (line, expected) in [
            ("", &[][..]),
            ("  \t ", &[]),
            ("get  a ", &["get", "a"]),
            (r#"set a "b c""#, &["set", "a", "b c"]),
            (r#""" '' a"#, &["", "", "a"]),
            (r#""\x41\n\"\q\x4""#, &["A\n\"qx4"]),
            (r"'\'\n'", &["'\\n"]),
            (r#"a"b""#, &["ab"]),
        ] {
            assert_eq!(words(line).expect(line), expected, "{line}");
        }
    }

    #[test]
    fn quotes_that_do_not_end_are_an_error() {
        for line in ["\"", "'", "\"a", "'a\\'", "\"a\\\"", "\"a\"b", "'a'b"] {
            assert_eq!(words(line), Err(ProtocolError::UnbalancedQuotes), "{line}");
        }
    }
}
