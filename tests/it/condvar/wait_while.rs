//! `wait_while`, for borrowed and owned guards.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use mea::{condvar::Condvar, mutex::Mutex};

use crate::support::{Task, now, panics};

/// One body for both forms: `$wait` takes a condition and waits while it holds.
macro_rules! for_both {
    ($($name:ident($mutex:ident, $condvar:ident, $wait:ident) $body:block)*) => {
        mod borrowed {
            use super::*;
            $(#[test]
            fn $name() {
                let ($mutex, $condvar) = (Arc::new(Mutex::new(0)), Condvar::new());
                macro_rules! $wait {
                    ($condition:expr) => {
                        $condvar.wait_while($mutex.try_lock().unwrap(), $condition)
                    };
                }
                $body
            })*
        }
        mod owned {
            use super::*;
            $(#[test]
            fn $name() {
                let ($mutex, $condvar) = (Arc::new(Mutex::new(0)), Condvar::new());
                macro_rules! $wait {
                    ($condition:expr) => {
                        $condvar.wait_while_owned($mutex.clone().try_lock_owned().unwrap(), $condition)
                    };
                }
                $body
                assert_eq!(Arc::strong_count(&$mutex), 1);
            })*
        }
    };
}

for_both! {
    it_returns_at_once_if_there_is_nothing_to_wait_for(mutex, condvar, wait) {
        let next = {
            let future = wait!(|_| false);
            // Who waits for the lock sees that it was not released in between.
            let mut next = Task::waiting(mutex.lock());
            let guard = now(future);
            next.pending();
            drop(guard);
            next.ready()
        };
        assert_eq!(*next, 0);
        drop(next);
        condvar.notify_one();
    }

    it_looks_at_the_value_after_each_notification(mutex, condvar, wait) {
        let calls = AtomicUsize::new(0);
        let mut task = Task::waiting(wait!(|value: &mut i32| {
            calls.fetch_add(1, SeqCst);
            *value < 2
        }));
        assert_eq!(calls.load(SeqCst), 1);
        task.pending();
        assert_eq!(calls.load(SeqCst), 1, "not after a spurious poll");
        for value in 1..=2 {
            *mutex.try_lock().unwrap() = value;
            task.pending();
            condvar.notify_one();
            if value < 2 {
                task.pending();
            }
        }
        assert_eq!(*task.ready(), 2);
        assert_eq!(calls.load(SeqCst), 3);
        drop(task);
    }

    it_gets_to_the_end_of_the_line_if_it_has_to_wait_again(mutex, condvar, wait) {
        let mut first = Task::waiting(wait!(|value: &mut i32| *value == 0));
        let mut second = Task::waiting(wait!(|_| true));
        condvar.notify_one();
        first.pending();
        condvar.notify_one();
        assert!(second.woken() && !first.woken());
        second.pending();
        *mutex.try_lock().unwrap() = 1;
        condvar.notify_one();
        drop(first.ready());
        drop((first, second));
    }

    the_condition_may_change_the_value(mutex, condvar, wait) {
        let mut task = Task::waiting(wait!(|value: &mut i32| {
            *value += 1;
            *value < 3
        }));
        condvar.notify_one();
        task.pending();
        condvar.notify_one();
        assert_eq!(*task.ready(), 3);
        drop(task);
        assert_eq!(*mutex.try_lock().unwrap(), 3);
    }

    a_condition_that_panics_releases_the_lock(mutex, condvar, wait) {
        let mut first = Task::new(wait!(|_| panic!("condition")));
        assert_eq!(panics(|| first.poll().is_ready()), "condition");
        assert!(mutex.try_lock().is_some());
        drop(first);

        let calls = Cell::new(0);
        let mut later = Task::waiting(wait!(|_| {
            calls.set(calls.get() + 1);
            assert!(calls.get() < 2, "condition");
            true
        }));
        condvar.notify_one();
        assert_eq!(panics(|| later.poll().is_ready()), "condition");
        assert!(mutex.try_lock().is_some());
        assert!(panics(|| later.poll().is_ready()).contains("polled again"));
        drop(later);
    }

    a_condition_that_panics_passes_the_notification_on(mutex, condvar, wait) {
        let calls = Cell::new(0);
        let mut first = Task::waiting(wait!(|_| {
            calls.set(calls.get() + 1);
            assert!(calls.get() < 2, "condition");
            true
        }));
        let mut second = Task::waiting(wait!(|value: &mut i32| *value == 0));
        *mutex.try_lock().unwrap() = 1;
        condvar.notify_one();
        assert_eq!(panics(|| first.poll().is_ready()), "condition");
        drop(first);
        assert!(second.woken());
        assert_eq!(*second.ready(), 1);
        drop(second);
    }

    notified_and_dropped_it_passes_the_notification_on(mutex, condvar, wait) {
        let first = Task::waiting(wait!(|value: &mut i32| *value == 0));
        let mut second = Task::waiting(wait!(|value: &mut i32| *value == 0));
        *mutex.try_lock().unwrap() = 1;
        condvar.notify_one();
        drop(first);
        assert!(second.woken());
        assert_eq!(*second.ready(), 1);
        drop(second);
    }

    waiting_for_the_lock_and_dropped_it_passes_the_notification_on(mutex, condvar, wait) {
        let mut first = Task::waiting(wait!(|value: &mut i32| *value == 0));
        let mut second = Task::waiting(wait!(|value: &mut i32| *value == 0));
        let mut guard = mutex.try_lock().unwrap();
        *guard = 1;
        condvar.notify_one();
        first.pending();
        drop(first);
        drop(guard);
        assert!(second.woken());
        assert_eq!(*second.ready(), 1);
        drop(second);
    }

    unpolled_and_dropped_it_never_looks(mutex, condvar, wait) {
        drop(wait!(|_| panic!("condition")));
        assert!(mutex.try_lock().is_some());
        condvar.notify_all();
    }
}

#[test]
fn a_queue_between_threads_loses_nothing() {
    const EACH: usize = 2_000;
    let shared = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
    let seen = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for owned in [false, true] {
            let (shared, seen) = (&shared, &seen);
            scope.spawn(move || {
                mea::blocking::block_on(async {
                    for _ in 0..EACH {
                        let item = if owned {
                            let guard = shared.0.lock().await;
                            let mut guard = shared.1.wait_while(guard, |q| q.is_empty()).await;
                            guard.pop()
                        } else {
                            // Its own mutex in an `Arc` would be another one: borrowed here, too.
                            let mut guard = shared.0.lock().await;
                            while guard.is_empty() {
                                guard = shared.1.wait(guard).await;
                            }
                            guard.pop()
                        };
                        seen.fetch_add(item.unwrap(), SeqCst);
                    }
                });
            });
        }
        for _ in 0..2 {
            let shared = &shared;
            scope.spawn(move || {
                for i in 0..EACH {
                    mea::blocking::block_on(shared.0.lock()).push(i);
                    shared.1.notify_one();
                }
            });
        }
    });
    assert_eq!(seen.into_inner(), EACH * (EACH - 1));
}
