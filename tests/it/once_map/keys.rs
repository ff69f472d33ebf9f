//! What becomes of keys and values: none is kept that should not be, and none is dropped twice.

use std::{
    future::pending,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use mea::once::OnceMap;

use crate::support::{Task, now};

type Key = Arc<String>;

fn key(name: &str) -> Key {
    Arc::new(name.into())
}

#[test]
fn keys_and_values_go_with_their_entry() {
    let map = OnceMap::new();
    let (k, v) = (key("key"), Arc::new("value"));
    let value = now(map.compute(k.clone(), async || v.clone()));
    assert_eq!((Arc::strong_count(&k), Arc::strong_count(&v)), (2, 3));
    drop(value);
    // The key of one who finds the value is dropped.
    drop(now(map.compute(k.clone(), pending)));
    assert_eq!((Arc::strong_count(&k), Arc::strong_count(&v)), (2, 2));
    map.discard(&k);
    assert_eq!((Arc::strong_count(&k), Arc::strong_count(&v)), (1, 1));

    // With the map.
    now(map.compute(k.clone(), async || v.clone()));
    drop(map);
    assert_eq!((Arc::strong_count(&k), Arc::strong_count(&v)), (1, 1));
}

/// A call that finds the value is over: it keeps neither key nor closure, and is not polled again.
#[test]
fn a_call_that_finds_the_value_keeps_nothing() {
    let map = OnceMap::new();
    let (k, captured) = (key("key"), Arc::new(()));
    now(map.compute(k.clone(), async || 1));
    let kept = captured.clone();
    let mut found = Task::new(map.compute(k.clone(), move || {
        drop(kept);
        pending()
    }));
    assert_eq!(found.ready(), 1);
    assert_eq!(
        (Arc::strong_count(&k), Arc::strong_count(&captured)),
        (2, 1)
    );
    found.over();
}

#[test]
fn keys_of_work_that_comes_to_nothing_are_dropped() {
    let map = OnceMap::<_, ()>::new();
    let k = key("key");
    drop(map.compute(k.clone(), pending));
    assert_eq!(Arc::strong_count(&k), 1);
    let first = Task::waiting(map.compute(k.clone(), pending));
    // The one of the first is in the map; that of the second is not needed.
    let second = Task::waiting(map.compute(k.clone(), pending));
    assert_eq!(Arc::strong_count(&k), 2);
    drop(first);
    assert_eq!(Arc::strong_count(&k), 2);
    drop(second);
    assert_eq!(Arc::strong_count(&k), 1);
}

/// A key is kept by those who wait for it after it was discarded, and no longer.
#[test]
fn keys_of_discarded_work_are_dropped_with_the_last_who_waits() {
    let map = OnceMap::<_, ()>::new();
    let k = key("key");
    let first = Task::waiting(map.compute(k.clone(), pending));
    let second = Task::waiting(map.compute(k.clone(), pending));
    map.discard(&k);
    assert_eq!(Arc::strong_count(&k), 2);
    drop(second);
    assert_eq!(Arc::strong_count(&k), 2);
    drop(first);
    assert_eq!(Arc::strong_count(&k), 1);
}

#[test]
fn many_keys_that_come_and_go_leave_nothing() {
    let map = OnceMap::<_, ()>::new();
    let keys: Vec<_> = (0..1000).map(|i| key(&i.to_string())).collect();
    let count = || keys.iter().map(|k| Arc::strong_count(k) - 1).sum::<usize>();
    for k in &keys {
        drop(Task::waiting(map.compute(k.clone(), pending)));
        let _ = now(map.try_compute(k.clone(), async || Err(())));
    }
    assert_eq!((count(), map.len()), (0, 0));
    let tasks: Vec<_> = keys
        .iter()
        .map(|k| Task::waiting(map.compute(k.clone(), pending)))
        .collect();
    assert_eq!((count(), map.len()), (1000, 1000));
    drop(tasks);
    assert_eq!((count(), map.len()), (0, 0));
}

/// A hasher that tells nothing apart: slow, but right.
#[test]
fn all_keys_with_one_hash() {
    #[derive(Clone, Copy, Default)]
    struct Same;
    impl Hasher for Same {
        fn write(&mut self, _: &[u8]) {}

        fn finish(&self) -> u64 {
            7
        }
    }

    const KEYS: u32 = 200;
    let map = OnceMap::<u32, u32, BuildHasherDefault<Same>>::default();
    let odd: Vec<_> = (1..KEYS)
        .step_by(2)
        .map(|k| Task::waiting(map.compute(k, pending)))
        .collect();
    for k in (0..KEYS).step_by(2) {
        assert_eq!(now(map.compute(k, async || k)), k);
    }
    assert_eq!(map.len(), KEYS as usize);
    drop(odd);
    for k in 0..KEYS {
        assert_eq!(map.get(&k), (k % 2 == 0).then_some(k));
        assert_eq!(map.remove(&k), (k % 2 == 0).then_some(k));
    }
    assert!(map.is_empty());
}
