//! The latch: what counts, who waits, and what lasts for ever.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use mea::{
    blocking::block_on,
    latch::{Latch, LatchWait},
    marker::{CancelSafe, SnoozeSafe},
};

use crate::support::{Hooks, Task, now, panics};

#[test]
fn counts_down_to_zero() {
    let latch = Latch::new(3);
    for left in [2, 1, 0] {
        latch.count_down();
        assert_eq!(latch.count(), left);
    }
    now(latch.wait());
}

#[test]
fn try_wait_says_how_many_are_missing() {
    let latch = Latch::new(2);
    assert_eq!(latch.try_wait(), Err(2));
    latch.count_down();
    assert_eq!(latch.try_wait(), Err(1));
    latch.count_down();
    assert_eq!(latch.try_wait(), Ok(()));
}

#[test]
fn a_latch_of_zero_is_open() {
    let latch = Arc::new(Latch::new(0));
    assert_eq!((latch.count(), latch.try_wait()), (0, Ok(())));
    now(latch.wait());
    now(latch.clone().wait_owned());
}

#[test]
fn arrive_counts_several_and_none() {
    let latch = Latch::new(10);
    latch.arrive(0);
    assert_eq!(latch.count(), 10);
    latch.arrive(4);
    assert_eq!(latch.count(), 6);
    latch.arrive(6);
    assert_eq!(latch.count(), 0);
}

#[test]
fn arrivals_past_zero_change_nothing() {
    let latch = Latch::new(2);
    let mut wait = Task::waiting(latch.wait());
    latch.arrive(u32::MAX);
    assert!(wait.woken());
    wait.ready();
    for _ in 0..3 {
        latch.count_down();
        latch.arrive(u32::MAX);
        latch.arrive(0);
    }
    assert_eq!(latch.count(), 0);
    now(latch.wait());
}

#[test]
fn the_largest_count() {
    let latch = Latch::new(u32::MAX);
    latch.arrive(u32::MAX - 1);
    assert_eq!(latch.try_wait(), Err(1));
    latch.arrive(u32::MAX);
    assert_eq!(latch.try_wait(), Ok(()));
}

#[test]
fn nobody_is_woken_before_the_last_arrival() {
    let latch = Arc::new(Latch::new(2));
    let mut borrowed = Task::waiting(latch.wait());
    let mut owned = Task::waiting(latch.clone().wait_owned());
    latch.count_down();
    assert!(!borrowed.woken() && !owned.woken());
    borrowed.pending();
    owned.pending();
    latch.count_down();
    assert!(borrowed.woken() && owned.woken());
    borrowed.ready();
    owned.ready();
}

#[test]
fn open_for_ever() {
    let latch = Arc::new(Latch::new(1));
    let before = latch.wait();
    latch.count_down();
    // Made before, first polled after.
    now(before);
    for _ in 0..100 {
        now(latch.wait());
        now(latch.clone().wait_owned());
        assert_eq!(latch.try_wait(), Ok(()));
    }
}

/// More than one batch of wakers, and every tenth wait is given up.
#[test]
fn many_waits_end_together() {
    let latch = Latch::new(1);
    let mut waits: Vec<_> = (0..1000).map(|_| Task::waiting(latch.wait())).collect();
    let mut at = 0;
    waits.retain(|_| {
        at += 1;
        at % 10 != 0
    });
    latch.count_down();
    assert!(waits.iter().all(Task::woken));
    for mut wait in waits {
        wait.ready();
    }
}

#[test]
fn a_wait_that_is_dropped_keeps_no_waker() {
    let latch = Latch::new(1);
    let count = {
        let wait = Task::waiting(latch.wait());
        assert_eq!(wait.count.kept(), 1);
        wait.count.clone()
    };
    assert_eq!(count.kept(), 0);
    latch.count_down();
    assert_eq!(count.wakes(), 0);
}

#[test]
fn an_owned_wait_keeps_the_latch_until_it_ends() {
    let latch = Arc::new(Latch::new(1));
    let weak = Arc::downgrade(&latch);
    let mut wait = Task::waiting(latch.clone().wait_owned());
    latch.count_down();
    drop(latch);
    assert!(weak.upgrade().is_some());
    wait.ready();
    drop(wait);
    assert!(weak.upgrade().is_none());
}

/// Whoever is woken may use the latch from the very wake-up.
#[test]
fn a_waker_may_come_back() {
    let latch: &'static Latch = crate::support::leak(Latch::new(1));
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    let hooks = Hooks::new().on_wake(move || {
        assert_eq!(latch.try_wait(), Ok(()));
        latch.count_down();
        now(latch.wait());
        count.fetch_add(1, Relaxed);
    });
    let mut wait = Task::new(latch.wait());
    assert!(hooks.with(|w| wait.poll_with(w)).is_pending());
    latch.count_down();
    assert_eq!(seen.load(Relaxed), 1);
    wait.ready();
}

/// Wherever in line it is.
#[test]
fn a_waker_that_panics_keeps_nobody_from_being_woken() {
    for place in [0, 1, 31, 32, 33, 63, 64, 99] {
        let latch = Latch::new(1);
        let hooks = Hooks::new().on_wake(|| panic!("the waker panics"));
        let mut waits: Vec<Task<LatchWait<'_>>> = (0..100)
            .map(|i| {
                let mut wait = Task::new(latch.wait());
                if i == place {
                    assert!(hooks.with(|w| wait.poll_with(w)).is_pending());
                } else {
                    wait.pending();
                }
                wait
            })
            .collect();
        assert_eq!(panics(|| latch.count_down()), "the waker panics");
        assert_eq!(latch.count(), 0);
        for (i, wait) in waits.iter_mut().enumerate() {
            assert!(i == place || wait.woken(), "{i} of {place}");
            wait.ready();
        }
    }
}

#[test]
fn a_latch_in_a_static() {
    static LATCH: Latch = Latch::new(1);
    let thread = std::thread::spawn(|| block_on(LATCH.wait()));
    LATCH.count_down();
    thread.join().unwrap();
}

/// What was done before each of the arrivals is there after the wait.
#[test]
fn waits_see_what_came_before_the_arrivals() {
    for _ in 0..200 {
        let latch = Arc::new(Latch::new(3));
        let sums: Arc<[AtomicUsize; 3]> = Arc::default();
        let threads: Vec<_> = (0..3)
            .map(|i| {
                let (latch, sums) = (latch.clone(), sums.clone());
                std::thread::spawn(move || {
                    sums[i].store(i + 1, Relaxed);
                    latch.count_down();
                })
            })
            .collect();
        block_on(latch.wait());
        assert_eq!(sums.iter().map(|s| s.load(Relaxed)).sum::<usize>(), 6);
        for thread in threads {
            thread.join().unwrap();
        }
    }
}

#[test]
fn how_it_is_shown() {
    let latch = Arc::new(Latch::new(2));
    assert_eq!(format!("{latch:?}"), "Latch { count: 2 }");
    assert!(format!("{:?}", latch.wait()).contains("LatchWait"));
    assert!(format!("{:?}", latch.clone().wait_owned()).contains("LatchWait"));
}

#[test]
fn a_wait_may_be_dropped_and_left_alone() {
    fn both(_: &(impl CancelSafe + SnoozeSafe + Send + Sync)) {}
    let latch = Arc::new(Latch::new(1));
    both(&latch.wait());
    both(&latch.clone().wait_owned());
}
