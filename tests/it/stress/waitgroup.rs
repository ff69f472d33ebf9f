//! Groups that grow and shrink while they are waited for, by tasks that lose their patience.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::waitgroup::{Wait, WaitGroup};

use super::{maybe_yield, run, tasks};
use crate::support::{BoxFuture, Rng, at_last, patiently};

const GROUPS: u64 = 8;
const ROUNDS: usize = 200;

/// A handle, counted from after it was made until before it goes: if the count is not zero, there is a
/// handle.
struct Counted {
    handle: Option<WaitGroup>,
    alive: Arc<AtomicUsize>,
}

impl Counted {
    fn new(handle: WaitGroup, alive: Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, SeqCst);
        Self {
            handle: Some(handle),
            alive,
        }
    }

    fn handle(&self) -> &WaitGroup {
        self.handle.as_ref().unwrap()
    }

    fn into_wait(mut self) -> Wait {
        self.alive.fetch_sub(1, SeqCst);
        self.handle.take().unwrap().into_future()
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Self::new(self.handle().clone(), self.alive.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            self.alive.fetch_sub(1, SeqCst);
            drop(handle);
        }
    }
}

/// Works, has others work, and waits, or not. Whoever waits does so until nobody works.
fn work(counted: Counted, depth: usize, mut rng: Rng) -> BoxFuture {
    Box::pin(async move {
        let mut others = Vec::new();
        for i in 0..depth {
            let seed = rng.below(1 << 20) as u64 + i as u64;
            let other = work(counted.clone(), depth - 1, Rng::new(seed));
            others.push(tokio::spawn(other));
            maybe_yield(&mut rng).await;
        }
        assert!(counted.handle().len() > 0);
        let alive = counted.alive.clone();
        match rng.below(4) {
            0 => drop(counted),
            1 => {
                let wait = counted.into_wait();
                if patiently(rng.below(4), wait).await.is_some() {
                    assert_eq!(alive.load(SeqCst), 0, "too early");
                }
            }
            _ => {
                let wait = counted.into_wait();
                at_last(&mut rng, || wait.clone()).await;
                assert_eq!(alive.load(SeqCst), 0, "too early");
                wait.await;
            }
        }
        for other in others {
            other.await.unwrap();
        }
    })
}

/// No wait ends while there is a handle, and none is missed: that would end the test by its time
/// limit.
#[test]
fn waits_end_when_all_handles_are_gone() {
    run(async {
        tasks(GROUPS, |_, mut rng| async move {
            for _ in 0..ROUNDS {
                let alive = Arc::new(AtomicUsize::new(0));
                let counted = Counted::new(WaitGroup::new(), alive.clone());
                let seed = rng.below(1 << 20) as u64;
                let root = tokio::spawn(work(counted.clone(), 3, Rng::new(seed)));
                maybe_yield(&mut rng).await;
                let wait = counted.into_wait();
                at_last(&mut rng, || wait.clone()).await;
                assert_eq!(alive.load(SeqCst), 0, "too early");
                root.await.unwrap();
            }
        })
        .await;
    });
}

/// Tasks that are aborted from outside, wherever they are, give their handles up.
#[test]
fn aborted_tasks_are_not_waited_for() {
    run(async {
        tasks(4, |_, mut rng| async move {
            for _ in 0..300 {
                let group = WaitGroup::new();
                let alive = Arc::new(AtomicUsize::new(0));
                let handles: Vec<_> = (0..6)
                    .map(|i| {
                        let counted = Counted::new(group.clone(), alive.clone());
                        tokio::spawn(async move {
                            match i % 3 {
                                // Works for ever, if it is left alone.
                                0 => {
                                    let _counted = counted;
                                    std::future::pending::<()>().await;
                                }
                                1 => counted.into_wait().await,
                                _ => {
                                    let _second = counted.clone();
                                    tokio::task::yield_now().await;
                                }
                            }
                        })
                    })
                    .collect();
                maybe_yield(&mut rng).await;
                for (i, handle) in handles.iter().enumerate() {
                    if i % 3 == 0 || rng.one_in(2) {
                        handle.abort();
                    }
                }
                let wait = group.into_future();
                at_last(&mut rng, || wait.clone()).await;
                assert_eq!(alive.load(SeqCst), 0, "too early");
                for handle in handles {
                    let _ = handle.await;
                }
            }
        })
        .await;
    });
}
