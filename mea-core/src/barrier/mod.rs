//! A number of tasks that wait until all of them have arrived, again and again.
//!
//! # When to use it
//!
//! Where work is done in rounds, and nobody may begin the next round before everybody has finished this
//! one. One of each round, the last to arrive, leads: it may do what is to be done once between two rounds.
//!
//! | not for | take |
//! |---|---|
//! | some who only report, while others wait | a [latch](crate::latch) |
//! | a number of tasks that is not known beforehand | a [wait group](crate::waitgroup) |
//! | waits that are given up half-way, and begun again | a [latch](crate::latch): these futures are not cancel-safe |
//!
//! # Example
//!
//! ```
//! use std::{
//!     sync::{
//!         Arc,
//!         atomic::{AtomicU32, Ordering::Relaxed},
//!     },
//!     thread,
//! };
//!
//! use mea::{barrier::Barrier, blocking::block_on};
//!
//! let barrier = Arc::new(Barrier::new(3));
//! let finished = Arc::new(AtomicU32::new(0));
//! let workers = [0; 3].map(|_| {
//!     let (barrier, finished) = (barrier.clone(), finished.clone());
//!     thread::spawn(move || {
//!         let mut led = 0;
//!         for round in 1..=10 {
//!             finished.fetch_add(1, Relaxed);
//!             led += u32::from(block_on(barrier.wait()).is_leader());
//!             assert!(finished.load(Relaxed) >= 3 * round);
//!         }
//!         led
//!     })
//! });
//! let led: u32 = workers.map(|worker| worker.join().unwrap()).iter().sum();
//! assert_eq!(led, 10);
//! ```
//!
//! # States
//!
//! ```text
//!                        arrive: the n-th, which leads; all who wait go on
//!           +---------------------------------------------------------------+
//!           v                                                               |
//!    [ 0 arrived ] --arrive--> [ 1 arrived ] --arrive--> .. --arrive--> [ n - 1 arrived ]
//!                  <--drop----               <--drop----    <--drop----
//! ```
//!
//! Each time around is a *generation*. An arrival while those of one generation are being woken belongs to
//! the next one. There are two ways to arrive. By [`wait`](Barrier::wait), the first poll arrives, and a
//! wait that is dropped before the generation ends has not arrived: the others go on waiting for somebody in
//! its place. By [`arrive`](Barrier::arrive), the call arrives, for good, whether anybody awaits the
//! [`BarrierArrival`] or not.
//!
//! # Guarantees
//!
//! - **Cancel safety.** No future is [`CancelSafe`](crate::marker::CancelSafe); see [below](#a-wait-that-is-dropped).
//! - **Fairness.** All waits of a generation end at once. The leader does not wait.
//! - **Snooze safety.** Every future is [`SnoozeSafe`](crate::marker::SnoozeSafe): once it was polled it
//!   has arrived, and left alone, it holds up nobody. So to race one against something else, keep it and
//!   poll it by reference.
//! - **Memory ordering.** What was done before an arrival happens before the end of every wait of its
//!   generation.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. If a waker panics, the generation has ended
//!   and the others are woken all the same; the panic comes out of the last arrival, and nobody learns that
//!   they led.
//!
//! # A wait that is dropped
//!
//! | dropped | its arrival | the others |
//! |---|---|---|
//! | before its first poll | never was | wait for another one |
//! | while its generation has not ended | is withdrawn | wait for another one |
//! | after its generation has ended | counted | went on |
//! | a [`BarrierArrival`], at any time | counts | do not notice |
//!
//! In the third row the caller does not learn that the generation is over: to wait again would be an
//! arrival for the next one. Hence they are not cancel-safe.

#[cfg(all(test, loom))]
mod loom;
mod meeting;
#[cfg(all(test, not(loom)))]
mod tests;
mod wait;

use alloc::sync::Arc;
use core::fmt;

use self::meeting::{Meeting, State};
pub use self::wait::{BarrierArrival, BarrierWait, OwnedBarrierArrival, OwnedBarrierWait};
use crate::{
    queue::{Queue, Queued},
    sync::const_fn,
};

/// A meeting point for a fixed number of tasks; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::barrier::Barrier;
///
/// # mea::blocking::block_on(async {
/// let barrier = Barrier::new(2);
/// let early = barrier.arrive();
/// assert!(!early.is_leader());
/// assert!(barrier.wait().await.is_leader()); // the second of two
/// assert!(!early.await.is_leader());
/// # });
/// ```
pub struct Barrier {
    queue: Queue<Meeting>,
}

impl Barrier {
    const_fn! {
        /// A barrier for `n` tasks.
        ///
        /// As with [`std::sync::Barrier`](https://doc.rust-lang.org/std/sync/struct.Barrier.html), 0
        /// means the same as 1: whoever arrives is alone, leads, and goes on at once.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::{barrier::Barrier, blocking::block_on};
        ///
        /// static ALONE: Barrier = Barrier::new(1);
        /// assert!(block_on(ALONE.wait()).is_leader());
        /// assert!(block_on(ALONE.wait()).is_leader());
        /// assert!(block_on(Barrier::new(0).wait()).is_leader());
        /// ```
        pub const fn new(n: u32) -> Self {
            Self {
                queue: Queue::new(Meeting::of(n), State::FIRST, 0),
            }
        }
    }

    /// Arrives, and waits until all have.
    ///
    /// The arrival is that of the first poll.
    ///
    /// # Cancel safety
    ///
    /// **Not cancel-safe**: dropped before its generation ends, the arrival is withdrawn, as if it
    /// had never been. Dropped after that, it counted, but the caller does not know; to wait again
    /// would be an arrival for the next generation. Snooze-safe: once it has been polled it holds up
    /// nobody.
    ///
    /// # Fairness
    ///
    /// All waits of a generation end at once.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed. And if a waker that the last arrival wakes
    /// panics, the panic leaves the leader's poll: the generation has ended and the others were woken,
    /// but nobody learns that they led.
    ///
    /// # Examples
    ///
    /// See the [module](self). Raced against something else, by reference:
    ///
    /// ```
    /// use mea::{
    ///     barrier::Barrier,
    ///     blocking::{FutureExt, block_on},
    /// };
    ///
    /// let barrier = Barrier::new(2);
    /// let mut wait = std::pin::pin!(barrier.wait());
    /// let so_far = wait.as_mut().wait_timeout(std::time::Duration::from_millis(1));
    /// assert!(so_far.is_err()); // and still there:
    /// assert!(block_on(barrier.wait()).is_leader());
    /// assert!(!block_on(wait).is_leader());
    /// ```
    #[inline]
    pub fn wait(&self) -> BarrierWait<'_> {
        BarrierWait::new(&self.queue)
    }

    /// [`wait`](Self::wait) with a future that keeps the barrier alive, and so is `'static`.
    ///
    /// # Cancel safety
    ///
    /// As [`wait`](Self::wait); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{barrier::Barrier, blocking::block_on};
    ///
    /// let barrier = Arc::new(Barrier::new(2));
    /// let wait = barrier.clone().wait_owned();
    /// let other = std::thread::spawn(move || block_on(wait).is_leader());
    /// let led = block_on(barrier.wait()).is_leader();
    /// assert_ne!(led, other.join().unwrap());
    /// ```
    #[inline]
    pub fn wait_owned(self: Arc<Self>) -> OwnedBarrierWait {
        OwnedBarrierWait::new(self)
    }

    /// Arrives now, for good; the future waits for the others.
    ///
    /// This parts the two halves of a [`wait`](Self::wait): between the arrival and the wait there may
    /// be work that the others need not wait for. And it is how a task leaves: it arrives one last
    /// time, drops the future, and lets the others end their generation.
    ///
    /// If it is the last arrival, the generation has ended when this returns, and the future will be
    /// ready. If it is dropped, nobody learns of the leadership:
    /// [`is_leader`](BarrierArrival::is_leader) tells before.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future withdraws nothing. It is still not cancel-safe: with it goes the only way
    /// to see this generation end. Snooze-safe: it holds up nobody.
    ///
    /// # Fairness
    ///
    /// As [`wait`](Self::wait).
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed. And this call, if it is the last arrival and
    /// a waker that it wakes panics: the generation has ended and the others were woken, but nobody
    /// learns that they led.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{barrier::Barrier, blocking::block_on};
    ///
    /// let barrier = Barrier::new(3);
    /// drop(barrier.arrive()); // counts
    /// drop(barrier.wait()); // does not
    /// let arrival = barrier.arrive();
    /// // Work that has nothing to do with the others ..
    /// let last = barrier.arrive();
    /// assert!(last.is_leader());
    /// assert!(!block_on(arrival).is_leader());
    /// ```
    pub fn arrive(&self) -> BarrierArrival<'_> {
        BarrierArrival::new(&self.queue, meeting::arrive(&self.queue))
    }

    /// [`arrive`](Self::arrive) with a future that keeps the barrier alive, and so is `'static`.
    ///
    /// # Cancel safety
    ///
    /// As [`arrive`](Self::arrive); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{barrier::Barrier, blocking::block_on};
    ///
    /// let barrier = Arc::new(Barrier::new(2));
    /// let arrival = barrier.clone().arrive_owned();
    /// let other = std::thread::spawn(move || block_on(arrival).is_leader());
    /// assert!(block_on(barrier.wait()).is_leader());
    /// assert!(!other.join().unwrap());
    /// ```
    pub fn arrive_owned(self: Arc<Self>) -> OwnedBarrierArrival {
        let arrived = meeting::arrive(&self.queue);
        OwnedBarrierArrival::new(self, arrived)
    }
}

/// What a wait at a [`Barrier`] ends with.
///
/// # Examples
///
/// ```
/// use mea::barrier::Barrier;
///
/// # mea::blocking::block_on(async {
/// let barrier = Barrier::new(1);
/// if barrier.wait().await.is_leader() {
///     // what one of them does between two rounds
/// }
/// # });
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl BarrierWaitResult {
    /// Whether this was the last arrival of its generation; exactly one is.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let result = mea::barrier::Barrier::new(1).wait().await;
    /// assert!(result.is_leader());
    /// # });
    /// ```
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.is_leader)
            .finish()
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued for Barrier {
    type Engine = Meeting;

    #[inline(always)]
    fn queue(&self) -> &Queue<Meeting> {
        &self.queue
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrived = self.queue.lock().state().arrived();
        f.debug_struct("Barrier")
            .field("n", &self.queue.engine().tasks())
            .field("arrived", &arrived)
            .finish()
    }
}
