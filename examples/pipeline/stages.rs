//! The stages and their queues, from the log to the summary.
//!
//! Whoever ends drops its end of a queue; so the end of the log goes downstream from stage to stage, after
//! everything that is under way. A stop goes upstream: the workers close their queue, so that the reader
//! cannot send any more, and finish what is in it. As the reader ends with the first batch that it cannot
//! send, what was finished is the beginning of the log, with no gap in it.

use std::{
    io,
    panic::resume_unwind,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use mea::{
    blocking::block_on,
    join, mpmc, mpsc, select_loop,
    shutdown::{Reason, ShutdownWatch},
};
use tokio::{
    task::{JoinSet, yield_now},
    time::sleep,
};

use crate::{
    args::{Args, Stage},
    progress::{Gauge, Progress},
    source::{Batch, Source},
    summary::{Parsed, Summary},
};

/// How many batches are added up at a time.
const AT_ONCE: usize = 16;

/// How far the stages are.
#[derive(Debug, Default)]
pub(crate) struct Meters {
    /// How many bytes have been read.
    pub(crate) read: AtomicU64,
    /// How many lines are in the summary.
    pub(crate) lines: AtomicU64,
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) summary: Summary,
    pub(crate) end: End,
}

/// How the reading ended.
#[derive(Debug)]
pub(crate) enum End {
    Whole,
    /// Before the end of the log.
    Stopped(Reason),
    Failed(io::Error),
}

/// Reads the log, or as much as it can until the stop.
pub(crate) async fn run(args: &Args, source: Source, stop: ShutdownWatch) -> Outcome {
    let (to_parse, batches) = mpmc::bounded(args.capacity.into());
    let (to_aggregate, results) = mpsc::bounded(args.capacity.into());
    let meters = Arc::new(Meters::default());
    let progress = Progress::start(
        source.length(),
        meters.clone(),
        Gauge::of(&to_parse),
        Gauge::of(&to_aggregate),
    );

    let read_to_end = Arc::new(OnceLock::new());
    let reader = thread::spawn({
        let (end, meters, delay) = (read_to_end.clone(), meters.clone(), args.delay(Stage::Read));
        move || read(source, to_parse, &end, &meters, delay)
    });
    let mut workers = JoinSet::new();
    for _ in 0..args.workers {
        workers.spawn(parse(
            batches.clone(),
            to_aggregate.clone(),
            stop.clone(),
            args.delay(Stage::Parse),
        ));
    }
    // From here on each end belongs to a stage, and goes with it.
    drop((batches, to_aggregate));
    let aggregate = aggregate(results, &meters, args.delay(Stage::Aggregate));
    let (summary, _) = join!(aggregate, workers.join_all());
    progress.finish().await;

    let end = match (read_to_end.get(), stop.reason()) {
        (Some(Ok(())), _) => End::Whole,
        (Some(Err(error)), _) => End::Failed(io::Error::new(error.kind(), error.to_string())),
        // The reader may hang in the file system for ever.
        (None, Some(reason)) => End::Stopped(reason),
        (None, None) => resume_unwind(reader.join().expect_err("nobody has stopped it")),
    };
    Outcome { summary, end }
}

/// The first stage: a thread, since reading a file blocks. Sets `end` if it comes to one.
fn read(
    mut source: Source,
    batches: mpmc::BoundedSender<Batch>,
    end: &OnceLock<io::Result<()>>,
    meters: &Meters,
    delay: Duration,
) {
    // The room comes first: nothing is read only to be thrown away, and nothing waits outside a queue.
    while let Ok(room) = block_on(batches.reserve()) {
        match source.next() {
            Ok(Some(batch)) => {
                thread::sleep(delay);
                if room.send(batch).is_err() {
                    break;
                }
                // Relaxed: for the progress only.
                meters.read.store(source.read(), Relaxed);
            }
            // Before the workers hear that there is no more, as `batches` goes after this.
            Ok(None) => {
                let _ = end.set(Ok(()));
                break;
            }
            Err(error) => {
                let _ = end.set(Err(error));
                break;
            }
        }
    }
}

/// The middle stage: one of the workers.
async fn parse(
    batches: mpmc::BoundedReceiver<Batch>,
    results: mpsc::BoundedSender<Parsed>,
    stop: ShutdownWatch,
    delay: Duration,
) {
    select_loop! {
        control () = stop.is_shutdown(), if !batches.is_closed() => batches.close(),
        batch = batches.recv() => {
            let Ok(batch) = batch else {
                return;
            };
            let parsed = Parsed::of(&batch);
            pause(delay).await;
            if results.send(parsed).await.is_err() {
                return;
            }
        }
    }
}

/// The last stage: ends when all workers have.
async fn aggregate(
    mut results: mpsc::BoundedReceiver<Parsed>,
    meters: &Meters,
    delay: Duration,
) -> Summary {
    let mut summary = Summary::default();
    let mut batches = Vec::new();
    while results.recv_many(&mut batches, AT_ONCE).await > 0 {
        for parsed in batches.drain(..) {
            pause(delay).await;
            summary.add(parsed);
            meters.lines.store(summary.lines, Relaxed);
        }
    }
    summary
}

async fn pause(delay: Duration) {
    if delay.is_zero() {
        // A wait may be over at once, time and again: other tasks get their turn here.
        yield_now().await;
    } else {
        sleep(delay).await;
    }
}
