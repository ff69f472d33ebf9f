//! The table: what stays in it, how much room it takes, and what runs under its lock.

use std::{
    cell::Cell,
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash},
    vec::Vec,
};

use proptest::prelude::*;

use super::{Keyed, Lease};
use crate::sync::Ordering::Relaxed;

type Hashers = BuildHasherDefault<DefaultHasher>;

fn room<K, V, S>(keyed: &Keyed<K, V, S>) -> usize {
    keyed.slots.lock().table.room()
}

fn users<K, V>(lease: &Lease<'_, K, V>) -> Option<usize> {
    let slots = lease.slots.lock();
    let slot = slots
        .table
        .find(lease.hash, |slot| lease.is_of(&slot.entry));
    slot.map(|slot| slot.entry.with.users.load(Relaxed))
}

/// A lease, as a caller has one that finds no value.
fn join<K: Eq + Hash, V, S: BuildHasher>(keyed: &Keyed<K, V, S>, key: K) -> Lease<'_, K, V> {
    let hash = keyed.hash(&key);
    match keyed.first(hash) {
        Ok(entry) => {
            drop(entry);
            keyed.join(hash, key)
        }
        Err(slots) => keyed.insert_absent(slots, hash, key),
    }
}

#[test]
fn an_entry_goes_with_its_last_lease() {
    let keyed = Keyed::<_, (), _>::new(Hashers::new());
    let (a, b) = (join(&keyed, 1), join(&keyed, 1));
    assert_eq!((users(&a), keyed.len()), (Some(2), 1));
    drop(a);
    assert_eq!((users(&b), keyed.len()), (Some(1), 1));
    drop(b);
    assert_eq!(keyed.len(), 0);
}

/// An old entry's lease leaves the new entry alone.
#[test]
fn a_lease_is_of_one_entry() {
    let keyed = Keyed::<_, (), _>::new(Hashers::new());
    let mut old = join(&keyed, 1);
    let also_old = join(&keyed, 1);
    assert!(keyed.remove(&1).is_some());
    assert!(keyed.remove(&1).is_none());
    let new = join(&keyed, 1);
    assert_eq!((users(&old), users(&new)), (None, Some(1)));
    assert!(!old.detach(), "there is no telling who has it");
    drop(old);
    drop(also_old);
    assert_eq!((users(&new), keyed.len()), (Some(1), 1));
}

#[test]
fn detached_alone_or_not() {
    let keyed = Keyed::<_, (), _>::new(Hashers::new());
    let mut alone = join(&keyed, 1);
    assert!(alone.detach());
    let (mut a, _b) = (join(&keyed, 1), join(&keyed, 1));
    assert!(!a.detach());
    assert_eq!(keyed.len(), 0);
}

/// However often a value is looked at: nobody is counted.
#[test]
fn those_who_find_a_value_are_not_counted() {
    let mut keyed = Keyed::new(Hashers::new());
    assert!(keyed.insert(1, "one").is_none());
    let leases: Vec<_> = (0..3).map(|_| join(&keyed, 1)).collect();
    assert_eq!(users(&leases[0]), Some(0));
    drop(leases);
    assert_eq!(keyed.len(), 1);
}

#[test]
fn room_is_given_back_but_for_what_was_reserved() {
    const MANY: usize = 10_000;
    for reserved in [0, 1000] {
        let keyed = Keyed::<_, (), _>::with_capacity(reserved, Hashers::new());
        let mut leases: Vec<_> = (0..MANY).map(|key| join(&keyed, key)).collect();
        assert!(room(&keyed) >= MANY);
        while leases.pop().is_some() {
            let (room, len) = (room(&keyed), keyed.len());
            assert!(room >= reserved);
            let enough = 64.max(17 * len).max(4 * reserved);
            assert!(room <= enough, "{room} for {len}, {reserved} reserved");
        }
    }
}

/// When few of many are left, room is not given back and asked for again and again.
#[test]
fn giving_back_is_rare() {
    let keyed = Keyed::<_, (), _>::new(Hashers::new());
    let mut leases: Vec<_> = (0..10_000).map(|key| join(&keyed, key)).collect();
    let mut rooms = Vec::from([room(&keyed)]);
    for round in 0..20_000 {
        if round % 2 == 0 {
            leases.pop();
        }
        drop(join(&keyed, usize::MAX - round));
        rooms.push(room(&keyed));
    }
    rooms.dedup();
    // Less each time, with both rooms there while some move.
    assert!(rooms.len() < 16, "{rooms:?}");
    let both = |r: &[usize]| r[1] > r[0] && r[1] == r[0] + r[2] && r[2] < r[0];
    assert!(rooms.windows(3).step_by(2).all(both), "{rooms:?}");
}

std::thread_local! {
    static HAS_LOCK: Cell<Option<fn() -> bool>> = const { Cell::new(None) };
}

/// A key and value that look, whenever they are used, whether the lock of the table is free.
#[derive(Debug)]
struct Watch(u8);

fn assert_free() {
    if let Some(is_free) = HAS_LOCK.get() {
        assert!(is_free(), "user code under the lock");
    }
}

impl core::hash::Hash for Watch {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        assert_free();
        (self.0 % 2).hash(state);
    }
}

impl PartialEq for Watch {
    fn eq(&self, other: &Self) -> bool {
        assert_free();
        self.0 == other.0
    }
}

impl Eq for Watch {}

impl Clone for Watch {
    fn clone(&self) -> Self {
        assert_free();
        Self(self.0)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        assert_free();
    }
}

static TABLE: Keyed<Watch, Watch, Hashers> = Keyed::new(Hashers::new());

/// The lock is no recursive one: `lock` would wait for ever, or panic, if it was held by this thread.
/// So another thread tries it.
fn is_free() -> bool {
    let (done, is_done) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        TABLE.len();
        let _ = done.send(());
    });
    is_done
        .recv_timeout(std::time::Duration::from_secs(60))
        .is_ok()
}

#[test]
fn no_user_code_under_the_lock() {
    HAS_LOCK.set(Some(is_free));
    // Three keys, two of which have one hash.
    let leases = [0, 1, 2, 0, 2].map(|key| join(&TABLE, Watch(key)));
    assert_eq!(TABLE.len(), 3);
    assert!(TABLE.get(&Watch(2)).is_some());
    assert!(TABLE.get(&Watch(4)).is_none());
    drop(TABLE.remove(&Watch(0)));
    drop(leases);
    assert_eq!(TABLE.len(), 0);
    HAS_LOCK.set(None);
}

proptest! {
    /// The table of a hash map, whatever the hashes.
    #[test]
    fn finds_what_is_there(ops in prop::collection::vec((any::<bool>(), 0..40_u64), 0..200), mask in any::<u64>()) {
        struct Masked(u64);
        impl core::hash::BuildHasher for Masked {
            type Hasher = MaskedHasher;
            fn build_hasher(&self) -> MaskedHasher {
                MaskedHasher(self.0, 0)
            }
        }
        struct MaskedHasher(u64, u64);
        impl core::hash::Hasher for MaskedHasher {
            fn write(&mut self, _: &[u8]) {}
            fn write_u64(&mut self, n: u64) {
                self.1 = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) & self.0;
            }
            fn finish(&self) -> u64 {
                self.1
            }
        }

        let mut keyed = Keyed::new(Masked(mask & mask.rotate_left(17)));
        let mut model = HashMap::new();
        for (n, (insert, key)) in ops.into_iter().enumerate() {
            if insert {
                let before = keyed.insert(key, n).and_then(|entry| entry.cell.get().copied());
                prop_assert_eq!(before, model.insert(key, n));
            } else {
                let removed = keyed.remove(&key).and_then(|entry| entry.cell.get().copied());
                prop_assert_eq!(removed, model.remove(&key));
            }
            prop_assert_eq!(keyed.len(), model.len());
            for key in 0..40 {
                let found = keyed.get(&key).and_then(|entry| entry.cell.get().copied());
                prop_assert_eq!(found, model.get(&key).copied());
            }
        }
    }
}
