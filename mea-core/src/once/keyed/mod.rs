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
//! So a lookup is "take the first entry with this hash, unlock, compare", which is all as long as no two
//! keys have one hash of 64 bits. If it is another key, or if there is no value yet, it is "collect the
//! entries with this hash, unlock, compare". If none of them is it, the next time under the lock only
//! those have to be compared that came since: the others were kept, so that none of them can go and a
//! new one come in its place. If there are none, nobody has the key, and it may be inserted.
//!
//! Whatever user code does, to come back to the table or to panic, it does without the lock and with
//! the table in order.
//!
//! Invariants, under the lock:
//!
//! 1. A slot is in the table under the hash of its key.
//! 2. While a cell has no value, the `users` of its entry are the leases of it. So when the last of
//!    them goes the slot may go: an entry without a value is there only for as long as somebody wants
//!    it. When there is a value nobody is counted any more, in or out. (The lease of the one who set
//!    it is still in the count then: it finds the value when it is dropped. So whoever finds the
//!    count at 0 knows that there is none.)
//!
//! Whoever finds a value keeps the entry while it looks at it, and has no lease.

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
    hash::{BuildHasher, Hash},
    iter,
    panic::{RefUnwindSafe, UnwindSafe},
};

pub(crate) use self::join::{Join, Joined};
use self::table::{Hashed, Spent, Table};
use super::cell::{CellWith, OnceCell};
pub(crate) use super::raw::Right;
use crate::sync::{AtomicUsize, Lock, LockGuard, Ordering::Relaxed, const_fn};

/// A cell and its key.
pub(crate) type Entry<K, V> = CellWith<Tag<K>, V>;

/// What is beside a cell.
pub(crate) struct Tag<K> {
    key: K,
    /// How many have a lease; reached under the lock of the table only, which orders it.
    users: AtomicUsize,
}

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

/// The table, which nobody else changes meanwhile.
type LockedSlots<'a, K, V> = LockGuard<'a, Slots<K, V>>;

struct Slots<K, V> {
    table: Table<Slot<K, V>>,
}

/// Two words, so that many are in a cache line.
struct Slot<K, V> {
    hash: u64,
    entry: Arc<Entry<K, V>>,
}

impl<K, V> Slot<K, V> {
    fn new(hash: u64, key: K, cell: OnceCell<V>) -> Self {
        let users = AtomicUsize::new(0);
        let with = Tag { key, users };
        Self {
            hash,
            entry: Arc::new(CellWith { with, cell }),
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
                slots: Lock::new(Slots { table }),
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
    #[inline]
    fn hash<Q>(&self, key: &Q) -> u64
    where
        Q: Hash + ?Sized,
    {
        self.hasher.hash_one(key)
    }

    /// A lease of the entry of `key`, which is made if there is none.
    #[cold]
    fn join(&self, hash: u64, key: K) -> Lease<'_, K, V> {
        let mut others: Vec<Lease<'_, K, V>> = Vec::new();
        loop {
            let slots = self.slots.lock();
            let is_new = |slot: &Slot<K, V>| others.iter().all(|other| !other.is_of(&slot.entry));
            let found = slots.collect(hash, is_new, |slot| Lease::new(&self.slots, slot));
            let Some(mut found) = found else {
                return self.insert_absent(slots, hash, key);
            };
            drop(slots);
            while let Some(lease) = found.next() {
                if lease.entry.with.key == key {
                    // Keys that are dropped may panic: before the lease is a return value, which would
                    // be lost.
                    drop((found, others, key));
                    return lease;
                }
                others.push(lease);
            }
        }
    }

    /// A lease of a new entry of `key`, of whose hash there is none.
    fn insert_absent<'a>(
        &'a self,
        mut slots: LockedSlots<'a, K, V>,
        hash: u64,
        key: K,
    ) -> Lease<'a, K, V> {
        let slot = Slot::new(hash, key, OnceCell::new());
        let lease = Lease::new(&self.slots, &slot);
        let spent = slots.table.insert(slot);
        drop(slots);
        drop(spent);
        lease
    }

    /// The entry of `key`.
    #[inline]
    pub(crate) fn get<Q>(&self, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.find(self.hash(key), key)
    }

    /// Takes the entry of `key` out.
    pub(crate) fn remove<Q>(&self, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let hash = self.hash(key);
        let entry = self.find(hash, key)?;
        // Somebody else may have taken it out meanwhile; then it was theirs.
        let removed = self.slots.lock().remove(hash, &entry)?;
        Some(removed.slot.entry)
    }

    /// Inserts a value; returns the entry that had the key before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<Arc<Entry<K, V>>> {
        let before = self.remove(&key);
        let slot = Slot::new(self.hash(&key), key, OnceCell::from_value(value));
        let spent = self.slots.lock().table.insert(slot);
        drop(spent);
        before
    }

    #[inline]
    fn find<Q>(&self, hash: u64, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Eq + ?Sized,
    {
        let entry = self.first(hash).ok()?;
        if entry.with.key.borrow() == key {
            return Some(entry);
        }
        drop(entry);
        self.find_among(hash, key)
    }

    /// The first entry with this hash, or the lock of the table: there is none as long as that is held.
    #[inline(always)]
    fn first(&self, hash: u64) -> Result<Arc<Entry<K, V>>, LockedSlots<'_, K, V>> {
        let slots = self.slots.lock();
        match slots.table.find(hash, |slot| slot.hash == hash) {
            Some(slot) => Ok(slot.entry.clone()),
            None => Err(slots),
        }
    }

    /// The entry of `key`, if the first one with its hash is another.
    #[cold]
    fn find_among<Q>(&self, hash: u64, key: &Q) -> Option<Arc<Entry<K, V>>>
    where
        K: Borrow<Q>,
        Q: Eq + ?Sized,
    {
        let slots = self.slots.lock();
        let found = slots.collect(hash, |_| true, |slot| slot.entry.clone());
        drop(slots);
        let mut found = found?;
        let entry = found.find(|entry| entry.with.key.borrow() == key);
        // As in `join`.
        drop(found);
        entry
    }
}

impl<K, V> Slots<K, V> {
    /// What `take` takes of the slots with this hash that are `wanted`; `None` if there are none.
    fn collect<R>(
        &self,
        hash: u64,
        wanted: impl Fn(&Slot<K, V>) -> bool,
        take: impl FnMut(&Slot<K, V>) -> R,
    ) -> Option<iter::Chain<iter::Once<R>, vec::IntoIter<R>>> {
        let slots = self.table.iter_hash(hash);
        let mut found = slots
            .filter(|slot| slot.hash == hash && wanted(slot))
            .map(take);
        let first = found.next()?;
        // Two keys with one hash of 64 bits are rare: as a rule this allocates nothing.
        let others: Vec<R> = found.collect();
        Some(iter::once(first).chain(others))
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
        let users = &entry.with.users;
        let left = users.load(Relaxed) - 1;
        users.store(left, Relaxed);
        // If it was taken out before, it is not found.
        if left == 0 {
            self.remove(hash, entry)
        } else {
            None
        }
    }
}

/// A slot that was taken out, and room that is not needed any more.
struct Removed<K, V> {
    slot: Slot<K, V>,
    _spent: Option<Spent<Slot<K, V>>>,
}

/// The entry of a key, for as long as somebody wants it.
pub(crate) struct Lease<'a, K, V> {
    slots: &'a Lock<Slots<K, V>>,
    hash: u64,
    /// Is it among the `users` of the entry?
    counted: bool,
    entry: Arc<Entry<K, V>>,
}

impl<'a, K, V> Lease<'a, K, V> {
    /// Under the lock.
    fn new(slots: &'a Lock<Slots<K, V>>, slot: &Slot<K, V>) -> Self {
        let entry = slot.entry.clone();
        let counted = !entry.cell.is_done();
        if counted {
            let users = &entry.with.users;
            users.store(users.load(Relaxed) + 1, Relaxed);
        }
        Self {
            slots,
            hash: slot.hash,
            counted,
            entry,
        }
    }

    fn is_of(&self, entry: &Arc<Entry<K, V>>) -> bool {
        Arc::ptr_eq(&self.entry, entry)
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
        let mut slots = self.slots.lock();
        let removed = slots.remove(self.hash, &self.entry);
        let is_alone = removed.is_some() && self.entry.with.users.load(Relaxed) == 1;
        drop(slots);
        drop(removed);
        is_alone
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
