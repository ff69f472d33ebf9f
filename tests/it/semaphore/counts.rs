//! How many permits there are, from 0 to `usize::MAX`, by every way to take and to give them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
};

use mea::semaphore::Semaphore;

use crate::support::{Task, now};

const MAX: usize = usize::MAX;
/// Where an off-by-one would be.
const COUNTS: [usize; 10] = [
    0,
    1,
    2,
    3,
    MAX / 2,
    MAX / 2 + 1,
    MAX - 3,
    MAX - 2,
    MAX - 1,
    MAX,
];

static SHARED: Semaphore = Semaphore::new(MAX);

#[test]
fn it_may_be_a_static() {
    let permit = SHARED.try_acquire(MAX).unwrap();
    assert_eq!(SHARED.available_permits(), 0);
    drop(permit);
    assert_eq!(SHARED.available_permits(), MAX);
}

#[test]
fn any_count_is_taken_and_given_back_exactly() {
    for count in COUNTS {
        let semaphore = Arc::new(Semaphore::new(count));
        assert_eq!(semaphore.available_permits(), count);
        for n in COUNTS {
            let fits = n <= count;
            let left = || semaphore.available_permits();
            let after = count.wrapping_sub(n);

            let permit = semaphore.try_acquire(n);
            assert_eq!(permit.is_some(), fits, "{n} of {count}");
            assert!(!fits || left() == after);
            drop(permit);
            let permit = semaphore.clone().try_acquire_owned(n);
            assert_eq!(permit.is_some(), fits);
            assert!(!fits || left() == after);
            drop(permit);
            for owned in [false, true] {
                let took = if owned {
                    semaphore.clone().try_acquire_owned_and_forget(n)
                } else {
                    semaphore.try_acquire_and_forget(n)
                };
                assert_eq!(took, fits);
                if fits {
                    assert_eq!(left(), after);
                    semaphore.release(n);
                }
            }
            if fits {
                drop(now(semaphore.acquire(n)));
                drop(now(semaphore.clone().acquire_owned(n)));
                now(semaphore.acquire_and_forget(n));
                assert_eq!(left(), after);
                semaphore.release(n);
                now(semaphore.clone().acquire_owned_and_forget(n));
                semaphore.release(n);
            } else {
                drop(Task::waiting(semaphore.acquire(n)));
                drop(Task::waiting(semaphore.clone().acquire_owned(n)));
            }
            assert_eq!(left(), count);
        }
    }
}

#[test]
fn release_adds_up_to_the_largest_count() {
    for count in COUNTS {
        let semaphore = Semaphore::new(count);
        semaphore.release(0);
        assert_eq!(semaphore.available_permits(), count);
        semaphore.release(MAX - count);
        assert_eq!(semaphore.available_permits(), MAX);
    }
}

#[test]
fn forget_takes_what_is_there_and_says_how_much() {
    for count in COUNTS {
        for n in COUNTS {
            let semaphore = Semaphore::new(count);
            assert_eq!(semaphore.forget(n), n.min(count));
            assert_eq!(semaphore.available_permits(), count - n.min(count));
        }
    }
}

#[test]
fn forget_takes_nothing_from_those_who_wait_or_hold() {
    let semaphore = Semaphore::new(5);
    let held = semaphore.try_acquire(2).unwrap();
    let mut waits = Task::waiting(semaphore.acquire(4));
    assert_eq!(semaphore.available_permits(), 0, "0 while somebody waits");
    assert_eq!(
        semaphore.forget(9),
        0,
        "the three belong to the one who waits"
    );
    drop(held);
    assert_eq!(waits.ready().permits(), 4);
    assert_eq!(semaphore.available_permits(), 5);
}

#[test]
fn acquire_zero_takes_nothing_and_does_not_wait_if_nobody_does() {
    for count in [0, 1, MAX - 1, MAX] {
        let semaphore = Arc::new(Semaphore::new(count));
        assert_eq!(semaphore.try_acquire(0).unwrap().permits(), 0);
        assert!(semaphore.try_acquire_and_forget(0));
        assert_eq!(now(semaphore.acquire(0)).permits(), 0);
        now(semaphore.acquire_and_forget(0));
        drop(now(semaphore.clone().acquire_owned(0)));
        assert_eq!(semaphore.available_permits(), count);
    }
}

#[test]
fn acquire_zero_waits_for_its_turn() {
    let semaphore = Semaphore::new(1);
    let mut first = Task::waiting(semaphore.acquire(2));
    assert!(semaphore.try_acquire(0).is_none(), "somebody waits");
    let mut zero = Task::waiting(semaphore.acquire(0));
    semaphore.release(1);
    assert!(
        first.woken() && zero.woken(),
        "one release is enough for both"
    );
    assert_eq!(zero.ready().permits(), 0);
    drop(first.ready());
    assert!(semaphore.try_acquire(0).is_some());
}

#[test]
fn debug_shows_the_permits_and_the_size() {
    let semaphore = Arc::new(Semaphore::new(3));
    let _permit = semaphore.try_acquire(1).unwrap();
    assert_eq!(
        format!("{semaphore:?}"),
        "Semaphore { available_permits: 2, size: 3 }",
    );
    let permit = semaphore.clone().try_acquire_owned(2).unwrap();
    assert_eq!(format!("{permit:?}"), "OwnedSemaphorePermit { permits: 2 }");
    assert_eq!(format!("{_permit:?}"), "SemaphorePermit { permits: 1 }");
    assert!(format!("{:?}", semaphore.acquire(1)).starts_with("Acquire"));
}

/// The largest counts are the ones that need the lock: two threads that cross that border back and
/// forth are never refused what is there, and see no other count than there can be.
#[test]
fn two_threads_at_the_largest_count_are_never_refused() {
    let semaphore = Semaphore::new(MAX);
    let _one = semaphore.try_acquire(1);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..2 {
            workers.push(scope.spawn(|| {
                for i in 0..20_000 {
                    match i % 3 {
                        0 => assert!(semaphore.try_acquire(1).is_some()),
                        1 => drop(now(semaphore.acquire(1))),
                        _ => {
                            assert_eq!(semaphore.forget(1), 1);
                            semaphore.release(1);
                        }
                    }
                }
            }));
        }
        scope.spawn(|| {
            while !done.load(SeqCst) {
                assert!(semaphore.available_permits() >= MAX - 3);
                thread::yield_now();
            }
        });
        for worker in workers {
            let finished = worker.join();
            done.store(true, SeqCst);
            finished.unwrap();
        }
    });
    assert_eq!(semaphore.available_permits(), MAX - 1);
}
