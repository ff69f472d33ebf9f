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

/// Much longer than anything here takes: after this somebody was not woken.
const FOR_EVER: Duration = Duration::from_secs(60);

/// Runs `future` on a runtime with two threads. One that never ends fails instead.
fn run<F>(future: F)
where
    F: Future<Output: Send> + Send + 'static,
{
    let (done, end) = std_mpsc::channel();
    let thread = thread::spawn(move || {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .build()
            .unwrap();
        runtime.block_on(runtime.spawn(future)).unwrap();
        done.send(()).unwrap();
    });
    match end.recv_timeout(FOR_EVER) {
        Err(std_mpsc::RecvTimeoutError::Timeout) => panic!("somebody waits for ever"),
        _ => thread.join().unwrap(),
    }
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
