//! Where those who contend run.

use std::thread;

use tokio::task::JoinHandle;

use super::crew::Turns;
use crate::runtime::runtime;

/// Runs futures side by side.
pub(crate) trait Executor: 'static {
    const WORKERS: usize;

    /// Starts all, does `meanwhile`, and waits for them.
    fn run<F: Future<Output = Turns> + Send + 'static>(
        futures: Vec<F>,
        meanwhile: impl FnOnce(),
    ) -> Vec<Turns>;
}

/// Tasks on tokio with two workers.
pub(crate) enum Tasks {}

impl Executor for Tasks {
    const WORKERS: usize = 64;

    fn run<F: Future<Output = Turns> + Send + 'static>(
        futures: Vec<F>,
        meanwhile: impl FnOnce(),
    ) -> Vec<Turns> {
        let tasks: Vec<_> = futures.into_iter().map(|f| runtime().spawn(f)).collect();
        meanwhile();
        let join = |task: JoinHandle<_>| runtime().block_on(task).expect("its checks hold");
        tasks.into_iter().map(join).collect()
    }
}

/// A thread for each.
pub(crate) enum Threads {}

impl Executor for Threads {
    const WORKERS: usize = 2;

    fn run<F: Future<Output = Turns> + Send + 'static>(
        futures: Vec<F>,
        meanwhile: impl FnOnce(),
    ) -> Vec<Turns> {
        let start = |future| thread::spawn(|| futures::executor::block_on(future));
        let threads: Vec<_> = futures.into_iter().map(start).collect();
        meanwhile();
        let join = |thread: thread::JoinHandle<_>| thread.join().expect("its checks hold");
        threads.into_iter().map(join).collect()
    }
}
