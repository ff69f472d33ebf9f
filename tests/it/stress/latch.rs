//! Latches that are waited for by tasks that lose their patience, while others arrive.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering::SeqCst},
};

use mea::latch::Latch;

use super::{maybe_yield, run, tasks};
use crate::support::at_last;

const ROUNDS: u32 = 300;
const TASKS: u64 = 8;

/// In each round every task arrives once, and waits: no wait ends before all have arrived, and none is
/// missed.
#[test]
fn waits_end_when_all_have_arrived() {
    run(async {
        let rounds: Arc<Vec<_>> = Arc::new(
            (0..ROUNDS)
                .map(|_| (Arc::new(Latch::new(TASKS as u32)), AtomicU32::new(0)))
                .collect(),
        );
        tasks(TASKS, move |_, mut rng| {
            let rounds = rounds.clone();
            async move {
                for (latch, arrived) in rounds.iter() {
                    maybe_yield(&mut rng).await;
                    arrived.fetch_add(1, SeqCst);
                    latch.count_down();
                    if rng.one_in(2) {
                        at_last(&mut rng, || latch.wait()).await;
                    } else {
                        at_last(&mut rng, || latch.clone().wait_owned()).await;
                    }
                    assert_eq!(arrived.load(SeqCst), TASKS as u32, "too early");
                    assert_eq!(latch.try_wait(), Ok(()));
                }
            }
        })
        .await;
    });
}
