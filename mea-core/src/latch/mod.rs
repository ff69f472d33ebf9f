//! A count that goes down to zero, once, and those who wait for it.
//!
//! # When to use it
//!
//! Where tasks wait until a known number of things have happened: services are up, parts have arrived;
//! or a single one: the start.
//!
//! | not for | take |
//! |---|---|
//! | tasks that finish, whose number is not known beforehand | a [wait group](crate::waitgroup) |
//! | tasks that wait for one another, again and again | a [barrier](crate::barrier) |
//! | a signal that is taken back | an [event](crate::event) |
//! | a value that arrives | a [once cell](crate::once), a [oneshot](crate::oneshot) channel |
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//!
//! use mea::{blocking::block_on, latch::Latch};
//!
//! let ready = Arc::new(Latch::new(3));
//! for _ in 0..3 {
//!     let ready = ready.clone();
//!     std::thread::spawn(move || ready.count_down());
//! }
//! block_on(ready.wait());
//! assert_eq!(ready.count(), 0);
//! ```
//!
//! # States
//!
//! ```text
//!    [ n missing ] --arrive(k)--> [ n - k missing ] --> .. --> [ open ]   all waits end,
//!                                                                         now and for ever
//! ```
//!
//! Once it is open it stays open: a wait that begins later ends at once, an arrival changes nothing.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe): dropped, it loses nothing.
//! - **Fairness.** All waits end at once.
//! - **Snooze safety.** Every future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it holds up
//!   nobody.
//! - **Memory ordering.** What was done before an arrival happens before the end of every wait, and before
//!   every [`try_wait`](Latch::try_wait) that finds the latch open.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. If a waker panics, the latch is open and
//!   the others are woken all the same; the panic comes out of the last arrival.

mod countdown;
#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;
mod wait;

use alloc::sync::Arc;
use core::fmt;

use self::countdown::Countdown;
pub use self::wait::{LatchWait, OwnedLatchWait};
use crate::{
    gate::{Gate, Generations},
    queue::{Queue, Queued},
    sync::const_fn,
};

/// A single-use countdown that is awaited; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::latch::Latch;
///
/// # mea::blocking::block_on(async {
/// let latch = Latch::new(1);
/// assert_eq!(latch.try_wait(), Err(1));
/// latch.count_down();
/// latch.wait().await;
/// assert_eq!(latch.try_wait(), Ok(()));
/// # });
/// ```
pub struct Latch {
    gate: Gate<Countdown>,
}

impl Latch {
    const_fn! {
        /// A latch that opens after `count` arrivals; it is open from the beginning if that is 0.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::latch::Latch;
        ///
        /// static STARTED: Latch = Latch::new(1);
        /// STARTED.count_down();
        /// assert!(STARTED.try_wait().is_ok());
        /// ```
        pub const fn new(count: u32) -> Self {
            Self {
                gate: Gate::with_rules(Countdown::new(count)),
            }
        }
    }

    /// The number of arrivals that are missing. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let latch = mea::latch::Latch::new(3);
    /// latch.arrive(2);
    /// assert_eq!(latch.count(), 1);
    /// ```
    pub fn count(&self) -> u32 {
        self.gate.rules().missing()
    }

    /// One arrival; opens the latch if it is the last that is missing.
    ///
    /// # Examples
    ///
    /// ```
    /// let latch = mea::latch::Latch::new(1);
    /// latch.count_down();
    /// latch.count_down(); // past zero: nothing
    /// assert_eq!(latch.count(), 0);
    /// ```
    #[inline]
    pub fn count_down(&self) {
        self.arrive(1);
    }

    /// `n` arrivals at once; past zero they change nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// let latch = mea::latch::Latch::new(5);
    /// latch.arrive(0);
    /// assert_eq!(latch.count(), 5);
    /// latch.arrive(u32::MAX);
    /// assert_eq!(latch.count(), 0);
    /// ```
    #[inline]
    pub fn arrive(&self, n: u32) {
        if self.gate.rules().arrive_many(n) {
            self.gate.notify_all();
        }
    }

    /// Whether the latch is open.
    ///
    /// # Errors
    ///
    /// The number of arrivals that are missing, if it is not.
    ///
    /// # Examples
    ///
    /// ```
    /// let latch = mea::latch::Latch::new(2);
    /// assert_eq!(latch.try_wait(), Err(2));
    /// ```
    pub fn try_wait(&self) -> Result<(), u32> {
        match self.gate.rules().missing() {
            0 => Ok(()),
            missing => Err(missing),
        }
    }

    /// Waits until the latch is open.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: nothing is lost. Snooze-safe: a wait that nobody polls holds up nobody.
    ///
    /// # Fairness
    ///
    /// All waits end at once.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, latch::Latch};
    ///
    /// static STARTED: Latch = Latch::new(1);
    ///
    /// let worker = std::thread::spawn(|| block_on(STARTED.wait()));
    /// STARTED.count_down();
    /// worker.join().unwrap();
    /// ```
    #[inline]
    pub fn wait(&self) -> LatchWait<'_> {
        LatchWait::new(&self.gate)
    }

    /// [`wait`](Self::wait) with a future that keeps the latch alive, and so is `'static`.
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
    /// use mea::{blocking::block_on, latch::Latch};
    ///
    /// let latch = Arc::new(Latch::new(1));
    /// let wait = latch.clone().wait_owned();
    /// let waiter = std::thread::spawn(move || block_on(wait));
    /// latch.count_down();
    /// waiter.join().unwrap();
    /// ```
    #[inline]
    pub fn wait_owned(self: Arc<Self>) -> OwnedLatchWait {
        OwnedLatchWait::new(self)
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued for Latch {
    type Engine = Generations<Countdown>;

    #[inline(always)]
    fn queue(&self) -> &Queue<Generations<Countdown>> {
        &self.gate
    }
}

impl fmt::Debug for Latch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Latch")
            .field("count", &self.count())
            .finish()
    }
}
