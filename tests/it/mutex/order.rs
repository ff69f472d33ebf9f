//! First come, first served; for the two forms of locking.

use std::sync::Arc;

use mea::mutex::Mutex;

use crate::support::{Task, now};

#[test]
fn lock_takes_a_free_mutex_at_once_and_excludes_others() {
    let mutex = Mutex::new(1);
    let mut guard = now(mutex.lock());
    *guard += 1;
    assert!(mutex.try_lock().is_none());
    drop(guard);
    assert_eq!(*mutex.try_lock().unwrap(), 2);
}

#[test]
fn lock_owned_takes_a_free_mutex_at_once_and_keeps_it_alive() {
    let mutex = Arc::new(Mutex::new(1));
    let weak = Arc::downgrade(&mutex);
    let mut guard = now(mutex.clone().lock_owned());
    assert!(mutex.clone().try_lock_owned().is_none());
    drop(mutex);
    *guard += 1;
    assert_eq!((*guard, weak.strong_count()), (2, 1));
    drop(guard);
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn a_try_that_fails_gives_its_owner_up() {
    let mutex = Arc::new(Mutex::new(()));
    let guard = mutex.try_lock();
    assert!(mutex.clone().try_lock_owned().is_none());
    assert_eq!(Arc::strong_count(&mutex), 1);
    drop(guard);
    assert!(mutex.clone().try_lock_owned().is_some());
    assert_eq!(Arc::strong_count(&mutex), 1);
}

#[test]
fn the_order_is_that_of_the_first_polls_across_both_forms() {
    let mutex = Arc::new(Mutex::new(()));
    let guard = mutex.try_lock();
    let (first, second) = (mutex.lock(), mutex.clone().lock_owned());
    let third = mutex.lock();
    // Made in one order, polled in another.
    let mut b = Task::waiting(second);
    let mut a = Task::waiting(first);
    let mut c = Task::waiting(third);
    drop(guard);
    assert_eq!([b.woken(), a.woken(), c.woken()], [true, false, false]);
    let guard = b.ready();
    a.pending();
    c.pending();
    drop(guard);
    assert_eq!([a.woken(), c.woken()], [true, false]);
    drop(a.ready());
    drop(c.ready());
    assert!(mutex.try_lock().is_some());
}

#[test]
fn a_try_does_not_overtake_one_who_waits() {
    let mutex = Arc::new(Mutex::new(()));
    let guard = mutex.try_lock();
    let mut waits = Task::waiting(mutex.lock());
    drop(guard);
    // Handed over, though not polled yet.
    assert!(mutex.try_lock().is_none());
    assert!(mutex.clone().try_lock_owned().is_none());
    Task::new(mutex.lock()).pending();
    drop(waits.ready());
    assert!(mutex.try_lock().is_some());
}

#[test]
fn a_newcomer_does_not_overtake_one_who_was_handed_the_lock() {
    let mutex = Mutex::new(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    drop(guard);
    let mut second = Task::waiting(mutex.lock());
    let guard = first.ready();
    second.pending();
    drop(guard);
    drop(second.ready());
}

#[test]
fn two_that_are_polled_in_reverse_in_one_task_keep_their_order() {
    let mutex = Mutex::new(());
    let guard = mutex.try_lock();
    let mut first = Task::waiting(mutex.lock());
    let mut second = Task::waiting(mutex.lock());
    for _ in 0..3 {
        second.pending();
        first.pending();
    }
    drop(guard);
    second.pending();
    let guard = first.ready();
    second.pending();
    drop(guard);
    drop(second.ready());
}

#[test]
fn what_a_holder_did_is_seen_by_the_next_one() {
    const EACH: usize = 2_000;
    for mutex in [Mutex::new(0), Mutex::eventually_fair(0)] {
        let mutex = Arc::new(mutex);
        std::thread::scope(|scope| {
            for owned in [false, true, false, true] {
                let mutex = &mutex;
                scope.spawn(move || {
                    for _ in 0..EACH {
                        if owned {
                            *mea::blocking::block_on(mutex.clone().lock_owned()) += 1;
                        } else {
                            *mea::blocking::block_on(mutex.lock()) += 1;
                        }
                    }
                });
            }
        });
        assert_eq!(*mutex.try_lock().unwrap(), 4 * EACH);
    }
}

#[test]
fn many_wait_in_one_line_and_leave_it_in_any_order() {
    let mutex = Mutex::new(());
    let guard = mutex.try_lock();
    let mut tasks: Vec<_> = (0..100).map(|_| Task::waiting(mutex.lock())).collect();
    drop(tasks.split_off(90));
    drop(tasks.drain(..10));
    let mut i = 0;
    tasks.retain(|_| {
        i += 1;
        i % 3 == 0
    });
    drop(guard);
    for mut task in tasks {
        drop(task.ready());
    }
    assert!(mutex.try_lock().is_some());
}
