//! Counts the lines, words and bytes of every text file below some paths, and names the most
//! frequent words. `wordcount --help` describes the options, `cargo run --release --example
//! wordcount -- PATHS` runs it.
//!
//! What it shows of `mea`:
//!
//! | where | what | why it |
//! |---|---|---|
//! | `run` | `Semaphore` | at most so many files are open; the permit moves into the job |
//! | `run` | `select_loop!`, `with` | a file is taken from the queue when there is a permit for it, and no permit is held for a file that is not there; meanwhile it is seen how jobs end |
//! | `run` | `select!` | a job, or the stop |
//! | `tally` | `#[shared]`, `mutex` | the totals: short updates, one per file |
//! | `tally` | `#[shared]`, `rwlock` | the table of words: nearly every update finds its words there, and only reads |
//! | `queue` | `Mutex` and two `Condvar`s | the walk waits for room, the run waits for files |
//! | `stop` | `Mutex` and `Condvar` | an event that many wait for: Ctrl-C |
//! | `walk` | `blocking::block_on` | a plain thread that waits for what tasks do |
//!
//! The way of a file:
//!
//! ```text
//!   walk (thread) --path--> queue --path--> run --path, permit--> job (task) --counts--> tally
//!                                                                    |
//!                                     text (decoder) <--chunks-- count
//! ```

mod args;
mod count;
mod progress;
mod queue;
mod report;
mod roots;
mod run;
mod stop;
mod tally;
mod text;
mod vocabulary;
mod walk;

use std::{
    io::{self, ErrorKind, Write},
    process::exit,
};

use clap::Parser;

/// The exit status when the result cannot be written.
const FAILED: i32 = 1;
/// The exit status of a wrong command line: an option (by `clap`) or a path.
const USAGE: i32 = 2;
/// The exit status after Ctrl-C, as shells have it: 128 and the number of the signal.
const STOPPED: i32 = 130;

#[tokio::main]
async fn main() {
    let args = args::Args::parse();
    let exclude = args.exclude();
    let roots = match roots::check(&args.paths, &exclude) {
        Ok(roots) => roots,
        Err(errors) => {
            for error in errors {
                complain(&error);
            }
            exit(USAGE);
        }
    };
    let outcome = run::run(&args, roots, exclude).await;
    let status = if outcome.stopped { STOPPED } else { 0 };
    match print(&report::render(&args, &outcome)) {
        // A reader that has seen enough (`wordcount | head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("the result cannot be written: {error}"));
            exit(FAILED);
        }
        // Not by returning: that would wait for a read that may never end.
        _ => exit(status),
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Says it on the standard error; unlike `eprintln!`, does not panic if nobody listens there.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {message}");
}
