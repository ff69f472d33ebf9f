//! Permits, for limiting how many do something at once.
//!
//! # When to use it
//!
//! Where so many tasks, and no more, may be at something: connections, jobs, requests under way. There
//! are from 0 to `usize::MAX` permits, and an acquisition takes any number of them at once. How many there
//! are may change while they are in use: [`release`](Semaphore::release) adds some,
//! [`forget`](Semaphore::forget) and [`forget_exact`](Semaphore::forget_exact) take some away,
//! [`resize`](Semaphore::resize) says how many there should be.
//!
//! | not for | take |
//! |---|---|
//! | one at a time, who gets at a value | a [mutex](crate::mutex) |
//! | tenants, none of which may crowd out the others | [admission](crate::admission) |
//! | messages that are to be limited in number | a bounded [channel](crate::mpsc) |
//! | waiting for a number of arrivals | a [latch](crate::latch), a [barrier](crate::barrier) or a [wait group](crate::waitgroup) |
//!
//! # Example
//!
//! At most two jobs at a time:
//!
//! ```
//! use std::sync::Arc;
//!
//! use mea::{blocking::block_on, semaphore::Semaphore};
//!
//! let slots = Arc::new(Semaphore::new(2));
//! let jobs: Vec<_> = (0..8)
//!     .map(|_| {
//!         let slots = slots.clone();
//!         std::thread::spawn(move || {
//!             let _permit = block_on(slots.acquire(1));
//!             // work
//!         })
//!     })
//!     .collect();
//! for job in jobs {
//!     job.join().unwrap();
//! }
//! assert_eq!(slots.available_permits(), 2);
//! ```
//!
//! # States
//!
//! ```text
//!               acquire: too few are free              release: the first in line collects,
//!             +---------------------------> [ line ] --+ and goes when it has what it wants
//!             |                               |   ^    |
//!        [ n free ] <--- the line is empty ---+   +----+
//!             |   ^
//!             |   +---- more than is owed ----+
//!             |                               |
//!             +---------------------------> [ debt ] --+ release: pays
//!               forget_exact: too few are free    ^    |
//!                                                 +----+
//! ```
//!
//! With a line, or a debt, no permit is free: a newcomer gets in line, and a `try_acquire` fails. There
//! may be both; then the debt is paid first.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe): dropped, it gives up
//!   its place in line, and what it had collected or been handed.
//! - **Fairness.** Strictly first come, first served, counted from the first poll: a request that is too
//!   large for what is free waits at the head of the line, collects what is released, and is not overtaken
//!   by smaller ones.
//! - **Snooze safety.** No future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it may be
//!   handed permits, and all behind it wait until it is polled or dropped.
//! - **Memory ordering.** What was done before permits were released happens before what is done after
//!   they were acquired.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. What would make more than `usize::MAX`
//!   free permits, or a larger debt: nothing changes then. If a waker panics, its task has its permits
//!   all the same.

mod acquire;
mod permit;
#[cfg(all(test, not(loom)))]
mod tests;

use alloc::sync::Arc;
use core::fmt;

pub use self::{
    acquire::{Acquire, AcquireAndForget, AcquireOwned, AcquireOwnedAndForget},
    permit::{OwnedSemaphorePermit, SemaphorePermit},
};
use crate::{
    permits::{Overflow, Permits, Word},
    queue::{Queue, Queued},
    sync::{AtomicUsize, Ordering::Relaxed, const_fn},
};

/// A counting semaphore that is awaited; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::semaphore::Semaphore;
///
/// # mea::blocking::block_on(async {
/// let semaphore = Semaphore::new(3);
/// let two = semaphore.acquire(2).await;
/// assert_eq!(semaphore.available_permits(), 1);
/// drop(two);
/// assert_eq!(semaphore.available_permits(), 3);
/// # });
/// ```
pub struct Semaphore {
    permits: Permits,
    /// What `resize` was last told.
    size: AtomicUsize,
}

impl Semaphore {
    const_fn! {
        /// A semaphore with `permits` permits, from 0 to `usize::MAX`.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::semaphore::Semaphore;
        ///
        /// static CONNECTIONS: Semaphore = Semaphore::new(100);
        /// assert_eq!(CONNECTIONS.available_permits(), 100);
        /// assert_eq!(Semaphore::new(usize::MAX).available_permits(), usize::MAX);
        /// ```
        pub const fn new(permits: usize) -> Self {
            Self {
                permits: Permits::fifo(permits),
                size: AtomicUsize::new(permits),
            }
        }
    }

    /// How many permits are free: what [`try_acquire`](Self::try_acquire) could take now.
    ///
    /// 0 while somebody waits or permits are owed. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(2);
    /// let permit = semaphore.try_acquire(1);
    /// assert_eq!(semaphore.available_permits(), 1);
    /// # drop(permit);
    /// ```
    pub fn available_permits(&self) -> usize {
        self.permits.available()
    }

    /// Takes up to `n` of the free permits away for ever; returns how many it took.
    ///
    /// See [`forget_exact`](Self::forget_exact) for taking away permits that are in use.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(5);
    /// let held = semaphore.try_acquire(2);
    /// assert_eq!(semaphore.forget(10), 3);
    /// drop(held);
    /// assert_eq!(semaphore.available_permits(), 2);
    /// ```
    #[doc(alias = "forget_permits")]
    pub fn forget(&self, n: usize) -> usize {
        self.permits.forget(n)
    }

    /// Takes exactly `n` permits away for ever, now or as they come back.
    ///
    /// What is not free is a *debt*: permits that are released pay it before anybody is granted any,
    /// also before those who wait already. What the first in line has collected is taken first.
    ///
    /// # Panics
    ///
    /// If more than `usize::MAX` permits were owed then. Nothing changes in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(3);
    /// let held = semaphore.try_acquire(3);
    /// semaphore.forget_exact(2);
    /// drop(held); // two of the three pay the debt
    /// assert_eq!(semaphore.available_permits(), 1);
    /// ```
    #[track_caller]
    pub fn forget_exact(&self, n: usize) {
        if self.permits.forget_exact(n) == Err(Overflow) {
            panic!("a semaphore cannot forget {n} permits: it would owe more than usize::MAX");
        }
    }

    /// Adds `permits` permits, for those who wait, in their order, or for whoever comes.
    ///
    /// # Panics
    ///
    /// If there were more than `usize::MAX` free permits then. Nothing changes in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(0);
    /// semaphore.release(2);
    /// assert!(semaphore.try_acquire(2).is_some());
    /// ```
    #[doc(alias = "add_permits")]
    #[inline]
    #[track_caller]
    pub fn release(&self, permits: usize) {
        self.permits.release(permits);
    }

    /// How many permits [`new`](Self::new) or the last [`resize`](Self::resize) asked for.
    ///
    /// [`release`](Self::release), [`forget`](Self::forget) and their like do not count.
    ///
    /// # Examples
    ///
    /// ```
    /// let semaphore = mea::semaphore::Semaphore::new(4);
    /// semaphore.resize(6);
    /// assert_eq!(semaphore.size(), 6);
    /// ```
    pub fn size(&self) -> usize {
        self.size.load(Relaxed)
    }

    /// Changes the number of permits from [`size`](Self::size) to `n`, also while they are in use.
    ///
    /// Growing [releases](Self::release) the difference at once. Shrinking [forgets it
    /// exactly](Self::forget_exact): permits in use stay valid, and those that come back pay first.
    /// Of several concurrent calls one is the last, and the permits fit the size that it set.
    ///
    /// # Panics
    ///
    /// As `release` and `forget_exact`. Nothing changes in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(4);
    /// let held = semaphore.try_acquire(4);
    /// semaphore.resize(1);
    /// drop(held);
    /// assert_eq!(semaphore.available_permits(), 1);
    /// semaphore.resize(3);
    /// assert_eq!(semaphore.available_permits(), 3);
    /// ```
    #[track_caller]
    pub fn resize(&self, n: usize) {
        let old = self.size.swap(n, Relaxed);
        let changed = if old <= n {
            self.permits.try_release(n - old)
        } else {
            self.permits.forget_exact(old - n)
        };
        if changed == Err(Overflow) {
            // Undone by the difference, so that it is right whatever others did meanwhile.
            self.size.fetch_add(old.wrapping_sub(n), Relaxed);
            panic!(
                "a semaphore cannot be resized from {old} to {n} permits: it would have or owe \
                 more than usize::MAX"
            );
        }
    }

    /// Takes `permits` permits if they are free and nobody waits.
    ///
    /// `try_acquire(0)` tells whether somebody waits.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(1);
    /// let permit = semaphore.try_acquire(1).unwrap();
    /// assert!(semaphore.try_acquire(1).is_none());
    /// # drop(permit);
    /// ```
    #[inline]
    pub fn try_acquire(&self, permits: usize) -> Option<SemaphorePermit<'_>> {
        self.permits
            .try_acquire(permits)
            .then(|| SemaphorePermit::new(self, permits))
    }

    /// Takes `permits` permits for ever, if they are free and nobody waits; `true` if it did.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Semaphore::new(2);
    /// assert!(semaphore.try_acquire_and_forget(2));
    /// assert!(!semaphore.try_acquire_and_forget(1));
    /// semaphore.release(1); // somebody else gives them back
    /// ```
    #[inline]
    pub fn try_acquire_and_forget(&self, permits: usize) -> bool {
        self.permits.try_acquire(permits)
    }

    /// Waits until `permits` permits are free, and takes them.
    ///
    /// A request for more permits than there will ever be waits for ever, and so do all behind it.
    /// `acquire(0)` waits for its turn and takes nothing.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped gives up its place in line and what it had collected.
    /// Not snooze-safe: permits may be handed to a future that nobody polls.
    ///
    /// # Fairness
    ///
    /// First come, first served, counted from the first poll.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// # mea::blocking::block_on(async {
    /// let semaphore = Semaphore::new(4);
    /// let permit = semaphore.acquire(3).await;
    /// assert_eq!(permit.permits(), 3);
    /// # });
    /// ```
    #[doc(alias = "acquire_many")]
    #[inline]
    pub fn acquire(&self, permits: usize) -> Acquire<'_> {
        Acquire::new(self, permits)
    }

    /// Waits until `permits` permits are free, and takes them for ever.
    ///
    /// # Cancel safety
    ///
    /// As [`acquire`](Self::acquire): a future that is dropped before it completes has taken nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::semaphore::Semaphore;
    ///
    /// # mea::blocking::block_on(async {
    /// let tickets = Semaphore::new(2);
    /// tickets.acquire_and_forget(1).await;
    /// assert_eq!(tickets.available_permits(), 1);
    /// # });
    /// ```
    #[inline]
    pub fn acquire_and_forget(&self, permits: usize) -> AcquireAndForget<'_> {
        AcquireAndForget::new(self, permits)
    }

    /// [`try_acquire`](Self::try_acquire) with permits that keep the semaphore alive.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::semaphore::Semaphore;
    ///
    /// let semaphore = Arc::new(Semaphore::new(1));
    /// let permit = semaphore.clone().try_acquire_owned(1).unwrap();
    /// std::thread::spawn(move || drop(permit)).join().unwrap();
    /// assert_eq!(semaphore.available_permits(), 1);
    /// ```
    #[inline]
    pub fn try_acquire_owned(self: Arc<Self>, permits: usize) -> Option<OwnedSemaphorePermit> {
        self.permits
            .try_acquire(permits)
            .then(|| OwnedSemaphorePermit::new(self, permits))
    }

    /// [`try_acquire_and_forget`](Self::try_acquire_and_forget) through an `Arc`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::semaphore::Semaphore;
    ///
    /// assert!(Arc::new(Semaphore::new(1)).try_acquire_owned_and_forget(1));
    /// ```
    #[inline]
    pub fn try_acquire_owned_and_forget(self: Arc<Self>, permits: usize) -> bool {
        self.permits.try_acquire(permits)
    }

    /// [`acquire`](Self::acquire) with permits that keep the semaphore alive.
    ///
    /// # Cancel safety
    ///
    /// As [`acquire`](Self::acquire); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::semaphore::Semaphore;
    ///
    /// # mea::blocking::block_on(async {
    /// let semaphore = Arc::new(Semaphore::new(2));
    /// let permit = semaphore.clone().acquire_owned(2).await;
    /// assert_eq!(semaphore.available_permits(), 0);
    /// # drop(permit);
    /// # });
    /// ```
    #[doc(alias = "acquire_many_owned")]
    #[inline]
    pub fn acquire_owned(self: Arc<Self>, permits: usize) -> AcquireOwned {
        AcquireOwned::new(self, permits)
    }

    /// [`acquire_and_forget`](Self::acquire_and_forget) through an `Arc`, with a future that borrows
    /// nothing.
    ///
    /// # Cancel safety
    ///
    /// As [`acquire_and_forget`](Self::acquire_and_forget); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::semaphore::Semaphore;
    ///
    /// # mea::blocking::block_on(async {
    /// let tickets = Arc::new(Semaphore::new(2));
    /// tickets.clone().acquire_owned_and_forget(2).await;
    /// assert_eq!(tickets.available_permits(), 0);
    /// # });
    /// ```
    #[inline]
    pub fn acquire_owned_and_forget(self: Arc<Self>, permits: usize) -> AcquireOwnedAndForget {
        AcquireOwnedAndForget::new(self, permits)
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued for Semaphore {
    type Engine = Word;
    const MODULE: &'static str = "semaphore";

    #[inline(always)]
    fn queue(&self) -> &Queue<Word> {
        &self.permits
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Semaphore")
            .field("available_permits", &self.available_permits())
            .field("size", &self.size())
            .finish()
    }
}
