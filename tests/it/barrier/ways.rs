//! What a barrier is, and the ways to come to it.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    thread,
};

use mea::{
    barrier::Barrier,
    blocking::{FutureExt, block_on},
    marker::SnoozeSafe,
};

use super::{Way, assert_arrived, barrier, goes_on};
use crate::support::{Task, now};

#[test]
fn states_and_how_they_are_shown() {
    static BARRIER: Barrier = Barrier::new(3);
    assert_eq!(format!("{BARRIER:?}"), "Barrier { n: 3, arrived: 0 }");
    let mut task = Task::waiting(BARRIER.wait());
    let arrival = BARRIER.arrive();
    assert_eq!(format!("{BARRIER:?}"), "Barrier { n: 3, arrived: 2 }");
    assert!(format!("{arrival:?}").starts_with("BarrierArrival"));
    assert!(format!("{:?}", BARRIER.wait()).starts_with("BarrierWait"));
    let led = now(BARRIER.wait());
    assert_eq!(format!("{BARRIER:?}"), "Barrier { n: 3, arrived: 0 }");
    assert_eq!(format!("{led:?}"), "BarrierWaitResult { is_leader: true }");
    let followed = task.ready();
    let text = "BarrierWaitResult { is_leader: false }";
    assert_eq!(format!("{followed:?}"), text);
    let owned = Arc::new(Barrier::new(2));
    let text = format!("{:?}", owned.clone().wait_owned());
    assert!(text.starts_with("OwnedBarrierWait"));
    let text = format!("{:?}", owned.arrive_owned());
    assert!(text.starts_with("OwnedBarrierArrival"));
}

#[test]
fn results_are_values() {
    let barrier = Barrier::new(2);
    let mut first = Task::waiting(barrier.wait());
    let led = now(barrier.wait());
    let followed = first.ready();
    let copy = led;
    assert_eq!(led, copy);
    assert_ne!(led, followed);
    assert_eq!(HashSet::from([led, copy, followed]).len(), 2);
}

#[test]
fn markers() {
    fn snooze(_: &impl SnoozeSafe) {}
    let barrier = Arc::new(Barrier::new(3));
    snooze(&barrier.wait());
    snooze(&barrier.arrive());
    snooze(&barrier.clone().wait_owned());
    snooze(&barrier.clone().arrive_owned());
}

#[test]
fn whoever_comes_to_a_barrier_of_one_or_of_zero_leads_at_once() {
    for n in [0, 1] {
        let barrier = barrier(n);
        for _ in 0..3 {
            for way in Way::ALL {
                way.lead(barrier);
                assert_eq!(format!("{barrier:?}"), "Barrier { n: 1, arrived: 0 }");
            }
        }
        // Nobody is kept from leaving, either.
        drop(barrier.wait());
        let arrival = barrier.arrive();
        assert!(arrival.is_leader());
        drop(arrival);
        Way::Wait.lead(barrier);
    }
}

#[test]
fn the_largest_number_of_tasks_is_as_good_as_any() {
    let barrier = barrier(u32::MAX);
    let tasks = Way::ALL.map(|way| way.come(barrier));
    assert_eq!(
        format!("{barrier:?}"),
        "Barrier { n: 4294967295, arrived: 4 }"
    );
    drop(tasks);
    assert_arrived(barrier, 2);
}

#[test]
fn the_last_to_arrive_leads_and_does_not_wait() {
    for n in 2..=6 {
        for last in Way::ALL {
            let barrier = barrier(n);
            let mut tasks = Vec::new();
            for i in 1..n {
                assert_arrived(barrier, i - 1);
                tasks.push(Way::ALL[i as usize % 4].come(barrier));
                assert!(tasks.iter().all(|task| !task.woken()));
            }
            last.lead(barrier);
            assert_arrived(barrier, 0);
            for task in &mut tasks {
                assert_eq!(task.count.wakes(), 1);
                goes_on(task);
            }
        }
    }
}

/// A wait arrives when it is polled; an arrival, when it is made. Whoever is last leads, whoever is
/// polled last.
#[test]
fn what_counts_is_the_first_poll_of_a_wait_and_the_call_of_an_arrival() {
    let barrier = barrier(4);
    let mut wait = Task::new(barrier.wait());
    let mut owned = Task::new(barrier.clone().wait_owned());
    assert_arrived(barrier, 0);
    let arrival = barrier.arrive();
    assert_arrived(barrier, 1);
    owned.pending();
    assert_arrived(barrier, 2);
    owned.pending();
    assert_arrived(barrier, 2);
    wait.pending();
    assert_arrived(barrier, 3);
    let last = barrier.clone().arrive_owned();
    assert_arrived(barrier, 0);
    assert!(last.is_leader() && !arrival.is_leader());
    goes_on(&mut wait);
    goes_on(&mut owned);
    assert!(now(last).is_leader());
    assert!(!now(arrival).is_leader());
}

#[test]
fn an_arrival_that_is_polled_late_need_not_wait() {
    let barrier = barrier(3);
    let arrivals = Way::FOR_GOOD.map(|way| way.make(barrier));
    Way::Wait.lead(barrier);
    // It is over, even if the next one has begun, or ended.
    let [first, second] = arrivals;
    let mut next = Way::Wait.come(barrier);
    assert!(!now(first).is_leader());
    next.pending();
    drop([barrier.arrive(), barrier.arrive()]);
    goes_on(&mut next);
    assert!(!now(second).is_leader());
    assert_arrived(barrier, 0);
}

#[test]
fn an_owned_future_keeps_its_barrier_alive() {
    for arrives in [false, true] {
        let barrier = Arc::new(Barrier::new(2));
        let weak = Arc::downgrade(&barrier);
        let mut task = if arrives {
            Task::boxed(Box::pin(barrier.arrive_owned()) as super::BoxFuture<_>)
        } else {
            Task::boxed(Box::pin(barrier.wait_owned()) as super::BoxFuture<_>)
        };
        task.pending();
        assert!(now(weak.upgrade().unwrap().wait()).is_leader());
        goes_on(&mut task);
        drop(task);
        assert!(weak.upgrade().is_none());
    }
}

/// Raced against something else, by reference: the place is kept.
#[test]
fn a_wait_that_is_polled_by_reference_has_arrived() {
    let barrier = barrier(2);
    let mut task = Task::new(barrier.wait());
    let so_far = task.pinned().wait_timeout(std::time::Duration::ZERO);
    assert!(so_far.is_err());
    assert_arrived(barrier, 1);
    Way::Wait.lead(barrier);
    assert!(!task.ready().is_leader());
}

/// What was done before an arrival is seen by all after it, and one leads each time.
#[test]
fn threads_meet_round_after_round() {
    const THREADS: usize = 4;
    const ROUNDS: usize = 300;
    let barrier = Barrier::new(THREADS as u32);
    let done = [const { AtomicUsize::new(0) }; THREADS];
    let led = AtomicUsize::new(0);
    thread::scope(|scope| {
        for me in 0..THREADS {
            let (barrier, done, led) = (&barrier, &done, &led);
            scope.spawn(move || {
                for round in 1..=ROUNDS {
                    done[me].store(round, Relaxed);
                    let result = if (me + round) % 3 == 0 {
                        block_on(barrier.arrive())
                    } else {
                        block_on(barrier.wait())
                    };
                    for other in done {
                        let at = other.load(Relaxed);
                        // Those who went on first may have begun the next round, but not ended it.
                        assert!(at == round || at == round + 1, "{at} in {round}");
                    }
                    led.fetch_add(result.is_leader().into(), Relaxed);
                }
            });
        }
    });
    assert_eq!(led.into_inner(), ROUNDS);
    assert_arrived(&barrier, 0);
}
