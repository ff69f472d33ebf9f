//! The part of a mutex that does not know the type of the value: an engine with one permit.
//!
//! | mode | permits |
//! |---|---|
//! | `Exclusive` | 1 of 1 |

use crate::{
    guard::Exclusive,
    permits::{AcquirePermits, Permits, Word},
    queue::{Queue, Queued},
    sync::const_fn,
};

/// The raw part of a [`Mutex`](super::Mutex).
pub struct RawMutex {
    permit: Permits,
}

impl RawMutex {
    const_fn! {
        pub(super) const fn fifo() -> Self {
            Self {
                permit: Permits::fifo(1),
            }
        }
    }

    const_fn! {
        pub(super) const fn barging() -> Self {
            Self {
                permit: Permits::barging(),
            }
        }
    }

    #[inline]
    pub(super) fn try_lock(&self) -> bool {
        self.permit.try_acquire(1)
    }

    #[inline]
    pub(super) fn lock(&self) -> AcquirePermits<'_> {
        self.permit.acquire(1)
    }

    /// The caller has the lock, and gives it up.
    #[inline]
    pub(super) fn unlock(&self) {
        self.permit.release(1);
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued<Exclusive> for RawMutex {
    type Engine = Word;
    const MODULE: &'static str = "mutex";

    #[inline(always)]
    fn queue(&self) -> &Queue<Word> {
        &self.permit
    }
}
