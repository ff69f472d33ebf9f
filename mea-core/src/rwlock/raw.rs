//! The part of a rwlock that does not know the type of the value: an engine with a permit for each
//! reader, and one with the right to upgrade.
//!
//! | mode | reader permits | right to upgrade |
//! |---|---|---|
//! | `Shared` | 1 | |
//! | `Upgradable` | 1 | 1 of 1 |
//! | `Upgraded`, on top of `Upgradable` | the other max - 1 | |
//! | `Exclusive` | all max | |
//!
//! So a writer excludes everybody, an upgradable reader excludes writers and other upgradable
//! readers, and upgrading means to collect the permits that one does not have, in front of the line.
//! The right is taken before the permit and given back after it: who waits for the right holds no
//! permit, so it is in nobody's way.

use core::{fmt, num::NonZeroUsize};

use crate::{
    guard::{Exclusive, Shared, Upgradable},
    permits::{AcquirePermits, Permits, Word},
    queue::{Queue, Queued},
    sync::const_fn,
};

/// The raw part of an [`RwLock`](super::RwLock).
pub struct RawRwLock {
    permits: Permits,
    right: Permits,
    max_readers: usize,
}

impl RawRwLock {
    /// One less than what the engine can count without its lock. Nobody can tell: there is no room
    /// for so many guards.
    const MOST_READERS: usize = usize::MAX - 2;

    const_fn! {
        pub(super) const fn new(max_readers: NonZeroUsize) -> Self {
            let max_readers = if max_readers.get() > Self::MOST_READERS {
                Self::MOST_READERS
            } else {
                max_readers.get()
            };
            Self {
                permits: Permits::fifo(max_readers),
                right: Permits::fifo(1),
                max_readers,
            }
        }
    }

    /// All permits.
    #[inline]
    pub(super) fn all(&self) -> usize {
        self.max_readers
    }

    /// The permits that an upgrade adds.
    #[inline]
    pub(super) fn rest(&self) -> usize {
        self.max_readers - 1
    }

    #[inline]
    pub(super) fn try_read(&self) -> bool {
        self.permits.try_acquire(1)
    }

    #[inline]
    pub(super) fn read(&self) -> AcquirePermits<'_> {
        self.permits.acquire(1)
    }

    #[inline]
    pub(super) fn unlock_read(&self) {
        self.permits.release(1);
    }

    #[inline]
    pub(super) fn try_write(&self) -> bool {
        self.permits.try_acquire(self.all())
    }

    #[inline]
    pub(super) fn write(&self) -> AcquirePermits<'_> {
        self.permits.acquire(self.all())
    }

    #[inline]
    pub(super) fn unlock_write(&self) {
        self.permits.release(self.all());
    }

    pub(super) fn try_upgradable(&self) -> bool {
        if !self.right.try_acquire(1) {
            return false;
        }
        let permit = self.permits.try_acquire(1);
        if !permit {
            self.unlock_right();
        }
        permit
    }

    pub(super) fn right(&self) -> AcquirePermits<'_> {
        self.right.acquire(1)
    }

    pub(super) fn unlock_right(&self) {
        self.right.release(1);
    }

    /// The permit goes first: a writer that has waited longer comes before the next to hold the
    /// right. (Should a waker panic on the way, the right is given back all the same.)
    pub(super) fn unlock_upgradable(&self) {
        struct Right<'a>(&'a RawRwLock);
        impl Drop for Right<'_> {
            fn drop(&mut self) {
                self.0.unlock_right();
            }
        }
        let _right = Right(self);
        self.unlock_read();
    }

    /// From `Upgradable`.
    pub(super) fn try_upgrade(&self) -> bool {
        self.permits.try_acquire_first(self.rest())
    }

    /// Of the engine whose permits an upgrade collects.
    pub(super) fn permits(&self) -> &Permits {
        &self.permits
    }

    /// From `Upgraded` to `Upgradable`, or from `Exclusive` to `Shared`.
    pub(super) fn unlock_rest(&self) {
        self.permits.release(self.rest());
    }
}

macro_rules! queued {
    ($($Mode:ident: $field:ident;)*) => {$(
        #[allow(unsafe_code)]
        // SAFETY: a field of `self`.
        unsafe impl Queued<$Mode> for RawRwLock {
            type Engine = Word;

            #[inline(always)]
            fn queue(&self) -> &Queue<Word> {
                &self.$field
            }
        }
    )*};
}
queued! {
    Shared: permits;
    Exclusive: permits;
    // What an upgradable reader waits for first; then it waits as a reader.
    Upgradable: right;
}

impl fmt::Debug for RawRwLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRwLock").finish_non_exhaustive()
    }
}
