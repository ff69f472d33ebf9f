//! Rounds of tasks that come, lose their patience, and come again.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

use mea::barrier::Barrier;
use tokio::task::yield_now;

use super::{maybe_yield, run, tasks};
use crate::support::{Count, Rng, Task, patiently};

const TASKS: usize = 8;

#[derive(Default)]
struct Round {
    /// Tasks that will come to stay.
    resolved: AtomicUsize,
    leaders: AtomicUsize,
    /// The referee is about to come, without whom the round does not end.
    open: AtomicBool,
}

/// No round ends before all have come to stay, however many have come and gone; and each has one
/// leader. A wait that is missed would end the test by its time limit.
#[test]
fn no_round_ends_early() {
    const ROUNDS: usize = 500;
    let barrier = Arc::new(Barrier::new(TASKS as u32 + 1));
    let rounds: Arc<Vec<Round>> = Arc::new((0..ROUNDS).map(|_| Round::default()).collect());
    let (shared, all) = (barrier.clone(), rounds.clone());
    run(async move {
        tasks(TASKS as u64 + 1, |i, mut rng| {
            let (barrier, rounds) = (shared.clone(), all.clone());
            async move {
                for round in rounds.iter() {
                    if i == TASKS as u64 {
                        while round.resolved.load(SeqCst) < TASKS {
                            yield_now().await;
                        }
                        round.open.store(true, SeqCst);
                    } else {
                        while rng.one_in(2) {
                            let wait = barrier.wait();
                            let ended = patiently(rng.below(4), wait).await;
                            assert!(ended.is_none(), "before all have come");
                        }
                        round.resolved.fetch_add(1, SeqCst);
                    }
                    let led = come(&barrier, &mut rng).await;
                    assert!(round.open.load(SeqCst), "before all have come");
                    round.leaders.fetch_add(led.into(), SeqCst);
                    maybe_yield(&mut rng).await;
                }
            }
        })
        .await;
    });
    let one = |round: &Round| round.leaders.load(SeqCst) == 1;
    assert!(rounds.iter().all(one), "one leader a round");
    assert!(format!("{barrier:?}").ends_with("arrived: 0 }"));
    assert_eq!(Arc::strong_count(&barrier), 1);
}

/// Comes to stay, in one way or the other. Did it lead?
async fn come(barrier: &Arc<Barrier>, rng: &mut Rng) -> bool {
    match rng.below(4) {
        0 => barrier.wait().await.is_leader(),
        1 => barrier.clone().wait_owned().await.is_leader(),
        2 => {
            let arrival = barrier.arrive();
            maybe_yield(rng).await;
            let said = arrival.is_leader();
            assert_eq!(arrival.await.is_leader(), said);
            said
        }
        _ => barrier.clone().arrive_owned().await.is_leader(),
    }
}

/// What all did together.
#[derive(Default)]
struct Account {
    arrivals: AtomicUsize,
    leaders: AtomicUsize,
    /// Of the waits that were dropped: one that was woken had been let through, and so has counted. One
    /// that was not was withdrawn, or dropped in the moment before it would have been woken.
    dropped: Mutex<Vec<Count>>,
    finished: AtomicUsize,
}

impl Account {
    fn arrival(&self, led: bool) {
        self.arrivals.fetch_add(1, SeqCst);
        self.leaders.fetch_add(led.into(), SeqCst);
    }
}

/// Drops against the ends of generations, in any order: every arrival counts once or was withdrawn,
/// and as many as there are tasks make a leader.
#[test]
fn every_arrival_counts_once() {
    const COMINGS: usize = 2_000;
    const MEET: u32 = 3;
    let barrier = Arc::new(Barrier::new(MEET));
    let account = Arc::new(Account::default());
    let (shared, kept) = (barrier.clone(), account.clone());
    run(async move {
        tasks(TASKS as u64 + 1, |i, mut rng| {
            let (barrier, account) = (shared.clone(), kept.clone());
            async move {
                if i == TASKS as u64 {
                    // One more who comes as long as there is anybody who may wait for it.
                    while account.finished.load(SeqCst) < TASKS {
                        account.arrival(barrier.arrive().is_leader());
                        yield_now().await;
                    }
                    return;
                }
                for _ in 0..COMINGS {
                    match rng.below(4) {
                        0 => account.arrival(barrier.arrive().is_leader()),
                        1 => account.arrival(come(&barrier, &mut rng).await),
                        _ => impatiently(&barrier, &account, &mut rng).await,
                    }
                }
                account.finished.fetch_add(1, SeqCst);
            }
        })
        .await;
    });
    let dropped = account.dropped.lock().unwrap();
    let mut unknown = 0;
    for count in dropped.iter() {
        assert!(count.wakes() <= 1 && count.kept() == 0);
        account.arrivals.fetch_add(count.wakes(), SeqCst);
        unknown += 1 - count.wakes();
    }
    // To the end of the last generation.
    while format!("{barrier:?}") != format!("{:?}", Barrier::new(MEET)) {
        account.arrival(barrier.arrive().is_leader());
    }
    let leaders = account.leaders.load(SeqCst);
    let arrivals = account.arrivals.load(SeqCst);
    // Of those that were not woken a few counted, too: dropped between the end of their generation and
    // their wake-up.
    assert!(
        (arrivals..=arrivals + unknown).contains(&(leaders * MEET as usize)),
        "{leaders} leaders, {arrivals} arrivals, {unknown} that may have counted"
    );
    assert_eq!(Arc::strong_count(&barrier), 1);
}

/// Comes, and goes after a while; whether it has counted is seen in the end.
async fn impatiently(barrier: &Arc<Barrier>, account: &Account, rng: &mut Rng) {
    let mut task = Task::new(barrier.clone().wait_owned());
    let waker = task.count.waker();
    for _ in 0..=rng.below(3) {
        if let std::task::Poll::Ready(result) = task.poll_with(&waker) {
            account.arrival(result.is_leader());
            return;
        }
        yield_now().await;
    }
    drop(waker);
    let count = task.count.clone();
    drop(task);
    account.dropped.lock().unwrap().push(count);
}

/// Tasks that are aborted from outside, wherever they are, have not arrived; the others wait on.
#[test]
fn aborted_waits_are_withdrawn() {
    const WAITS: usize = 6;
    run(async {
        let barrier = Arc::new(Barrier::new(WAITS as u32 + 1));
        let mut rng = Rng::new(3);
        for _ in 0..500 {
            let waits: Vec<_> = (0..WAITS)
                .map(|i| {
                    let barrier = barrier.clone();
                    tokio::spawn(async move {
                        if i % 2 == 0 {
                            barrier.wait().await.is_leader()
                        } else {
                            barrier.wait_owned().await.is_leader()
                        }
                    })
                })
                .collect();
            maybe_yield(&mut rng).await;
            let mut stay = Vec::new();
            for wait in waits {
                if rng.one_in(2) {
                    wait.abort();
                    assert!(wait.await.unwrap_err().is_cancelled());
                } else {
                    stay.push(wait);
                }
            }
            // In place of those who are gone; then the last.
            for _ in stay.len()..WAITS {
                assert!(!barrier.arrive().is_leader());
            }
            while !format!("{barrier:?}").ends_with("arrived: 6 }") {
                yield_now().await;
            }
            assert!(barrier.wait().await.is_leader());
            for wait in stay {
                assert!(!wait.await.unwrap());
            }
        }
    });
}
