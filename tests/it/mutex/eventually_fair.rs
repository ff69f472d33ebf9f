//! The policy that lets latecomers overtake, within bounds.

use std::{future::Future, sync::Arc};

use mea::mutex::Mutex;

use crate::support::{Hooks, Slot, Task, leak, now, panics, ready};

/// The first in line is woken so many times, and each time somebody else has the lock when it is polled.
#[track_caller]
fn woken_in_vain(mutex: &Mutex<()>, first: &mut Task<impl Future>, times: usize) {
    for _ in 0..times {
        assert!(first.woken());
        let barges = mutex.try_lock().expect("barging works meanwhile");
        first.pending();
        drop(barges);
    }
}

#[test]
fn a_newcomer_overtakes_one_who_was_woken_and_not_polled_yet() {
    let mutex = Arc::new(Mutex::eventually_fair(()));
    let guard = mutex.try_lock();
    let mut waits = Task::waiting(mutex.lock());
    drop(guard);
    assert!(waits.woken());
    drop(mutex.try_lock().unwrap());
    drop(mutex.clone().try_lock_owned().unwrap());
    drop(now(mutex.lock()));
    drop(now(mutex.clone().lock_owned()));
    now(mutex.with(|()| ()));
    drop(waits.ready());
}

#[test]
fn the_first_in_line_is_woken_at_most_four_times_in_vain() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    let mut second = Task::waiting(mutex.lock());
    drop(guard);
    woken_in_vain(&mutex, &mut first, 4);
    assert!(first.woken() && !second.woken());
    assert!(mutex.try_lock().is_none(), "the lock was handed over");
    second.pending();
    let guard = first.ready();
    drop(guard);
    drop(second.ready());
    assert!(mutex.try_lock().is_some());
}

#[test]
fn the_next_in_line_is_bounded_in_its_own_right() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut tasks: Vec<_> = (0..3).map(|_| Task::waiting(mutex.lock())).collect();
    drop(guard);
    for cancelled in [false, true, false] {
        let mut first = tasks.remove(0);
        let mut losses = 0;
        let guard = loop {
            assert!(first.woken());
            let Some(barges) = mutex.try_lock() else {
                break first.ready();
            };
            first.pending();
            losses += 1;
            assert!(losses <= 4);
            drop(barges);
        };
        assert_eq!(losses, 4);
        drop(guard);
        if cancelled {
            drop(first);
        }
    }
    assert!(mutex.try_lock().is_some());
}

#[test]
fn a_first_that_lost_and_is_dropped_leaves_nothing_to_the_next() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    let mut second = Task::waiting(mutex.lock());
    drop(guard);
    woken_in_vain(&mutex, &mut first, 3);
    drop(first);
    assert!(second.woken(), "the wake-up passes on");
    // The losses are counted anew.
    woken_in_vain(&mutex, &mut second, 4);
    assert!(second.woken());
    assert!(mutex.try_lock().is_none());
    drop(second.ready());
}

/// Neither those who get in line behind it nor those who leave there undo what it has lost.
#[test]
fn newcomers_in_line_do_not_make_the_first_one_wait_longer() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    drop(guard);
    for _ in 0..4 {
        assert!(first.woken());
        let barges = mutex.try_lock().expect("barging works meanwhile");
        drop(Task::waiting(mutex.lock()));
        first.pending();
        drop(barges);
    }
    assert!(mutex.try_lock().is_none(), "the lock was handed over");
    drop(first.ready());
}

#[test]
fn who_was_handed_the_lock_and_is_dropped_passes_it_on() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    let mut second = Task::waiting(mutex.lock());
    drop(guard);
    woken_in_vain(&mutex, &mut first, 4);
    assert!(mutex.try_lock().is_none());
    drop(first);
    assert!(second.woken());
    drop(second.ready());
    assert!(mutex.try_lock().is_some());
}

#[test]
fn those_who_wait_are_served_in_order() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut tasks: Vec<_> = (0..8).map(|_| Task::waiting(mutex.lock())).collect();
    drop(guard);
    while !tasks.is_empty() {
        let mut first = tasks.remove(0);
        assert!(first.woken());
        assert!(tasks.iter().all(|task| !task.woken()));
        for task in &mut tasks {
            task.pending();
        }
        drop(first.ready());
    }
    assert!(mutex.try_lock().is_some());
}

/// The holder changes while the first is on its way, and somebody else gets in line meanwhile.
#[test]
fn no_wake_up_is_lost_when_others_come_and_go_before_the_first_is_polled() {
    for polled_late in [false, true] {
        let mutex = Mutex::eventually_fair(());
        let guard = mutex.try_lock();
        let mut first = Task::waiting(mutex.lock());
        drop(guard);
        let barges = mutex.try_lock().unwrap();
        let mut second = Task::waiting(mutex.lock());
        if polled_late {
            drop(barges);
            assert!(first.woken());
            drop(first.ready());
        } else {
            // The one that was woken goes away; the holder's release finds the other one.
            drop(first);
            drop(barges);
        }
        assert!(second.woken());
        drop(second.ready());
        assert!(mutex.try_lock().is_some());
    }
}

#[test]
fn one_who_was_woken_and_dropped_while_the_lock_is_free_wakes_the_next() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let first = Task::waiting(mutex.lock());
    let mut second = Task::waiting(mutex.lock());
    let mut third = Task::waiting(mutex.lock());
    drop(guard);
    drop(first);
    assert!(second.woken() && !third.woken());
    drop(second.ready());
    assert!(third.woken());
    drop(third.ready());
}

#[test]
fn a_first_that_entered_leaves_its_losses_behind() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    let mut second = Task::waiting(mutex.lock());
    drop(guard);
    woken_in_vain(&mutex, &mut first, 3);
    drop(first.ready());
    // The losses are counted anew.
    woken_in_vain(&mutex, &mut second, 4);
    assert!(mutex.try_lock().is_none());
    drop(second.ready());
}

#[test]
fn those_who_go_behind_the_first_do_not_prolong_its_wait() {
    let mutex = Mutex::eventually_fair(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    let mut behind: Vec<_> = (0..4).map(|_| Task::waiting(mutex.lock())).collect();
    drop(guard);
    for _ in 0..4 {
        let barges = mutex.try_lock().unwrap();
        first.pending();
        drop(behind.pop());
        drop(barges);
    }
    assert!(mutex.try_lock().is_none(), "the lock was handed over");
    drop(first.ready());
}

/// Whoever is woken may come back at once, and somebody in line may go: no lock is held meanwhile.
#[test]
fn a_waker_may_drop_others_in_line() {
    // By a release, and by the drop of one that was woken.
    for by_drop in [false, true] {
        let mutex = leak(Mutex::eventually_fair(()));
        let guard = mutex.try_lock();
        let ahead = by_drop.then(|| Task::waiting(mutex.lock()));
        let behind = Arc::new(Slot::new(()));
        let tasks = Arc::new(std::sync::Mutex::new(Vec::new()));
        let (all, called) = (tasks.clone(), behind.clone());
        let hooks = Hooks::new().on_wake(move || {
            drop(all.lock().unwrap().pop());
            called.take();
        });
        let mut first = Task::new(mutex.lock());
        assert!(hooks.with(|w| first.poll_with(w)).is_pending());
        tasks.lock().unwrap().push(Task::waiting(mutex.lock()));
        drop(guard);
        drop(ahead);
        assert!(!behind.is_full(), "it was woken");
        drop(first.ready());
        assert!(mutex.try_lock().is_some());
    }
}

/// A first that lost and enters while its new waker is being cloned: that waker is dropped, which is user
/// code again.
#[test]
fn a_waker_that_is_not_needed_any_more_is_dropped_without_a_lock() {
    for panics_then in [false, true] {
        let mutex = leak(Mutex::eventually_fair(()));
        let guard = mutex.try_lock();
        let mut first = Task::waiting(mutex.lock());
        let behind = Arc::new(Slot::new(Task::waiting(mutex.lock())));
        let mut last = Task::waiting(mutex.lock());
        drop(guard);
        let barges = Slot::new(mutex.try_lock().unwrap());
        let goes = behind.clone();
        let hooks = Hooks::new()
            .on_clone(move || drop(barges.take()))
            .on_drop(move || {
                drop(goes.take());
                assert!(!panics_then, "drop");
            });
        if panics_then {
            let message = panics(|| hooks.with(|w| first.poll_with(w).is_ready()));
            assert!(message.contains("drop"), "{message}");
            drop(first);
        } else {
            drop(ready(hooks.with(|w| first.poll_with(w))));
        }
        assert!(!behind.is_full(), "the waker was dropped");
        assert!(last.woken(), "the lock is not kept");
        drop(last.ready());
        assert!(mutex.try_lock().is_some());
    }
}
