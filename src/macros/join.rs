//! `join!`.

/// Waits for several futures side by side, until all of them are done; a tuple of their outputs.
///
/// If one failure shall end the wait use [`try_join!`](crate::try_join), and if one output is enough
/// [`race!`](crate::race). Where the number of futures is not known, or they shall run on several threads,
/// spawn tasks and wait for them with a [`waitgroup`](crate::waitgroup).
///
/// ```text
/// join!( [ "biased;" ] future, future, .. )
/// ```
///
/// The futures are made from left to right. Each is dropped as soon as it is done, and its output
/// waits in its place. `join!()` is `()`, and of one future it is a tuple of one.
///
/// Nobody loses, and every future is polled to its end: borrows (`&mut future`) are taken as they
/// are, and nothing is asked of the futures. But an output that waits is alive: if it is a guard,
/// and another of the futures waits for the same lock, neither ends. Let a future that locks give
/// back what it found, not the guard.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (tx, mut rx) = mpsc::bounded(1);
/// let ((), sum) = mea::join!(
///     async {
///         for n in [1, 2, 3] {
///             tx.send(n).await.unwrap(); // waits for room, which the other one makes
///         }
///     },
///     async { rx.recv().await.unwrap() + rx.recv().await.unwrap() + rx.recv().await.unwrap() },
/// );
/// assert_eq!(sum, 6);
/// # });
/// ```
///
/// # Cancel safety
///
/// Dropped half-way, it drops the futures that are not done, and the outputs of those that are.
///
/// # Fairness
///
/// Each time it is polled, the next future is polled first. After `biased;` they are always polled
/// from left to right.
///
/// # Allocation
///
/// None. It is all on one task: what blocks the thread in one of the futures holds up the others.
#[macro_export]
macro_rules! join {
    ($($tokens:tt)*) => {
        $crate::rt::join! { @($crate) $($tokens)* }
    };
}
