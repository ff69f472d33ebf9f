//! What a scenario needs of what it runs on.

#[cfg(not(shuttle))]
mod real;
#[cfg(shuttle)]
mod shuttle;

#[cfg(not(shuttle))]
pub use self::real::{Smol, Threads, Tokio};
#[cfg(shuttle)]
pub use self::shuttle::Shuttle;

/// Spawns, yields, and throws dice.
pub trait Runtime: Send + Sync + 'static {
    /// Starts the task at once. The result ends when it has ended, and panics if it has panicked.
    fn spawn<F>(task: F) -> impl Future<Output = ()> + Send + 'static
    where
        F: Future<Output = ()> + Send + 'static;

    /// Lets others run.
    fn yield_now() -> impl Future<Output = ()> + Send;

    /// A number below `n`, at random.
    fn below(n: usize) -> usize;

    /// True once in `n` times.
    fn one_in(n: usize) -> bool {
        Self::below(n) == 0
    }
}
