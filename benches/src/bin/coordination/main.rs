//! `select!` and `join!` beside those of tokio and of futures, by what does not depend on the time they
//! take; for that, and for sizes, see `--only F` of the main program.
//!
//! ```text
//! coordination --counts           instructions, by callgrind: exact, whatever else the machine does
//! coordination --compile [NAME]   how long the compiler takes
//! ```

mod compile;
mod counts;
mod table;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["--counts"] => counts::counts(),
        // What callgrind runs.
        ["run", row, n] => counts::run(row, n),
        ["--compile"] => compile::run(None),
        ["--compile", name] => compile::run(Some(name)),
        _ => Err("usage: coordination --counts | --compile [NAME]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}
