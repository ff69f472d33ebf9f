//! A counter that is not atomic, under a mutex.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::mutex::Mutex;

use super::{maybe_yield, run, tasks};
use crate::support::at_last;

const TASKS: u64 = 16;
const ROUNDS: usize = 1_500;

fn counts(mutex: Mutex<usize>) {
    let mutex = Arc::new(mutex);
    let (shared, runs) = (mutex.clone(), Arc::new(AtomicUsize::new(0)));
    let ran = runs.clone();
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (mutex, runs) = (shared.clone(), runs.clone());
            async move {
                for _ in 0..ROUNDS {
                    match rng.below(4) {
                        0 => {
                            let mut guard = at_last(&mut rng, || mutex.lock()).await;
                            let seen = *guard;
                            maybe_yield(&mut rng).await;
                            assert_eq!(*guard, seen, "somebody else was in");
                            *guard += 1;
                        }
                        1 => {
                            let lock = || mutex.clone().lock_owned();
                            let mut guard = at_last(&mut rng, lock).await;
                            let seen = *guard;
                            maybe_yield(&mut rng).await;
                            assert_eq!(*guard, seen, "somebody else was in");
                            *guard += 1;
                        }
                        2 => at_last(&mut rng, || mutex.with(|n| *n += 1)).await,
                        _ => {
                            // One that may be given up for good.
                            match mutex.try_lock() {
                                Some(mut guard) => *guard += 1,
                                None => continue,
                            }
                        }
                    }
                    runs.fetch_add(1, SeqCst);
                }
            }
        })
        .await;
    });
    assert_eq!(*mutex.try_lock().unwrap(), ran.load(SeqCst));
    assert_eq!(Arc::strong_count(&mutex), 1);
}

#[test]
fn a_fair_mutex_counts_right() {
    counts(Mutex::new(0));
}

#[test]
fn an_eventually_fair_mutex_counts_right() {
    counts(Mutex::eventually_fair(0));
}

/// Tasks that are aborted from outside, wherever they are, on whatever thread they are dropped.
#[test]
fn aborted_tasks_leave_the_mutex_free() {
    for mutex in [Mutex::new(0), Mutex::eventually_fair(0)] {
        let mutex = Arc::new(mutex);
        let shared = mutex.clone();
        run(async move {
            tasks(4, |_, mut rng| {
                let mutex = shared.clone();
                async move {
                    for _ in 0..300 {
                        let handles: Vec<_> = (0..4)
                            .map(|i| {
                                let mutex = mutex.clone();
                                tokio::spawn(async move {
                                    let mut guard = if i % 2 == 0 {
                                        mutex.clone().lock_owned().await
                                    } else {
                                        drop(mutex.lock().await);
                                        mutex.clone().lock_owned().await
                                    };
                                    tokio::task::yield_now().await;
                                    *guard += 1;
                                })
                            })
                            .collect();
                        maybe_yield(&mut rng).await;
                        for handle in handles {
                            if rng.one_in(2) {
                                handle.abort();
                            }
                            let _ = handle.await;
                        }
                    }
                }
            })
            .await;
        });
        assert!(mutex.try_lock().is_some());
        assert_eq!(Arc::strong_count(&mutex), 1);
    }
}
