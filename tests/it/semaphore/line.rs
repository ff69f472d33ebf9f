//! Those who wait: first come, first served, large requests at the head, and what a cancel passes on.

use std::sync::Arc;

use mea::semaphore::Semaphore;

use crate::support::{Hooks, Task, panics};

#[test]
fn a_large_request_at_the_head_is_not_overtaken() {
    let semaphore = Arc::new(Semaphore::new(2));
    let mut large = Task::waiting(semaphore.acquire(3));
    assert_eq!(semaphore.available_permits(), 0);
    assert!(semaphore.try_acquire(1).is_none());
    assert!(!semaphore.try_acquire_and_forget(1));
    assert!(semaphore.clone().try_acquire_owned(1).is_none());
    assert!(!semaphore.clone().try_acquire_owned_and_forget(2));
    let mut small = Task::waiting(semaphore.acquire(1));
    large.pending();
    small.pending();
    semaphore.release(1);
    assert!(large.woken() && !small.woken());
    drop(large.ready());
    assert!(small.woken());
    drop(small.ready());
    assert_eq!(semaphore.available_permits(), 3);
}

#[test]
fn the_head_collects_what_is_released() {
    let semaphore = Semaphore::new(0);
    let mut first = Task::waiting(semaphore.acquire(5));
    let mut second = Task::waiting(semaphore.acquire(1));
    for _ in 0..4 {
        semaphore.release(1);
        first.pending();
        second.pending();
    }
    semaphore.release(3);
    assert_eq!(first.ready().permits(), 5);
    assert_eq!(second.ready().permits(), 1);
    assert_eq!(semaphore.available_permits(), 7);
}

#[test]
fn a_partly_assigned_request_that_is_cancelled_gives_all_of_it_on() {
    for behind in [0, 1, 2, 3] {
        let semaphore = Semaphore::new(2);
        let large = Task::waiting(semaphore.acquire(10));
        semaphore.release(1);
        let mut tasks: Vec<_> = (0..behind)
            .map(|_| Task::waiting(semaphore.acquire(2)))
            .collect();
        drop(large);
        // Three for those who want two each: one gets them, the next has one already.
        for (i, task) in tasks.iter().enumerate() {
            assert_eq!(task.woken(), i == 0);
        }
        if behind > 1 {
            semaphore.release(1);
            assert!(tasks[1].woken());
        }
        if behind > 2 {
            semaphore.release(2);
        }
        let released = 3 + usize::from(behind > 1) + if behind > 2 { 2 } else { 0 };
        for task in &mut tasks {
            task.ready().forget();
        }
        assert_eq!(semaphore.available_permits(), released - 2 * behind);
    }
}

#[test]
fn a_granted_request_that_is_dropped_gives_its_permits_to_several() {
    let semaphore = Semaphore::new(0);
    let large = Task::waiting(semaphore.acquire(3));
    let mut tasks: Vec<_> = (0..4)
        .map(|_| Task::waiting(semaphore.acquire(1)))
        .collect();
    semaphore.release(3);
    assert!(large.woken());
    drop(large);
    let woken: Vec<_> = tasks.iter().map(Task::woken).collect();
    assert_eq!(woken, [true, true, true, false]);
    for task in &mut tasks[..3] {
        task.ready().forget();
    }
    tasks[3].pending();
}

#[test]
fn one_release_wakes_all_that_it_is_enough_for_in_order() {
    let semaphore = Semaphore::new(0);
    let wants = [2, 0, 3, 0, 0, 1, 4, 0];
    let mut tasks: Vec<_> = wants
        .iter()
        .map(|n| Task::waiting(semaphore.acquire(*n)))
        .collect();
    semaphore.release(8);
    let woken: Vec<_> = tasks.iter().map(Task::woken).collect();
    assert_eq!(woken, [true, true, true, true, true, true, false, false]);
    semaphore.release(2);
    for (task, want) in tasks.iter_mut().zip(wants) {
        let permit = task.ready();
        assert_eq!(permit.permits(), want);
        permit.forget();
    }
    assert_eq!(semaphore.available_permits(), 0);
    assert!(semaphore.try_acquire(0).is_some());
}

#[test]
fn more_than_there_will_ever_be_waits_and_may_be_given_up() {
    let semaphore = Semaphore::new(3);
    let mut huge = Task::waiting(semaphore.acquire(usize::MAX));
    let mut small = Task::waiting(semaphore.acquire(1));
    huge.pending();
    small.pending();
    drop(huge);
    drop(small.ready());
    assert_eq!(semaphore.available_permits(), 3);
}

#[test]
fn the_largest_request_is_served() {
    let semaphore = Semaphore::new(usize::MAX - 1);
    let mut all = Task::waiting(semaphore.acquire(usize::MAX));
    let mut one = Task::waiting(semaphore.acquire(1));
    semaphore.release(1);
    let permit = all.ready();
    assert_eq!(permit.permits(), usize::MAX);
    one.pending();
    drop(permit);
    drop(one.ready());
    assert_eq!(semaphore.available_permits(), usize::MAX);
}

#[test]
fn a_release_of_the_largest_number_leaves_the_rest_free() {
    let semaphore = Semaphore::new(0);
    let mut tasks: Vec<_> = (0..3)
        .map(|_| Task::waiting(semaphore.acquire(2)))
        .collect();
    semaphore.release(usize::MAX);
    assert_eq!(semaphore.available_permits(), usize::MAX - 6);
    for task in &mut tasks {
        drop(task.ready());
    }
    assert_eq!(semaphore.available_permits(), usize::MAX);
}

#[test]
fn the_order_is_that_of_the_first_polls_across_all_forms() {
    let semaphore = Arc::new(Semaphore::new(0));
    let mut d = Task::new(semaphore.clone().acquire_owned_and_forget(1));
    let mut c = Task::new(semaphore.acquire_and_forget(1));
    let mut b = Task::new(semaphore.clone().acquire_owned(1));
    let mut a = Task::waiting(semaphore.acquire(1));
    b.pending();
    c.pending();
    d.pending();
    semaphore.release(1);
    a.ready().forget();
    semaphore.release(1);
    assert!(b.woken() && !c.woken());
    b.ready().forget();
    semaphore.release(1);
    assert!(c.woken() && !d.woken());
    c.ready();
    semaphore.release(1);
    d.ready();
    assert_eq!(semaphore.available_permits(), 0);
}

#[test]
fn who_wants_nothing_needs_nothing_to_be_released_for_it() {
    let semaphore = Semaphore::new(0);
    let mut first = Task::waiting(semaphore.acquire(1));
    let mut nothing = [0, 1].map(|_| Task::waiting(semaphore.acquire(0)));
    let mut last = Task::waiting(semaphore.acquire(1));
    semaphore.release(1);
    first.ready().forget();
    for task in &mut nothing {
        assert!(task.woken());
        task.ready().forget();
    }
    assert!(!last.woken());
    semaphore.release(1);
    last.ready().forget();
}

#[test]
fn who_wants_nothing_goes_when_the_first_gives_up() {
    let semaphore = Semaphore::new(0);
    let first = Task::waiting(semaphore.acquire(2));
    let mut nothing = Task::waiting(semaphore.acquire(0));
    let mut last = Task::waiting(semaphore.acquire(1));
    drop(first);
    assert!(nothing.woken() && !last.woken());
    nothing.ready().forget();
    semaphore.release(1);
    last.ready().forget();
}

#[test]
fn an_owner_is_let_go_when_the_next_waker_panics() {
    let semaphore = Arc::new(Semaphore::new(0));
    let first = Task::waiting(semaphore.clone().acquire_owned(1));
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut next = Task::new(semaphore.acquire(1));
    assert!(hooks.with(|w| next.poll_with(w)).is_pending());
    semaphore.release(1);
    assert!(first.woken());
    assert_eq!(panics(|| drop(first)), "wake");
    assert_eq!(Arc::strong_count(&semaphore), 1);
    next.ready().forget();
}

#[test]
fn an_owned_wait_whose_permits_are_forgotten_lets_the_semaphore_go_when_it_has_them() {
    let semaphore = Arc::new(Semaphore::new(0));
    let mut task = Task::waiting(semaphore.clone().acquire_owned_and_forget(1));
    semaphore.release(1);
    task.ready();
    assert_eq!(
        Arc::strong_count(&semaphore),
        1,
        "the future is still there"
    );
    drop(task);
    assert_eq!(semaphore.available_permits(), 0);
}
