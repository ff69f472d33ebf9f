//! Wakers that panic, or come to the barrier themselves.

use std::sync::{Arc, Mutex};

use super::{Coming, Way, assert_arrived, barrier, goes_on};
use crate::support::{Hooks, Slot, Task, panics};

/// Whoever is last gets the panic; the generation has ended all the same.
#[test]
fn one_waker_that_panics_keeps_nobody_from_being_woken() {
    for bad in [0, 1, 31, 32, 33, 64, 98] {
        for last in Way::ALL {
            let barrier = barrier(100);
            let hooks = Hooks::new().on_wake(|| panic!("wake"));
            let mut tasks: Vec<_> = (0..99)
                .map(|i| {
                    let mut task = Task::boxed(Way::ALL[i % 4].make(barrier));
                    if i == bad {
                        assert!(hooks.with(|w| task.poll_with(w)).is_pending());
                    } else {
                        task.pending();
                    }
                    task
                })
                .collect();
            let leads = || Task::boxed(last.make(barrier)).poll().is_ready();
            assert_eq!(panics(leads), "wake");
            assert_arrived(barrier, 0);
            for (i, task) in tasks.iter_mut().enumerate() {
                assert!(i == bad || task.woken(), "{i} was not woken");
                assert!(!task.ready().is_leader());
            }
            assert_eq!(hooks.kept(), 0);
        }
    }
}

/// There is one leader at most: its future is over, and does not arrive again.
#[test]
fn a_wait_that_ended_its_generation_with_a_panic_is_over() {
    let barrier = barrier(2);
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut first = Task::new(barrier.wait());
    assert!(hooks.with(|w| first.poll_with(w)).is_pending());
    let mut last = Task::new(barrier.wait());
    assert_eq!(panics(|| last.poll()), "wake");
    last.over();
    drop(last);
    assert_arrived(barrier, 0);
    assert!(!first.ready().is_leader());
    let mut first = Way::Wait.come(barrier);
    Way::Wait.lead(barrier);
    goes_on(&mut first);
}

/// The clone comes before the arrival.
#[test]
fn a_waker_that_panics_when_it_is_cloned_has_not_arrived() {
    let barrier = barrier(2);
    let hooks = Hooks::new().on_clone(|| panic!("clone"));
    // As the first, and as the last.
    for arrived in [0, 1] {
        let mut before: Vec<_> = (0..arrived).map(|_| Way::Wait.come(barrier)).collect();
        let mut task = Task::new(barrier.wait());
        assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "clone");
        assert_arrived(barrier, arrived);
        assert!(before.iter().all(|task| !task.woken()));
        // Once more, with another one.
        if arrived == 0 {
            task.pending();
            Way::Wait.lead(barrier);
            goes_on(&mut task);
        } else {
            assert!(task.ready().is_leader());
            before.iter_mut().for_each(goes_on);
        }
    }
    // Or not at all.
    let mut task = Task::new(barrier.wait());
    assert_eq!(panics(|| hooks.with(|w| task.poll_with(w))), "clone");
    drop(task);
    assert_arrived(barrier, 0);
}

/// The last to arrive does not need its waker, and drops it after the others have been woken.
#[test]
fn a_waker_that_panics_when_the_leader_drops_it_holds_up_nobody() {
    let barrier = barrier(3);
    let mut tasks = [Way::Wait.come(barrier), Way::ArriveOwned.come(barrier)];
    let hooks = Hooks::new().on_drop(|| panic!("drop"));
    let mut last = Task::new(barrier.wait());
    assert_eq!(panics(|| hooks.with(|w| last.poll_with(w))), "drop");
    tasks.iter_mut().for_each(goes_on);
    assert_arrived(barrier, 0);
    drop(last);
    assert_arrived(barrier, 0);
}

/// A wait that is withdrawn is out of line before its waker is dropped.
#[test]
fn a_waker_that_panics_when_a_wait_is_withdrawn_does_not_keep_it_there() {
    let barrier = barrier(2);
    let hooks = Hooks::new().on_drop(|| panic!("drop"));
    let mut task = Task::new(barrier.wait());
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    assert_eq!(panics(|| drop(task)), "drop");
    assert_arrived(barrier, 0);
    let mut task = Way::Wait.come(barrier);
    Way::Wait.lead(barrier);
    goes_on(&mut task);
}

/// Somebody else is the last then, and the one who was about to be arrives in the next generation.
#[test]
fn a_clone_that_arrives_comes_before_its_wait() {
    for way in Way::WITHDRAWN {
        let barrier = barrier(2);
        let mut first = Way::Wait.come(barrier);
        let hooks = Hooks::new().on_clone(move || assert!(barrier.arrive().is_leader()));
        let mut task = Task::boxed(way.make(barrier));
        assert!(hooks.with(|w| task.poll_with(w)).is_pending());
        hooks.disarm();
        goes_on(&mut first);
        assert_arrived(barrier, 1);
        Way::Wait.lead(barrier);
        assert_eq!(hooks.wakes(), 1);
        assert!(!task.ready().is_leader());
    }
}

/// An arrival for good has arrived before its waker is cloned.
#[test]
fn a_clone_that_ends_the_generation_ends_the_wait_of_an_arrival() {
    for way in Way::FOR_GOOD {
        let barrier = barrier(2);
        let mut task = Task::boxed(way.make(barrier));
        let hooks = Hooks::new().on_clone(move || assert!(barrier.arrive().is_leader()));
        let result = crate::support::ready(hooks.with(|w| task.poll_with(w)));
        assert!(!result.is_leader());
        assert_eq!((hooks.wakes(), hooks.kept()), (0, 0));
        assert_arrived(barrier, 0);
    }
}

/// The waker of a wait that is withdrawn arrives in its place, on its way out.
#[test]
fn the_drop_of_a_waker_may_arrive() {
    let barrier = barrier(2);
    let hooks = Hooks::new().on_drop(move || {
        assert_arrived(barrier, 0);
        drop(barrier.arrive());
    });
    let mut task = Task::new(barrier.wait());
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    drop(task);
    hooks.disarm();
    assert_arrived(barrier, 1);
    Way::Wait.lead(barrier);
}

/// Each of a chain is woken by the one before, who leads: one call within the other.
#[test]
fn wakers_that_arrive_end_one_generation_within_the_other() {
    let barrier = barrier(2);
    let chain = Arc::new(Mutex::new(Vec::<Coming>::new()));
    let rounds = Arc::new(Slot::new(20));
    let hooks = Hooks::new();
    let (all, left, again) = (chain.clone(), rounds.clone(), hooks.clone());
    let hooks = hooks.on_wake(move || {
        let Some(n) = left.take() else { return };
        if n > 0 {
            left.put(n - 1);
            let mut task = Task::boxed(Way::ALL[n % 4].make(barrier));
            assert!(again.with(|w| task.poll_with(w)).is_pending());
            all.lock().unwrap().push(task);
            Way::ALL[n % 3].lead(barrier);
        }
    });
    let mut first = Task::new(barrier.wait());
    assert!(hooks.with(|w| first.poll_with(w)).is_pending());
    Way::Wait.lead(barrier);
    hooks.disarm();
    assert!(!first.ready().is_leader());
    let mut chain = chain.lock().unwrap();
    assert_eq!(chain.len(), 20);
    for task in chain.iter_mut() {
        assert!(!task.ready().is_leader());
    }
    assert_eq!((hooks.wakes(), hooks.kept()), (21, 0));
    assert_arrived(barrier, 0);
}
