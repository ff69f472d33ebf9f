//! Arrivals whose future is dropped: one test for each row of the table in the documentation, and
//! what comes of it.

use std::sync::{Arc, Mutex};

use super::{Coming, Way, assert_arrived, barrier, goes_on};
use crate::support::{Hooks, Task, forget};

#[test]
fn a_wait_that_was_never_polled_never_was() {
    for way in Way::WITHDRAWN {
        let barrier = barrier(2);
        drop(way.make(barrier));
        assert_arrived(barrier, 0);
        let mut task = way.come(barrier);
        drop(way.make(barrier));
        task.pending();
        way.lead(barrier);
        goes_on(&mut task);
    }
}

#[test]
fn a_wait_that_is_dropped_before_the_end_is_withdrawn() {
    for way in Way::WITHDRAWN {
        // From the head, the middle and the tail of the line, and all of it.
        for gone in 0..3 {
            let barrier = barrier(4);
            let mut tasks: Vec<_> = (0..3).map(|_| way.come(barrier)).collect();
            drop(tasks.remove(gone));
            assert_arrived(barrier, 2);
            // Two and one are three: not enough.
            let mut instead = way.come(barrier);
            assert!(tasks.iter().all(|task| !task.woken()));
            way.lead(barrier);
            tasks.iter_mut().for_each(goes_on);
            goes_on(&mut instead);
        }
        let barrier = barrier(2);
        for _ in 0..3 {
            drop(way.come(barrier));
            assert_arrived(barrier, 0);
        }
        let mut task = way.come(barrier);
        way.lead(barrier);
        goes_on(&mut task);
    }
}

/// The last to arrive is the last of those who count.
#[test]
fn a_withdrawal_does_not_change_who_leads() {
    let barrier = barrier(3);
    let first = Way::Wait.come(barrier);
    let mut second = Way::Arrive.come(barrier);
    drop(first);
    let third = Way::WaitOwned.come(barrier);
    drop(third);
    let mut fourth = Way::Wait.come(barrier);
    Way::Wait.lead(barrier);
    goes_on(&mut second);
    goes_on(&mut fourth);
}

#[test]
fn a_wait_that_is_dropped_after_the_end_has_counted() {
    for way in Way::ALL {
        for next_has_begun in [false, true] {
            let barrier = barrier(3);
            let gone = way.come(barrier);
            let mut other = way.come(barrier);
            Way::Wait.lead(barrier);
            let mut next = next_has_begun.then(|| Way::Wait.come(barrier));
            drop(gone);
            goes_on(&mut other);
            // Nothing is taken from the next generation.
            assert_arrived(barrier, next_has_begun.into());
            let mut next = next.take().unwrap_or_else(|| Way::Wait.come(barrier));
            let mut second = Way::Arrive.come(barrier);
            Way::Wait.lead(barrier);
            goes_on(&mut next);
            goes_on(&mut second);
        }
    }
}

/// While those of its generation are still being woken, and it is not its turn.
#[test]
fn those_who_go_while_all_are_woken_have_counted() {
    for gone in [1, 30, 31, 32, 33, 50, 98] {
        for way in Way::ALL {
            let barrier = barrier(100);
            let tasks = Arc::new(Mutex::new(Vec::<Option<Coming>>::new()));
            let all = tasks.clone();
            let hooks = Hooks::new().on_wake(move || {
                let task = all.lock().unwrap()[gone - 1].take();
                drop(task);
                assert_arrived(barrier, 0);
            });
            let mut first = Task::boxed(way.make(barrier));
            assert!(hooks.with(|w| first.poll_with(w)).is_pending());
            *tasks.lock().unwrap() = (1..99).map(|_| Some(way.come(barrier))).collect();
            Way::Wait.lead(barrier);
            assert!(!first.ready().is_leader());
            let mut tasks = tasks.lock().unwrap();
            assert_eq!(tasks.iter_mut().flatten().map(goes_on).count(), 97);
            assert_arrived(barrier, 0);
        }
    }
}

/// And those of the next generation, who go during the release of this one, have not.
#[test]
fn who_comes_and_goes_during_the_release_is_withdrawn() {
    for way in Way::WITHDRAWN {
        let barrier = barrier(2);
        let hooks = Hooks::new().on_wake(move || {
            let task = way.come(barrier);
            assert_arrived(barrier, 1);
            drop(task);
        });
        let mut first = Task::boxed(way.make(barrier));
        assert!(hooks.with(|w| first.poll_with(w)).is_pending());
        Way::Wait.lead(barrier);
        assert!(!first.ready().is_leader());
        assert_arrived(barrier, 0);
    }
}

#[test]
fn an_arrival_counts_whatever_becomes_of_its_future() {
    for way in Way::FOR_GOOD {
        let barrier = barrier(5);
        let mut stays = Way::Wait.come(barrier);
        drop(way.make(barrier));
        assert_arrived(barrier, 2);
        drop(way.come(barrier));
        assert_arrived(barrier, 3);
        forget(way.come(barrier));
        assert_arrived(barrier, 4);
        stays.pending();
        Way::Wait.lead(barrier);
        goes_on(&mut stays);
    }
}

#[test]
fn a_leader_may_go_at_once() {
    let barrier = barrier(2);
    let mut first = Way::Wait.come(barrier);
    let leader = barrier.arrive();
    assert!(leader.is_leader());
    drop(leader);
    goes_on(&mut first);
    // It says no by itself, before anybody waits.
    let arrival = barrier.clone().arrive_owned();
    assert!(!arrival.is_leader());
    drop(arrival);
    assert!(barrier.clone().arrive_owned().is_leader());
    assert_arrived(barrier, 0);
}

#[test]
fn a_forgotten_wait_has_arrived() {
    for way in Way::WITHDRAWN {
        let barrier = barrier(3);
        let mut task = way.come(barrier);
        forget(way.come(barrier));
        assert_arrived(barrier, 2);
        way.lead(barrier);
        goes_on(&mut task);
        // And the next generation is as any other.
        let mut tasks = [way.come(barrier), way.come(barrier)];
        way.lead(barrier);
        tasks.iter_mut().for_each(goes_on);
    }
}
