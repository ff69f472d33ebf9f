//! Access to a value by many readers or one writer.
//!
//! # When to use it
//!
//! Where reads are much more frequent than writes, and long enough, or across an `.await`, to be worth
//! doing side by side.
//!
//! | not for | take |
//! |---|---|
//! | short reads, or as many writes | a [mutex](crate::mutex): simpler, and it does not cost more |
//! | a few instructions without an `.await` between | [`std::sync::RwLock`](https://doc.rust-lang.org/std/sync/struct.RwLock.html) |
//! | readers that keep a value while it is replaced, or wait for the next one | a [watch](crate::watch) channel |
//! | a value that is set once | a [once cell](crate::once) |
//!
//! # Example
//!
//! ```
//! use mea::rwlock::RwLock;
//!
//! # mea::blocking::block_on(async {
//! let routes = RwLock::new(vec!["/"]);
//! {
//!     let (a, b) = (routes.read().await, routes.read().await); // side by side
//!     assert_eq!(a.len(), b.len());
//! }
//! routes.write().await.push("/health");
//! assert_eq!(routes.into_inner(), ["/", "/health"]);
//! # });
//! ```
//!
//! # States
//!
//! ```text
//!                  +---- read ---------> [ n readers ] <---- downgrade ----+
//!                  |                      |         ^                      |
//!                  |      upgradable_read |         | downgrade            |
//!                  |                      v         |                      |
//!    [ free ] -----+-- upgradable --> [ n readers, one may upgrade ]       |
//!                  |                      |         ^                      |
//!                  |              upgrade |         | drop                 |
//!                  |                      v         |                      |
//!                  |                  [ upgraded: alone ]                  |
//!                  |                                                       |
//!                  +---- write --------> [ one writer ] -------------------+
//! ```
//!
//! Any other guard that is dropped takes its access out of the count; the last one leaves the lock free.
//! One reader at a time may be the one that may upgrade. A second one waits its turn, and holds up
//! neither readers nor writers meanwhile.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe): dropped, it gives up
//!   its place in line, and what it had been handed. A writer that gives up lets in the readers behind
//!   it; an upgrade that is given up leaves the reader.
//! - **Fairness.** Readers and writers wait in one line, strictly first come, first served, counted from
//!   the first poll. So writers are not starved by readers, nor readers by writers. An upgrade alone goes to
//!   the front: what it waits for is that readers leave, and a writer in line waits for the one who upgrades.
//! - **Snooze safety.** No future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it may be
//!   handed the lock, and those who wait for it wait until it is polled or dropped.
//! - **Memory ordering.** What a writer did happens before what later holders do; what a reader did happens
//!   before what the next writer does.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. A panic while the lock is held releases
//!   it, and the value is as the panic left it: there is no poisoning, and so, unlike in `std`, the lock
//!   is not `RefUnwindSafe`. If a waker panics, its task has what it waited for all the same.
//! - **Recursive reads may deadlock.** A task that reads, and reads again while a writer has got in line
//!   between, waits behind that writer, who waits for the first read to end. Do not [`read`](RwLock::read)
//!   the same lock twice in one task; [`try_read`](RwLock::try_read) is safe to try.

mod access;
mod acquire;
mod engine;
mod guards;
#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod model;
mod raw;
#[cfg(all(test, not(loom)))]
mod tests;
mod upgrade;
mod word;

use alloc::sync::Arc;
use core::{fmt, num::NonZeroUsize};

pub use self::{
    access::{Read, ReadOwned, Write, WriteOwned},
    guards::{
        MappedRwLockReadGuard, MappedRwLockUpgradedGuard, MappedRwLockWriteGuard,
        OwnedMappedRwLockReadGuard, OwnedMappedRwLockWriteGuard, OwnedRwLockReadGuard,
        OwnedRwLockUpgradableReadGuard, OwnedRwLockWriteGuard, RwLockReadGuard,
        RwLockUpgradableReadGuard, RwLockUpgradedGuard, RwLockWriteGuard,
    },
    upgrade::{UpgradableRead, UpgradableReadOwned, Upgrade},
};
use self::{raw::RawRwLock, upgrade::AcquireUpgradable};
use crate::{
    guard::{self, Exclusive, LockCell, Shared, Upgradable},
    sync::const_fn,
};

/// A reader-writer lock that is awaited; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::rwlock::RwLock;
///
/// # mea::blocking::block_on(async {
/// let config = RwLock::new("old");
/// assert_eq!(*config.read().await, "old");
/// *config.write().await = "new";
/// assert_eq!(*config.read().await, "new");
/// # });
/// ```
pub struct RwLock<T: ?Sized> {
    raw: RawRwLock,
    value: LockCell<Shared, T>,
}

impl<T> RwLock<T> {
    const_fn! {
        /// A lock without a limit to the readers.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::rwlock::RwLock;
        ///
        /// static LIMIT: RwLock<u32> = RwLock::new(10);
        ///
        /// *LIMIT.try_write().unwrap() = 20;
        /// assert_eq!(*LIMIT.try_read().unwrap(), 20);
        /// ```
        pub const fn new(value: T) -> Self {
            Self::with_max_readers(value, NonZeroUsize::MAX)
        }
    }

    const_fn! {
        /// A lock that at most `max_readers` may read at a time; more wait. (No lock has more than
        /// `usize::MAX >> 4`.)
        ///
        /// # Examples
        ///
        /// ```
        /// use std::num::NonZeroUsize;
        ///
        /// use mea::rwlock::RwLock;
        ///
        /// let lock = RwLock::with_max_readers((), NonZeroUsize::new(2).unwrap());
        /// let (one, two) = (lock.try_read(), lock.try_read());
        /// assert!(one.is_some() && two.is_some() && lock.try_read().is_none());
        /// ```
        pub const fn with_max_readers(value: T, max_readers: NonZeroUsize) -> Self {
            Self {
                raw: RawRwLock::new(max_readers),
                value: LockCell::new(value),
            }
        }
    }

    /// The value.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(mea::rwlock::RwLock::new(7).into_inner(), 7);
    /// ```
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until no writer has the lock and none waits in front, and takes it for reading.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped gives up its place in line, or the lock if it had been
    /// handed it. Not snooze-safe: the lock may be handed to a future that nobody polls.
    ///
    /// # Fairness
    ///
    /// First come, first served, counted from the first poll.
    ///
    /// # Deadlock
    ///
    /// A task must not await this while it reads already; see the [module](self).
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let lock = mea::rwlock::RwLock::new(1);
    /// let reader = lock.read().await;
    /// assert!(lock.try_read().is_some());
    /// assert!(lock.try_write().is_none());
    /// assert_eq!(*reader, 1);
    /// # });
    /// ```
    #[inline]
    pub fn read(&self) -> Read<'_, T> {
        Read::new(self)
    }

    /// Takes the lock for reading, if that is possible now and nobody waits.
    ///
    /// # Examples
    ///
    /// ```
    /// let lock = mea::rwlock::RwLock::new(1);
    /// assert_eq!(lock.try_read().as_deref(), Some(&1));
    /// let writer = lock.try_write();
    /// assert!(lock.try_read().is_none());
    /// # drop(writer);
    /// ```
    #[inline]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        guard::try_acquire::<_, Shared>(self).map(Into::into)
    }

    /// Waits until nobody else has the lock, and takes it for writing.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped gives up its place in line and lets in the readers
    /// behind it. Not snooze-safe: the lock may be handed to a future that nobody polls.
    ///
    /// # Fairness
    ///
    /// First come, first served, counted from the first poll; readers that come later wait.
    ///
    /// # Deadlock
    ///
    /// A task that awaits this while it reads or writes waits for ever.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let lock = mea::rwlock::RwLock::new(vec![1]);
    /// lock.write().await.push(2);
    /// assert_eq!(*lock.read().await, [1, 2]);
    /// # });
    /// ```
    #[inline]
    pub fn write(&self) -> Write<'_, T> {
        Write::new(self)
    }

    /// Takes the lock for writing, if nobody has it.
    ///
    /// # Examples
    ///
    /// ```
    /// let lock = mea::rwlock::RwLock::new(1);
    /// *lock.try_write().unwrap() = 2;
    /// let reader = lock.try_read();
    /// assert!(lock.try_write().is_none());
    /// # drop(reader);
    /// ```
    #[inline]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        guard::try_acquire::<_, Exclusive>(self).map(Into::into)
    }

    /// Waits until no writer and no other upgradable reader has the lock, and takes it for reading,
    /// with the right to [`upgrade`](RwLockUpgradableReadGuard::upgrade).
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped gives up its place in line, and the right if it had it.
    /// Not snooze-safe: the right or the lock may be handed to a future that nobody polls.
    ///
    /// # Fairness
    ///
    /// First come, first served among upgradable readers; the one that has the right then waits in
    /// line with readers and writers. One that waits for the right holds up nobody else.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockUpgradableReadGuard};
    ///
    /// # mea::blocking::block_on(async {
    /// let cache = RwLock::new(None);
    /// let mut reader = cache.upgradable_read().await;
    /// if reader.is_none() {
    ///     *RwLockUpgradableReadGuard::upgrade(&mut reader).await = Some("computed");
    /// }
    /// assert_eq!(*reader, Some("computed"));
    /// # });
    /// ```
    pub fn upgradable_read(&self) -> UpgradableRead<'_, T> {
        UpgradableRead::new(self)
    }

    /// Takes the lock for upgradable reading, if that is possible now and nobody waits.
    ///
    /// # Examples
    ///
    /// ```
    /// let lock = mea::rwlock::RwLock::new(1);
    /// let upgradable = lock.try_upgradable_read().unwrap();
    /// assert!(lock.try_upgradable_read().is_none());
    /// assert!(lock.try_read().is_some());
    /// # drop(upgradable);
    /// ```
    pub fn try_upgradable_read(&self) -> Option<RwLockUpgradableReadGuard<'_, T>> {
        guard::try_acquire::<_, Upgradable>(self).map(Into::into)
    }

    /// [`read`](Self::read) with a guard that keeps the lock alive, and so is `'static` if `T` is.
    ///
    /// # Cancel safety
    ///
    /// As [`read`](Self::read); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let lock = std::sync::Arc::new(mea::rwlock::RwLock::new(1));
    /// let reader = lock.clone().read_owned().await;
    /// assert_eq!(*reader, 1);
    /// # });
    /// ```
    #[inline]
    pub fn read_owned(self: Arc<Self>) -> ReadOwned<T> {
        ReadOwned::new(self)
    }

    /// [`try_read`](Self::try_read) with a guard that keeps the lock alive.
    ///
    /// # Examples
    ///
    /// ```
    /// let lock = std::sync::Arc::new(mea::rwlock::RwLock::new(1));
    /// assert_eq!(*lock.try_read_owned().unwrap(), 1);
    /// ```
    #[inline]
    pub fn try_read_owned(self: Arc<Self>) -> Option<OwnedRwLockReadGuard<T>> {
        guard::try_acquire_owned::<_, _, Shared>(self)
            .ok()
            .map(Into::into)
    }

    /// [`write`](Self::write) with a guard that keeps the lock alive, and so is `'static` if `T` is.
    ///
    /// # Cancel safety
    ///
    /// As [`write`](Self::write); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let lock = std::sync::Arc::new(mea::rwlock::RwLock::new(1));
    /// *lock.clone().write_owned().await += 1;
    /// assert_eq!(*lock.read().await, 2);
    /// # });
    /// ```
    #[inline]
    pub fn write_owned(self: Arc<Self>) -> WriteOwned<T> {
        WriteOwned::new(self)
    }

    /// [`try_write`](Self::try_write) with a guard that keeps the lock alive.
    ///
    /// # Examples
    ///
    /// ```
    /// let lock = std::sync::Arc::new(mea::rwlock::RwLock::new(1));
    /// let writer = lock.clone().try_write_owned();
    /// assert!(lock.try_read_owned().is_none());
    /// # drop(writer);
    /// ```
    #[inline]
    pub fn try_write_owned(self: Arc<Self>) -> Option<OwnedRwLockWriteGuard<T>> {
        guard::try_acquire_owned::<_, _, Exclusive>(self)
            .ok()
            .map(Into::into)
    }

    /// [`upgradable_read`](Self::upgradable_read) with a guard that keeps the lock alive.
    ///
    /// # Cancel safety
    ///
    /// As [`upgradable_read`](Self::upgradable_read); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::OwnedRwLockUpgradableReadGuard;
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = std::sync::Arc::new(mea::rwlock::RwLock::new(1));
    /// let mut reader = lock.clone().upgradable_read_owned().await;
    /// *OwnedRwLockUpgradableReadGuard::upgrade(&mut reader).await += 1;
    /// assert_eq!(*reader, 2);
    /// # });
    /// ```
    pub fn upgradable_read_owned(self: Arc<Self>) -> UpgradableReadOwned<T> {
        UpgradableReadOwned::new(self)
    }

    /// [`try_upgradable_read`](Self::try_upgradable_read) with a guard that keeps the lock alive.
    ///
    /// # Examples
    ///
    /// ```
    /// let lock = std::sync::Arc::new(mea::rwlock::RwLock::new(1));
    /// assert!(lock.try_upgradable_read_owned().is_some());
    /// ```
    pub fn try_upgradable_read_owned(self: Arc<Self>) -> Option<OwnedRwLockUpgradableReadGuard<T>> {
        guard::try_acquire_owned::<_, _, Upgradable>(self)
            .ok()
            .map(Into::into)
    }

    /// The value, without locking: the borrow shows that nobody else has it.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut lock = mea::rwlock::RwLock::new(1);
    /// *lock.get_mut() += 1;
    /// assert_eq!(lock.into_inner(), 2);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Never waits: shows `<locked>` in place of a value that cannot be read now.
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut s = f.debug_struct("RwLock");
        match self.try_read() {
            Some(guard) => s.field("value", &&*guard),
            None => s.field("value", &format_args!("<locked>")),
        };
        s.finish()
    }
}
