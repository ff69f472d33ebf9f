//! `resize`: how many permits there should be, also while they are in use.

use std::{sync::Arc, thread};

use mea::semaphore::Semaphore;

use crate::support::{Task, panics};

#[test]
fn the_size_is_what_was_asked_for_last() {
    let semaphore = Semaphore::new(3);
    assert_eq!(semaphore.size(), 3);
    semaphore.release(2);
    semaphore.forget(1);
    semaphore.forget_exact(1);
    assert!(semaphore.try_acquire_and_forget(1));
    assert_eq!(semaphore.size(), 3, "others do not count");
    semaphore.resize(7);
    assert_eq!((semaphore.size(), semaphore.available_permits()), (7, 6));
}

#[test]
fn an_idle_one_has_so_many_permits_then() {
    let semaphore = Semaphore::new(3);
    for n in [3, 5, 0, 1, usize::MAX, usize::MAX, 2, 0, usize::MAX - 1, 4] {
        semaphore.resize(n);
        assert_eq!((semaphore.size(), semaphore.available_permits()), (n, n));
    }
}

#[test]
fn a_busy_one_shrinks_as_permits_come_back() {
    let semaphore = Semaphore::new(4);
    let mut held = semaphore.try_acquire(4).unwrap();
    semaphore.resize(1);
    assert_eq!(held.permits(), 4, "those in use stay valid");
    for _ in 0..3 {
        drop(held.split(1));
        assert_eq!(semaphore.available_permits(), 0);
    }
    drop(held);
    assert_eq!(semaphore.available_permits(), 1);
}

#[test]
fn a_busy_one_that_is_shrunk_to_nothing_and_grown_again() {
    let semaphore = Semaphore::new(4);
    let held = semaphore.try_acquire(3).unwrap();
    semaphore.resize(0);
    assert_eq!(semaphore.available_permits(), 0);
    semaphore.resize(2);
    assert_eq!(
        semaphore.available_permits(),
        0,
        "one too many is out still"
    );
    semaphore.resize(6);
    assert_eq!(semaphore.available_permits(), 3);
    drop(held);
    assert_eq!(semaphore.available_permits(), 6);
}

#[test]
fn growing_serves_those_who_wait_and_shrinking_goes_before_them() {
    let semaphore = Semaphore::new(2);
    let held = semaphore.try_acquire(2).unwrap();
    let mut first = Task::waiting(semaphore.acquire(2));
    let mut second = Task::waiting(semaphore.acquire(1));
    semaphore.resize(1);
    semaphore.resize(4);
    let permit = first.ready();
    second.pending();
    semaphore.resize(2);
    drop(held);
    second.pending();
    drop(permit);
    drop(second.ready());
    assert_eq!(semaphore.available_permits(), 2);
}

#[test]
fn growing_past_the_largest_number_panics_and_changes_nothing() {
    let semaphore = Semaphore::new(2);
    semaphore.release(usize::MAX - 4);
    let message = panics(|| semaphore.resize(5));
    assert!(message.contains("usize::MAX"), "{message}");
    assert_eq!(semaphore.size(), 2);
    assert_eq!(semaphore.available_permits(), usize::MAX - 2);
    semaphore.resize(4);
    assert_eq!(
        (semaphore.size(), semaphore.available_permits()),
        (4, usize::MAX)
    );
}

#[test]
fn shrinking_past_the_largest_debt_panics_and_changes_nothing() {
    let semaphore = Semaphore::new(2);
    let held = semaphore.try_acquire(2).unwrap();
    semaphore.forget_exact(usize::MAX - 1);
    panics(|| semaphore.resize(0));
    assert_eq!(semaphore.size(), 2);
    semaphore.resize(1);
    assert_eq!(semaphore.size(), 1);
    drop(held);
    semaphore.release(usize::MAX - 2);
    assert!(semaphore.try_acquire(0).is_some());
    assert_eq!(semaphore.available_permits(), 0);
}

#[test]
fn of_several_at_once_the_last_one_counts() {
    let semaphore = Arc::new(Semaphore::new(5));
    thread::scope(|scope| {
        for start in 0..3 {
            let semaphore = &semaphore;
            scope.spawn(move || {
                for i in 0..2_000 {
                    semaphore.resize((start + i * 7) % 11);
                    if i % 3 == 0 {
                        drop(semaphore.try_acquire(1));
                    }
                }
            });
        }
    });
    assert_eq!(semaphore.available_permits(), semaphore.size());
}
