//! Permits that go round among tenants: never more than there are, and all of them in the end.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::Poll,
};

use mea::admission::FairShare;

use super::{maybe_yield, run, tasks};
use crate::support::{Rng, at_last, poll_once};

const PERMITS: usize = 3;
const TENANTS: usize = 5;
const TASKS: u64 = 16;
const ROUNDS: usize = 500;

async fn work(inside: &AtomicUsize, rng: &mut Rng) {
    assert!(inside.fetch_add(1, SeqCst) < PERMITS, "too many at a time");
    maybe_yield(rng).await;
    inside.fetch_sub(1, SeqCst);
}

#[test]
fn permits_are_neither_lost_nor_doubled() {
    let share = Arc::new(FairShare::new(PERMITS));
    let (inside, turns) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (shared, counted) = (share.clone(), turns.clone());
    run(async move {
        tasks(TASKS, |_, mut rng| {
            let (share, inside, turns) = (shared.clone(), inside.clone(), counted.clone());
            async move {
                for _ in 0..ROUNDS {
                    let key = rng.below(TENANTS);
                    if rng.one_in(2) {
                        let permit = at_last(&mut rng, || share.acquire(key)).await;
                        assert_eq!(*permit.key(), key);
                        work(&inside, &mut rng).await;
                    } else {
                        let permit = at_last(&mut rng, || share.clone().acquire_owned(key)).await;
                        assert_eq!(*permit.key(), key);
                        work(&inside, &mut rng).await;
                    }
                    if let Some(permit) = share.try_acquire(key) {
                        assert_eq!(*permit.key(), key);
                        work(&inside, &mut rng).await;
                    }
                    turns.fetch_add(1, SeqCst);
                }
            }
        })
        .await;
    });
    assert_eq!(turns.load(SeqCst), TASKS as usize * ROUNDS);
    assert_eq!(
        (share.available_permits(), share.num_waiters()),
        (PERMITS, 0)
    );
    assert_eq!(Arc::strong_count(&share), 1);
}

/// A tenant with many tasks, and one with a single task that always comes back: once in line, that one
/// waits for no more than one grant to the other.
#[test]
fn one_task_is_not_held_up_by_a_crowd() {
    const TURNS: usize = 2_000;
    let share = Arc::new(FairShare::new(1));
    let crowd = Arc::new(AtomicUsize::new(0));
    let (shared, counted) = (share.clone(), crowd.clone());
    run(async move {
        tasks(TASKS, |i, mut rng| {
            let (share, crowd) = (shared.clone(), counted.clone());
            async move {
                if i == 0 {
                    for _ in 0..TURNS {
                        let mut wait = pin!(share.acquire(0));
                        let first = poll_once(wait.as_mut());
                        let in_line = crowd.load(SeqCst);
                        let permit = match first {
                            Poll::Ready(permit) => permit,
                            Poll::Pending => wait.await,
                        };
                        let after = crowd.load(SeqCst);
                        // The one who held the permit, and one grant.
                        assert!(after - in_line <= 2, "{in_line}, {after}");
                        drop(permit);
                        maybe_yield(&mut rng).await;
                    }
                    crowd.store(usize::MAX / 2, SeqCst);
                    return;
                }
                while crowd.load(SeqCst) < usize::MAX / 2 {
                    let permit = share.acquire(1).await;
                    crowd.fetch_add(1, SeqCst);
                    maybe_yield(&mut rng).await;
                    drop(permit);
                }
            }
        })
        .await;
    });
    assert_eq!((share.available_permits(), share.num_waiters()), (1, 0));
}
