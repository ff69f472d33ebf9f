//! Nothing in the expansions gets a warning.
#![deny(warnings, missing_docs, unsafe_code, unused_qualifications, unreachable_pub)]
#![deny(missing_debug_implementations, rust_2018_idioms, single_use_lifetimes, unused_lifetimes)]
#![deny(let_underscore_drop, unused_results, variant_size_differences, trivial_casts)]

use std::future::ready;

use mea::mpsc;

async fn run() -> Result<u32, mpsc::RecvError> {
    let (_tx, mut rx) = mpsc::unbounded::<u32>();
    let n = mea::select! {
        biased;
        n = rx.recv() => n?,
        () = ready(()), if true => 1,
        else => 2,
    };
    let ((), m) = mea::join!(async {}, ready(2));
    let (a, b) = mea::try_join!(ready(Ok::<u32, mpsc::RecvError>(1)), async { Ok(2) })?;
    let c = mea::race!(ready(1), ready(2));
    let d = mea::select_loop! {
        keep k = ready(4) => if k > 4 { return Ok(k) },
        Ok(n) = rx.recv(), with () = ready(()) => return Ok(n),
        control () = ready(()) => break 5,
    };
    Ok(n + m + a + b + c + d)
}

fn main() {
    assert!(mea::blocking::block_on(run()).is_ok());
}
