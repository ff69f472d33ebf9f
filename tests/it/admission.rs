//! The fair controller: who gets the next permit, what becomes of permits that are given and not
//! taken, and keys that misbehave.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
};

use mea::{
    admission::{Acquire, FairShare, FairSharePermit},
    marker::CancelSafe,
};

use crate::support::{Hooks, Rng, Task, leak, now, panics, poll_and_drop};

type Share<K> = FairShare<K>;

fn take<'a>(share: &'a Share<&'static str>, keys: &[&'static str]) -> Vec<Permit<'a>> {
    keys.iter()
        .map(|key| share.try_acquire(key).unwrap())
        .collect()
}

type Permit<'a> = FairSharePermit<'a, &'static str>;
type Waiting<'a> = Task<Acquire<'a, &'static str, std::hash::RandomState>>;

fn line<'a>(share: &'a Share<&'static str>, keys: &[&'static str]) -> Vec<Waiting<'a>> {
    keys.iter()
        .map(|key| Task::waiting(share.acquire(key)))
        .collect()
}

/// Lets all through, one at a time, each giving its permit up at once; the order of the keys.
fn order(permit: Permit<'_>, mut tasks: Vec<Waiting<'_>>) -> Vec<&'static str> {
    let mut order = Vec::new();
    drop(permit);
    while !tasks.is_empty() {
        let woken: Vec<_> = (0..tasks.len()).filter(|i| tasks[*i].woken()).collect();
        assert_eq!(woken.len(), 1, "one permit, one wake-up");
        let permit = tasks.remove(woken[0]).ready();
        order.push(*permit.key());
    }
    order
}

#[test]
fn permits_are_counted() {
    let share = Share::new(2);
    assert_eq!((share.available_permits(), share.num_waiters()), (2, 0));
    let first = share.try_acquire("a").unwrap();
    let second = now(share.acquire("a"));
    assert_eq!((*first.key(), *second.key()), ("a", "a"));
    assert_eq!(share.available_permits(), 0);
    assert!(share.try_acquire("b").is_none());
    let waits = Task::waiting(share.acquire("b"));
    assert_eq!((share.available_permits(), share.num_waiters()), (0, 1));
    drop(first);
    // Given, though not taken yet.
    assert_eq!((share.available_permits(), share.num_waiters()), (0, 0));
    assert!(share.try_acquire("c").is_none());
    drop(second);
    assert_eq!(share.available_permits(), 1);
    drop(waits);
    assert_eq!(share.available_permits(), 2);
}

#[test]
fn no_permits_at_all_is_an_error() {
    let message = panics(|| Share::<u8>::new(0));
    assert_eq!(message, "a fair share has at least 1 permit, not 0");
    panics(|| FairShare::<u8, _>::with_hasher(0, BuildHasherDefault::<DefaultHasher>::new()));
    let share = Share::<u8>::new(usize::MAX);
    let permit = share.try_acquire(1);
    assert_eq!(share.available_permits(), usize::MAX - 1);
    drop(permit);
    assert_eq!(share.available_permits(), usize::MAX);
}

#[test]
fn how_they_are_shown_and_marked() {
    fn cancel_safe(_: &impl CancelSafe) {}
    let share = Arc::new(Share::new(1));
    assert_eq!(
        format!("{share:?}"),
        "FairShare { available_permits: 1, num_waiters: 0, .. }"
    );
    let permit = share.try_acquire("a").unwrap();
    assert_eq!(format!("{permit:?}"), "FairSharePermit { key: \"a\" }");
    cancel_safe(&share.acquire("a"));
    cancel_safe(&share.clone().acquire_owned("a"));
    assert!(format!("{:?}", share.acquire("a")).starts_with("Acquire"));
    drop(permit);
    let permit = share.try_acquire_owned("a").unwrap();
    assert_eq!(format!("{permit:?}"), "OwnedFairSharePermit { key: \"a\" }");
}

#[test]
fn a_tenant_alone_may_have_all() {
    let share = Share::new(3);
    let permits = take(&share, &["a", "a", "a"]);
    assert_eq!(share.available_permits(), 0);
    drop(permits);
    assert_eq!(share.available_permits(), 3);
}

#[test]
fn owned_permits_and_futures_keep_the_controller_alive() {
    let share = Arc::new(Share::new(1));
    let weak = Arc::downgrade(&share);
    let permit = share.clone().try_acquire_owned("a").unwrap();
    assert!(share.clone().try_acquire_owned("b").is_none());
    let mut task = Task::waiting(share.acquire_owned("b"));
    drop(permit);
    let permit = task.ready();
    drop(task);
    assert_eq!((*permit.key(), weak.strong_count()), ("b", 1));
    drop(permit);
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn the_permit_goes_to_the_tenant_that_holds_the_fewest() {
    let share = Share::new(3);
    let mut held = take(&share, &["a", "a", "b"]);
    let mut tasks = line(&share, &["a", "b", "c"]);
    drop(held.pop());
    // a: 2, b: 0, c: 0; b waits longer.
    let b = tasks[1].ready();
    drop(held.pop());
    // a: 1, b: 1, c: 0.
    let c = tasks[2].ready();
    tasks[0].pending();
    drop(b);
    let a = tasks[0].ready();
    assert_eq!(share.available_permits(), 0);
    drop((a, c, held));
    assert_eq!(share.available_permits(), 3);
}

#[test]
fn all_get_their_share_though_one_asks_for_everything() {
    let share = Share::new(7);
    let held = take(&share, &["greedy"; 7]);
    let mut tasks = line(&share, &["greedy"; 100]);
    tasks.extend(line(&share, &["b", "b", "b", "b", "c"]));
    for permit in held {
        drop(permit);
    }
    // One is all that `c` wants; the other six are shared.
    let mut count = HashMap::new();
    let permits: Vec<_> = tasks
        .iter_mut()
        .filter(|task| task.woken())
        .map(|task| task.ready())
        .inspect(|permit| *count.entry(*permit.key()).or_insert(0) += 1)
        .collect();
    assert_eq!(count, HashMap::from([("greedy", 3), ("b", 3), ("c", 1)]));
    assert_eq!((permits.len(), share.available_permits()), (7, 0));
}

#[test]
fn equals_take_turns() {
    let share = Share::new(1);
    let held = share.try_acquire("x").unwrap();
    let tasks = line(&share, &["a", "a", "a", "b", "c", "b", "a"]);
    assert_eq!(order(held, tasks), ["a", "b", "c", "a", "b", "a", "a"]);
}

#[test]
fn equals_that_wait_for_one_permit_each_come_in_the_order_in_which_they_began_to_wait() {
    let share = Share::new(1);
    let held = share.try_acquire("x").unwrap();
    let tasks = line(&share, &["c", "a", "b"]);
    assert_eq!(order(held, tasks), ["c", "a", "b"]);
}

/// However many requests the others have: one grant to each of them.
#[test]
fn who_holds_nothing_waits_for_one_grant_to_each_who_was_there_before() {
    for others in [1, 2, 10] {
        let share = Share::<usize>::new(1);
        let held = share.try_acquire(0).unwrap();
        let mut tasks: Vec<_> = (0..100 * others)
            .map(|i| Task::waiting(share.acquire(1 + i % others)))
            .collect();
        let mut modest = Task::waiting(share.acquire(1_000));
        drop(held);
        let mut grants = 0;
        while !modest.woken() {
            let next = tasks.iter().position(Task::woken).unwrap();
            drop(tasks.remove(next).ready());
            grants += 1;
        }
        assert_eq!(grants, others);
        drop(modest.ready());
    }
}

#[test]
fn one_tenant_is_served_first_come_first_served() {
    let share = Share::new(1);
    let held = share.try_acquire("a").unwrap();
    let (first, second) = (share.acquire("a"), share.acquire("a"));
    // In the order of the first polls.
    let mut second = Task::waiting(second);
    let mut first = Task::waiting(first);
    drop(held);
    first.pending();
    drop(second.ready());
    drop(first.ready());
    assert_eq!(share.available_permits(), 1);
}

#[test]
fn a_release_changes_the_rank_of_its_tenant() {
    let share = Share::new(4);
    let mut held = take(&share, &["a", "a", "b", "x"]);
    let mut tasks = line(&share, &["a", "b"]);
    // `a` would be behind with the two that it had; now it is equal, and began to wait first.
    drop(held.remove(0));
    assert_eq!([tasks[0].woken(), tasks[1].woken()], [true, false]);
    drop(held);
    drop(tasks[0].ready());
    drop(tasks[1].ready());
    assert_eq!(share.available_permits(), 4);
}

#[test]
fn a_given_permit_goes_to_the_next_by_the_same_rule() {
    let share = Share::new(3);
    let mut held = take(&share, &["a", "a", "x"]);
    let x = held.pop().unwrap();
    // Granted to b; while it is not polled, c comes, and a holds 2.
    let mut tasks = line(&share, &["b", "a"]);
    drop(x);
    assert!(tasks[0].woken());
    let mut late = Task::waiting(share.acquire("c"));
    drop(tasks.remove(0));
    assert!(late.woken(), "c holds nothing");
    tasks[0].pending();
    drop(late.ready());
    drop(tasks[0].ready());
    drop(held);
    assert_eq!(share.available_permits(), 3);
}

#[test]
fn a_tenant_that_gives_up_its_grant_is_equal_again() {
    let share = Share::new(1);
    let held = share.try_acquire("x").unwrap();
    let mut tasks = line(&share, &["a", "a", "b"]);
    drop(held);
    assert!(tasks[0].woken());
    drop(tasks.remove(0));
    // It was a's turn; it is b's now.
    assert!(!tasks[0].woken() && tasks[1].woken());
    drop(tasks.remove(1).ready());
    drop(tasks.remove(0).ready());
    assert_eq!(share.available_permits(), 1);
}

#[test]
fn cancelled_acquisitions_leave_no_trace() {
    let share = Share::new(1);
    let held = share.try_acquire("x").unwrap();
    // Unpolled, alone, the first, in the middle, the last; of one tenant and of several.
    drop(share.acquire("a"));
    drop(line(&share, &["a"]));
    for gone in 0..4 {
        let mut tasks = line(&share, &["a", "a", "b", "a"]);
        drop(tasks.remove(gone));
        assert_eq!(share.num_waiters(), 3);
        while !tasks.is_empty() {
            drop(tasks.remove(gone % tasks.len()));
        }
        assert_eq!(share.num_waiters(), 0);
    }
    let tasks = line(&share, &["a", "b", "a"]);
    let mut tasks: Vec<_> = tasks.into_iter().rev().collect();
    drop(tasks.pop());
    drop(held);
    // b began to wait before the second one of a, but a did before b.
    assert!(tasks[0].woken());
    drop(tasks.remove(0).ready());
    drop(tasks.remove(0).ready());
    drop(share.try_acquire("y").unwrap());
}

/// All but the first one's key, and every key in the end, is dropped: nothing is kept of a tenant that
/// neither holds nor waits.
#[test]
fn keys_are_kept_for_as_long_as_they_are_used() {
    #[derive(Clone)]
    struct Key(u8, #[allow(dead_code)] Arc<()>);
    impl PartialEq for Key {
        fn eq(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }
    impl Eq for Key {}
    impl Hash for Key {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }
    let lives = Arc::new(());
    let alive = || Arc::strong_count(&lives) - 1;
    let key = |n| Key(n, lives.clone());

    let share = Share::new(2);
    let first = share.try_acquire(key(1)).unwrap();
    let second = share.try_acquire(key(1)).unwrap();
    assert_eq!(alive(), 1, "the same tenant");
    assert!(share.try_acquire(key(2)).is_none());
    assert_eq!(alive(), 1);
    let unpolled = share.acquire(key(3));
    assert_eq!(alive(), 2);
    drop(unpolled);
    let waits = Task::waiting(share.acquire(key(3)));
    let also = Task::waiting(share.acquire(key(3)));
    assert_eq!(alive(), 2);
    drop(first);
    drop(waits);
    assert_eq!(alive(), 2);
    drop(also);
    assert_eq!(alive(), 1);
    drop(second);
    assert_eq!(alive(), 0);
    for n in 0..100 {
        drop(share.try_acquire(key(n)));
        drop(now(share.acquire(key(n))));
    }
    assert_eq!((alive(), share.available_permits()), (0, 2));
}

/// A key with an `Eq` and a `Drop` that can be told what to do; all of them have the same hash.
struct Odd(u8, &'static Habits);

#[derive(Default)]
struct Habits {
    eq: Habit,
    drop: Habit,
}

#[derive(Default)]
struct Habit(Mutex<Option<Arc<dyn Fn() + Send + Sync>>>);

impl Habit {
    fn set(&self, f: impl Fn() + Send + Sync + 'static) {
        *self.0.lock().unwrap() = Some(Arc::new(f));
    }

    fn forget(&self) {
        *self.0.lock().unwrap() = None;
    }

    fn run(&self) {
        let habit = self.0.lock().unwrap().clone();
        if let Some(habit) = habit {
            habit();
        }
    }
}

impl PartialEq for Odd {
    fn eq(&self, other: &Self) -> bool {
        self.1.eq.run();
        self.0 == other.0
    }
}
impl Eq for Odd {}
impl Hash for Odd {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
impl Drop for Odd {
    fn drop(&mut self) {
        self.1.drop.run();
    }
}

#[test]
fn keys_of_the_same_hash_are_told_apart() {
    let habits = leak(Habits::default());
    let share = Share::new(5);
    let permits: Vec<_> = [1, 2, 3, 2, 1]
        .map(|n| share.try_acquire(Odd(n, habits)).unwrap())
        .into();
    assert!(
        permits
            .iter()
            .map(|permit| permit.key().0)
            .eq([1, 2, 3, 2, 1])
    );
    let mut two = Task::waiting(share.acquire(Odd(2, habits)));
    let mut three = Task::waiting(share.acquire(Odd(3, habits)));
    let mut permits = permits.into_iter();
    drop(permits.next());
    // 1: 1, 2: 2, 3: 1.
    two.pending();
    drop(three.ready());
    drop(two.ready());
    drop(permits);
    assert_eq!(share.available_permits(), 5);
}

#[test]
fn a_comparison_that_panics_takes_nothing() {
    let habits = leak(Habits::default());
    let share = Arc::new(Share::new(2));
    let held = share.try_acquire(Odd(1, habits)).unwrap();
    for _ in 0..2 {
        habits.eq.set(|| panic!("eq"));
        assert_eq!(panics(|| share.try_acquire(Odd(1, habits)).is_some()), "eq");
        assert_eq!(
            panics(|| share.clone().try_acquire_owned(Odd(2, habits)).is_some()),
            "eq"
        );
        assert_eq!(panics(|| now(share.acquire(Odd(1, habits)))), "eq");
        let mut task = Task::new(share.clone().acquire_owned(Odd(2, habits)));
        assert_eq!(panics(|| task.poll().is_ready()), "eq");
        habits.eq.forget();
        task.over();
        drop(task);
        assert_eq!((share.available_permits(), share.num_waiters()), (1, 0));
    }
    // Also when all are taken.
    let second = share.try_acquire(Odd(2, habits)).unwrap();
    habits.eq.set(|| panic!("eq"));
    let mut task = Task::new(share.acquire(Odd(2, habits)));
    assert_eq!(panics(|| task.poll().is_ready()), "eq");
    assert_eq!(share.num_waiters(), 0);
    habits.eq.forget();
    drop((held, second));
    assert_eq!(share.available_permits(), 2);
}

#[test]
fn comparisons_and_drops_of_keys_may_use_the_controller() {
    let habits = leak(Habits::default());
    let share = leak(Share::new(2));
    let calls = Arc::new(AtomicUsize::new(0));
    let (is_in, counted) = (Arc::new(AtomicBool::new(false)), calls.clone());
    let habit = Arc::new(move || {
        if !is_in.swap(true, SeqCst) {
            counted.fetch_add(1, SeqCst);
            share.available_permits();
            drop(share.try_acquire(Odd(1, habits)));
            drop(share.try_acquire(Odd(2, habits)));
            let _ = poll_and_drop(share.acquire(Odd(3, habits)));
            is_in.store(false, SeqCst);
        }
    });
    let again = habit.clone();
    habits.eq.set(move || habit());
    habits.drop.set(move || again());
    let first = share.try_acquire(Odd(1, habits)).unwrap();
    let second = now(share.acquire(Odd(1, habits)));
    let mut third = Task::waiting(share.acquire(Odd(1, habits)));
    drop(share.try_acquire(Odd(4, habits)));
    drop(Task::waiting(share.acquire(Odd(4, habits))));
    drop(first);
    drop(third.ready());
    drop(second);
    assert!(calls.load(SeqCst) >= 6, "{calls:?}");
    assert_eq!((share.available_permits(), share.num_waiters()), (2, 0));
    habits.eq.forget();
    habits.drop.forget();
}

#[test]
fn a_waker_that_panics_has_got_its_permit() {
    let share = Share::new(1);
    let held = share.try_acquire("x").unwrap();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut task = Task::new(share.acquire("a"));
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    assert_eq!(panics(|| drop(held)), "wake");
    assert_eq!(share.available_permits(), 0);
    drop(task.ready());
    assert_eq!(share.available_permits(), 1);
}

/// So many that looking at all of them each time would not end.
#[test]
fn a_hundred_thousand_tenants() {
    const TENANTS: usize = 100_000;
    let share = FairShare::<usize, _>::with_hasher(1, BuildHasherDefault::<DefaultHasher>::new());
    let held = share.try_acquire(TENANTS).unwrap();
    let mut tasks: Vec<_> = (0..TENANTS)
        .map(|key| Some(Task::waiting(share.acquire(key))))
        .collect();
    let mut rng = Rng::new(1);
    for _ in 0..TENANTS / 2 {
        tasks[rng.below(TENANTS)] = None;
    }
    assert_eq!(share.num_waiters(), tasks.iter().flatten().count());
    drop(held);
    for (key, task) in tasks.iter_mut().enumerate() {
        if let Some(mut task) = task.take() {
            assert_eq!(*task.ready().key(), key);
        }
    }
    assert_eq!((share.available_permits(), share.num_waiters()), (1, 0));
}
