//! Many tasks on two threads, with random cancellation, and sums that must come out. Seeded; what the
//! threads do with it is different every time.

mod admission;
mod barrier;
mod broadcast;
mod condvar;
mod event;
mod latch;
mod mpmc;
mod mpsc;
mod mutex;
mod once;
mod oneshot;
mod rwlock;
mod semaphore;
mod shutdown;
mod waitgroup;
mod watch;

use std::{sync::mpsc as std_mpsc, thread, time::Duration};

use tokio::{runtime::Builder, task::yield_now};

use crate::support::Rng;

/// Much longer than it takes a task to have a turn, however busy the machine is.
const A_TURN: Duration = Duration::from_secs(60);

/// After so many of these the tasks are busy with nothing.
const TURNS: usize = 10;

/// Runs `future` on a runtime with two threads. One that never ends fails instead: nobody does anything
/// for a while, or all do something for too long.
fn run<F>(future: F)
where
    F: Future<Output: Send> + Send + 'static,
{
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let metrics = runtime.metrics();
    let busy = move || -> Duration {
        let workers = 0..metrics.num_workers();
        workers.map(|i| metrics.worker_total_busy_duration(i)).sum()
    };
    let (done, end) = std_mpsc::channel();
    let thread = thread::spawn(move || {
        runtime.block_on(runtime.spawn(future)).unwrap();
        done.send(()).unwrap();
    });
    let mut before = Duration::ZERO;
    for _ in 0..TURNS {
        match end.recv_timeout(A_TURN) {
            Err(std_mpsc::RecvTimeoutError::Timeout) => {
                let now = busy();
                assert_ne!(before, now, "somebody waits for ever");
                before = now;
            }
            _ => return thread.join().unwrap(),
        }
    }
    panic!("they go on for ever");
}

/// Starts so many tasks, each with numbers of its own, and waits for all.
async fn tasks<F, Fut>(n: u64, task: F)
where
    F: Fn(u64, Rng) -> Fut,
    Fut: Future<Output: Send> + Send + 'static,
{
    let handles: Vec<_> = (0..n)
        .map(|i| tokio::spawn(task(i, Rng::new(i + 1))))
        .collect();
    for handle in handles {
        handle.await.unwrap();
    }
}

/// Lets others run, now and then.
async fn maybe_yield(rng: &mut Rng) {
    if rng.one_in(4) {
        yield_now().await;
    }
}
