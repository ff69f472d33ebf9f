//! Whom a notification reaches.

use super::{Pair, woken};
use crate::support::Hooks;

#[test]
fn a_notification_that_finds_nobody_is_not_stored() {
    let pair = Pair::new();
    pair.condvar.notify_one();
    pair.condvar.notify_all();
    let mut task = pair.wait();
    task.pending();
    pair.condvar.notify_one();
    drop(task.ready());
    pair.wait().pending();
}

#[test]
fn notify_one_reaches_the_one_that_has_waited_longest() {
    let pair = Pair::new();
    let mut tasks = pair.line(4);
    drop(tasks.remove(1));
    for i in 0..3 {
        pair.condvar.notify_one();
        assert_eq!(woken(&tasks), 1);
        assert!(tasks[0].woken(), "the {i}th");
        drop(tasks.remove(0).ready());
    }
}

#[test]
fn so_many_notifications_reach_so_many_before_anybody_is_polled() {
    let pair = Pair::new();
    let mut tasks = pair.line(4);
    pair.condvar.notify_one();
    pair.condvar.notify_one();
    let is_woken: Vec<_> = tasks.iter().map(super::Waiting::woken).collect();
    assert_eq!(is_woken, [true, true, false, false]);
    for task in &mut tasks[..2] {
        drop(task.ready());
    }
    for task in &mut tasks[2..] {
        task.pending();
    }
}

#[test]
fn notify_all_reaches_all_who_wait_and_the_first_to_be_polled_has_the_lock() {
    let pair = Pair::new();
    let mut tasks = pair.line(3);
    pair.condvar.notify_all();
    assert_eq!(woken(&tasks), 3);
    let guard = tasks[1].ready();
    tasks[2].pending();
    tasks[0].pending();
    drop(guard);
    assert!(tasks[2].woken() && !tasks[0].woken());
    drop(tasks[2].ready());
    drop(tasks[0].ready());
    pair.condvar.notify_all();
    pair.wait().pending();
}

#[test]
fn notify_all_does_not_reach_those_who_come_later() {
    let pair = Pair::new();
    let mut early = pair.line(2);
    pair.condvar.notify_all();
    let mut late = pair.line(2);
    for task in &mut early {
        drop(task.ready());
    }
    for task in &mut late {
        task.pending();
    }
    pair.condvar.notify_one();
    assert!(late[0].woken() && !late[1].woken());
}

/// The first of those who are woken gets in line again at once, while the others are being woken.
#[test]
fn notify_all_does_not_reach_those_who_come_while_it_wakes() {
    for n in [1, 2, 31, 32, 33, 64, 65, 100] {
        let pair = Pair::new();
        let late = std::sync::Arc::new(std::sync::Mutex::new(None));
        let put = late.clone();
        let hooks = Hooks::new().on_wake(move || *put.lock().unwrap() = Some(pair.wait()));
        let mut first =
            crate::support::Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
        assert!(hooks.with(|w| first.poll_with(w)).is_pending());
        let mut tasks = pair.line(n - 1);
        pair.condvar.notify_all();
        assert_eq!(woken(&tasks), n - 1);
        drop(first.ready());
        for task in &mut tasks {
            drop(task.ready());
        }
        let mut late = late.lock().unwrap().take().unwrap();
        assert!(!late.woken(), "behind {n}");
        late.pending();
        pair.condvar.notify_one();
        drop(late.ready());
    }
}

/// All who waited are notified already, in effect. So a notification that comes while they are being
/// woken is for the one who came after them.
// With more than a batch of them some are still in line then; it must not go to one of those.
#[test]
fn a_notify_one_while_notify_all_wakes_is_for_those_who_came_later() {
    for n in [1, 2, 32, 33, 64, 100] {
        let pair = Pair::new();
        let late = std::sync::Arc::new(std::sync::Mutex::new(None));
        let put = late.clone();
        let hooks = Hooks::new().on_wake(move || {
            *put.lock().unwrap() = Some(pair.wait());
            pair.condvar.notify_one();
        });
        let mut first =
            crate::support::Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
        assert!(hooks.with(|w| first.poll_with(w)).is_pending());
        let tasks = pair.line(n - 1);
        pair.condvar.notify_all();
        assert_eq!(woken(&tasks), n - 1);
        let late = late.lock().unwrap().take().unwrap();
        assert!(late.woken(), "behind {n}");
    }
}

#[test]
fn a_notify_all_while_notify_all_wakes_reaches_those_who_came_later() {
    let pair = Pair::new();
    let late = std::sync::Arc::new(std::sync::Mutex::new(None));
    let put = late.clone();
    let hooks = Hooks::new().on_wake(move || {
        *put.lock().unwrap() = Some(pair.wait());
        pair.condvar.notify_all();
    });
    let mut first = crate::support::Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(hooks.with(|w| first.poll_with(w)).is_pending());
    let tasks = pair.line(99);
    pair.condvar.notify_all();
    assert_eq!(woken(&tasks), 99);
    let late = late.lock().unwrap().take().unwrap();
    assert!(late.woken());
}
