//! Summarises the access log of a web server, in stages that are connected by bounded channels.
//! `pipeline --help` describes the options, `cargo run --release --example pipeline -- PATH` runs it.
//!
//! ```text
//!                             +--> parse --+
//!   read (thread) --[queue]---+--> parse --+--[queue]--> aggregate --> report
//!                             +--> parse --+
//! ```
//!
//! What it shows of `mea`:
//!
//! | where | what | why it |
//! |---|---|---|
//! | `stages` | `mpmc::bounded` | batches go to whichever worker is free; who is fast waits for room, so memory is bounded, however long the log is |
//! | `stages` | `reserve` | nothing is read before there is room for it |
//! | `stages` | `mpsc::bounded`, `recv_many` | the last stage takes all that is there at once |
//! | `stop` | `shutdown` | Ctrl-C, told to whoever looks |
//! | `stages` | `close` | the stop goes upstream by the queue itself, and what is in it is still done |
//! | `stages` | `select_loop!`, `control` | a worker hears of the stop first, also if there is always a batch |
//! | `progress` | `channel::WeakSender` | looks at a queue of either kind without keeping it open |
//! | `stages` | `blocking::block_on` | a plain thread that waits for what tasks do |
//!
//! Try `--slow aggregate=100` and `--slow parse=100`: the progress line has the queue lengths, and the
//! queues before the slow stage are full.

mod args;
mod progress;
mod record;
mod report;
mod sample;
mod source;
mod stages;
mod stop;
mod summary;

use std::{
    io::{self, ErrorKind, Write},
    process::exit,
};

use clap::Parser;
use mea::shutdown;

use self::{args::Args, source::Source, stages::End};

/// The exit status when the log cannot be read to its end, or the result cannot be written.
const FAILED: i32 = 1;
/// The exit status of a wrong command line: an option (by `clap`) or a path.
const USAGE: i32 = 2;
/// The exit status after a second Ctrl-C, as shells have it: 128 and the number of the signal.
const KILLED: i32 = 130;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    if let Some(lines) = args.generate {
        exit(print(&sample::log(lines), 0));
    }
    let source = match Source::open(&args.path) {
        Ok(source) => source,
        Err(error) => {
            complain(&format!("{}: {error}", args.path.display()));
            exit(USAGE);
        }
    };
    let (stop, recv) = shutdown::new_pair();
    stop::listen(stop);
    let outcome = stages::run(&args, source, recv.into_watch()).await;
    let status = match &outcome.end {
        End::Whole | End::Stopped(_) => 0,
        End::Failed(error) => {
            complain(&format!("{}: {error}", args.path.display()));
            FAILED
        }
    };
    // Not by returning: that would wait for a read that may never end.
    exit(print(&report::render(&args, &outcome), status));
}

/// Prints the text; the status to exit with, which is `status` if nothing goes wrong.
fn print(text: &str, status: i32) -> i32 {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        // A reader that has seen enough (`pipeline | head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("the result cannot be written: {error}"));
            FAILED
        }
        _ => status,
    }
}

/// Says it on the standard error; unlike `eprintln!`, does not panic if nobody listens there.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {message}");
}
