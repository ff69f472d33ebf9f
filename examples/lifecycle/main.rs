//! The life of a service: start-up, load, and a graceful stop with a deadline; as a time line that
//! shows who waits for whom. `cargo run --release --example lifecycle` runs it, and `-- --help`
//! describes the options.
//!
//! It is a line service on a free port of 127.0.0.1, which answers each line with its digest, together
//! with the clients that load it. Its scopes, and in which order they end:
//!
//! ```text
//!   service ----+---- listener ---- connections     stop:  listener => connections
//!               |                                          workers  => jobs
//!               +---- workers ----- jobs                   service
//! ```
//!
//! Those who bring work are stopped first. When the last connection has ended nobody brings any more,
//! and the workers are stopped; the jobs below them have some last work to do, one of them more than
//! the deadline allows.
//!
//! What it shows of `mea`:
//!
//! | where | what | why it |
//! |---|---|---|
//! | `service` | `shutdown`, child scopes | each part is stopped by itself, and all are waited for |
//! | `service` | `Latch` | the load begins when the last part is ready |
//! | `listener` | `Registrar` | a connection is waited for, or turned away: none is forgotten |
//! | `deadline` | `timeout` with the timer of the runtime, `AwaitShutdown` | a wait that is given up loses nothing |
//! | `deadline`, `job` | `ShutdownWatch` | who watches this is cut off, and is not waited for by it |
//! | `queue` | `Mutex` and `Condvar` | workers wait for requests |
//! | `connection` | `OnceCell` | a connection waits for the answer to its request |
//! | `listener`, `connection`, `worker` | `select_loop!` | the next piece of work, or the stop; with `control`, the stop first |
//! | `connection`, `job`, `main` | `select!` | one of two, in this order |
//! | `load` | two `Latch`es | all clients begin together; the stop comes in the middle of the load |
//! | `interrupts` | `ManualResetEvent` | Ctrl-C, once and twice |

mod args;
mod connection;
mod deadline;
mod digest;
mod interrupts;
mod job;
mod listener;
mod load;
mod queue;
mod service;
mod summary;
mod timeline;
mod why;
mod worker;

use std::{
    io::{self, Write},
    process::exit,
    sync::Arc,
};

use clap::Parser;
use mea::select;

use crate::{
    args::Args, interrupts::Interrupts, load::Load, service::Service, summary::Summary,
    timeline::Timeline, why::Why,
};

/// The exit status when something did not go as it should.
const FAILED: i32 = 1;
/// The exit status after a second Ctrl-C, as shells have it: 128 and the number of the signal.
const FORCED: i32 = 130;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    let timeline = Arc::new(Timeline::start());
    let status = match run(&args, &timeline).await {
        Ok(status) => status,
        Err(error) => {
            complain(&error.to_string());
            FAILED
        }
    };
    if let Some(error) = timeline.error() {
        complain(&format!("the time line cannot be written: {error}"));
        exit(FAILED);
    }
    // Not by returning: that would wait for what was forced to end.
    exit(status);
}

/// The exit status.
async fn run(args: &Args, timeline: &Arc<Timeline>) -> io::Result<i32> {
    let interrupts = Interrupts::listen()?;
    select! {
        biased;
        () = interrupts.second() => {
            timeline.part("service").says("a second Ctrl-C: forced to end");
            Ok(FORCED)
        }
        summary = live(args, timeline, &interrupts) => {
            let summary = summary?;
            timeline.print(&format!("\n{summary}"));
            Ok(if summary.is_good() { 0 } else { FAILED })
        }
    }
}

/// The whole life, from the start to the end.
async fn live(
    args: &Args,
    timeline: &Arc<Timeline>,
    interrupts: &Interrupts,
) -> io::Result<Summary> {
    let service = Service::start(args, timeline).await?;
    let load = Load::start(args, service.address(), timeline);
    let why = select! {
        biased;
        () = interrupts.first() => Why::Interrupted,
        () = load.half_done() => Why::HalfDone,
    };
    let stop = service.stop(why, args.deadline).await;
    let clients = load.end().await;
    Ok(Summary {
        why,
        deadline: args.deadline,
        stop,
        clients,
    })
}

/// Says it on the standard error; unlike `eprintln!`, does not panic if nobody listens there.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "error: {message}");
}
