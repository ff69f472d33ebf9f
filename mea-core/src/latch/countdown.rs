//! The count of a latch: one word.
//!
//! ```text
//!   | somebody has waited | arrivals that are missing |
//! ```
//!
//! | event | the word | then |
//! |---|---|---|
//! | arrivals, others are missing | `- n` | |
//! | the last arrivals | the count to 0 | lock and wake all, if `WAITED` was set |
//! | somebody gets in line, under the lock | `\| WAITED` | not at all, if nothing is missing |
//!
//! So whoever opens the latch does not touch the lock if nobody waits. It cannot miss anybody: the sign
//! and the count are in one word, so one of the two that meet there sees the other. If it is the waiter,
//! it does not wait. If it is the arrival, it finds the waiter in line, for it takes the lock after it.

use crate::{
    gate::{OnlyOne, Rules},
    sync::{
        AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed},
        const_fn,
    },
};

/// The bit above the count. Where a word has no room for it this is 0, "no bit": then it is as if it were
/// always set.
#[allow(clippy::cast_possible_truncation, reason = "to 0, see above")]
const WAITED: usize = (1_u64 << u32::BITS) as usize;

/// The word. The gate is open when nothing is missing.
pub(crate) struct Countdown(AtomicUsize);

const fn count(word: usize) -> u32 {
    #[allow(clippy::cast_possible_truncation, reason = "without the sign")]
    let count = word as u32;
    count
}

impl Countdown {
    const_fn! {
        pub(super) const fn new(missing: u32) -> Self {
            Self(AtomicUsize::new(missing as usize))
        }
    }

    /// Acquire: pairs with the Release of every arrival; they are read-modify-writes, so each one's
    /// release sequence reaches the last.
    #[inline]
    pub(super) fn missing(&self) -> u32 {
        count(self.0.load(Acquire))
    }

    /// `true`: they were the last ones, and somebody may be in line.
    #[inline]
    pub(super) fn arrive_many(&self, n: u32) -> bool {
        let mut word = self.0.load(Relaxed);
        loop {
            let missing = count(word);
            if missing == 0 || n == 0 {
                return false;
            }
            let left = word - missing.min(n) as usize;
            // Release: what was done before happens before the end of the waits. Acquire: and so does
            // what was done before the other arrivals, since it is the last one that ends the waits of
            // those in line; they do not look at the count again.
            match self.0.compare_exchange_weak(word, left, AcqRel, Relaxed) {
                Ok(_) => return count(left) == 0 && left & WAITED == WAITED,
                Err(now) => word = now,
            }
        }
    }
}

impl Rules for Countdown {
    const MODULE: &'static str = "latch";
    type Place = OnlyOne;

    #[inline]
    fn is_open(&self) -> bool {
        self.missing() == 0
    }

    /// Acquire: as `missing`, if the last one came just now.
    #[inline]
    fn arrive(&self) -> bool {
        let mut word = self.0.load(Acquire);
        // It is never unset, so only the first who waits changes the word.
        if word & WAITED != WAITED {
            word = self.0.fetch_or(WAITED, Acquire);
        }
        count(word) == 0
    }
}
