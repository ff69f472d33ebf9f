//! Four senders that lose their patience, and a receiver that does: each message comes once, in the
//! order of its sender, or goes back, or is dropped.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::mpsc::{self, BoundedSender, Kind, Receiver, TryRecvError, UnboundedSender};
use tokio::task::yield_now;

use super::{maybe_yield, run};
use crate::support::{Rng, at_last, patiently};

const SENDERS: usize = 4;
const MESSAGES: usize = 3_000;

/// Messages that were made, and are gone.
#[derive(Clone, Default)]
struct Counts {
    made: Arc<AtomicUsize>,
    gone: Arc<AtomicUsize>,
}

struct Message {
    from: usize,
    number: usize,
    gone: Arc<AtomicUsize>,
}

impl Counts {
    fn message(&self, from: usize, number: usize) -> Message {
        self.made.fetch_add(1, SeqCst);
        Message {
            from,
            number,
            gone: self.gone.clone(),
        }
    }

    #[track_caller]
    fn assert_all_gone(&self) {
        assert_eq!(self.made.load(SeqCst), self.gone.load(SeqCst));
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.gone.fetch_add(1, SeqCst);
    }
}

/// Sends in every way, until all is sent or the channel is closed; returns how many it sent.
async fn send_bounded(tx: BoundedSender<Message>, from: usize, counts: Counts) -> usize {
    let mut rng = Rng::new(from as u64 + 1);
    for number in 0..MESSAGES {
        let make = || counts.message(from, number);
        let sent = match rng.below(5) {
            // One that is given up was not sent.
            0 => at_last(&mut rng, || tx.send(make())).await.is_ok(),
            1 => {
                let mut slot = Some(make());
                let sent = loop {
                    match patiently(rng.below(4), tx.send_from(&mut slot)).await {
                        Some(sent) => break sent.is_ok(),
                        None => assert!(slot.is_some()),
                    }
                };
                assert_eq!(slot.is_none(), sent);
                sent
            }
            2 => match at_last(&mut rng, || tx.reserve()).await {
                Ok(permit) => {
                    maybe_yield(&mut rng).await;
                    permit.send(make()).is_ok()
                }
                Err(_) => false,
            },
            3 => match at_last(&mut rng, || tx.clone().reserve_owned()).await {
                Ok(permit) if rng.one_in(3) => {
                    let tx = permit.release();
                    tx.send(make()).await.is_ok()
                }
                Ok(permit) => permit.send(make()).is_ok(),
                Err(_) => false,
            },
            _ => {
                let mut message = make();
                loop {
                    match tx.try_send(message) {
                        Ok(()) => break true,
                        Err(error) if error.is_disconnected() => break false,
                        Err(error) => message = error.into_inner(),
                    }
                    yield_now().await;
                }
            }
        };
        if !sent {
            return number;
        }
        maybe_yield(&mut rng).await;
    }
    MESSAGES
}

async fn send_unbounded(tx: UnboundedSender<Message>, from: usize, counts: Counts) -> usize {
    let mut rng = Rng::new(from as u64 + 1);
    for number in 0..MESSAGES {
        if tx.send(counts.message(from, number)).is_err() {
            return number;
        }
        maybe_yield(&mut rng).await;
    }
    MESSAGES
}

/// Receives in every way, up to `most` messages; returns how many of each sender there were.
async fn receive<K: Kind>(
    rx: &mut Receiver<Message, K>,
    rng: &mut Rng,
    most: usize,
) -> [usize; SENDERS] {
    let mut next = [0; SENDERS];
    let mut buffer = Vec::new();
    while next.iter().sum::<usize>() < most {
        let over = match rng.below(3) {
            0 => match patiently(rng.below(4), rx.recv()).await {
                Some(Ok(message)) => {
                    buffer.push(message);
                    false
                }
                Some(Err(_)) => true,
                None => false,
            },
            1 => {
                let limit = 1 + rng.below(100);
                let recv = rx.recv_many(&mut buffer, limit);
                patiently(rng.below(4), recv).await == Some(0)
            }
            _ => match rx.try_recv() {
                Ok(message) => {
                    buffer.push(message);
                    false
                }
                Err(TryRecvError::Empty) => {
                    // Left to be woken.
                    match rx.recv().await {
                        Ok(message) => {
                            buffer.push(message);
                            false
                        }
                        Err(_) => true,
                    }
                }
                Err(TryRecvError::Disconnected) => true,
            },
        };
        for message in buffer.drain(..) {
            assert_eq!(message.number, next[message.from], "of {}", message.from);
            next[message.from] += 1;
        }
        if over {
            assert!(rx.is_closed() && rx.is_empty());
            break;
        }
        maybe_yield(rng).await;
    }
    next
}

/// How it ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    AllReceived,
    Closed,
    Dropped,
}

/// The receiver takes part of it, and then ends so.
async fn meet<K: Kind, S>(
    (tx, mut rx): (mpsc::Sender<Message, K>, Receiver<Message, K>),
    send: impl Fn(mpsc::Sender<Message, K>, usize, Counts) -> S,
    end: End,
    seed: u64,
) where
    S: Future<Output = usize> + Send + 'static,
{
    let counts = Counts::default();
    let senders: Vec<_> = (0..SENDERS)
        .map(|from| tokio::spawn(send(tx.clone(), from, counts.clone())))
        .collect();
    drop(tx);
    let mut rng = Rng::new(seed);
    let most = match end {
        End::AllReceived => usize::MAX,
        _ => rng.below(SENDERS * MESSAGES),
    };
    let mut received = receive(&mut rx, &mut rng, most).await;
    if end == End::Closed {
        rx.close();
        while let Ok(message) = rx.try_recv() {
            assert_eq!(message.number, received[message.from]);
            received[message.from] += 1;
        }
        assert!(rx.recv().await.is_err());
    }
    drop(rx);
    for (sender, received) in senders.into_iter().zip(received) {
        let sent = sender.await.unwrap();
        match end {
            End::AllReceived => assert_eq!((sent, received), (MESSAGES, MESSAGES)),
            End::Closed => assert_eq!(sent, received),
            End::Dropped => assert!(sent >= received),
        }
    }
    counts.assert_all_gone();
}

#[test]
fn each_message_of_a_bounded_channel_comes_once_and_in_order() {
    run(async {
        for capacity in [1, 3, 100] {
            meet(mpsc::bounded(capacity), send_bounded, End::AllReceived, 1).await;
        }
    });
}

#[test]
fn each_message_of_an_unbounded_channel_comes_once_and_in_order() {
    run(async {
        for seed in 1..6 {
            meet(mpsc::unbounded(), send_unbounded, End::AllReceived, seed).await;
        }
    });
}

#[test]
fn a_bounded_channel_that_is_closed_keeps_nothing() {
    run(async {
        for seed in 1..8 {
            for end in [End::Closed, End::Dropped] {
                meet(mpsc::bounded(3), send_bounded, end, seed).await;
            }
        }
    });
}

#[test]
fn an_unbounded_channel_that_is_closed_keeps_nothing() {
    run(async {
        for seed in 1..20 {
            for end in [End::Closed, End::Dropped] {
                meet(mpsc::unbounded(), send_unbounded, end, seed).await;
            }
        }
    });
}
