//! `wait` and `wait_owned`: down with the lock and into the line in one step.

use std::sync::Arc;

use mea::{
    condvar::Condvar,
    mutex::{Mutex, MutexGuard},
};

use super::Pair;
use crate::support::{Hooks, Task, now, panics};

static READY: Mutex<bool> = Mutex::new(false);
static CHANGED: Condvar = Condvar::new();

#[test]
fn it_may_be_a_static() {
    let mut task = Task::waiting(CHANGED.wait(READY.try_lock().unwrap()));
    *now(READY.lock()) = true;
    CHANGED.notify_one();
    assert!(*task.ready());
}

#[test]
fn the_lock_is_held_until_the_first_poll_and_after_the_wait() {
    let pair = Pair::new();
    let mut task = Task::new(pair.condvar.wait(pair.mutex.try_lock().unwrap()));
    assert!(pair.mutex.try_lock().is_none());
    task.pending();
    *pair.mutex.try_lock().unwrap() += 1;
    pair.condvar.notify_one();
    let guard = task.ready();
    assert_eq!(*guard, 1);
    assert!(pair.mutex.try_lock().is_none());
    drop(guard);
    assert!(pair.mutex.try_lock().is_some());
}

#[test]
fn the_owned_form_keeps_the_mutex_alive() {
    let mutex = Arc::new(Mutex::new(0));
    let weak = Arc::downgrade(&mutex);
    let condvar = Condvar::default();
    let mut task = Task::waiting(condvar.wait_owned(mutex.try_lock_owned().unwrap()));
    assert_eq!(weak.strong_count(), 1);
    condvar.notify_one();
    let guard = task.ready();
    assert_eq!((*guard, weak.strong_count()), (0, 1));
    drop(guard);
    assert_eq!(weak.strong_count(), 0);
    // And in line, and unpolled.
    let mutex = Arc::new(Mutex::new(0));
    let guard = |mutex: &Arc<Mutex<u64>>| mutex.clone().try_lock_owned().unwrap();
    drop(condvar.wait_owned(guard(&mutex)));
    drop(Task::waiting(condvar.wait_owned(guard(&mutex))));
    assert_eq!(Arc::strong_count(&mutex), 1);
}

/// The one who gets the lock when the wait puts it down notifies at once: the wait is in line by
/// then.
#[test]
fn it_is_in_line_before_the_lock_is_released() {
    let pair = Pair::new();
    let guard = pair.mutex.try_lock().unwrap();
    let hooks = Hooks::new().on_wake(|| pair.condvar.notify_one());
    let mut next = Task::new(pair.mutex.lock());
    assert!(hooks.with(|w| next.poll_with(w)).is_pending());
    let mut task = Task::new(pair.condvar.wait(guard));
    task.pending();
    assert_eq!(hooks.wakes(), 1);
    assert!(task.woken(), "the notification is its");
    drop(next.ready());
    drop(task.ready());
}

#[test]
fn it_waits_for_the_lock_after_the_notification() {
    let pair = Pair::new();
    let mut task = pair.wait();
    let guard = pair.mutex.try_lock().unwrap();
    pair.condvar.notify_one();
    assert!(task.woken());
    for _ in 0..3 {
        task.pending();
    }
    drop(guard);
    assert!(task.woken(), "a second time, for the lock");
    drop(task.ready());
}

#[test]
fn those_who_were_notified_queue_for_the_lock_like_others() {
    let pair = Pair::new();
    let mut first = pair.wait();
    let guard = pair.mutex.try_lock().unwrap();
    let mut plain = Task::waiting(pair.mutex.lock());
    pair.condvar.notify_one();
    first.pending();
    drop(guard);
    assert!(plain.woken() && !first.woken());
    drop(plain.ready());
    drop(first.ready());
}

#[test]
fn one_condition_variable_serves_several_mutexes() {
    let condvar = Condvar::new();
    let (a, b) = (Mutex::new(1), Mutex::eventually_fair("b"));
    let mut one = Task::waiting(condvar.wait(a.try_lock().unwrap()));
    let mut two = Task::waiting(condvar.wait(b.try_lock().unwrap()));
    condvar.notify_all();
    assert_eq!((*one.ready(), *two.ready()), (1, "b"));
}

#[test]
fn guards_of_unsized_values() {
    let condvar = Condvar::new();
    let slice: &Mutex<[u8]> = &Mutex::new([1, 2]);
    let mut task = Task::waiting(condvar.wait(slice.try_lock().unwrap()));
    slice.try_lock().unwrap()[0] = 3;
    condvar.notify_one();
    assert_eq!(*task.ready(), [3, 2]);
    let shows: Arc<Mutex<dyn std::fmt::Display>> = Arc::new(Mutex::new(4));
    let mut task = Task::waiting(condvar.wait_owned(shows.clone().try_lock_owned().unwrap()));
    condvar.notify_one();
    assert_eq!(task.ready().to_string(), "4");
}

#[test]
fn a_waker_that_panics_when_the_lock_is_put_down_loses_nothing() {
    let pair = Pair::new();
    let guard: MutexGuard<'_, u64> = pair.mutex.try_lock().unwrap();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut next = Task::new(pair.mutex.lock());
    assert!(hooks.with(|w| next.poll_with(w)).is_pending());
    let mut other = Task::waiting(pair.mutex.lock());
    let mut task = Task::new(pair.condvar.wait(guard));
    assert_eq!(panics(|| task.poll().is_ready()), "wake");
    drop(next.ready());
    drop(other.ready());
    // The wait that panicked is over; what it is notified of goes on.
    let mut behind = pair.wait();
    pair.condvar.notify_one();
    drop(task);
    assert!(behind.woken());
    drop(behind.ready());
}

#[test]
fn debug_says_what_it_is() {
    let pair = Pair::new();
    assert_eq!(format!("{:?}", pair.condvar), "Condvar { .. }");
    let guard = pair.mutex.try_lock().unwrap();
    assert_eq!(format!("{:?}", pair.condvar.wait(guard)), "Wait { .. }");
    let guard = pair.mutex.try_lock().unwrap();
    let wait = pair.condvar.wait_while(guard, |_| true);
    assert_eq!(format!("{wait:?}"), "WaitWhile { .. }");
}
