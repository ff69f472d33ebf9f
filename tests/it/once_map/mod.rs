//! The map of once: each key once, nothing left of what came to nothing, and user code free to do
//! what it likes.

mod keys;
mod user_code;

use std::{
    collections::HashMap,
    future::{Ready, pending, ready},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::{latch::Latch, once::OnceMap};

use crate::support::{Task, now, panics};

/// Its own work may not be begun.
fn never<T>() -> Ready<T> {
    unreachable!("somebody else's work")
}

#[test]
fn a_value_is_made_once_for_each_key() {
    let map = OnceMap::new();
    assert_eq!(now(map.compute("a", async || 1)), 1);
    assert_eq!(now(map.compute("a", never)), 1);
    assert_eq!(now(map.compute("b", async || 2)), 2);
    assert_eq!(
        (map.get("a"), map.get("b"), map.get("c")),
        (Some(1), Some(2), None)
    );
    assert_eq!(map.len(), 2);
    assert!(!map.is_empty());
}

#[test]
fn others_wait_for_the_work_on_their_key_and_no_other() {
    let (map, latch) = (OnceMap::new(), Latch::new(1));
    let mut first = Task::waiting(map.compute("a", async || {
        latch.wait().await;
        1
    }));
    let mut second = Task::waiting(map.compute("a", never));
    let mut third = Task::waiting(map.try_compute("a", never::<Result<_, ()>>));
    assert_eq!(now(map.compute("b", async || 2)), 2);
    assert_eq!((map.get("a"), map.len()), (None, 2));
    latch.count_down();
    assert!(!second.woken());
    assert_eq!(first.ready(), 1);
    assert!(second.woken() && third.woken());
    assert_eq!((second.ready(), third.ready()), (1, Ok(1)));
}

#[test]
fn a_call_does_nothing_before_it_is_polled() {
    let map = OnceMap::<_, u32>::new();
    drop(map.compute("a", never));
    let unpolled = map.compute("a", never);
    assert!(map.is_empty());
    drop(unpolled);
}

#[test]
fn work_that_comes_to_nothing_leaves_nothing() {
    let map = OnceMap::<_, u32>::new();
    drop(Task::waiting(map.compute("dropped", pending)));
    assert!(map.is_empty());
    assert_eq!(
        now(map.try_compute("failed", async || Err("error"))),
        Err("error")
    );
    assert!(map.is_empty());
    let mut task = Task::new(map.compute("panicked", || -> Ready<u32> { panic!("closure") }));
    assert_eq!(panics(|| task.poll().is_ready()), "closure");
    assert!(map.is_empty(), "before the future is dropped");
    let mut task = Task::new(map.compute("panicked", async || panic!("work")));
    assert_eq!(panics(|| task.poll().is_ready()), "work");
    assert!(map.is_empty(), "before the future is dropped");
    task.over();
}

#[test]
fn the_next_in_line_does_its_own_work() {
    let map = OnceMap::new();
    let first = Task::waiting(map.compute("key", pending));
    let mut second = Task::waiting(map.try_compute("key", async || Err("second")));
    let mut third = Task::waiting(map.compute("key", async || panic!("third")));
    let mut fourth = Task::waiting(map.compute("key", async || 4));
    let mut fifth = Task::waiting(map.compute("key", never));
    drop(first);
    assert!(second.woken() && !third.woken());
    assert_eq!(second.ready(), Err("second"));
    assert!(third.woken() && !fourth.woken());
    assert_eq!(panics(|| third.poll().is_ready()), "third");
    assert!(fourth.woken() && !fifth.woken());
    assert_eq!(map.len(), 1);
    assert_eq!(fourth.ready(), 4);
    assert_eq!(fifth.ready(), 4);
    assert_eq!(map.get("key"), Some(4));
}

/// Whoever is the last to give up cleans up.
#[test]
fn those_who_only_waited_clean_up_too() {
    for backwards in [false, true] {
        let map = OnceMap::<_, u32>::new();
        let mut tasks: Vec<_> = (0..4)
            .map(|_| Task::waiting(map.compute("key", pending)))
            .collect();
        while !tasks.is_empty() {
            assert_eq!(map.len(), 1);
            drop(tasks.remove(if backwards { tasks.len() - 1 } else { 0 }));
        }
        assert!(map.is_empty());
    }
}

#[test]
fn what_is_discarded_is_made_again() {
    let map = OnceMap::new();
    map.discard("key");
    assert_eq!(map.remove("key"), None);
    now(map.compute("key", async || 1));
    map.discard("key");
    assert_eq!((map.get("key"), map.len()), (None, 0));
    assert_eq!(now(map.compute("key", async || 2)), 2);
    assert_eq!(map.remove("key"), Some(2));
    assert_eq!(map.remove("key"), None);
    assert_eq!(now(map.compute("key", async || 3)), 3);
}

#[test]
fn discarded_work_goes_on_for_those_who_wait_for_it() {
    let (map, latch) = (OnceMap::new(), Latch::new(1));
    let mut old = Task::waiting(map.compute("key", async || {
        latch.wait().await;
        "old"
    }));
    let mut also_old = Task::waiting(map.compute("key", never));
    assert_eq!(map.remove("key"), None, "there is no value yet");
    assert!(map.is_empty());
    // New work, at the same time.
    let mut new = Task::waiting(map.compute("key", pending));
    assert_eq!(map.len(), 1);
    latch.count_down();
    assert_eq!((old.ready(), also_old.ready()), ("old", "old"));
    drop((old, also_old));
    assert_eq!((map.get("key"), map.len()), (None, 1), "the new one stays");
    new.pending();
    drop(new);
    assert!(map.is_empty());
}

/// The end of old work, of any kind, takes nothing away from the new one.
#[test]
fn the_end_of_discarded_work_leaves_new_work_alone() {
    let map = OnceMap::new();
    let dropped = Task::waiting(map.compute("key", pending));
    let mut handed_over = Task::waiting(map.try_compute("key", async || Err(())));
    map.discard("key");
    now(map.compute("key", async || 1));
    drop(dropped);
    assert_eq!(handed_over.ready(), Err(()));
    drop(handed_over);
    assert_eq!((map.get("key"), map.len()), (Some(1), 1));
}

#[test]
fn is_made_of_entries_or_with_room() {
    let map: OnceMap<_, _> = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
    assert_eq!(
        (map.get("a"), map.get("b"), map.len()),
        (Some(3), Some(2), 2)
    );
    assert_eq!(now(map.compute("a", never)), 3);
    assert!(OnceMap::<u8, u8>::default().is_empty());
    assert!(OnceMap::<u8, u8>::with_capacity(100).is_empty());
    let hasher = std::hash::RandomState::new();
    assert!(OnceMap::<u8, u8, _>::with_hasher(hasher.clone()).is_empty());
    assert!(OnceMap::<u8, u8, _>::with_capacity_and_hasher(100, hasher).is_empty());
}

#[test]
fn keys_are_looked_up_by_what_they_borrow_as() {
    let map = OnceMap::<String, u32>::new();
    now(map.compute("a".into(), async || 1));
    assert_eq!(map.get("a"), Some(1));
    map.discard("b");
    assert_eq!(map.remove("a"), Some(1));
    let paths = OnceMap::<std::path::PathBuf, u32>::new();
    now(paths.compute("a/b".into(), async || 1));
    assert_eq!(paths.get(std::path::Path::new("a/b")), Some(1));
}

#[test]
fn agrees_with_a_hash_map() {
    let map = OnceMap::with_capacity(8);
    let mut model = HashMap::new();
    let mut rng = crate::support::Rng::new(1);
    for n in 0..20_000 {
        let key = rng.below(300);
        match rng.below(8) {
            0 => assert_eq!(map.remove(&key), model.remove(&key)),
            1 => assert_eq!(map.get(&key), model.get(&key).copied()),
            2 => {
                let made = now(map.try_compute(key, async || Err(n)));
                assert_eq!(made, model.get(&key).copied().ok_or(n));
            }
            _ => assert_eq!(
                now(map.compute(key, async || n)),
                *model.entry(key).or_insert(n)
            ),
        }
        assert_eq!(map.len(), model.len());
    }
}

#[test]
fn a_value_that_nobody_shares_is_removed_without_a_clone() {
    #[derive(Debug)]
    struct Counted(Arc<AtomicUsize>);
    impl Clone for Counted {
        fn clone(&self) -> Self {
            self.0.fetch_add(1, SeqCst);
            Self(self.0.clone())
        }
    }

    let clones = Arc::new(AtomicUsize::new(0));
    let map: OnceMap<_, _> = [(1, Counted(clones.clone()))].into_iter().collect();
    assert!(map.remove(&1).is_some());
    assert_eq!(clones.load(SeqCst), 0);
    // A call gets a clone, and so does `get`.
    let _mine = now(map.compute(1, async || Counted(clones.clone())));
    let _looked = map.get(&1);
    assert_eq!(clones.load(SeqCst), 2);
}

#[test]
fn says_how_many_it_has() {
    let map: OnceMap<_, _> = [(1, 1)].into_iter().collect();
    assert_eq!(format!("{map:?}"), "OnceMap { len: 1, .. }");
    let futures = format!(
        "{:?} {:?}",
        map.compute(1, || ready(1)),
        map.try_compute(1, || ready(Err(()))),
    );
    assert_eq!(futures, "Compute { .. } TryCompute { .. }");
}
