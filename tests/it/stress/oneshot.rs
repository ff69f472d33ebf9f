//! Requests with answers: every message is received, given back or dropped, once.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::oneshot::{self, Receiver, Sender};

use super::{maybe_yield, run, tasks};
use crate::support::{Rng, patiently};

const TASKS: u64 = 8;
const ROUNDS: usize = 2_000;

/// What became of the messages.
#[derive(Default)]
struct Ledger {
    sent: AtomicUsize,
    received: AtomicUsize,
    came_back: AtomicUsize,
    drops: AtomicUsize,
}

struct Message(Arc<Ledger>);

impl Drop for Message {
    fn drop(&mut self) {
        self.0.drops.fetch_add(1, SeqCst);
    }
}

async fn answer(mut sender: Sender<Message>, ledger: Arc<Ledger>, mut rng: Rng) {
    maybe_yield(&mut rng).await;
    if rng.one_in(3) && patiently(rng.below(3), sender.closed()).await.is_some() {
        assert!(sender.is_closed());
    }
    if rng.one_in(5) {
        return;
    }
    ledger.sent.fetch_add(1, SeqCst);
    if let Err(unsent) = sender.send(Message(ledger.clone())) {
        ledger.came_back.fetch_add(1, SeqCst);
        drop(unsent.into_inner());
    }
}

async fn ask(mut receiver: Receiver<Message>, ledger: Arc<Ledger>, rng: &mut Rng) {
    let received = match rng.below(5) {
        0 => return,
        1 => receiver.try_recv().ok(),
        2 => {
            // Given up, tried again, closed.
            let first = patiently(rng.below(4), receiver.recv()).await;
            match first {
                Some(result) => result.ok(),
                None => {
                    receiver.close();
                    receiver.recv().await.ok()
                }
            }
        }
        3 => match patiently(rng.below(4), receiver.into_future()).await {
            Some(result) => result.ok(),
            None => None,
        },
        _ => receiver.await.ok(),
    };
    if received.is_some() {
        ledger.received.fetch_add(1, SeqCst);
    }
}

#[test]
fn messages_are_conserved() {
    let ledger = Arc::new(Ledger::default());
    let shared = ledger.clone();
    run(async move {
        tasks(TASKS, |i, mut rng| {
            let ledger = shared.clone();
            async move {
                for round in 0..ROUNDS {
                    let (sender, receiver) = oneshot::channel();
                    let seed = Rng::new(i * ROUNDS as u64 + round as u64);
                    let answer = tokio::spawn(answer(sender, ledger.clone(), seed));
                    ask(receiver, ledger.clone(), &mut rng).await;
                    if rng.one_in(8) {
                        answer.abort();
                    }
                    let _ = answer.await;
                }
            }
        })
        .await;
    });
    let load = |count: &AtomicUsize| count.load(SeqCst);
    assert_eq!(load(&ledger.drops), load(&ledger.sent));
    assert!(load(&ledger.received) + load(&ledger.came_back) <= load(&ledger.sent));
    assert!(load(&ledger.received) > 0 && load(&ledger.came_back) > 0);
    assert_eq!(Arc::strong_count(&ledger), 1);
}
