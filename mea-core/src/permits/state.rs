//! The arithmetic of the permit engine, without atomics and without waiting.
//!
//! # The word
//!
//! | word | permits available | |
//! |---|---|---|
//! | 0 | none | *closed*: somebody waits, or permits are owed. The lock knows the rest |
//! | `w` in 1 ..= MAX - 1 | `w - 1` | *open* |
//! | `usize::MAX` | `MAX - 1`, or `MAX` with the one *aside* under the lock | *open*, left under the lock only |
//!
//! # The place
//!
//! What the lock remembers about a waiter. Only the first in line ever has anything there: either
//! permits that it holds already, or a debt that is paid before it. So the amount is kept with the
//! waiter, and which of the two it is, with the line.

/// The word of an engine that somebody waits for, or that owes permits.
pub(super) const CLOSED: usize = 0;
/// The word that only the lock can tell the permits of.
pub(super) const BRIM: usize = usize::MAX;

/// More permits than `usize::MAX`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Overflow;

/// `total` permits as a word and "one is aside".
#[inline]
pub(super) const fn encode(total: usize) -> (usize, bool) {
    match total.checked_add(1) {
        Some(word) => (word, false),
        None => (BRIM, true),
    }
}

/// The permits in an open word.
#[inline]
pub(super) const fn decode(word: usize, aside: bool) -> usize {
    (word - 1) + aside as usize
}

/// The word after `n` permits were taken, if that needs no lock.
#[inline(always)]
pub(super) const fn take(word: usize, n: usize) -> Option<usize> {
    // `word <= n` covers the closed word, too.
    if word <= n || word == BRIM {
        None
    } else {
        Some(word - n)
    }
}

/// The word after `n` permits were put back, if that needs no lock.
#[inline(always)]
pub(super) const fn put(word: usize, n: usize) -> Option<usize> {
    if word == CLOSED || word == BRIM {
        None
    } else {
        word.checked_add(n)
    }
}

/// What the lock remembers about a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// This is kept with the waiter,
    pub(super) amount: usize,
    /// and this with the line, about the first.
    pub(super) owes: bool,
}

/// What becomes of permits that are poured on the first in line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Poured {
    /// It still has to wait, and this is its place now.
    Short(Place),
    /// It has what it wants, and so much is left.
    Over(usize),
}

impl Place {
    /// Has `amount` permits already. More than it wants means that a distribution is under way.
    #[inline]
    pub(super) const fn holding(amount: usize) -> Self {
        Self {
            amount,
            owes: false,
        }
    }

    /// Has to pay `amount` permits first.
    #[inline]
    pub(super) const fn owing(amount: usize) -> Self {
        Self {
            amount,
            owes: amount != 0,
        }
    }

    /// Permits held.
    #[inline]
    pub(super) const fn held(self) -> usize {
        if self.owes { 0 } else { self.amount }
    }

    /// Permits owed.
    #[inline]
    pub(super) const fn owed(self) -> usize {
        if self.owes { self.amount } else { 0 }
    }

    /// Pours `n` permits on a waiter that wants `want` and has this place.
    #[inline]
    pub(super) const fn pour(self, want: usize, n: usize) -> Result<Poured, Overflow> {
        let debt = self.owed();
        if n < debt {
            return Ok(Poured::Short(Self::owing(debt - n)));
        }
        let (n, held) = (n - debt, self.held());
        if held < want {
            let missing = want - held;
            return Ok(if n < missing {
                Poured::Short(Self::holding(held + n))
            } else {
                Poured::Over(n - missing)
            });
        }
        match (held - want).checked_add(n) {
            Some(rest) => Ok(Poured::Over(rest)),
            None => Err(Overflow),
        }
    }

    /// Takes `n` permits back, from what is held first; the rest becomes a debt.
    #[inline]
    pub(super) const fn charge(self, n: usize) -> Result<Self, Overflow> {
        let held = self.held();
        if n <= held && held != 0 {
            return Ok(Self::holding(held - n));
        }
        match self.owed().checked_add(n - held) {
            Some(debt) => Ok(Self::owing(debt)),
            None => Err(Overflow),
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers of which the small ones and the largest are the interesting ones.
    fn edgy() -> impl Strategy<Value = usize> {
        prop_oneof![0..5usize, (usize::MAX - 4)..=usize::MAX, any::<usize>()]
    }

    fn places() -> impl Strategy<Value = Place> {
        prop_oneof![
            edgy().prop_map(Place::holding),
            edgy().prop_map(Place::owing)
        ]
    }

    proptest! {
        #[test]
        fn every_total_has_a_word(total in edgy()) {
            let (word, aside) = encode(total);
            prop_assert_ne!(word, CLOSED);
            prop_assert_eq!(decode(word, aside), total);
            prop_assert!(!aside || word == BRIM);
        }

        #[test]
        fn taking_without_the_lock_is_exact(total in edgy(), n in edgy()) {
            let (word, _) = encode(total);
            match take(word, n) {
                Some(after) => prop_assert_eq!((decode(after, false), encode(total - n)), (total - n, (after, false))),
                None => prop_assert!(n > total || word == BRIM),
            }
            prop_assert_eq!(take(CLOSED, n), None);
        }

        #[test]
        fn putting_without_the_lock_is_exact(total in edgy(), n in edgy()) {
            let (word, _) = encode(total);
            match put(word, n) {
                Some(after) => prop_assert_eq!(encode(total + n), (after, false)),
                None => prop_assert!(word == BRIM || total.checked_add(n).is_none_or(|t| t == usize::MAX)),
            }
            prop_assert_eq!(put(CLOSED, n), None);
        }

        /// In `u128`, where nothing overflows: before and after a pour or a charge the sums agree.
        #[test]
        fn no_permit_is_lost_in_a_place(place in places(), want in edgy(), n in edgy()) {
            let worth = |p: Place| p.held() as i128 - p.owed() as i128;
            match place.pour(want, n) {
                Ok(Poured::Short(after)) => {
                    prop_assert_eq!(worth(after), worth(place) + n as i128);
                    prop_assert!(after.owed() > 0 || after.held() < want);
                }
                Ok(Poured::Over(rest)) => prop_assert_eq!(rest as i128, worth(place) + n as i128 - want as i128),
                Err(Overflow) => prop_assert!(worth(place) + n as i128 - want as i128 > usize::MAX as i128),
            }
            match place.charge(n) {
                Ok(after) => prop_assert_eq!(worth(after), worth(place) - n as i128),
                Err(Overflow) => prop_assert!(place.owed().checked_add(n).is_none()),
            }
        }
    }
}
