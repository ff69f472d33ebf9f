//! The word of an event: set or not, and whether anybody may be in line.
//!
//! | word | event | in line | leaves it |
//! |---|---|---|---|
//! | `UNSET` | not set | nobody | `set`: to `SET`, without the lock; the first who waits: to `AWAITED`, under the lock |
//! | `SET` | set | nobody | who takes it, or resets it: to `UNSET`, without the lock |
//! | `AWAITED` | not set | maybe somebody | under the lock only |
//!
//! "In line" means: in the current generation, if the line has generations. So a `set` needs the lock
//! only if somebody may be in line, and a waiter that has made the word `AWAITED` under the lock is
//! missed by nobody.
//!
//! Orderings. A `set` is a read-modify-write with Release even if the word is `SET` already, and
//! clearing is one with Acquire. Of a `set` and a clearing, one comes first in the order of the word:
//! the clearing sees what was done before the `set`, or the `set` leaves the word `SET`. A plain "it is
//! set already" would lose what was done in between. `AWAITED` is written and left under the lock,
//! which orders what goes with it.

use crate::sync::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
    const_fn,
};

const UNSET: u32 = 0;
const SET: u32 = 1;
const AWAITED: u32 = 2;

pub(super) struct Flag(AtomicU32);

impl Flag {
    const_fn! {
        pub(super) const fn new(is_set: bool) -> Self {
            Self(AtomicU32::new(if is_set { SET } else { UNSET }))
        }
    }

    #[inline(always)]
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Acquire) == SET
    }

    /// Sets it, unless it is awaited: then it takes the lock.
    #[inline]
    pub(super) fn try_set(&self) -> bool {
        let mut word = self.0.load(Relaxed);
        while word != AWAITED {
            match self.0.compare_exchange_weak(word, SET, Release, Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }

    /// `true` if it was set, and is not now.
    #[inline]
    pub(super) fn clear(&self) -> bool {
        let mut word = self.0.load(Relaxed);
        while word == SET {
            match self.0.compare_exchange_weak(SET, UNSET, Acquire, Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }

    /// Under the lock: `true` if it is set, otherwise it is awaited now.
    pub(super) fn is_set_or_await(&self) -> bool {
        let mut word = self.0.load(Acquire);
        while word == UNSET {
            match self
                .0
                .compare_exchange_weak(UNSET, AWAITED, Relaxed, Acquire)
            {
                Ok(_) => return false,
                Err(now) => word = now,
            }
        }
        word == SET
    }

    /// Under the lock: [`clear`](Self::clear), or it is awaited now.
    pub(super) fn clear_or_await(&self) -> bool {
        while self.is_set_or_await() {
            if self.clear() {
                return true;
            }
        }
        false
    }

    /// Under the lock: sets it, awaited or not.
    pub(super) fn set_awaited(&self) {
        self.0.swap(SET, Release);
    }

    /// Under the lock: it was awaited, and nobody is in line any more.
    pub(super) fn forget_awaited(&self) {
        debug_assert_eq!(self.0.load(Relaxed), AWAITED);
        self.0.store(UNSET, Relaxed);
    }
}
