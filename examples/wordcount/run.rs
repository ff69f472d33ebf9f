//! The whole run: a job for every file, a limited number at a time.

use std::{
    collections::HashSet,
    ffi::OsString,
    io,
    panic::resume_unwind,
    path::{Path, PathBuf},
    process::exit,
    sync::Arc,
    thread,
};

use mea::{
    cancel_safe, select, select_loop,
    semaphore::{OwnedSemaphorePermit, Semaphore},
};
use tokio::{
    fs::File,
    io::AsyncReadExt,
    runtime::Builder,
    signal::ctrl_c,
    task::{JoinError, JoinSet, yield_now},
};

use crate::{
    STOPPED,
    args::Args,
    count::{Counter, Rule},
    progress::Progress,
    queue::Queue,
    roots::Root,
    stop::Stop,
    tally::{End, Tally, Totals},
    walk::walk,
};

/// How many bytes are read at a time.
const CHUNK: usize = 128 * 1024;

/// What the walk, the jobs and the progress bar share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) queue: Queue,
    pub(crate) tally: Tally,
    stop: Stop,
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Whether Ctrl-C ended it.
    pub(crate) stopped: bool,
    /// How many files were found.
    pub(crate) found: u64,
    pub(crate) totals: Totals,
    /// The most frequent words.
    pub(crate) top: Vec<(String, u64)>,
    /// How many different words there are.
    pub(crate) distinct: usize,
}

/// Counts everything below `roots`, or as much as it can until Ctrl-C.
pub(crate) async fn run(args: &Args, roots: Vec<Root>, exclude: HashSet<OsString>) -> Outcome {
    let shared = Arc::new(Shared::default());
    listen(shared.clone());
    let search = thread::spawn({
        let shared = shared.clone();
        move || walk(&roots, &exclude, &shared.queue, &shared.tally)
    });
    let progress = Progress::start(&shared);

    let rule = args.rule();
    let slots = Arc::new(Semaphore::new(args.jobs.into()));
    let mut jobs = JoinSet::new();
    select_loop! {
        // There are never more tasks than slots, however many files there are.
        // The queue has a lock, so who takes from it must not be left alone while there is no slot.
        keep path = shared.queue.pop(), with slot = slots.clone().acquire_owned(1) => match path {
            Some(path) => {
                jobs.spawn(job(path, rule, shared.clone(), slot));
            }
            None => break,
        },
        control Some(ended) = ended(&mut jobs) => {
            if let Err(error) = ended {
                resume_unwind(error.into_panic());
            }
        }
    }
    jobs.join_all().await;

    let stopped = shared.stop.is_requested().await;
    if !stopped {
        // It has ended the queue and so ends itself. (After a stop it may hang in the file system.)
        if let Err(panic) = search.join() {
            resume_unwind(panic);
        }
    }
    if let Some(progress) = progress {
        progress.finish().await;
    }
    let (top, distinct) = shared.tally.top(args.top).await;
    Outcome {
        stopped,
        found: shared.queue.found().await,
        totals: shared.tally.totals().await,
        top,
        distinct,
    }
}

/// Waits for Ctrl-C, and stops the run; the second one ends the process.
///
/// It has a thread and a runtime of its own, so that it is heard while all workers are busy. The
/// locks do not mind: they belong to no runtime.
fn listen(shared: Arc<Shared>) {
    thread::spawn(move || -> io::Result<()> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            ctrl_c().await?;
            shared.stop.request().await;
            shared.queue.abandon().await;
            ctrl_c().await?;
            exit(STOPPED)
        })
    });
}

/// Waits until a job has ended; `None` if there is none.
///
/// `trust`: so says the documentation of `join_next`, whose future has no name.
#[cancel_safe(trust)]
async fn ended(jobs: &mut JoinSet<()>) -> Option<Result<(), JoinError>> {
    jobs.join_next().await
}

/// Counts one file. The slot is free again when it ends, in whatever way.
async fn job(path: PathBuf, rule: Rule, shared: Arc<Shared>, slot: OwnedSemaphorePermit) {
    let mut counter = Counter::new(rule);
    // Dropping `read` half-way loses nothing: what was read has been counted.
    let read = select! {
        biased;
        () = shared.stop.requested() => None,
        read = read(&path, &mut counter) => Some(read),
    };
    let end = match read {
        Some(Err(error)) => End::Unreadable(path, error),
        _ if counter.is_binary() => End::Binary,
        Some(Ok(())) => End::Whole(counter),
        None if counter.is_surely_text() => End::Partial(counter),
        None => End::NotCounted,
    };
    shared.tally.add(end).await;
    drop(slot);
}

/// Reads the file into the counter; only the beginning, if it is binary.
async fn read(path: &Path, counter: &mut Counter) -> io::Result<()> {
    let mut file = File::open(path).await?;
    let mut chunk = vec![0; CHUNK];
    while !counter.is_binary() {
        match file.read(&mut chunk).await? {
            0 => {
                counter.finish();
                break;
            }
            n => {
                counter.feed(&chunk[..n]);
                // A read may be complete at once, time and again: the stop gets its turn here.
                yield_now().await;
            }
        }
    }
    Ok(())
}
