//! Exclusive access to a value, one task at a time.
//!
//! # When to use it
//!
//! Where a task keeps the lock across an `.await`, or where waiting for it must not block a thread.
//!
//! | not for | take |
//! |---|---|
//! | a few instructions without an `.await` between | [`std::sync::Mutex`](https://doc.rust-lang.org/std/sync/struct.Mutex.html): as good, and it need not be awaited |
//! | reads that are long, and much more frequent than writes | a [rwlock](crate::rwlock) |
//! | a limit of more than one | a [semaphore](crate::semaphore) |
//! | waiting until the value is as it should be | a [condition variable](crate::condvar) beside the mutex |
//! | several locks in one struct | [`#[shared]`](crate::shared), which knows their order |
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//!
//! use mea::{blocking::block_on, mutex::Mutex};
//!
//! let total = Arc::new(Mutex::new(0));
//! let workers: Vec<_> = (1..=4)
//!     .map(|n| {
//!         let total = total.clone();
//!         std::thread::spawn(move || block_on(async { *total.lock().await += n }))
//!     })
//!     .collect();
//! for worker in workers {
//!     worker.join().unwrap();
//! }
//! assert_eq!(block_on(total.lock()).to_string(), "10");
//! ```
//!
//! # States
//!
//! ```text
//!                  lock                       unlock, somebody waits:
//!    [ free ] ---------------> [ held ] ---+  held by the first in line
//!        ^                      |    ^     |
//!        +----------------------+    +-----+
//!          unlock, nobody waits
//! ```
//!
//! [`Mutex::eventually_fair`] is free after each unlock, also if somebody waits: the first in line is
//! woken, and has to lock it by itself. After four times in vain the lock is handed to it, as above.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe): dropped, it gives up
//!   its place in line, or passes the lock on if it had been handed it.
//! - **Fairness.** [`Mutex::new`] is strictly first come, first served, counted from the first poll. Neither
//!   a newcomer nor [`try_lock`](Mutex::try_lock) overtakes who waits. [`Mutex::eventually_fair`] trades the
//!   order for throughput: the first in line is woken in vain at most four times.
//! - **Snooze safety.** No future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it may be
//!   handed the lock, and all behind it wait until it is polled or dropped.
//! - **Memory ordering.** What a holder did happens before what the next holder does.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. A panic while the lock is held releases
//!   it, and the value is as the panic left it: there is no poisoning, and so, unlike in `std`, the lock
//!   is not `RefUnwindSafe`. If a waker panics, the lock has gone to its task all the same.

mod guards;
mod lock;
#[cfg(all(test, loom))]
mod loom;
mod raw;
mod relock;
#[cfg(all(test, not(loom)))]
mod tests;

use alloc::sync::Arc;
use core::fmt;

use self::raw::RawMutex;
pub(crate) use self::relock::{Relock, Relockable};
pub use self::{
    guards::{MappedMutexGuard, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard},
    lock::{Lock, LockOwned, With},
};
use crate::{
    guard::{self, Exclusive, LockCell},
    sync::const_fn,
};

/// A mutual exclusion lock that is awaited; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::mutex::Mutex;
///
/// # mea::blocking::block_on(async {
/// let names = Mutex::new(vec!["Ada"]);
/// names.lock().await.push("Grace");
/// assert_eq!(names.into_inner(), ["Ada", "Grace"]);
/// # });
/// ```
pub struct Mutex<T: ?Sized> {
    raw: RawMutex,
    value: LockCell<Exclusive, T>,
}

impl<T> Mutex<T> {
    const_fn! {
        /// A mutex that serves strictly in the order of arrival.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::mutex::Mutex;
        ///
        /// static HITS: Mutex<u64> = Mutex::new(0);
        ///
        /// *HITS.try_lock().unwrap() += 1;
        /// assert_eq!(*HITS.try_lock().unwrap(), 1);
        /// ```
        pub const fn new(value: T) -> Self {
            Self {
                raw: RawMutex::fifo(),
                value: LockCell::new(value),
            }
        }
    }

    const_fn! {
        /// A mutex that lets latecomers overtake, for throughput.
        ///
        /// An unlock frees the lock and wakes the first in line, instead of handing the lock over. A
        /// task that is running may then take it again at once, while the woken one is still being
        /// scheduled. With short critical sections and many tasks this is several times faster than
        /// strict order, which has to switch tasks at every unlock.
        ///
        /// # Fairness
        ///
        /// Starvation is bounded: a waiter that is first in line is woken at most four times in vain;
        /// then the next unlock hands the lock to it. Waiters are served in the order of arrival
        /// among themselves.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::mutex::Mutex;
        ///
        /// # mea::blocking::block_on(async {
        /// let counter = Mutex::eventually_fair(0);
        /// *counter.lock().await += 1;
        /// assert_eq!(counter.into_inner(), 1);
        /// # });
        /// ```
        pub const fn eventually_fair(value: T) -> Self {
            Self {
                raw: RawMutex::barging(),
                value: LockCell::new(value),
            }
        }
    }

    /// The value.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(mea::mutex::Mutex::new(7).into_inner(), 7);
    /// ```
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until the lock is free, and takes it.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped gives up its place in line, or passes the lock on if it
    /// had been handed it. Not snooze-safe: the lock may be handed to a future that nobody polls.
    ///
    /// # Fairness
    ///
    /// First come, first served, counted from the first poll (but see
    /// [`eventually_fair`](Self::eventually_fair)).
    ///
    /// # Deadlock
    ///
    /// The lock is not reentrant: a task that awaits it while holding it waits for ever.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mutex::Mutex;
    ///
    /// # mea::blocking::block_on(async {
    /// let mutex = Mutex::new(1);
    /// {
    ///     let mut guard = mutex.lock().await;
    ///     *guard += 1;
    /// } // released here
    /// assert_eq!(*mutex.lock().await, 2);
    /// # });
    /// ```
    #[inline]
    pub fn lock(&self) -> Lock<'_, T> {
        Lock::new(self)
    }

    /// Takes the lock if it is free and nobody waits for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mutex::Mutex;
    ///
    /// let mutex = Mutex::new(());
    /// let guard = mutex.try_lock().unwrap();
    /// assert!(mutex.try_lock().is_none());
    /// drop(guard);
    /// assert!(mutex.try_lock().is_some());
    /// ```
    #[inline]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        guard::try_acquire(self).map(Into::into)
    }

    /// [`lock`](Self::lock) with a guard that keeps the mutex alive, and so is `'static` if `T` is.
    ///
    /// # Cancel safety
    ///
    /// As [`lock`](Self::lock); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::mutex::{Mutex, OwnedMutexGuard};
    ///
    /// async fn job(mut guard: OwnedMutexGuard<u32>) {
    ///     *guard += 1;
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let mutex = Arc::new(Mutex::new(0));
    /// // could be spawned: the future borrows nothing
    /// job(mutex.clone().lock_owned().await).await;
    /// assert_eq!(*mutex.lock().await, 1);
    /// # });
    /// ```
    #[inline]
    pub fn lock_owned(self: Arc<Self>) -> LockOwned<T> {
        LockOwned::new(self)
    }

    /// [`try_lock`](Self::try_lock) with a guard that keeps the mutex alive.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::mutex::Mutex;
    ///
    /// let mutex = Arc::new(Mutex::new(5));
    /// let guard = mutex.clone().try_lock_owned().unwrap();
    /// assert!(mutex.clone().try_lock_owned().is_none());
    /// assert_eq!(*guard, 5);
    /// ```
    #[inline]
    pub fn try_lock_owned(self: Arc<Self>) -> Option<OwnedMutexGuard<T>> {
        guard::try_acquire_owned(self).ok().map(Into::into)
    }

    /// Waits for the lock, calls `f` with the value, and releases the lock.
    ///
    /// No guard leaves the call and `f` cannot await, so the lock is held for as long as `f` runs and
    /// no longer.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: `f` has run completely or not at all. Not snooze-safe, like
    /// [`lock`](Self::lock).
    ///
    /// # Panics
    ///
    /// If `f` panics; the lock is released then.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mutex::Mutex;
    ///
    /// # mea::blocking::block_on(async {
    /// let stack = Mutex::new(vec![1, 2, 3]);
    /// assert_eq!(stack.with(|s| s.pop()).await, Some(3));
    /// # });
    /// ```
    #[inline]
    pub fn with<R, F>(&self, f: F) -> With<'_, T, F>
    where
        F: FnOnce(&mut T) -> R,
    {
        With::new(self, f)
    }

    /// The value, without locking: the borrow shows that nobody else has it.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut mutex = mea::mutex::Mutex::new(1);
    /// *mutex.get_mut() += 1;
    /// assert_eq!(mutex.into_inner(), 2);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Never waits: shows `<locked>` in place of a value that somebody has locked.
impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut s = f.debug_struct("Mutex");
        match self.try_lock() {
            Some(guard) => s.field("value", &&*guard),
            None => s.field("value", &format_args!("<locked>")),
        };
        s.finish()
    }
}
