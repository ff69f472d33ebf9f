//! Permits that are taken and given in every way: none is lost, and none is there twice.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::semaphore::Semaphore;

use super::{maybe_yield, run, tasks};
use crate::support::at_last;

const TASKS: u64 = 16;
const ROUNDS: usize = 1_500;

#[test]
fn no_more_are_out_than_there_are_and_all_come_back() {
    const PERMITS: usize = 5;
    let semaphore = Arc::new(Semaphore::new(PERMITS));
    let (shared, out) = (semaphore.clone(), Arc::new(AtomicUsize::new(0)));
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (semaphore, out) = (shared.clone(), out.clone());
            async move {
                for _ in 0..ROUNDS {
                    let n = rng.below(PERMITS + 1);
                    let (mut borrowed, mut owned) = (None, None);
                    let form = rng.below(6);
                    match form {
                        0 => {
                            let acquire = || semaphore.acquire(n);
                            borrowed = Some(at_last(&mut rng, acquire).await);
                        }
                        1 => {
                            let acquire = || semaphore.clone().acquire_owned(n);
                            owned = Some(at_last(&mut rng, acquire).await);
                        }
                        2 => at_last(&mut rng, || semaphore.acquire_and_forget(n)).await,
                        3 => {
                            let acquire = || semaphore.clone().acquire_owned_and_forget(n);
                            at_last(&mut rng, acquire).await;
                        }
                        4 => {
                            let Some(permit) = semaphore.try_acquire(n) else {
                                continue;
                            };
                            borrowed = Some(permit);
                        }
                        _ => {
                            if !semaphore.try_acquire_and_forget(n) {
                                continue;
                            }
                        }
                    }
                    let now = out.fetch_add(n, SeqCst) + n;
                    assert!(now <= PERMITS, "{now} permits are out");
                    maybe_yield(&mut rng).await;
                    out.fetch_sub(n, SeqCst);
                    if let Some(mut permit) = borrowed.take() {
                        let half = permit.split(n / 2).unwrap();
                        if rng.one_in(2) {
                            permit.merge(half);
                        }
                    } else if let Some(mut permit) = owned.take() {
                        drop(permit.split(n / 2));
                    } else {
                        semaphore.release(n);
                    }
                }
            }
        })
        .await;
    });
    assert_eq!(semaphore.available_permits(), PERMITS);
    assert!(semaphore.try_acquire(0).is_some());
    assert_eq!(Arc::strong_count(&semaphore), 1);
}

/// One task changes the size all the time; the others see that it never comes out wrong in the end.
#[test]
fn the_count_is_right_after_debts_and_sizes_have_changed() {
    let semaphore = Arc::new(Semaphore::new(4));
    let shared = semaphore.clone();
    run(async move {
        tasks(TASKS, |i, mut rng| {
            let semaphore = shared.clone();
            async move {
                for _ in 0..ROUNDS / 2 {
                    if i < 2 {
                        match rng.below(3) {
                            0 => semaphore.resize(2 + rng.below(6)),
                            1 => {
                                let n = rng.below(3);
                                semaphore.forget_exact(n);
                                maybe_yield(&mut rng).await;
                                semaphore.release(n);
                            }
                            _ => {
                                let n = semaphore.forget(rng.below(3));
                                maybe_yield(&mut rng).await;
                                semaphore.release(n);
                            }
                        }
                    } else {
                        let n = rng.below(3);
                        let permit = at_last(&mut rng, || semaphore.acquire(n)).await;
                        maybe_yield(&mut rng).await;
                        drop(permit);
                    }
                }
            }
        })
        .await;
    });
    assert_eq!(semaphore.available_permits(), semaphore.size());
    assert!(semaphore.try_acquire(0).is_some());
}

/// Around the largest count, where one permit is kept under the lock.
#[test]
fn the_largest_count_is_exact() {
    let semaphore = Arc::new(Semaphore::new(usize::MAX));
    let shared = semaphore.clone();
    run(async move {
        tasks(4, |_, mut rng| {
            let semaphore = shared.clone();
            async move {
                for _ in 0..ROUNDS {
                    let n = rng.below(3);
                    let permit = if rng.one_in(2) {
                        semaphore
                            .try_acquire(n)
                            .expect("there are more than enough")
                    } else {
                        semaphore.acquire(n).await
                    };
                    maybe_yield(&mut rng).await;
                    drop(permit);
                }
            }
        })
        .await;
    });
    assert_eq!(semaphore.available_permits(), usize::MAX);
}
