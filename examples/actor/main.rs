//! An actor with commands, a ticker, a read in several steps, and a stop: it collects the readings of
//! sensors. `cargo run --release --example actor` runs it, and `-- --help` describes the options.
//!
//! ```text
//!   load --frames--> feed --------- keep --+                    +-- with --> journal
//!   askers --questions------------- on ----+                    |
//!   ticker ------------------------ on ----+--> aggregator -----+--> answers
//!   Ctrl-C --> load, then --------- control+    one handler     |
//!                                               at a time       +--> rate
//! ```
//!
//! Begin with `aggregator`: `#[coordinate]` writes the loop, from what stands on each handler.
//!
//! | where | what | why it |
//! |---|---|---|
//! | `aggregator` | `#[coordinate]`, `#[on(..)]` | handlers are methods; those of `aggregator/tests` are called one by one, without the loop |
//! | `aggregator` | `keep` | a frame is read in several steps, and would be torn by a loop that begins anew at each turn |
//! | `aggregator` | `with` | nothing is taken from the feed before there is room for it in the journal |
//! | `aggregator` | `control` | the stop is seen at once, also by an actor that is never idle |
//! | `ticker` | `#[cancel_safe]` | says of a future that it loses nothing; without that it cannot be in the loop |
//! | `feed`, `load` | `select!` | one of two, or the stop |
//! | `main` | `join!` | waits for all parts at the end |
//! | `command` | `mpsc`, `oneshot` | a question, and the way back for its answer |
//! | `totals` | `#[shared]` | a lock around what the actor and those who ask share |
//! | `ticker` | `watch` | only the latest rate counts |
//!
//! A malformed frame ends its connection and not the actor. Try `--slow 1`, a journal that is so slow
//! that the feed has to wait: the answers come as fast as before. And see what the compiler says if
//! `keep` is left out; with `abandon(feed.next())`, which silences it, frames are torn, and the numbers
//! at the end do not agree.

mod aggregator;
mod args;
mod asker;
mod command;
mod feed;
mod frame;
mod journal;
mod load;
mod output;
mod source;
mod stop;
mod summary;
mod ticker;
mod totals;

use std::{error::Error, io, process::exit, sync::Arc};

use clap::Parser;
use mea::{join, mpsc, shutdown};
use tokio::{net::TcpListener, task::JoinSet};

use self::{
    aggregator::Aggregator, args::Args, asker::Asked, command::Handle, feed::Feed,
    journal::Journal, load::Load, source::Lines, summary::Summary, ticker::Ticker, totals::History,
};

/// The exit status if something failed, or the numbers do not agree.
const FAILED: i32 = 1;
/// The exit status of a wrong command line: an option (by `clap`) or a path.
const USAGE: i32 = 2;
/// The exit status after a second Ctrl-C, as shells have it: 128 and the number of the signal.
const KILLED: i32 = 130;

/// How many commands wait at the most, and how many readings on their way to the journal.
const ROOM: usize = 16;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    let lines = match &args.path {
        None => Ok(source::made_up(args.readings, args.malformed, args.seed)),
        Some(path) => source::file(path).map_err(|error| format!("{}: {error}", path.display())),
    };
    let lines = lines.unwrap_or_else(|error| fail(&error, USAGE));
    let journal = Journal::create(args.journal.as_deref(), args.slow).await;
    let journal = journal.unwrap_or_else(|error| fail(&format!("the journal: {error}"), USAGE));
    let summary = run(&args, lines, journal).await;
    let summary = summary.unwrap_or_else(|error| fail(&error.to_string(), FAILED));
    if let Err(error) = output::print(&summary) {
        fail(&error.to_string(), FAILED);
    }
    let contradictions = summary.contradictions();
    if !contradictions.is_empty() {
        fail(&contradictions.join("; "), FAILED);
    }
}

fn fail(error: &str, status: i32) -> ! {
    output::note(format_args!("error: {error}"));
    exit(status)
}

/// Starts all parts, and stops them: first who sends, then who counts.
async fn run(args: &Args, lines: Lines, journal: Journal) -> Result<Summary, Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let (stop_load, load_recv) = shutdown::new_pair();
    let (stop, recv) = shutdown::new_pair();
    let stop_recv = recv.into_watch();
    let (commands, recv) = mpsc::bounded(ROOM);
    let (to_journal, readings) = mpsc::bounded(ROOM);
    let (handle, history) = (Handle(commands), Arc::new(History::default()));

    let feed = Feed::new(listener, stop_recv.clone());
    let ticker = Ticker::new(args.tick);
    let mut actor = Aggregator::new(recv, history.clone(), ticker, stop_recv);
    let actor = tokio::spawn(async move { actor.run(feed, to_journal).await });
    let journal = tokio::spawn(journal.write(readings));
    let watcher = tokio::spawn(asker::watch(handle.clone()));
    let mut askers = JoinSet::new();
    for _ in 0..args.askers {
        askers.spawn(asker::ask(handle.clone(), history.clone()));
    }

    let load_recv = load_recv.into_watch();
    let load = Load {
        address,
        pause: args.pause,
        stop: load_recv.clone(),
    };
    stop::listen(stop_load);
    let sent = load.send(lines).await;
    let why = load_recv
        .reason()
        .map_or("the end of the lines".to_owned(), |why| why.to_string());
    stop.shutdown();

    let (last, journaled, asked, watched) = join!(actor, journal, askers.join_all(), watcher);
    let (last, journaled) = (last?, journaled?);
    watched?;
    // The cause before its effects: the journal, the actor, the load.
    let journaled = journaled.map_err(|error| format!("the journal: {error}"))?;
    let last = last.map_err(|error| error.to_string())?;
    let sent = sent.map_err(|error: io::Error| format!("the load: {error}"))?;
    let mut all = Asked::default();
    asked.into_iter().for_each(|asked| all += asked);
    let mut periods = history.periods().lock().await;
    periods.push(last);
    Ok(Summary {
        why,
        sent,
        totals: periods.iter().sum(),
        periods: periods.len(),
        journaled,
        asked: all,
    })
}
