//! Tasks that wait for each other.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::{barrier::Barrier, latch::Latch, waitgroup::WaitGroup};

use crate::{
    Runtime,
    crew::{at_last, crew, maybe_yield},
};

const TASKS: usize = 4;

/// Nobody begins a round before all have come to the end of the one before, and each has one leader.
pub(super) async fn barrier<R: Runtime>(n: usize) {
    let barrier = Arc::new(Barrier::new(TASKS as u32));
    let (come, led) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (arrived, leaders) = (come.clone(), led.clone());
    let meet = barrier.clone();
    crew::<R, _>(TASKS, move |_| {
        let (barrier, come, led) = (meet.clone(), arrived.clone(), leaders.clone());
        async move {
            for round in 1..=n {
                maybe_yield::<R>().await;
                come.fetch_add(1, SeqCst);
                // It has come to stay: a wait that is given up does not count.
                let leads = match R::below(3) {
                    0 => barrier.wait().await.is_leader(),
                    1 => barrier.clone().wait_owned().await.is_leader(),
                    _ => barrier.arrive().await.is_leader(),
                };
                led.fetch_add(leads.into(), SeqCst);
                assert!(come.load(SeqCst) >= round * TASKS, "too early");
            }
        }
    })
    .await;
    assert_eq!(led.load(SeqCst), n, "one leader a round");
    assert_eq!(Arc::strong_count(&barrier), 1);
}

/// No wait ends before all have arrived, or all members are gone.
pub(super) async fn latch_and_waitgroup<R: Runtime>(n: usize) {
    for _ in 0..n {
        let latch = Arc::new(Latch::new(TASKS as u32));
        let (group, work) = (WaitGroup::new(), Arc::new(AtomicUsize::new(0)));
        let tasks = crew::<R, _>(TASKS, |_| {
            let (latch, member, work) = (latch.clone(), group.clone(), work.clone());
            async move {
                maybe_yield::<R>().await;
                work.fetch_add(1, SeqCst);
                latch.count_down();
                if R::one_in(2) {
                    at_last!(R, latch.wait());
                } else {
                    at_last!(R, latch.clone().wait_owned());
                }
                assert_eq!(work.load(SeqCst) % 100, TASKS, "too early");
                work.fetch_add(100, SeqCst);
                drop(member);
            }
        });
        let wait = group.into_future();
        at_last!(R, wait.clone());
        assert_eq!(work.load(SeqCst), TASKS * 101, "too early");
        tasks.await;
    }
}
