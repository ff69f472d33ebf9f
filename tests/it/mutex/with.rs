//! `with`: the lock for the length of a closure.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use mea::mutex::Mutex;

use crate::support::{Task, now, panics};

#[test]
fn it_returns_what_the_closure_returns_and_has_released_the_lock() {
    for mutex in [Mutex::new(1), Mutex::eventually_fair(1)] {
        let mut task = Task::new(mutex.with(|value| {
            *value += 1;
            value.to_string()
        }));
        assert_eq!(task.ready(), "2");
        assert!(
            mutex.try_lock().is_some(),
            "though the future is there still"
        );
    }
}

#[test]
fn the_closure_runs_under_the_lock() {
    let mutex = Mutex::new(());
    assert!(now(mutex.with(|()| mutex.try_lock().is_none())));
}

#[test]
fn it_runs_completely_or_not_at_all() {
    let mutex = Mutex::new(0);
    let runs = AtomicUsize::new(0);
    let guard = mutex.try_lock();
    let run = |value: &mut i32| {
        runs.fetch_add(1, SeqCst);
        *value += 1;
    };
    drop(mutex.with(run));
    drop(Task::waiting(mutex.with(run)));
    let granted = Task::waiting(mutex.with(run));
    let mut done = Task::waiting(mutex.with(run));
    drop(guard);
    assert!(granted.woken());
    drop(granted);
    done.ready();
    drop(done);
    assert_eq!((runs.load(SeqCst), mutex.into_inner()), (1, 1));
}

#[test]
fn a_closure_that_panics_releases_the_lock_to_the_next() {
    let mutex = Mutex::new(0);
    let guard = mutex.try_lock();
    let mut bad = Task::waiting(mutex.with(|value| {
        *value += 1;
        panic!("in the closure");
    }));
    let mut next = Task::waiting(mutex.lock());
    drop(guard);
    assert_eq!(panics(|| bad.poll().is_ready()), "in the closure");
    assert!(panics(|| bad.poll().is_ready()).contains("polled again"));
    assert_eq!(*next.ready(), 1, "as the panic left it");
}

#[test]
fn what_the_closure_has_captured_is_dropped_once_with_the_future() {
    struct Count<'a>(&'a AtomicUsize);
    impl Drop for Count<'_> {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    let (mutex, drops) = (Mutex::new(()), AtomicUsize::new(0));
    let future = || {
        let count = Count(&drops);
        mutex.with(move |()| drop(count))
    };
    now(future());
    assert_eq!(drops.load(SeqCst), 1);
    drop(future());
    assert_eq!(drops.load(SeqCst), 2);
    let guard = mutex.try_lock();
    drop(Task::waiting(future()));
    assert_eq!(drops.load(SeqCst), 3);
    drop(guard);
}

#[test]
fn unsized_values() {
    let mutex: &Mutex<[u8]> = &Mutex::new([1, 2, 3]);
    assert_eq!(now(mutex.with(|slice| slice.iter().sum::<u8>())), 6);
}
