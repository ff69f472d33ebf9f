//! A token that goes round among tasks that lose their patience, and a door that opens and closes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

use mea::event::{AutoResetEvent, ManualResetEvent};

use super::{maybe_yield, run, tasks};
use crate::support::{at_last, poll_and_drop};

const TASKS: u64 = 16;
const ROUNDS: usize = 1_000;

/// It is never lost, and never two.
#[test]
fn a_token_goes_round() {
    let event = Arc::new(AutoResetEvent::with_state(true));
    let turns = Arc::new(AtomicUsize::new(0));
    let has = Arc::new(AtomicBool::new(false));
    let (shared, counted) = (event.clone(), turns.clone());
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (event, turns, has) = (shared.clone(), counted.clone(), has.clone());
            async move {
                for _ in 0..ROUNDS {
                    match rng.below(3) {
                        0 if event.try_wait() => {}
                        1 => at_last(&mut rng, || event.clone().wait_owned()).await,
                        _ => at_last(&mut rng, || event.wait()).await,
                    }
                    assert!(!has.swap(true, SeqCst), "two tokens");
                    turns.fetch_add(1, SeqCst);
                    maybe_yield(&mut rng).await;
                    has.store(false, SeqCst);
                    event.set();
                }
            }
        })
        .await;
    });
    assert_eq!(turns.load(SeqCst), TASKS as usize * ROUNDS);
    assert!(event.try_wait());
    assert!(!event.try_wait());
    assert_eq!(Arc::strong_count(&event), 1);
}

/// Tasks that are aborted from outside, wherever they are, leave the token to the others.
#[test]
fn aborted_waits_pass_the_token_on() {
    let event = Arc::new(AutoResetEvent::with_state(true));
    let shared = event.clone();
    run(async move {
        tasks(4, |_, mut rng| {
            let event = shared.clone();
            async move {
                for _ in 0..300 {
                    let handles: Vec<_> = (0..4)
                        .map(|_| {
                            let event = event.clone();
                            tokio::spawn(async move {
                                for _ in 0..3 {
                                    event.wait().await;
                                    event.set();
                                }
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
    assert!(event.try_wait());
    assert!(!event.try_wait());
}

/// All are let through in the end, by a signal that came while they were in line, or by the last one.
#[test]
fn a_door_opens_and_closes() {
    let event = Arc::new(ManualResetEvent::new());
    let inside = Arc::new(AtomicUsize::new(0));
    let all = TASKS as usize * ROUNDS;
    let (shared, counted) = (event.clone(), inside.clone());
    run(async move {
        tasks(TASKS + 2, |i, mut rng| {
            let (event, inside) = (shared.clone(), counted.clone());
            async move {
                if i >= TASKS {
                    // Two doorkeepers.
                    while inside.load(SeqCst) < all {
                        event.set();
                        maybe_yield(&mut rng).await;
                        event.reset();
                        let _ = poll_and_drop(event.wait());
                        tokio::task::yield_now().await;
                    }
                    return;
                }
                for _ in 0..ROUNDS {
                    if rng.one_in(2) {
                        at_last(&mut rng, || event.wait()).await;
                    } else {
                        at_last(&mut rng, || event.clone().wait_owned()).await;
                    }
                    inside.fetch_add(1, SeqCst);
                    maybe_yield(&mut rng).await;
                }
            }
        })
        .await;
    });
    assert_eq!(inside.load(SeqCst), all);
}
