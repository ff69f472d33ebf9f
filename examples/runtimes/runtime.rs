//! Three that run the program: tokio, smol, and none at all.

use std::{future::Future, thread, time::Duration};

use mea::{blocking, oneshot};

use crate::program::Runtime;

/// [tokio](https://docs.rs/tokio), with threads of its own.
#[derive(Clone)]
pub(crate) struct Tokio;

impl Tokio {
    pub(crate) fn run<F: Future>(program: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_time()
            .build()
            .expect("threads can be started");
        runtime.block_on(program)
    }
}

impl Runtime for Tokio {
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        drop(tokio::spawn(task));
    }

    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(time)
    }
}

/// [smol](https://docs.rs/smol), with its global executor.
#[derive(Clone)]
pub(crate) struct Smol;

impl Smol {
    pub(crate) fn run<F: Future>(program: F) -> F::Output {
        smol::block_on(program)
    }
}

impl Runtime for Smol {
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        smol::spawn(task).detach();
    }

    async fn sleep(&self, time: Duration) {
        smol::Timer::after(time).await;
    }
}

/// No runtime: a thread for each task, which sleeps while that waits, and one for each timer.
#[derive(Clone)]
pub(crate) struct Threads;

impl Threads {
    pub(crate) fn run<F: Future>(program: F) -> F::Output {
        blocking::block_on(program)
    }
}

impl Runtime for Threads {
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        thread::spawn(|| blocking::block_on(task));
    }

    async fn sleep(&self, time: Duration) {
        let (is_up, up) = oneshot::channel();
        thread::spawn(move || {
            thread::sleep(time);
            // Nobody may wait for it any more.
            is_up.send(()).ok();
        });
        up.await.ok();
    }
}
