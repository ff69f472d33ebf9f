//! The part of a rwlock that does not know the type of the value: what the modes of access take of the
//! [word](super::word).
//!
//! | mode | takes |
//! |---|---|
//! | `Shared` | a `READER` |
//! | `Upgradable` | a `READER`, and the `RIGHT` to upgrade |
//! | `Upgraded`, on top of `Upgradable` | the `WRITER`, while there is no other reader |
//! | `Exclusive` | the `WRITER`, while there are no readers |
//!
//! So a writer excludes everybody, and an upgradable reader excludes writers and other upgradable readers.
//! An upgrade waits in front of the line, where a writer waits for the one who upgrades.
//! The right is taken before the read and given back after it: who waits for the right does not read,
//! so it is in nobody's way.

use core::num::NonZeroUsize;

use super::{
    acquire::AcquireAccess,
    engine::{Holders, Holding, Want},
};
use crate::{
    guard::Mode,
    queue::{Queue, Queued},
    sync::const_fn,
};

/// The raw part of an [`RwLock`](super::RwLock).
pub struct RawRwLock {
    holders: Holders,
}

impl RawRwLock {
    const_fn! {
        /// With at most as many readers as the word can count, a sixteenth of a `usize`. There
        /// is hardly room for so many guards: one would have to forget them.
        pub(super) const fn new(max_readers: NonZeroUsize) -> Self {
            Self {
                holders: Holders::for_readers(max_readers.get()),
            }
        }
    }

    /// Where one waits.
    #[inline]
    pub(super) fn holders(&self) -> &Holders {
        &self.holders
    }

    #[inline]
    pub(super) fn acquire(&self, want: Want) -> AcquireAccess<'_> {
        self.holders.acquire(want)
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl<M: Mode> Queued<M> for RawRwLock {
    type Engine = Holding;

    #[inline(always)]
    fn queue(&self) -> &Queue<Holding> {
        &self.holders
    }
}
