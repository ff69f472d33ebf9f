//! One flight at a time for each key: who joins, who leads, who lands.

use std::{
    cell::RefCell,
    future::{Ready, pending, ready},
    rc::Rc,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::{latch::Latch, singleflight::Group};

use crate::support::{BoxFuture, Hooks, Task, leak, now, panics, poll_and_drop};

fn never<T>() -> Ready<T> {
    unreachable!("somebody else's work")
}

#[test]
fn the_result_is_for_all_who_asked_meanwhile() {
    let (group, latch) = (Group::new(), Latch::new(1));
    let mut leader = Task::waiting(group.work("key", async || {
        latch.wait().await;
        1
    }));
    let mut others = [0; 3].map(|_| Task::waiting(group.work("key", never)));
    let mut fallible = Task::waiting(group.try_work("key", never::<Result<_, ()>>));
    assert_eq!(group.len(), 1);
    assert!(!group.is_empty());
    latch.count_down();
    assert!(others.iter().all(|other| !other.woken()));
    assert_eq!(leader.ready(), 1);
    assert!(group.is_empty());
    for other in &mut others {
        assert!(other.woken());
        assert_eq!(other.ready(), 1);
    }
    assert_eq!(fallible.ready(), Ok(1));
    leader.over();
    // Who asks now starts again.
    assert_eq!(now(group.work("key", || ready(2))), 2);
}

#[test]
fn flights_of_other_keys_are_others() {
    let group = Group::new();
    let _a = Task::waiting(group.work("a", pending));
    assert_eq!(now(group.work("b", || ready(1))), 1);
    let _b = Task::waiting(group.work("b", pending));
    assert_eq!(group.len(), 2);
}

#[test]
fn a_call_does_nothing_before_it_is_polled() {
    let group = Group::<_, u32>::default();
    drop(group.work("key", never));
    let _unpolled = group.work("key", never);
    assert!(group.is_empty());
}

#[test]
fn a_leader_is_replaced() {
    let group = Group::new();
    let dropped = Task::waiting(group.work("key", pending));
    let mut failed = Task::waiting(group.try_work("key", async || Err("failed")));
    let mut panicked = Task::waiting(group.work("key", async || panic!("panicked")));
    let passed_over = Task::waiting(group.work("key", never));
    let mut good = Task::waiting(group.work("key", async || 4));
    let mut last = Task::waiting(group.work("key", never));
    drop(dropped);
    assert!(failed.woken() && !panicked.woken());
    assert_eq!(failed.ready(), Err("failed"));
    assert!(panicked.woken());
    assert_eq!(panics(|| panicked.poll().is_ready()), "panicked");
    assert!(passed_over.woken());
    drop(passed_over);
    assert!(good.woken() && !last.woken());
    assert_eq!(good.ready(), 4);
    assert!(last.woken() && group.is_empty());
    assert_eq!(last.ready(), 4);
}

#[test]
fn a_flight_that_comes_to_nothing_leaves_nothing() {
    let group = Group::<_, u32>::new();
    drop(Task::waiting(group.work("key", pending)));
    assert!(group.is_empty());
    assert_eq!(now(group.try_work("key", async || Err(()))), Err(()));
    assert!(group.is_empty());
    let mut task = Task::new(group.work("key", async || panic!("work")));
    assert_eq!(panics(|| task.poll().is_ready()), "work");
    assert!(group.is_empty(), "before the future is dropped");
    // The leader goes last.
    let leader = Task::waiting(group.work("key", pending));
    drop(Task::waiting(group.work("key", pending)));
    assert_eq!(group.len(), 1);
    drop(leader);
    assert!(group.is_empty());
}

/// A follower that is polled from the very wake-up, in the middle of the leader's poll, has the result.
#[test]
fn woken_in_mid_poll() {
    let group: &'static Group<&str, u32> = leak(Group::new());
    let latch = leak(Latch::new(1));
    let mut leader = Task::waiting(group.work("key", async || {
        latch.wait().await;
        1
    }));
    let follower: BoxFuture<u32> = Box::pin(group.work("key", never));
    let follower = Arc::new(Mutex::new(Task::new(follower)));
    let seen = Arc::new(AtomicUsize::new(0));
    let (f, s) = (follower.clone(), seen.clone());
    let hooks = Hooks::new().on_wake(move || {
        assert!(group.is_empty(), "the flight is over");
        assert_eq!(
            now(group.work("key", || ready(2))),
            2,
            "and there may be another one"
        );
        s.store(f.lock().unwrap().ready() as usize, SeqCst);
    });
    let pending = hooks.with(|w| follower.lock().unwrap().poll_with(w));
    assert!(pending.is_pending());
    latch.count_down();
    assert_eq!(leader.ready(), 1);
    assert_eq!(seen.load(SeqCst), 1);
}

/// Work that wakes its own task while it is polled, and again when it is done.
#[test]
fn a_leader_that_is_woken_in_mid_poll() {
    let group = Group::new();
    let mut polls = 0;
    let mut leader = Task::new(group.work("key", || {
        std::future::poll_fn(move |cx| {
            cx.waker().wake_by_ref();
            polls += 1;
            match polls {
                3 => std::task::Poll::Ready(polls),
                _ => std::task::Poll::Pending,
            }
        })
    }));
    leader.pending();
    assert!(leader.woken());
    let mut follower = Task::waiting(group.work("key", never));
    leader.pending();
    assert!(!follower.woken());
    assert_eq!((leader.ready(), follower.ready()), (3, 3));
}

#[test]
fn a_waker_that_panics_keeps_the_result_from_nobody() {
    let (group, latch) = (Group::new(), Latch::new(1));
    let mut leader = Task::waiting(group.work("key", async || {
        latch.wait().await;
        1
    }));
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut bad = Task::new(group.work("key", never));
    assert!(hooks.with(|w| bad.poll_with(w)).is_pending());
    let mut good = Task::waiting(group.work("key", never));
    latch.count_down();
    assert_eq!(panics(|| leader.poll().is_ready()), "wake");
    assert!(group.is_empty() && good.woken());
    assert_eq!((bad.ready(), good.ready()), (1, 1));
}

#[test]
fn forgotten_flights_go_on_for_those_on_board() {
    let (group, latch) = (Group::new(), Latch::new(1));
    let mut old = Task::waiting(group.work("key", async || {
        latch.wait().await;
        "old"
    }));
    let mut on_board = Task::waiting(group.work("key", never));
    group.forget("key");
    group.forget("another");
    assert!(group.is_empty());
    let mut new = Task::waiting(group.work("key", async || {
        latch.wait().await;
        "new"
    }));
    let mut with_new = Task::waiting(group.work("key", never));
    latch.count_down();
    assert_eq!((old.ready(), on_board.ready()), ("old", "old"));
    drop((old, on_board));
    assert_eq!(
        group.len(),
        1,
        "the old landing leaves the new flight alone"
    );
    assert!(!with_new.woken());
    assert_eq!((new.ready(), with_new.ready()), ("new", "new"));
    assert!(group.is_empty());
}

#[test]
fn a_forgotten_flight_changes_its_leader_too() {
    let group = Group::new();
    let leader = Task::waiting(group.work("key", pending));
    let mut on_board = Task::waiting(group.work("key", async || 1));
    let mut also = Task::waiting(group.work("key", never));
    group.forget("key");
    let new = Task::waiting(group.work("key", pending));
    drop(leader);
    assert!(on_board.woken());
    assert_eq!((on_board.ready(), also.ready()), (1, 1));
    assert_eq!(group.len(), 1);
    drop(new);
    assert!(group.is_empty());
}

#[test]
fn work_may_use_the_group() {
    let group = Group::new();
    let work = group.work("key", async || {
        assert_eq!(group.len(), 1);
        let other = group.work("other", async || 1).await;
        // Itself, it would wait for, unless it is forgotten.
        assert!(poll_and_drop(group.work("key", || ready(0))).is_pending());
        group.forget("key");
        other + group.work("key", async || 2).await
    });
    assert_eq!(now(work), 3);
    assert!(group.is_empty());
}

/// Counts clones.
#[derive(Debug)]
struct Counted(Arc<AtomicUsize>);
impl Clone for Counted {
    fn clone(&self) -> Self {
        self.0.fetch_add(1, SeqCst);
        Self(self.0.clone())
    }
}

#[test]
fn the_result_of_a_flight_for_one_is_not_cloned() {
    let group = Group::new();
    let clones = Arc::new(AtomicUsize::new(0));
    let value = || ready(Counted(clones.clone()));
    drop(now(group.work("key", value)));
    drop(now(group.try_work("key", || {
        ready(Ok::<_, ()>(Counted(clones.clone())))
    })));
    // Those who left before it landed do not count.
    let leader = Task::waiting(group.work("key", pending));
    let mut second = Task::waiting(group.work("key", value));
    drop(Task::waiting(group.work("key", pending)));
    drop(leader);
    drop(second.ready());
    assert_eq!(clones.load(SeqCst), 0);
    // For two there are two.
    let leader = Task::waiting(group.work("key", pending));
    let mut second = Task::waiting(group.work("key", value));
    let mut third = Task::waiting(group.work("key", never));
    drop(leader);
    drop((second.ready(), third.ready()));
    assert_eq!(clones.load(SeqCst), 2);
}

/// Keys and results are dropped when all have theirs, and keys are looked up by what they borrow as.
#[test]
fn keys_and_results_are_not_kept() {
    let group = Group::<Arc<str>, Arc<u32>>::with_hasher(Default::default());
    let (key, value): (Arc<str>, _) = ("key".into(), Arc::new(1));
    let mut first = Task::waiting(group.work(key.clone(), pending));
    let mut second = Task::waiting(group.work(key.clone(), || ready(value.clone())));
    let mut third = Task::waiting(group.work(key.clone(), never));
    assert_eq!(Arc::strong_count(&key), 2);
    first.pending();
    group.forget("another");
    drop(first);
    let results = (second.ready(), third.ready());
    drop((second, third));
    assert_eq!((Arc::strong_count(&key), Arc::strong_count(&value)), (1, 3));
    drop(results);
    let _flight = Task::waiting(group.work(key.clone(), pending));
    group.forget("key");
    assert!(group.is_empty());
}

#[test]
fn many_flights_leave_nothing() {
    let group = Group::new();
    let brought = Arc::new(());
    for key in 0..1000 {
        let theirs = brought.clone();
        assert_eq!(now(group.work(key, async move || drop(theirs))), ());
        drop(Task::waiting(group.work(key, pending)));
    }
    assert_eq!((group.len(), Arc::strong_count(&brought)), (0, 1));
}

/// A clone of the result that panics: the flight has landed all the same.
#[test]
fn a_clone_that_panics_is_the_callers_own_affair() {
    thread_local!(static PANIC: std::cell::Cell<bool> = const { std::cell::Cell::new(false) });
    #[derive(Debug)]
    struct Bad;
    impl Clone for Bad {
        fn clone(&self) -> Self {
            assert!(!PANIC.replace(false), "clone");
            Self
        }
    }

    let group = Group::new();
    let leader = Task::waiting(group.work("key", pending));
    let mut second = Task::waiting(group.work("key", || ready(Bad)));
    let mut third = Task::waiting(group.work("key", never));
    let mut fourth = Task::waiting(group.work("key", never));
    drop(leader);
    PANIC.set(true);
    assert_eq!(panics(|| second.poll().is_ready()), "clone");
    assert!(group.is_empty());
    PANIC.set(true);
    assert_eq!(panics(|| third.poll().is_ready()), "clone");
    let Bad = fourth.ready();
}

/// Keys that come back to the group when they are compared and dropped.
#[test]
fn user_code_may_use_the_group() {
    type Flights = Group<Key, u32>;
    thread_local!(static GROUP: RefCell<Option<Rc<Flights>>> = const { RefCell::new(None) });
    fn again() {
        if let Some(group) = GROUP.take() {
            group.forget(&Key(2));
            assert_eq!(now(group.work(Key(2), || ready(2))), 2);
            let _ = poll_and_drop(group.work(Key(1), pending));
            GROUP.set(Some(group));
        }
    }
    struct Key(u32);
    impl std::hash::Hash for Key {
        fn hash<H: std::hash::Hasher>(&self, _: &mut H) {
            again();
        }
    }
    impl PartialEq for Key {
        fn eq(&self, other: &Self) -> bool {
            again();
            self.0 == other.0
        }
    }
    impl Eq for Key {}
    impl Drop for Key {
        fn drop(&mut self) {
            again();
        }
    }

    let group = Rc::new(Flights::new());
    GROUP.set(Some(group.clone()));
    let leader = Task::waiting(group.work(Key(1), pending));
    let mut second = Task::waiting(group.work(Key(1), || ready(1)));
    let _other = Task::waiting(group.work(Key(3), pending));
    drop(leader);
    assert_eq!(second.ready(), 1);
    group.forget(&Key(3));
    assert!(group.is_empty());
    GROUP.take();
}

#[test]
fn says_how_many_flights_there_are() {
    let group = Group::new();
    let _flight = Task::waiting(group.work(1, pending));
    assert_eq!(format!("{group:?}"), "Group { len: 1, .. }");
    let futures = format!(
        "{:?} {:?}",
        group.work(1, || ready(1)),
        group.try_work(1, || ready(Err(()))),
    );
    assert_eq!(futures, "Work { .. } TryWork { .. }");
}
