//! A table of once-cells by key, for the map and the group: no user code runs under its lock.
//!
//! The lock guards a hash table of slots, which knows hashes and nothing of keys, and has no step that
//! takes time for each of them ([`table`]):
//!
//! | user code | runs |
//! |---|---|
//! | `Hash` and `BuildHasher` | before the lock |
//! | `Eq` | after the lock, on the entries that have the whole hash of the key: one, as a rule |
//! | `Clone` and `Drop` of keys and values | after the lock |
//!
//! So a lookup is "collect the entries with this hash, unlock, compare". If none of them is it, the
//! next time under the lock only those have to be compared that came since: each slot has a serial
//! number. If there are none, nobody has the key, and it may be inserted.
//!
//! Whatever user code does, to come back to the table or to panic, it does without the lock and with
//! the table in order.
//!
//! Invariants, under the lock:
//!
//! 1. The slots with one hash are in the table under that hash, with serial numbers that differ.
//! 2. While a cell has no value, the `users` of its slot are the leases of it. So when the last of
//!    them goes the slot may go: an entry without a value is there only for as long as somebody wants
//!    it. When there is a value nobody is counted any more, in or out. (The lease of the one who set
//!    it is still in the count then: it finds the value when it is dropped. So whoever finds the
//!    count at 0 knows that there is none.)

mod join;
mod table;
#[cfg(all(test, not(loom)))]
mod tests;

use alloc::{
    sync::Arc,
    vec::{self, Vec},
};
use core::{
    borrow::Borrow,
    fmt,
    hash::{BuildHasher, Hash},
    iter,
    panic::{RefUnwindSafe, UnwindSafe},
};

pub(crate) use self::join::{Join, Joined};
use self::table::{Hashed, Spent, Table};
use super::cell::{CellWith, OnceCell};
pub(crate) use super::raw::Right;
use crate::sync::{Lock, const_fn};

/// A cell and its key.
pub(crate) type Entry<K, V> = CellWith<K, V>;

/// The table.
pub(crate) struct Keyed<K, V, S> {
    hasher: S,
    slots: Lock<Slots<K, V>>,
}

// Keys are looked at before anything is changed, and values before they are taken in.
impl<K, V, S> UnwindSafe for Keyed<K, V, S>
where
    K: UnwindSafe + RefUnwindSafe,
    V: UnwindSafe + RefUnwindSafe,
    S: UnwindSafe,
{
}
impl<K, V, S> RefUnwindSafe for Keyed<K, V, S>
where
    K: UnwindSafe + RefUnwindSafe,
    V: UnwindSafe + RefUnwindSafe,
    S: RefUnwindSafe,
{
}

struct Slots<K, V> {
    table: Table<Slot<K, V>>,
    /// The serial number of the next slot.
    serial: u64,
}

struct Slot<K, V> {
    hash: u64,
    serial: u64,
    users: usize,
    entry: Arc<Entry<K, V>>,
}

impl<K, V> Slot<K, V> {
    fn new(hash: u64, serial: u64, key: K, cell: OnceCell<V>) -> Self {
        Self {
            hash,
            serial,
            users: 0,
            entry: Arc::new(CellWith { with: key, cell }),
        }
    }
}

impl<K, V> Hashed for Slot<K, V> {
    #[inline]
    fn hash(&self) -> u64 {
        self.hash
    }
}

impl<K, V, S> Keyed<K, V, S> {
    const_fn! {
        pub(crate) const fn new(hasher: S) -> Self {
            Self::from_table(Table::new(), hasher)
        }
    }

    /// With room for `capacity` entries.
    pub(crate) fn with_capacity(capacity: usize, hasher: S) -> Self {
        Self::from_table(Table::with_capacity(capacity), hasher)
    }

    const_fn! {
        const fn from_table(table: Table<Slot<K, V>>, hasher: S) -> Self {
            Self {
                hasher,
                slots: Lock::new(Slots { table, serial: 0 }),
            }
        }
    }

    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.slots.lock().table.len()
    }
}

impl<K, V, S> Keyed<K, V, S>
where
    K: Eq + Hash,
    S: BuildHasher,
{
    /// A lease of the entry of `key`, which is made if there is none.
    pub(crate) fn join(&self, key: K) -> Lease<'_, K, V> {
        let hash = self.hasher.hash_one(&key);
        let mut since = 0;
        loop {
            let mut slots = self.slots.lock();
            let next = slots.serial;
            let found = slots.collect(hash, since, |slot| Lease::new(&self.slots, slot));
            let Some(mut found) = found else {
                let slot = Slot::new(hash, next, key, OnceCell::new());
                let (slot, spent) = slots.insert(slot);
                let lease = Lease::new(&self.slots, slot);
                drop(slots);
                drop(spent);
                return lease;
            };
            drop(slots);
            let lease = found.find(|lease| lease.entry.with == key);
            // Keys that are dropped may panic: before the lease is a return value, which would be lost.
            drop(found);
            if let Some(lease) = lease {
                drop(key);
                return lease;
            }
            since = next;
        }
    }

    /// The entry of `key`.
    pub(crate) fn get<Q>(&self, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.find(self.hasher.hash_one(key), key)
    }

    /// Takes the entry of `key` out.
    pub(crate) fn remove<Q>(&self, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let hash = self.hasher.hash_one(key);
        let entry = self.find(hash, key)?;
        // Somebody else may have taken it out meanwhile; then it was theirs.
        let removed = self.slots.lock().remove(hash, &entry)?;
        Some(removed.slot.entry)
    }

    /// Inserts a value; returns the entry that had the key before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<Arc<Entry<K, V>>> {
        let before = self.remove(&key);
        let hash = self.hasher.hash_one(&key);
        let mut slots = self.slots.lock();
        let serial = slots.serial;
        let slot = Slot::new(hash, serial, key, OnceCell::from_value(value));
        let (_, spent) = slots.insert(slot);
        drop(slots);
        drop(spent);
        before
    }

    fn find<Q>(&self, hash: u64, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Eq + ?Sized,
    {
        let mut slots = self.slots.lock();
        let found = slots.collect(hash, 0, |slot| slot.entry.clone());
        drop(slots);
        let mut found = found?;
        let entry = found.find(|entry| Borrow::<Q>::borrow(&entry.with) == key);
        // As in `join`.
        drop(found);
        entry
    }
}

impl<K, V> Slots<K, V> {
    /// What `take` takes of the slots with this hash that came `since`; `None` if there are none.
    fn collect<R>(
        &mut self,
        hash: u64,
        since: u64,
        take: impl FnMut(&mut Slot<K, V>) -> R,
    ) -> Option<iter::Chain<iter::Once<R>, vec::IntoIter<R>>> {
        let mut found = self
            .table
            .iter_hash_mut(hash)
            .filter(|slot| slot.hash == hash && slot.serial >= since)
            .map(take);
        let first = found.next()?;
        // Two keys with one hash of 64 bits are rare: as a rule this allocates nothing.
        let others: Vec<R> = found.collect();
        Some(iter::once(first).chain(others))
    }

    /// What is spent is to be dropped after the lock.
    fn insert(&mut self, slot: Slot<K, V>) -> (&mut Slot<K, V>, Option<SpentSlots<K, V>>) {
        self.serial += 1;
        self.table.insert(slot)
    }

    /// Takes the slot of this very entry out. To be dropped after the lock.
    fn remove(&mut self, hash: u64, entry: &Arc<Entry<K, V>>) -> Option<Removed<K, V>> {
        let is_it = |slot: &Slot<K, V>| Arc::ptr_eq(&slot.entry, entry);
        let (slot, spent) = self.table.remove(hash, is_it)?;
        Some(Removed {
            slot,
            _spent: spent,
        })
    }

    /// One who used this entry goes; takes its slot out if there is nobody left. To be dropped after
    /// the lock.
    fn leave(&mut self, hash: u64, entry: &Arc<Entry<K, V>>) -> Option<Removed<K, V>> {
        let is_it = |slot: &Slot<K, V>| Arc::ptr_eq(&slot.entry, entry);
        let slot = self.table.find_mut(hash, is_it)?;
        slot.users -= 1;
        if slot.users == 0 {
            self.remove(hash, entry)
        } else {
            None
        }
    }
}

/// Room for slots that is not needed any more.
type SpentSlots<K, V> = Spent<Slot<K, V>>;

/// A slot that was taken out, and room that is not needed any more.
struct Removed<K, V> {
    slot: Slot<K, V>,
    _spent: Option<SpentSlots<K, V>>,
}

/// The entry of a key, for as long as somebody wants it.
pub(crate) struct Lease<'a, K, V> {
    slots: &'a Lock<Slots<K, V>>,
    hash: u64,
    /// Is it among the `users` of its slot?
    counted: bool,
    entry: Arc<Entry<K, V>>,
}

impl<'a, K, V> Lease<'a, K, V> {
    /// Under the lock.
    fn new(slots: &'a Lock<Slots<K, V>>, slot: &mut Slot<K, V>) -> Self {
        let counted = !slot.entry.cell.is_done();
        slot.users += usize::from(counted);
        Self {
            slots,
            hash: slot.hash,
            counted,
            entry: slot.entry.clone(),
        }
    }

    pub(crate) fn entry(&self) -> &Arc<Entry<K, V>> {
        &self.entry
    }

    /// The cell of the entry.
    pub(crate) fn cell(&self) -> &OnceCell<V> {
        &self.entry.cell
    }

    /// Takes the entry out of the table: the next one who asks for the key gets another. `true` if
    /// nobody else has a lease of it, and nobody will.
    pub(crate) fn detach(&mut self) -> bool {
        self.counted = false;
        let removed = self.slots.lock().remove(self.hash, &self.entry);
        removed.is_some_and(|removed| removed.slot.users == 1)
    }
}

impl<K, V> Drop for Lease<'_, K, V> {
    fn drop(&mut self) {
        if self.counted && !self.entry.cell.is_done() {
            let last = self.slots.lock().leave(self.hash, &self.entry);
            drop(last);
        }
    }
}

impl<K, V, S> fmt::Debug for Keyed<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyed").finish_non_exhaustive()
    }
}
