//! A wait that is dropped: in each of its states the notification that it had goes on, and nothing
//! else changes.

use super::{Pair, woken};
use crate::support::{Task, now};

#[test]
fn unpolled_it_drops_the_guard() {
    let pair = Pair::new();
    drop(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(pair.mutex.try_lock().is_some());
}

#[test]
fn in_line_it_leaves_no_trace() {
    let pair = Pair::new();
    for gone in 0..3 {
        let mut tasks = pair.line(3);
        drop(tasks.remove(gone));
        assert_eq!(woken(&tasks), 0);
        pair.condvar.notify_one();
        assert!(tasks[0].woken() && !tasks[1].woken());
        drop(tasks.remove(0).ready());
        pair.condvar.notify_one();
        drop(tasks.remove(0).ready());
    }
}

#[test]
fn notified_and_not_polled_it_passes_the_notification_on() {
    let pair = Pair::new();
    let mut tasks = pair.line(4);
    pair.condvar.notify_one();
    drop(tasks.remove(0));
    assert!(tasks[0].woken(), "passed on");
    drop(tasks.remove(0));
    assert!(tasks[0].woken(), "and on");
    assert!(!tasks[1].woken());
    drop(tasks.remove(0).ready());
    tasks[0].pending();
}

#[test]
fn waiting_for_the_lock_it_passes_the_notification_on_and_leaves_the_line_of_the_lock() {
    let pair = Pair::new();
    let mut first = pair.wait();
    let mut second = pair.wait();
    let guard = pair.mutex.try_lock().unwrap();
    pair.condvar.notify_one();
    first.pending();
    let mut plain = Task::waiting(pair.mutex.lock());
    drop(first);
    assert!(second.woken());
    second.pending();
    drop(guard);
    assert!(plain.woken(), "the lock goes to the next who waits for it");
    drop(plain.ready());
    drop(second.ready());
    assert!(pair.mutex.try_lock().is_some());
}

#[test]
fn handed_the_lock_and_not_polled_it_passes_both_on() {
    let pair = Pair::new();
    let mut first = pair.wait();
    let mut second = pair.wait();
    let guard = pair.mutex.try_lock().unwrap();
    pair.condvar.notify_one();
    first.pending();
    drop(guard);
    assert!(first.woken());
    assert!(pair.mutex.try_lock().is_none(), "the lock is its");
    drop(first);
    assert!(second.woken());
    assert!(
        pair.mutex.try_lock().is_some(),
        "the lock is free when the next is woken"
    );
    drop(second.ready());
}

#[test]
fn completed_it_has_taken_the_notification() {
    let pair = Pair::new();
    let mut first = pair.wait();
    let mut second = pair.wait();
    pair.condvar.notify_one();
    drop(first.ready());
    drop(first);
    second.pending();
}

#[test]
fn there_is_nobody_to_pass_it_on_to() {
    let pair = Pair::new();
    let first = pair.wait();
    pair.condvar.notify_one();
    drop(first);
    // Not stored for later either.
    pair.wait().pending();
}

#[test]
fn a_notification_of_all_is_not_passed_on_to_those_who_came_later() {
    let pair = Pair::new();
    for relocking in [false, true] {
        let mut early = pair.line(2);
        let guard = pair.mutex.try_lock().unwrap();
        pair.condvar.notify_all();
        if relocking {
            for task in &mut early {
                task.pending();
            }
        }
        drop(guard);
        if relocking {
            // The first of them has been handed the lock.
            drop(early.remove(0));
        }
        let guard = if relocking {
            None
        } else {
            pair.mutex.try_lock()
        };
        drop(guard);
        drop(early);
        let mut late = pair.wait();
        late.pending();
        drop(late);
    }
    let early = pair.line(2);
    pair.condvar.notify_all();
    let mut late = pair.line(2);
    drop(early);
    for task in &mut late {
        assert!(!task.woken());
        task.pending();
    }
}

#[test]
fn a_notification_of_one_is_not_passed_on_to_those_whom_all_has_reached() {
    let pair = Pair::new();
    let first = pair.wait();
    pair.condvar.notify_one();
    let mut second = pair.wait();
    pair.condvar.notify_all();
    let mut third = pair.wait();
    drop(first);
    assert!(second.woken());
    drop(second.ready());
    third.pending();
}

#[test]
fn of_several_notified_in_a_row_each_passes_on_once() {
    let pair = Pair::new();
    let mut tasks = pair.line(6);
    for _ in 0..3 {
        pair.condvar.notify_one();
    }
    drop(tasks.drain(..3));
    assert_eq!(woken(&tasks), 3);
    for task in &mut tasks {
        drop(task.ready());
    }
    assert!(now(pair.mutex.lock()).eq(&0));
}
