//! The map under loom: keys that are worked for, given up and removed at the same time.

use core::{
    future::{pending, ready},
    hash::{BuildHasherDefault, Hash, Hasher},
};
use std::{boxed::Box, sync::Arc};

use super::OnceMap;
use crate::sync::model::{Crossing, block_on, bounded, exhaustive, poll_and_drop, spawn};

/// All keys have one hash, so that they have to be compared.
#[derive(Clone, Copy, Default)]
struct Same;

impl Hasher for Same {
    fn write(&mut self, _: &[u8]) {}

    fn finish(&self) -> u64 {
        0
    }
}

type Map = OnceMap<u8, u8, BuildHasherDefault<Same>>;

fn map() -> Arc<Map> {
    Arc::new(Map::default())
}

#[test]
fn one_key_twice() {
    exhaustive(|| {
        let a = map();
        let b = a.clone();
        let t = spawn(move || block_on(b.compute(1, || ready(1))));
        let mine = block_on(a.compute(1, || ready(2)));
        let others = t.join().unwrap();
        assert_eq!(mine, others);
        assert_eq!((a.get(&1), a.len()), (Some(mine), 1));
    });
}

/// Inserted by one while the other one compares those that were there before: found all the same.
#[test]
fn one_key_twice_beside_another_of_its_hash() {
    bounded(3, || {
        let a = map();
        assert_eq!(block_on(a.compute(0, || ready(0))), 0);
        let b = a.clone();
        let t = spawn(move || block_on(b.compute(1, || ready(1))));
        let mine = block_on(a.compute(1, || ready(2)));
        let others = t.join().unwrap();
        assert_eq!(mine, others);
        assert_eq!((a.get(&1), a.len()), (Some(mine), 2));
    });
}

/// A key that passes a point when it is compared: loom sees no other step between finding an entry and
/// having its value, since it does not look at the count of an `Arc`.
#[derive(Clone)]
struct Key(Crossing);

impl PartialEq for Key {
    fn eq(&self, _: &Self) -> bool {
        self.0.pass();
        true
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// Who finds the value has it, also if it is taken out at the same time; otherwise it is made anew. Who
/// takes it out has it, too.
#[test]
fn found_against_removed() {
    exhaustive(|| {
        let [here, there] = Crossing::sides().map(Key);
        let a = Arc::new(OnceMap::<Key, Box<u8>, BuildHasherDefault<Same>>::default());
        assert_eq!(*block_on(a.compute(here.clone(), || ready(Box::new(1)))), 1);
        let b = a.clone();
        let t = spawn(move || {
            let removed = b.remove(&there).as_deref().copied();
            there.0.pass();
            removed
        });
        let mine = *block_on(a.compute(here.clone(), || ready(Box::new(2))));
        assert_eq!(t.join().unwrap(), Some(1));
        let there = a.get(&here).as_deref().copied();
        assert_eq!(
            (mine, there),
            if mine == 1 { (1, None) } else { (2, Some(2)) }
        );
    });
}

/// A value is taken out once.
#[test]
fn two_removals() {
    exhaustive(|| {
        let a = map();
        assert_eq!(block_on(a.compute(1, || ready(1))), 1);
        let b = a.clone();
        let t = spawn(move || b.remove(&1));
        let mine = a.remove(&1);
        let mut both = [mine, t.join().unwrap()];
        both.sort();
        assert_eq!(both, [None, Some(1)]);
    });
}

/// Work that has only just ended: found with its value, or joined.
#[test]
fn two_who_look_after_work_of_one() {
    bounded(2, || {
        let a = map();
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || block_on(b.compute(1, || ready(1))));
        let u = spawn(move || c.get(&1));
        let mine = block_on(a.compute(1, || ready(2)));
        assert_eq!(t.join().unwrap(), mine);
        assert!(u.join().unwrap().is_none_or(|seen| seen == mine));
        assert_eq!((a.get(&1), a.len()), (Some(mine), 1));
    });
}

#[test]
fn two_keys_of_one_hash() {
    exhaustive(|| {
        let a = map();
        let b = a.clone();
        let t = spawn(move || block_on(b.compute(1, || ready(1))));
        assert_eq!(block_on(a.compute(2, || ready(2))), 2);
        assert_eq!(t.join().unwrap(), 1);
        assert_eq!((a.get(&1), a.get(&2), a.len()), (Some(1), Some(2), 2));
    });
}

/// The entry of a work that is dropped goes, but not from under one who has joined it.
#[test]
fn cancelled_work_against_a_caller() {
    exhaustive(|| {
        let a = map();
        let b = a.clone();
        let t = spawn(move || {
            poll_and_drop(b.compute(1, pending));
        });
        assert_eq!(block_on(a.compute(1, || ready(2))), 2);
        t.join().unwrap();
        assert_eq!((a.get(&1), a.len()), (Some(2), 1));
    });
}

/// Nothing is left of work that came to nothing, whoever went last.
#[test]
fn cancelled_work_against_failing_work() {
    exhaustive(|| {
        let a = map();
        let b = a.clone();
        let t = spawn(move || {
            poll_and_drop(b.compute(1, pending));
        });
        assert_eq!(block_on(a.try_compute(1, || ready(Err(3)))), Err(3));
        t.join().unwrap();
        assert!(a.is_empty());
    });
}

/// An entry that was discarded goes without taking the one that came after it along.
#[test]
fn discarded_work_against_new_work() {
    bounded(3, || {
        let a = map();
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || {
            poll_and_drop(b.compute(1, pending));
        });
        let u = spawn(move || c.discard(&1));
        let mine = block_on(a.compute(1, || ready(2)));
        t.join().unwrap();
        u.join().unwrap();
        assert_eq!(mine, 2);
        // Discarded before or after it was made; never half of it.
        assert_eq!(a.get(&1).is_some(), a.len() == 1);
        assert!(a.get(&1).is_none_or(|value| value == 2));
    });
}
