//! Several senders, and receivers that come, go and lose their patience: nobody goes back in time, all see
//! the last value, and each value is dropped once.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::watch::{self, Receiver};

use super::{maybe_yield, run, tasks};
use crate::support::{Rng, patiently};

const SENDERS: u64 = 4;
const WATCHERS: u64 = 8;
const ROUNDS: usize = 1_000;

/// Counts those that live.
struct Value {
    changes: usize,
    lives: Arc<AtomicUsize>,
}

impl Value {
    fn new(changes: usize, lives: &Arc<AtomicUsize>) -> Self {
        lives.fetch_add(1, SeqCst);
        Self {
            changes,
            lives: lives.clone(),
        }
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        Self::new(self.changes, &self.lives)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.lives.fetch_sub(1, SeqCst);
    }
}

/// Watches until there are no senders; returns the last value.
async fn watch_all(mut receiver: Receiver<Value>, mut rng: Rng) -> usize {
    let mut last = 0;
    let mut kept = None;
    loop {
        let found = match rng.below(5) {
            0 => patiently(rng.below(3), receiver.changed()).await,
            1 => {
                let news = patiently(rng.below(3), receiver.recv()).await;
                news.map(|value| value.map(|value| last = value.changes.max(last)))
            }
            2 => {
                let (back, result) = receiver.changed_owned().await;
                receiver = back;
                Some(result)
            }
            3 => {
                let next = receiver.wait_for(|value| value.changes > last).await;
                Some(next.map(|value| kept = Some(value)))
            }
            _ => Some(receiver.changed().await),
        };
        let now = receiver.borrow();
        assert!(now.changes >= last, "back in time");
        last = now.changes;
        if rng.one_in(4) {
            kept = Some(now);
        }
        match found {
            Some(Err(_)) if receiver.has_changed().is_err() => return last,
            _ => maybe_yield(&mut rng).await,
        }
        if rng.one_in(8) {
            receiver = receiver.clone();
            kept = None;
        }
    }
}

#[test]
fn all_see_the_last_of_all_changes() {
    let lives = Arc::new(AtomicUsize::new(0));
    let counted = lives.clone();
    run(async move {
        let (sender, receiver) = watch::channel(Value::new(0, &counted));
        let watchers: Vec<_> = (0..WATCHERS)
            .map(|i| tokio::spawn(watch_all(receiver.clone(), Rng::new(100 + i))))
            .collect();
        drop(receiver);
        tasks(SENDERS, |_, mut rng| {
            let sender = sender.clone();
            async move {
                for _ in 0..ROUNDS {
                    if rng.one_in(3) {
                        let mut wanted = rng.one_in(2);
                        while !sender.send_if_modified(|value| {
                            value.changes += 1;
                            wanted
                        }) {
                            wanted = true;
                        }
                    } else {
                        sender.send_modify(|value| value.changes += 1);
                    }
                    maybe_yield(&mut rng).await;
                }
            }
        })
        .await;
        drop(sender);
        for watcher in watchers {
            assert_eq!(watcher.await.unwrap(), SENDERS as usize * ROUNDS);
        }
    });
    assert_eq!(lives.load(SeqCst), 0);
}
