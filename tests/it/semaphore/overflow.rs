//! More than `usize::MAX` permits: a panic, with the count unchanged.

use std::sync::Arc;

use mea::semaphore::Semaphore;

use crate::support::{Hooks, Task, panics, ready};

const MAX: usize = usize::MAX;

#[test]
fn release_past_the_largest_number_panics_and_changes_nothing() {
    for (count, n) in [(MAX, 1), (MAX, MAX), (MAX - 1, 2), (1, MAX), (3, MAX - 2)] {
        let semaphore = Semaphore::new(count);
        for _ in 0..2 {
            let message = panics(|| semaphore.release(n));
            assert!(message.contains("usize::MAX"), "{message}");
            assert_eq!(semaphore.available_permits(), count);
        }
        semaphore.release(MAX - count);
        assert_eq!(semaphore.available_permits(), MAX);
    }
}

#[test]
fn the_drop_of_a_permit_past_the_largest_number_panics_like_release() {
    let semaphore = Arc::new(Semaphore::new(MAX));
    let permit = semaphore.try_acquire(1).unwrap();
    let owned = semaphore.clone().try_acquire_owned(1).unwrap();
    semaphore.release(2);
    panics(|| drop(permit));
    panics(|| drop(owned));
    assert_eq!(
        (semaphore.available_permits(), Arc::strong_count(&semaphore)),
        (MAX, 1)
    );
}

#[test]
fn what_those_in_line_take_does_not_count() {
    let semaphore = Semaphore::new(0);
    let mut first = Task::waiting(semaphore.acquire(MAX));
    semaphore.release(MAX - 1);
    let mut second = Task::waiting(semaphore.acquire(5));
    semaphore.release(MAX);
    assert_eq!(semaphore.available_permits(), MAX - 6);
    first.ready().forget();
    second.ready().forget();
    semaphore.release(6);
    panics(|| semaphore.release(1));
    assert_eq!(semaphore.available_permits(), MAX);
}

/// The waker of the first of `line` calls `release(n)` while the others are being woken.
fn release_in_mid_distribution(wants: &[usize], first: usize, n: usize) -> (Semaphore, bool) {
    let semaphore: &'static Semaphore = crate::support::leak(Semaphore::new(0));
    let hooks = Hooks::new().on_wake(move || semaphore.release(n));
    let mut head = Task::new(semaphore.acquire(1));
    assert!(hooks.with(|w| head.poll_with(w)).is_pending());
    let mut tasks: Vec<_> = wants
        .iter()
        .map(|want| Task::waiting(semaphore.acquire(*want)))
        .collect();
    let fine = std::panic::catch_unwind(|| semaphore.release(first)).is_ok();
    // Whatever became of the second release, the first one is complete.
    let copy = Semaphore::new(semaphore.available_permits());
    ready(head.poll()).forget();
    for task in &mut tasks {
        assert!(task.woken());
        task.ready().forget();
    }
    (copy, fine)
}

#[test]
fn a_release_during_a_large_one_that_is_too_much_panics_alone() {
    let (rest, fine) = release_in_mid_distribution(&[0; 100], MAX, 5);
    assert!(!fine);
    assert_eq!(rest.available_permits(), MAX - 1);
}

#[test]
fn a_release_during_a_large_one_that_fits_is_added() {
    let (rest, fine) = release_in_mid_distribution(&[1; 100], MAX - 50, 50);
    assert!(fine);
    assert_eq!(rest.available_permits(), MAX - 101);
}

#[test]
fn a_release_during_a_large_one_may_fill_it_to_the_brim() {
    let (rest, fine) = release_in_mid_distribution(&[0; 100], MAX, 1);
    assert!(fine);
    assert_eq!(rest.available_permits(), MAX);
}

/// The count is exact: what those want who are still to be woken is not free.
// Between two batches all that is left is in the place of the first in line. The overflow check must
// not take it for free, as others further back want it.
#[test]
fn a_release_during_a_large_one_counts_only_what_is_free_in_the_end() {
    let mut wants = vec![0; 60];
    wants.push(100);
    let (rest, fine) = release_in_mid_distribution(&wants, MAX, 50);
    assert!(fine, "there were never more than usize::MAX free permits");
    assert_eq!(rest.available_permits(), MAX - 101 + 50);
}

/// The second release waits for the first to come to its end; a waker of that one panics meanwhile.
#[test]
fn a_release_during_a_large_one_is_added_although_a_waker_panics() {
    let semaphore: &'static Semaphore = crate::support::leak(Semaphore::new(0));
    let hooks = Hooks::new().on_wake(|| assert_eq!(panics(|| semaphore.release(42)), "wake"));
    let mut head = Task::new(semaphore.acquire(1));
    assert!(hooks.with(|w| head.poll_with(w)).is_pending());
    let line: Vec<_> = (0..40)
        .map(|_| Task::waiting(semaphore.acquire(1)))
        .collect();
    let bad = Hooks::new().on_wake(|| panic!("wake"));
    let mut last = Task::new(semaphore.acquire(1));
    assert!(bad.with(|w| last.poll_with(w)).is_pending());
    semaphore.release(MAX);
    assert!(line.iter().all(Task::woken));
    assert_eq!(semaphore.available_permits(), MAX);
    for mut task in line {
        task.ready().forget();
    }
    head.ready().forget();
    last.ready().forget();
}
