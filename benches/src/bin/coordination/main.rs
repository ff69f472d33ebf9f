//! `select!` and `join!` beside those of tokio and of futures, in one process.
//!
//! ```text
//! coordination [--quick]   times, and the sizes of the futures
//! coordination --counts    instructions, by callgrind: exact, whatever else the machine does
//! coordination --compile [NAME]   how long the compiler takes
//! ```
//!
//! - *Times*: nanoseconds of processor time of the thread. Competitors take turns, and each number
//!   is the median of several rounds: compare within one run. `ready`: a block is made, and polled
//!   once; of a `select!` the last arm is ready, of a `join!` all are. `pending`: a block is polled
//!   again, and nothing is ready. Each workload checks its result.
//! - *Sizes*: of an `async` block in which there is only the macro.

#![recursion_limit = "512"]

mod blocks;
mod compile;
mod sizes;
mod work;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        [] => {
            work::times(15, 100_000);
            sizes::print();
            Ok(())
        }
        ["--quick"] => {
            work::times(5, 10_000);
            sizes::print();
            Ok(())
        }
        ["--counts"] => work::counts(),
        // What callgrind runs.
        ["run", row, n] => work::run(row, n),
        ["--compile"] => compile::run(None),
        ["--compile", name] => compile::run(Some(name)),
        _ => Err("usage: coordination [--quick | --counts | --compile [NAME]]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}
