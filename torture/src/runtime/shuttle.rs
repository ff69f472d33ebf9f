//! The scheduler of shuttle, which decides at every access to an atomic or a lock who is next, and throws
//! the dice, so that a run can be repeated.

use shuttle::{future, rand::Rng};

use super::Runtime;

/// The execution around the caller.
#[derive(Debug)]
pub enum Shuttle {}

impl Runtime for Shuttle {
    fn spawn<F>(task: F) -> impl Future<Output = ()> + Send + 'static
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let task = future::spawn(task);
        async move { task.await.expect("a task panicked") }
    }

    async fn yield_now() {
        future::yield_now().await;
    }

    fn below(n: usize) -> usize {
        shuttle::rand::thread_rng().gen_range(0..n)
    }
}
