//! One generation after the other: who belongs to which.

use std::sync::{Arc, Mutex};

use super::{Coming, Way, assert_arrived, barrier, goes_on};
use crate::support::{Hooks, Task, now};

/// Around the edges of a batch of wakers.
const PLACES: [usize; 9] = [0, 1, 30, 31, 32, 33, 63, 64, 98];

#[test]
fn a_barrier_is_used_again_and_again() {
    let barrier = barrier(4);
    for round in 0..1_000 {
        let way = |i: usize| Way::ALL[(round * i + i) % 4];
        let mut tasks: Vec<_> = (1..4).map(|i| way(i).come(barrier)).collect();
        way(round).lead(barrier);
        tasks.iter_mut().for_each(goes_on);
    }
    assert_arrived(barrier, 0);
}

/// Before those of the generation before have been polled.
#[test]
fn generations_follow_each_other_while_the_first_is_not_polled() {
    let barrier = barrier(3);
    let mut snoozed = Vec::new();
    for _ in 0..10 {
        for way in Way::ALL {
            snoozed.push(way.come(barrier));
            let mut other = Way::Wait.come(barrier);
            Way::Wait.lead(barrier);
            goes_on(&mut other);
        }
    }
    let mut waits = Way::Wait.come(barrier);
    for task in &mut snoozed {
        assert_eq!(task.count.wakes(), 1);
        goes_on(task);
    }
    waits.pending();
    assert_arrived(barrier, 1);
}

#[test]
fn an_arrival_during_the_release_belongs_to_the_next_generation() {
    for at in PLACES {
        for way in Way::ALL {
            let barrier = barrier(100);
            let late = Arc::new(Mutex::new(Vec::<Coming>::new()));
            let pushed = late.clone();
            let hooks = Hooks::new().on_wake(move || {
                assert_arrived(barrier, 0);
                pushed.lock().unwrap().push(way.come(barrier));
            });
            let mut tasks = line(barrier, at, &hooks);
            Way::Wait.lead(barrier);
            tasks.iter_mut().for_each(|task| {
                assert!(!task.ready().is_leader());
            });
            let mut late = late.lock().unwrap().pop().unwrap();
            assert!(!late.woken());
            late.pending();
            assert_arrived(barrier, 1);
            let rest: Vec<_> = (2..100).map(|_| barrier.arrive()).collect();
            assert!(rest.iter().all(|arrival| !arrival.is_leader()));
            Way::Wait.lead(barrier);
            goes_on(&mut late);
        }
    }
}

/// So that two generations are let through at a time: all of both go on, and each has its leader.
#[test]
fn a_generation_ends_during_the_release_of_the_one_before() {
    for at in PLACES {
        let barrier = barrier(100);
        let inner = Arc::new(Mutex::new(Vec::<Coming>::new()));
        let pushed = inner.clone();
        let hooks = Hooks::new().on_wake(move || {
            let line: Vec<_> = (1..100).map(|i| Way::ALL[i % 4].come(barrier)).collect();
            Way::ALL[at % 4].lead(barrier);
            pushed.lock().unwrap().extend(line);
        });
        let mut tasks = line(barrier, at, &hooks);
        Way::Wait.lead(barrier);
        for (i, task) in tasks.iter_mut().enumerate() {
            assert!(i == at || task.count.wakes() == 1, "{i}");
            assert!(!task.ready().is_leader());
        }
        let mut inner = inner.lock().unwrap();
        assert_eq!(inner.len(), 99);
        inner.iter_mut().for_each(goes_on);
        assert_arrived(barrier, 0);
    }
}

/// Ninety-nine who have come to a barrier of a hundred; the one at `at` has a waker of these hooks.
fn line(barrier: super::Shared, at: usize, hooks: &Hooks) -> Vec<Coming> {
    (0..99)
        .map(|i| {
            let mut task = Task::boxed(Way::ALL[i % 4].make(barrier));
            if i == at {
                assert!(hooks.with(|w| task.poll_with(w)).is_pending());
            } else {
                task.pending();
            }
            task
        })
        .collect()
}

#[test]
fn a_hundred_thousand_are_let_through_and_dropped_in_loops() {
    let barrier = barrier(100_001);
    for _ in 0..2 {
        let tasks: Vec<_> = (0..100_000)
            .map(|_| Task::waiting(barrier.wait()))
            .collect();
        assert!(now(barrier.wait()).is_leader());
        assert!(tasks.iter().all(Task::woken));
    }
    let tasks: Vec<_> = (0..100_000)
        .map(|_| Task::waiting(barrier.wait()))
        .collect();
    drop(tasks);
    assert_arrived(barrier, 0);
}
