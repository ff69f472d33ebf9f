//! The word of a rwlock: who has the lock, and whether anybody waits.
//!
//! | bits | | |
//! |---|---|---|
//! | 0 | [`RIGHT`] | somebody has the right to upgrade |
//! | 1 | [`WANTED`] | somebody waits for that right |
//! | 2 .. | [`READER`]s | how many read |
//! | the last but one | [`WRITER`] | somebody writes, or has upgraded |
//! | the last | [`WAITING`] | somebody is in line |
//!
//! So that a reader may enter is one comparison, `word < limit`, with the limit in the same unit: nobody
//! waits, nobody writes, and there are fewer readers than there may be, whatever the two lowest bits are.
//!
//! Invariants, under the lock of the queue:
//!
//! 1. `WAITING` is set exactly if somebody is in line. Then, without the lock, the holders' part of the
//!    word only falls: readers and the writer leave. So what admits the first in line goes on doing so.
//! 2. `WANTED` is set exactly if somebody waits for the right. Then nobody takes the right without the lock.
//! 3. Whoever upgrades goes on being counted as a reader: it waits until it is the only one, and has the
//!    `WRITER` on top then. So everybody gives up what it took itself, also if a future or a guard in between
//!    was forgotten (`mem::forget`), which may leave something in the word for ever, and never too little. (A
//!    forgotten upgrade may be granted the `WRITER` beside a reader that is not its own. It never uses it,
//!    so nobody writes; the bit stays.)
//!
//! Orderings. Taking is Acquire, leaving is Release. All changes are read-modify-writes, so a release
//! sequence once begun goes on; whoever is admitted by another one is so after an Acquire load. The flags
//! `RIGHT` and `WANTED` guard no data.

use crate::sync::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

pub(super) const RIGHT: usize = 1;
pub(super) const WANTED: usize = 1 << 1;
pub(super) const READER: usize = 1 << 2;
pub(super) const WRITER: usize = 1 << (usize::BITS - 2);
pub(super) const WAITING: usize = 1 << (usize::BITS - 1);

/// All readers that there is room for.
pub(super) const READERS: usize = WRITER - READER;

/// The atomic word.
pub(super) struct Word(AtomicUsize);

impl Word {
    crate::sync::const_fn! {
        pub(super) const fn new() -> Self {
            Self(AtomicUsize::new(0))
        }
    }

    /// The word, with what led to it.
    #[inline]
    pub(super) fn get(&self) -> usize {
        self.0.load(Acquire)
    }

    /// Changes the word to take something, where `to` says how.
    #[inline(always)]
    pub(super) fn take(&self, to: impl Fn(usize) -> Option<usize>) -> bool {
        self.change(self.0.load(Relaxed), Acquire, to)
    }

    /// Changes the word to take something, where `to` says how; otherwise as `or` says, to be told.
    #[inline]
    pub(super) fn take_or(
        &self,
        to: impl Fn(usize) -> Option<usize>,
        or: impl Fn(usize) -> usize,
    ) -> bool {
        let mut word = self.0.load(Relaxed);
        loop {
            let taken = to(word);
            let after = taken.unwrap_or_else(|| or(word));
            match self.0.compare_exchange_weak(word, after, Acquire, Relaxed) {
                Ok(_) => return taken.is_some(),
                Err(now) => word = now,
            }
        }
    }

    /// Takes the lock for a writer: usually nobody has it, and nobody waits for the right.
    #[inline(always)]
    pub(super) fn take_free(&self) -> bool {
        match self.0.compare_exchange(0, WRITER, Acquire, Relaxed) {
            Ok(_) => true,
            Err(_) => self.take_beside_flags(),
        }
    }

    #[cold]
    #[inline(never)]
    fn take_beside_flags(&self) -> bool {
        self.take(write)
    }

    /// Changes the word to give something up, where `to` says how.
    #[inline(always)]
    pub(super) fn leave(&self, to: impl Fn(usize) -> Option<usize>) -> bool {
        self.change(self.0.load(Relaxed), Release, to)
    }

    /// [`leave`](Self::leave) of a writer, where usually there is nothing else in the word.
    #[inline(always)]
    pub(super) fn leave_free(&self) -> bool {
        self.0.compare_exchange(WRITER, 0, Release, Relaxed).is_ok()
    }

    #[inline(always)]
    fn change(
        &self,
        mut word: usize,
        order: crate::sync::Ordering,
        to: impl Fn(usize) -> Option<usize>,
    ) -> bool {
        while let Some(after) = to(word) {
            match self.0.compare_exchange_weak(word, after, order, Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }

    /// Gives up `what`; returns what is left.
    #[inline(always)]
    pub(super) fn sub(&self, what: usize) -> usize {
        self.0.fetch_sub(what, Release).wrapping_sub(what)
    }

    /// Changes the word by a difference, under the lock.
    #[inline]
    pub(super) fn shift(&self, difference: usize) {
        if difference != 0 {
            self.0.fetch_add(difference, AcqRel);
        }
    }
}

/// The word after a reader came, if it may.
#[inline(always)]
pub(super) const fn read(word: usize, limit: usize) -> Option<usize> {
    if word < limit {
        Some(word + READER)
    } else {
        None
    }
}

/// The word after a writer came, if it may.
#[inline(always)]
pub(super) const fn write(word: usize) -> Option<usize> {
    if word & !(RIGHT | WANTED) == 0 {
        Some(word | WRITER)
    } else {
        None
    }
}

/// The word after the only reader has become a writer on top, if it is that. `waiting`: also if somebody
/// waits.
#[inline(always)]
pub(super) const fn upgrade(word: usize, waiting: usize) -> Option<usize> {
    if word & !(RIGHT | WANTED | waiting) == READER {
        Some(word | WRITER)
    } else {
        None
    }
}

/// The word after the right was taken, if it is free.
#[inline(always)]
pub(super) const fn right(word: usize) -> Option<usize> {
    if word & (RIGHT | WANTED) == 0 {
        Some(word | RIGHT)
    } else {
        None
    }
}

/// Whether a reader that has left is the one whom the first in line may wait for: the last, the last but
/// the one that upgrades, or the one that makes room for another. `word` is what is left.
#[inline]
pub(super) const fn matters(word: usize, limit: usize) -> bool {
    let readers = word & READERS;
    readers == 0 || readers == limit - READER || word & (READERS | RIGHT) == READER | RIGHT
}

#[cfg(all(test, not(loom)))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A word, and what it says: right, wanted, readers, writer, waiting.
    type Said = (bool, bool, usize, bool, bool);

    fn words() -> impl Strategy<Value = (usize, Said)> {
        let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
        let readers = prop_oneof![0..4usize, (READERS / READER - 3)..=READERS / READER];
        (flags, readers).prop_map(|((is_right, wanted, writer, waiting), readers)| {
            let readers = if writer { readers % 2 } else { readers };
            let flag = |is: bool, bit: usize| if is { bit } else { 0 };
            let word = flag(is_right, RIGHT)
                | flag(wanted, WANTED)
                | (readers * READER)
                | flag(writer, WRITER)
                | flag(waiting, WAITING);
            (word, (is_right, wanted, readers, writer, waiting))
        })
    }

    proptest! {
        #[test]
        fn each_step_is_what_it_says(
            (word, (is_right, wanted, readers, writer, waiting)) in words(),
            most in prop_oneof![1..4usize, Just(READERS / READER)],
        ) {
            let limit = most * READER;
            let may_read = readers < most && !writer && !waiting;
            prop_assert_eq!(read(word, limit), may_read.then(|| word + READER));
            let may_write = readers == 0 && !writer && !waiting;
            prop_assert_eq!(write(word), may_write.then(|| word + WRITER));
            let alone = readers == 1 && !writer;
            prop_assert_eq!(upgrade(word, WAITING), alone.then(|| word + WRITER));
            prop_assert_eq!(upgrade(word, 0), (alone && !waiting).then(|| word + WRITER));
            prop_assert_eq!(right(word), (!is_right && !wanted).then(|| word + RIGHT));
            let lets_in = readers == 0 || readers + 1 == most || (readers == 1 && is_right);
            prop_assert_eq!(matters(word, limit), lets_in);
        }

        /// One word says one thing: no count runs into the flag above it.
        #[test]
        fn words_are_told_apart((a, said_a) in words(), (b, said_b) in words()) {
            prop_assert_eq!(a == b, said_a == said_b);
        }
    }
}
