//! Runtimes as users have them.

use std::{sync::LazyLock, thread};

use mea::{blocking::block_on, oneshot};

use super::Runtime;

/// The runtime of tokio around the caller.
#[derive(Debug)]
pub enum Tokio {}

/// An executor of smol on two threads. (That of `smol::spawn` has one, if the environment does not say
/// otherwise.)
#[derive(Debug)]
pub enum Smol {}

static SMOL: LazyLock<smol::Executor<'static>> = LazyLock::new(|| {
    for _ in 0..2 {
        thread::spawn(|| smol::block_on(SMOL.run(std::future::pending::<()>())));
    }
    smol::Executor::new()
});

/// A thread for each task, which polls it by `mea::blocking::block_on`.
#[derive(Debug)]
pub enum Threads {}

impl Runtime for Tokio {
    fn spawn<F>(task: F) -> impl Future<Output = ()> + Send + 'static
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let task = tokio::spawn(task);
        async move { task.await.expect("a task panicked") }
    }

    fn yield_now() -> impl Future<Output = ()> + Send {
        tokio::task::yield_now()
    }

    fn below(n: usize) -> usize {
        fastrand::usize(..n)
    }
}

impl Runtime for Smol {
    fn spawn<F>(task: F) -> impl Future<Output = ()> + Send + 'static
    where
        F: Future<Output = ()> + Send + 'static,
    {
        SMOL.spawn(task)
    }

    fn yield_now() -> impl Future<Output = ()> + Send {
        smol::future::yield_now()
    }

    fn below(n: usize) -> usize {
        fastrand::usize(..n)
    }
}

impl Runtime for Threads {
    fn spawn<F>(task: F) -> impl Future<Output = ()> + Send + 'static
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (done, end) = oneshot::channel();
        thread::spawn(move || {
            block_on(task);
            // Nobody waits for it any more if another task has panicked.
            let _ = done.send(());
        });
        async move { end.await.expect("a task panicked") }
    }

    async fn yield_now() {
        thread::yield_now();
    }

    fn below(n: usize) -> usize {
        fastrand::usize(..n)
    }
}
