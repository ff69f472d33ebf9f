//! Many who wait, and wakers that panic.

use std::sync::{Arc, Mutex};

use super::{Pair, Waiting, woken};
use crate::support::{Hooks, Task, panics};

#[test]
fn one_waker_that_panics_keeps_nobody_from_being_notified() {
    for bad in [0, 1, 31, 32, 33, 64, 99] {
        let pair = Pair::new();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut tasks: Vec<_> = (0..100)
            .map(|i| {
                let mut task = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
                if i == bad {
                    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
                } else {
                    task.pending();
                }
                task
            })
            .collect();
        assert_eq!(panics(|| pair.condvar.notify_all()), "wake");
        assert_eq!(woken(&tasks), 99);
        let mut late = pair.wait();
        for task in &mut tasks {
            drop(task.ready());
        }
        late.pending();
    }
}

/// A `notify_one` while others are still being woken by a `notify_all` lets those go first. A waker of
/// theirs that panics does not keep the one that it is for from being notified.
#[test]
fn a_waker_that_panics_takes_nobody_elses_notification_along() {
    let pair = Pair::new();
    let late = Arc::new(Mutex::new(None));
    let newcomer = late.clone();
    let hooks = Hooks::new().on_wake(move || {
        *newcomer.lock().unwrap() = Some(pair.wait());
        assert_eq!(panics(|| pair.condvar.notify_one()), "wake");
    });
    let mut first = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(hooks.with(|w| first.poll_with(w)).is_pending());
    let tasks = pair.line(40);
    let bad = Hooks::new().on_wake(|| panic!("wake"));
    let mut last = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(bad.with(|w| last.poll_with(w)).is_pending());
    pair.condvar.notify_all();
    assert_eq!(woken(&tasks), 40);
    let mut late = late.lock().unwrap().take().unwrap();
    assert!(late.woken());
    drop(late.ready());
}

#[test]
fn those_who_go_while_all_are_woken_take_nothing_along() {
    for gone in [1, 30, 31, 32, 33, 50, 99] {
        let pair = Pair::new();
        let tasks = Arc::new(Mutex::new(Vec::<Option<Waiting>>::new()));
        let all = tasks.clone();
        let hooks = Hooks::new().on_wake(move || {
            let task = all.lock().unwrap()[gone - 1].take();
            drop(task);
        });
        let mut first = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
        assert!(hooks.with(|w| first.poll_with(w)).is_pending());
        *tasks.lock().unwrap() = pair.line(99).into_iter().map(Some).collect();
        pair.condvar.notify_all();
        drop(first.ready());
        for task in tasks.lock().unwrap().iter_mut().flatten() {
            assert!(task.woken());
            drop(task.ready());
        }
    }
}

#[test]
fn a_hundred_thousand_are_notified_and_dropped_in_loops() {
    let pair = Pair::new();
    for all in [true, false] {
        let mut tasks = pair.line(100_000);
        if all {
            pair.condvar.notify_all();
            assert_eq!(woken(&tasks), 100_000);
        } else {
            // Passed from one to the next, to the last one.
            pair.condvar.notify_one();
            let mut last = tasks.pop().unwrap();
            drop(tasks);
            drop(last.ready());
            continue;
        }
        for task in &mut tasks {
            drop(task.ready());
        }
    }
    assert!(pair.mutex.try_lock().is_some());
}

/// A `notify_one` while others are still being woken by a `notify_all` is for one of those who came
/// meanwhile, although it has the others go first.
#[test]
fn a_notification_of_one_while_all_are_woken_is_for_one() {
    let pair = Pair::new();
    let late = Arc::new(Mutex::new(Vec::new()));
    let newcomers = late.clone();
    let hooks = Hooks::new().on_wake(move || {
        *newcomers.lock().unwrap() = pair.line(3);
        pair.condvar.notify_one();
    });
    let mut first = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(hooks.with(|w| first.poll_with(w)).is_pending());
    let tasks = pair.line(40);
    pair.condvar.notify_all();
    assert_eq!(woken(&tasks), 40);
    let late = late.lock().unwrap();
    assert!(late[0].woken());
    assert_eq!(woken(&late), 1);
}

/// The rest is woken after a panic, too, and the one who came meanwhile is not of the rest.
#[test]
fn a_waker_that_panics_has_nobody_notified_who_came_later() {
    let pair = Pair::new();
    let late = Arc::new(Mutex::new(None));
    let newcomer = late.clone();
    let comes = Hooks::new().on_wake(move || *newcomer.lock().unwrap() = Some(pair.wait()));
    let mut first = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(comes.with(|w| first.poll_with(w)).is_pending());
    let bad = Hooks::new().on_wake(|| panic!("wake"));
    let mut second = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(bad.with(|w| second.poll_with(w)).is_pending());
    let third = pair.wait();
    assert_eq!(panics(|| pair.condvar.notify_all()), "wake");
    assert!(third.woken());
    let mut late = late.lock().unwrap().take().unwrap();
    assert!(!late.woken());
    late.pending();
}
