//! How long the compiler takes for `select!` and `join!`, beside those of tokio and of futures. How long a
//! poll takes, and how many instructions, says the main program (`--only F`, `--only F --counts`).
//!
//! ```text
//! coordination [NAME]    all, or those with NAME in their name
//! coordination --build   a crate that uses the macros: a clean build, and one after a change
//! ```

mod build;
mod compile;
mod package;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        [] => compile::run(None),
        ["--build"] => build::run(),
        [name] => compile::run(Some(name)),
        _ => Err("usage: coordination [NAME] | --build".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}
