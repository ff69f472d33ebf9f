//! A hash table whose room is changed a few entries at a time, so that no step takes time that grows
//! with their number.
//!
//! ```text
//!            insert
//!              v
//!   entries  [ x . x . . . x . . x . . ]      the room that there is now
//!                ^  ^
//!   before   [ . . . x x . ]                  what it was before, while something is in it
//!                    ^ cursor: up to here all have moved
//! ```
//!
//! Every insertion and removal moves some of those that are left. How many it are, and how much larger
//! or smaller the new room is, is such that all have moved before it is full:
//!
//! | begins when | of `b` buckets used | steps to move, at most | new room |
//! |---|---|---|---|
//! | full | `7 b / 8` | `7 b / 32 + b / 16` | `2 b` buckets |
//! | full, by what removals leave behind | `7 b / 16` | `7 b / 64 + b / 16` | `b` buckets |
//! | nearly empty, and not reserved | `b / 8` | `b / 32 + b / 16` | for the used, and as many steps |

use core::mem;

use hashbrown::HashTable;

/// What an insertion moves at most, and how many buckets it looks into.
const BY_INSERTION: Effort = Effort {
    entries: 4,
    buckets: 16,
};

/// A removal does more, so that room that is hardly used does not stay for long.
const BY_REMOVAL: Effort = Effort {
    entries: 8,
    buckets: 64,
};

/// Buckets that are not worth giving back.
const SMALL: usize = 64;

#[derive(Clone, Copy)]
struct Effort {
    entries: usize,
    buckets: usize,
}

/// Something that has a hash, always the same one.
pub(super) trait Hashed {
    fn hash(&self) -> u64;
}

/// Room that nothing is in any more. Freeing it takes a while, so it is better dropped without the lock.
#[must_use]
pub(super) struct Spent<T>(#[expect(dead_code, reason = "dropped")] HashTable<T>);

/// The table; see the [module](self).
pub(super) struct Table<T> {
    entries: HashTable<T>,
    before: HashTable<T>,
    /// In `before` nothing is left up to this bucket; `None` if all have moved, long ago.
    cursor: Option<usize>,
    reserved: usize,
}

impl<T> Table<T> {
    pub(super) const fn new() -> Self {
        Self::of(HashTable::new(), 0)
    }

    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self::of(HashTable::with_capacity(capacity), capacity)
    }

    const fn of(entries: HashTable<T>, reserved: usize) -> Self {
        Self {
            entries,
            before: HashTable::new(),
            cursor: None,
            reserved,
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.entries.len() + self.before.len()
    }

    /// The number of buckets: what memory is made of.
    #[cfg(test)]
    #[allow(dead_code)] // its tests are not for the model checker
    pub(super) fn room(&self) -> usize {
        let before = self.cursor.map_or(0, |_| self.before.num_buckets());
        self.entries.num_buckets() + before
    }

    /// Those that may have this hash.
    #[inline]
    pub(super) fn iter_hash(&self, hash: u64) -> impl Iterator<Item = &T> {
        let before = self.before.iter_hash(hash);
        self.entries.iter_hash(hash).chain(before)
    }

    #[inline]
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(&T) -> bool) -> Option<&T> {
        match self.entries.find(hash, &is_it) {
            None if self.cursor.is_some() => self.before.find(hash, is_it),
            found => found,
        }
    }
}

impl<T: Hashed> Table<T> {
    /// Inserts an entry, beside those with the same hash.
    pub(super) fn insert(&mut self, entry: T) -> Option<Spent<T>> {
        if self.entries.len() == self.entries.capacity() {
            self.move_all();
            let used = self.entries.len();
            let buckets = self.entries.num_buckets();
            // As full as it may be, or by what removals leave behind.
            let room = if used > buckets / 16 * 7 { 2 } else { 1 };
            self.begin_to_move(room * (buckets / 8 * 7).max(3));
        }
        let spent = self.move_some(BY_INSERTION);
        self.entries.insert_unique(entry.hash(), entry, T::hash);
        spent
    }

    /// Removes the entry that is it.
    pub(super) fn remove(
        &mut self,
        hash: u64,
        is_it: impl Fn(&T) -> bool,
    ) -> Option<(T, Option<Spent<T>>)> {
        let found = match self.entries.find_entry(hash, &is_it) {
            Ok(found) => found,
            Err(_) => self.before.find_entry(hash, is_it).ok()?,
        };
        let (entry, _) = found.remove();
        let (used, buckets) = (self.len(), self.entries.num_buckets());
        let is_wasted = buckets > SMALL && used < buckets / 8 && self.reserved < buckets / 4;
        if is_wasted && self.cursor.is_none() {
            self.begin_to_move((used + buckets / 32 * 3).max(self.reserved));
        }
        Some((entry, self.move_some(BY_REMOVAL)))
    }

    /// Makes room for `capacity` entries, which all of them are to move to.
    fn begin_to_move(&mut self, capacity: usize) {
        let room = HashTable::with_capacity(capacity);
        self.before = mem::replace(&mut self.entries, room);
        self.cursor = Some(0);
    }

    /// Moves some of those that are left. If none are left then, returns the room they were in.
    #[inline]
    fn move_some(&mut self, effort: Effort) -> Option<Spent<T>> {
        let cursor = self.cursor?;
        self.move_from(cursor, effort)
    }

    #[cold]
    fn move_from(&mut self, begin: usize, effort: Effort) -> Option<Spent<T>> {
        let mut left = effort.entries.min(self.before.len());
        let end = begin.saturating_add(effort.buckets);
        let mut cursor = begin;
        while left > 0 && cursor < end {
            if let Ok(found) = self.before.get_bucket_entry(cursor) {
                let (entry, _) = found.remove();
                self.entries.insert_unique(entry.hash(), entry, T::hash);
                left -= 1;
            }
            cursor += 1;
        }
        let done = self.before.is_empty();
        self.cursor = (!done).then_some(cursor);
        done.then(|| Spent(mem::take(&mut self.before)))
    }

    /// Moves all that are left: none, as the table in the [module](self) has it.
    fn move_all(&mut self) {
        let all = Effort {
            entries: usize::MAX,
            buckets: usize::MAX,
        };
        drop(self.move_some(all));
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use core::cell::Cell;
    use std::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    std::thread_local! {
        /// How many entries were asked for their hashes.
        static HASHED: Cell<usize> = const { Cell::new(0) };
    }

    impl Hashed for u64 {
        /// Some have the same.
        fn hash(&self) -> u64 {
            HASHED.set(HASHED.get() + 1);
            (self / 2).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        }
    }

    fn insert(table: &mut Table<u64>, entry: u64) {
        // What is left when it is full, which `move_all` would move at once.
        let left = table.before.len();
        let full = table.entries.len() == table.entries.capacity();
        assert!(!full || left == 0, "{left} have not moved in time");
        HASHED.set(0);
        drop(table.insert(entry));
        // The new one, and those that moved: the table never grows where it is.
        assert!(HASHED.get() <= 1 + BY_INSERTION.entries);
    }

    fn remove(table: &mut Table<u64>, entry: u64) -> bool {
        let hash = entry.hash();
        HASHED.set(0);
        let removed = table.remove(hash, |e| *e == entry).is_some();
        assert!(HASHED.get() <= BY_REMOVAL.entries);
        removed
    }

    /// The entry whose hash is this number, but for the highest bit: those of consecutive numbers are
    /// side by side, and what is removed between others leaves a bucket that is not free.
    fn in_a_row(hash: u64) -> u64 {
        hash.wrapping_mul(0xF1DE_83E1_9937_733D) << 1
    }

    fn holds(table: &Table<u64>, entry: u64) -> bool {
        let hash = entry.hash();
        let found = table.iter_hash(hash).filter(|e| **e == entry).count();
        assert_eq!(table.find(hash, |e| *e == entry).is_some(), found == 1);
        found == 1
    }

    #[derive(Clone, Copy, Debug)]
    enum Phase {
        Grow(u64),
        Shrink(u64),
        /// One goes, another one comes.
        Change(u64),
    }

    fn phases() -> impl Strategy<Value = Vec<Phase>> {
        let phase = prop_oneof![
            (1..3000_u64).prop_map(Phase::Grow),
            (1..3000_u64).prop_map(Phase::Shrink),
            (1..3000_u64).prop_map(Phase::Change),
        ];
        prop::collection::vec(phase, 1..8)
    }

    /// A table with a room of 1024 buckets in which nothing is left behind, and these entries.
    fn with_1024_buckets(entries: u64) -> Table<u64> {
        let mut table = Table::with_capacity(800);
        table.reserved = 0;
        (0..entries).for_each(|n| insert(&mut table, in_a_row(n)));
        assert_eq!(table.room(), 1024);
        table
    }

    /// One comes, another one goes, again and again: a table that is full by what was removed is made
    /// anew, and no larger.
    #[test]
    fn change_is_no_growth() {
        for entries in [200, 1024 / 16 * 7] {
            let mut table = with_1024_buckets(entries);
            let mut renewed = 0;
            for n in 0..10_000 {
                let all_have_moved = table.cursor.is_none();
                insert(&mut table, in_a_row(entries + n));
                renewed += usize::from(all_have_moved && table.cursor.is_some());
                assert!(remove(&mut table, in_a_row(n)));
                assert_eq!(table.entries.num_buckets(), 1024, "{entries} {n}");
            }
            assert!(renewed > 1, "{renewed}");
        }
    }

    /// A table that becomes nearly empty while it is made anew has even less entries when its room can be
    /// given back; and many come then.
    #[test]
    fn room_that_is_given_back_late_is_not_too_little() {
        let mut table = with_1024_buckets(128);
        let mut first = 0;
        loop {
            insert(&mut table, in_a_row(first + 128));
            if table.cursor.is_some() {
                break;
            }
            assert!(remove(&mut table, in_a_row(first)));
            first += 1;
        }
        while table.entries.num_buckets() == 1024 {
            assert!(remove(&mut table, in_a_row(first)));
            first += 1;
        }
        // As `insert` has it: none is left when it is full.
        (0..200).for_each(|n| insert(&mut table, in_a_row(5_000 + n)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        /// Entries `first..next` are there, whatever has moved; no room is full before all have moved;
        /// and there is not much more room than was needed.
        #[test]
        fn as_the_model(reserved in 0..300_usize, phases in phases()) {
            let mut table = Table::with_capacity(reserved);
            let (mut first, mut next) = (0, 0);
            for phase in phases {
                let (Phase::Grow(times) | Phase::Shrink(times) | Phase::Change(times)) = phase;
                for _ in 0..times {
                    if !matches!(phase, Phase::Grow(_)) && first < next {
                        prop_assert!(remove(&mut table, first));
                        prop_assert!(!remove(&mut table, first));
                        first += 1;
                    }
                    if !matches!(phase, Phase::Shrink(_)) {
                        insert(&mut table, next);
                        next += 1;
                    }
                    let len = (next - first) as usize;
                    prop_assert_eq!(table.len(), len);
                    let (room, enough) = (table.room(), 128.max(16 * len).max(8 * reserved));
                    prop_assert!(room <= enough, "{} for {}, {} reserved", room, len, reserved);
                }
                for entry in first.saturating_sub(3)..next + 3 {
                    prop_assert_eq!(holds(&table, entry), (first..next).contains(&entry));
                }
            }
        }
    }
}
