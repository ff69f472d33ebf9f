//! The count of a wait group: one word, changed by single read-modify-writes.
//!
//! ```text
//!   | live handles .. | somebody has waited |
//! ```
//!
//! | event | the word | then |
//! |---|---|---|
//! | a handle is cloned | `+ HANDLE` | panic, and undo, if there are too many |
//! | somebody gets in line, under the lock | `\| WAITED` | not at all, if there were no handles |
//! | a handle goes, others are left | `- HANDLE` | |
//! | the last handle goes | `- HANDLE` | lock and wake all, if `WAITED` was set |
//!
//! So the last handle does not touch the lock if nobody waits. It cannot miss anybody: the sign and
//! the count are in one word, so one of the two that meet there sees the other. If it is the waiter,
//! it does not wait. If it is the handle, it finds the waiter in line, for it takes the lock after it.
//!
//! Once there are no handles, nobody can make one: there is none to be cloned.

use crate::{
    gate::{OnlyOne, Rules},
    sync::{
        AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
    },
};

const WAITED: usize = 1;
const HANDLE: usize = 2;

/// Far from an overflow of the word, whatever clones may come before the first panics; and an `Arc`
/// that is cloned with each handle does not get there before.
pub(super) const MOST: usize = isize::MAX as usize / HANDLE;

/// The word.
pub(crate) struct Handles(pub(super) AtomicUsize);

impl Handles {
    pub(super) fn one() -> Self {
        Self(AtomicUsize::new(HANDLE))
    }

    pub(super) fn len(&self) -> usize {
        self.0.load(Relaxed) / HANDLE
    }

    /// One more, made of one that there is.
    ///
    /// # Panics
    ///
    /// If there are [`MOST`] already; nothing changes then.
    #[inline]
    #[track_caller]
    pub(super) fn add(&self) {
        // Relaxed: the handle that it is made of keeps the count from zero.
        if self.0.fetch_add(HANDLE, Relaxed) / HANDLE >= MOST {
            self.too_many();
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn too_many(&self) -> ! {
        self.0.fetch_sub(HANDLE, Relaxed);
        panic!("a wait group cannot have more than {MOST} handles");
    }

    /// One less.
    #[inline]
    pub(super) fn remove(&self) -> Removed {
        // Release: what its owner did happens before the end of the waits. Acquire: and so does what
        // the owners of the others did, since it is the last one that ends them.
        let word = self.0.fetch_sub(HANDLE, AcqRel);
        if word / HANDLE == 1 {
            Removed::Last {
                waited: word & WAITED != 0,
            }
        } else {
            Removed::Other
        }
    }

    /// Asked by the owner of a handle: is it the only one?
    ///
    /// Then there will be no other: it is made of one that there is.
    #[inline]
    pub(super) fn is_only(&self) -> bool {
        // Relaxed: nothing but the number is asked for, and a 1 is not outdated. What is read includes
        // ours, so that one is ours, and the next to be counted was made of it. But whoever made it had
        // borrowed ours, which is ours alone now: that happens before this, and would have been read.
        self.0.load(Relaxed) / HANDLE == 1
    }
}

/// What became of the number of handles.
#[must_use]
pub(super) enum Removed {
    /// There are others.
    Other,
    /// There are none.
    Last {
        /// Somebody may be in line.
        waited: bool,
    },
}

impl Rules for Handles {
    const MODULE: &'static str = "waitgroup";
    type Place = OnlyOne;

    /// Acquire: pairs with the Release of every handle that went.
    #[inline]
    fn is_open(&self) -> bool {
        self.0.load(Acquire) < HANDLE
    }

    /// Acquire: as `is_open`, if the last one went just now.
    #[inline]
    fn arrive(&self) -> bool {
        let mut word = self.0.load(Acquire);
        // It is never unset, so only the first who waits changes the word.
        if word & WAITED == 0 {
            word = self.0.fetch_or(WAITED, Acquire);
        }
        word < HANDLE
    }
}
