//! Channels whose senders and receivers lose their patience: each message is received once, or dropped
//! once, or handed back.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::mpmc;

use super::{maybe_yield, run, tasks};
use crate::support::{Message, Rng, Slot, Source, at_last, patiently};

const SENDERS: usize = 4;
const RECEIVERS: usize = 4;
const ROUNDS: usize = 1_000;

/// Ends of a channel, one for each task.
struct Ends {
    senders: Vec<Slot<mpmc::BoundedSender<Message>>>,
    receivers: Vec<Slot<mpmc::BoundedReceiver<Message>>>,
    source: Source,
    sent: AtomicUsize,
    received: AtomicUsize,
}

impl Ends {
    fn new(capacity: usize) -> Arc<Self> {
        let (tx, rx) = mpmc::bounded(capacity);
        Arc::new(Self {
            senders: (0..SENDERS).map(|_| Slot::new(tx.clone())).collect(),
            receivers: (0..RECEIVERS).map(|_| Slot::new(rx.clone())).collect(),
            source: Source::default(),
            sent: AtomicUsize::new(0),
            received: AtomicUsize::new(0),
        })
    }

    /// Sends a message in one of the ways, or gives it up. `false`: the channel is closed.
    async fn send(&self, tx: &mpmc::BoundedSender<Message>, number: usize, rng: &mut Rng) -> bool {
        let message = self.source.message(number);
        let sent = match rng.below(4) {
            0 => match patiently(rng.below(4), tx.send(message)).await {
                Some(sent) => sent.is_ok(),
                None => return true,
            },
            1 => {
                let mut slot = Some(message);
                loop {
                    let patience = rng.below(4);
                    if let Some(sent) = patiently(patience, tx.send_from(&mut slot)).await {
                        assert_eq!(slot.is_none(), sent.is_ok());
                        break sent.is_ok();
                    }
                    assert!(slot.is_some());
                }
            }
            2 => match at_last(rng, || tx.reserve()).await {
                Ok(permit) => permit.send(message).is_ok(),
                Err(_) => false,
            },
            _ => match at_last(rng, || tx.clone().reserve_owned()).await {
                Ok(permit) if rng.one_in(4) => {
                    drop(permit);
                    return true;
                }
                Ok(permit) => permit.send(message).is_ok(),
                Err(_) => false,
            },
        };
        self.sent.fetch_add(usize::from(sent), SeqCst);
        sent
    }

    /// Receives some messages in one of the ways. `false`: the channel is over.
    async fn recv(&self, rx: &mpmc::BoundedReceiver<Message>, rng: &mut Rng) -> bool {
        let mut messages = Vec::new();
        match rng.below(4) {
            0 => messages.extend(at_last(rng, || rx.recv()).await),
            1 => messages.extend(at_last(rng, || rx.clone().recv_owned()).await),
            2 => {
                let (patience, limit) = (rng.below(4), 1 + rng.below(4));
                let n = patiently(patience, rx.recv_many(&mut messages, limit)).await;
                assert_eq!(n.unwrap_or(0), messages.len());
                if n.is_none() {
                    return true;
                }
            }
            _ => match rx.try_recv() {
                Ok(message) => messages.push(message),
                Err(error) => return error == mpmc::TryRecvError::Empty,
            },
        }
        self.received.fetch_add(messages.len(), SeqCst);
        !messages.is_empty()
    }
}

/// All that was sent is received.
#[test]
fn messages_among_the_impatient() {
    for capacity in [1, 3, 100] {
        let ends = Ends::new(capacity);
        let shared = ends.clone();
        run(async move {
            tasks((SENDERS + RECEIVERS) as u64, |i, mut rng| {
                let ends = shared.clone();
                async move {
                    let i = i as usize;
                    if i < SENDERS {
                        let tx = ends.senders[i].take().unwrap();
                        for number in 0..ROUNDS {
                            assert!(ends.send(&tx, number, &mut rng).await);
                            maybe_yield(&mut rng).await;
                        }
                    } else {
                        let rx = ends.receivers[i - SENDERS].take().unwrap();
                        while ends.recv(&rx, &mut rng).await {
                            maybe_yield(&mut rng).await;
                        }
                    }
                }
            })
            .await;
        });
        assert_eq!(ends.received.load(SeqCst), ends.sent.load(SeqCst));
        assert_eq!(ends.source.drops(), SENDERS * ROUNDS);
    }
}

/// Receivers leave, and the last one closes the channel or just goes: what was sent and not received is
/// dropped, what was not sent is dropped by its sender.
#[test]
fn receivers_that_leave() {
    for round in 0..30 {
        let ends = Ends::new(1 + round % 3);
        let shared = ends.clone();
        let made = Arc::new(AtomicUsize::new(0));
        let count = made.clone();
        run(async move {
            tasks((SENDERS + RECEIVERS) as u64, |i, mut rng| {
                let (ends, made) = (shared.clone(), count.clone());
                async move {
                    let i = i as usize;
                    if i < SENDERS {
                        let tx = ends.senders[i].take().unwrap();
                        loop {
                            let number = made.fetch_add(1, SeqCst);
                            if !ends.send(&tx, number, &mut rng).await {
                                return;
                            }
                        }
                    }
                    let rx = ends.receivers[i - SENDERS].take().unwrap();
                    for _ in 0..round * i {
                        let _ = ends.recv(&rx, &mut rng).await;
                    }
                    if round % 2 == 1 {
                        rx.close();
                    }
                }
            })
            .await;
        });
        assert!(ends.received.load(SeqCst) <= ends.sent.load(SeqCst));
        assert_eq!(ends.source.drops(), made.load(SeqCst));
    }
}
