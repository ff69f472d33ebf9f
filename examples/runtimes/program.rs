//! The program, which does not know what runs it: of a runtime it wants two things, by the trait
//! [`Runtime`], and everything that tasks do with one another is `mea`.
//!
//! ```text
//!   jobs ==(three at a time)==> results ----> collector ----> summary
//!                                                ^
//!   clock: a tick now and then, until the scope is shut down; the collector does not wait for it
//! ```

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use mea::{
    event::ManualResetEvent,
    mpsc::{self, BoundedReceiver, BoundedSender},
    mutex::Mutex,
    oneshot,
    semaphore::Semaphore,
    shutdown::{self, ShutdownRecv},
    timeout::Elapsed,
};

/// What the program wants of a runtime.
pub(crate) trait Runtime: Clone + Send + Sync + 'static {
    /// Runs a task beside this one.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static);

    /// Is ready after so much time.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send;
}

/// How many jobs are under way at a time.
const AT_ONCE: usize = 3;
/// How many results may wait for the collector.
const ROOM: usize = 2;
const WORK: Duration = Duration::from_millis(2);
const TICK: Duration = Duration::from_millis(1);

/// What came of it: the same on every runtime.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    /// How many jobs were done.
    pub(crate) jobs: usize,
    /// The sum of their results.
    pub(crate) sum: u64,
    /// The numbers of the jobs, in order.
    pub(crate) log: Vec<u64>,
    /// How many were under way at a time, at the most.
    pub(crate) at_once: usize,
    /// The end of a wait for what does not come.
    pub(crate) patience: Result<(), Elapsed>,
    /// Why the clock has stopped.
    pub(crate) reason: Option<String>,
}

/// What the jobs share.
struct Shop {
    slots: Semaphore,
    under_way: AtomicUsize,
    at_once: AtomicUsize,
    log: Mutex<Vec<u64>>,
}

/// Does `jobs` jobs, and waits until everybody has stopped.
pub(crate) async fn run<R: Runtime>(runtime: R, jobs: u64) -> Summary {
    let shop = Arc::new(Shop {
        slots: Semaphore::new(AT_ONCE),
        under_way: AtomicUsize::new(0),
        at_once: AtomicUsize::new(0),
        log: Mutex::new(Vec::new()),
    });
    let (stop, scope) = shutdown::new_pair();
    let (done, results) = mpsc::bounded(ROOM);
    let (told, mut why) = oneshot::channel();

    runtime.spawn(clock(runtime.clone(), scope, told));
    for number in 1..=jobs {
        runtime.spawn(job(runtime.clone(), number, shop.clone(), done.clone()));
    }
    // The collector is done when all senders are gone; each job has one.
    drop(done);
    let (jobs, sum) = collect(results).await;

    let never = ManualResetEvent::new();
    let patience = mea::timeout(never.wait(), runtime.sleep(TICK)).await;

    // After this nobody is left who has a part in it.
    stop.shutdown_with("all jobs are done");
    stop.await_shutdown().await;
    let mut log = shop.log.lock().await.clone();
    log.sort_unstable();
    Summary {
        jobs,
        sum,
        log,
        at_once: shop.at_once.load(Relaxed),
        patience,
        reason: why.recv().await.ok(),
    }
}

/// Squares a number, with a slot, and slowly.
async fn job<R: Runtime>(runtime: R, number: u64, shop: Arc<Shop>, done: BoundedSender<u64>) {
    let slot = shop.slots.acquire(1).await;
    let now = shop.under_way.fetch_add(1, Relaxed) + 1;
    shop.at_once.fetch_max(now, Relaxed);
    runtime.sleep(WORK).await;
    shop.log.lock().await.push(number);
    shop.under_way.fetch_sub(1, Relaxed);
    drop(slot);
    // Waits while the collector is behind.
    done.send(number * number).await.ok();
}

/// How many results there are, and their sum.
async fn collect(mut results: BoundedReceiver<u64>) -> (usize, u64) {
    let (mut jobs, mut sum) = (0, 0);
    while let Ok(result) = results.recv().await {
        jobs += 1;
        sum += result;
    }
    (jobs, sum)
}

/// Ticks until the scope is shut down, and tells why it was.
async fn clock<R: Runtime>(runtime: R, scope: ShutdownRecv, told: oneshot::Sender<String>) {
    let mut ticks = 0_u64;
    mea::select_loop! {
        () = scope.is_shutdown() => break,
        // The timer of a runtime: kept, so it goes on when the other arm is ready first.
        keep () = runtime.sleep(TICK) => ticks += 1,
    }
    let reason = scope.reason().map(|reason| reason.to_string());
    told.send(reason.unwrap_or_else(|| format!("none, after {ticks} ticks")))
        .ok();
}
