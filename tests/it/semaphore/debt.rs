//! `forget_exact`: what is not there is owed, and paid before anybody is granted any.

use mea::semaphore::Semaphore;

use crate::support::{Task, now, panics};

#[test]
fn it_takes_what_is_free_at_once() {
    for (count, n) in [
        (3, 0),
        (3, 2),
        (3, 3),
        (usize::MAX, 1),
        (usize::MAX, usize::MAX),
    ] {
        let semaphore = Semaphore::new(count);
        semaphore.forget_exact(n);
        assert_eq!(semaphore.available_permits(), count - n);
        assert!(semaphore.try_acquire(0).is_some(), "nothing is owed");
    }
}

#[test]
fn what_is_missing_is_paid_by_what_is_released() {
    let semaphore = Semaphore::new(2);
    semaphore.forget_exact(5);
    assert_eq!(semaphore.available_permits(), 0);
    assert!(semaphore.try_acquire(0).is_none(), "permits are owed");
    assert_eq!(semaphore.forget(1), 0);
    semaphore.release(2);
    assert_eq!(semaphore.available_permits(), 0);
    semaphore.release(1);
    assert_eq!(semaphore.available_permits(), 0);
    assert!(semaphore.try_acquire(0).is_some(), "it is paid");
    semaphore.release(1);
    assert_eq!(semaphore.available_permits(), 1);
}

#[test]
fn one_release_pays_and_frees_the_rest() {
    let semaphore = Semaphore::new(0);
    semaphore.forget_exact(3);
    semaphore.release(usize::MAX);
    assert_eq!(semaphore.available_permits(), usize::MAX - 3);
}

#[test]
fn it_stands_in_front_of_those_who_wait_already() {
    let semaphore = Semaphore::new(0);
    let mut waits = Task::waiting(semaphore.acquire(1));
    semaphore.forget_exact(2);
    semaphore.release(2);
    waits.pending();
    semaphore.release(1);
    drop(waits.ready());
    assert_eq!(semaphore.available_permits(), 1);
}

#[test]
fn it_stands_in_front_of_those_who_come_later() {
    let semaphore = Semaphore::new(1);
    semaphore.forget_exact(3);
    let mut first = Task::waiting(semaphore.acquire(1));
    let mut zero = Task::waiting(semaphore.acquire(0));
    semaphore.release(2);
    first.pending();
    zero.pending();
    semaphore.release(1);
    first.ready().forget();
    drop(zero.ready());
    assert_eq!(semaphore.available_permits(), 0);
}

#[test]
fn it_takes_what_the_first_in_line_has_collected() {
    let semaphore = Semaphore::new(3);
    let mut first = Task::waiting(semaphore.acquire(5));
    let mut second = Task::waiting(semaphore.acquire(1));
    semaphore.forget_exact(2);
    semaphore.release(3);
    first.pending();
    second.pending();
    semaphore.release(1);
    first.ready().forget();
    second.pending();

    // All of it, and more.
    let semaphore = Semaphore::new(3);
    let mut first = Task::waiting(semaphore.acquire(5));
    semaphore.forget_exact(4);
    semaphore.release(1);
    semaphore.release(4);
    first.pending();
    semaphore.release(1);
    first.ready().forget();
}

#[test]
fn a_cancelled_first_leaves_the_debt_to_the_next_or_to_nobody() {
    let semaphore = Semaphore::new(1);
    let first = Task::waiting(semaphore.acquire(2));
    let mut second = Task::waiting(semaphore.acquire(1));
    semaphore.forget_exact(3);
    drop(first);
    semaphore.release(2);
    second.pending();
    semaphore.release(1);
    second.ready().forget();

    let semaphore = Semaphore::new(0);
    let only = Task::waiting(semaphore.acquire(2));
    semaphore.forget_exact(3);
    drop(only);
    assert!(semaphore.try_acquire(0).is_none(), "still owed");
    semaphore.release(4);
    assert_eq!(semaphore.available_permits(), 1);
}

#[test]
fn a_cancelled_first_that_has_collected_after_the_debt_was_paid_gives_on_only_that() {
    let semaphore = Semaphore::new(0);
    let first = Task::waiting(semaphore.acquire(4));
    let mut second = Task::waiting(semaphore.acquire(2));
    semaphore.forget_exact(2);
    semaphore.release(3);
    drop(first);
    second.pending();
    semaphore.release(1);
    second.ready().forget();
    assert_eq!(semaphore.available_permits(), 0);
}

#[test]
fn a_granted_one_that_is_dropped_pays() {
    let semaphore = Semaphore::new(0);
    let granted = Task::waiting(semaphore.acquire(2));
    semaphore.release(2);
    assert!(granted.woken());
    semaphore.forget_exact(3);
    drop(granted);
    assert!(semaphore.try_acquire(0).is_none());
    semaphore.release(1);
    assert!(semaphore.try_acquire(0).is_some());
    assert_eq!(semaphore.available_permits(), 0);
}

#[test]
fn debts_add_up() {
    let semaphore = Semaphore::new(1);
    for _ in 0..3 {
        semaphore.forget_exact(2);
    }
    semaphore.release(6);
    assert_eq!(semaphore.available_permits(), 1);
}

#[test]
fn a_debt_past_the_largest_number_panics_and_changes_nothing() {
    // Without anybody in line.
    let semaphore = Semaphore::new(0);
    semaphore.forget_exact(usize::MAX);
    let message = panics(|| semaphore.forget_exact(1));
    assert!(message.contains("usize::MAX"), "{message}");
    semaphore.release(usize::MAX);
    assert!(semaphore.try_acquire(0).is_some());
    semaphore.release(1);
    assert_eq!(semaphore.available_permits(), 1);

    // With somebody, who has collected some: those count against it.
    let semaphore = Semaphore::new(2);
    let mut waits = Task::waiting(semaphore.acquire(3));
    semaphore.forget_exact(usize::MAX);
    semaphore.forget_exact(2);
    panics(|| semaphore.forget_exact(1));
    panics(|| semaphore.forget_exact(usize::MAX));
    semaphore.release(usize::MAX);
    waits.pending();
    semaphore.release(3);
    waits.ready().forget();
    assert_eq!(semaphore.available_permits(), 0);
    drop(now(semaphore.acquire(0)));
}
