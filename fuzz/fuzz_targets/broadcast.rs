//! Both broadcast channels against a plain model: all messages ever sent, and a position for each receiver.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mea::broadcast::{
    self, BoundedReceiver, BoundedSender,
    overflow::{self, Receiver, Sender},
};
use mea_fuzz::{Counted, Source, Task, pick};

#[derive(Arbitrary, Debug)]
enum Op {
    Send,
    /// One that waits for room; polled once.
    Begin,
    Poll(u8),
    Cancel(u8),
    TryRecv(u8),
    Subscribe,
    Resubscribe(u8),
    CloneReceiver(u8),
    DropReceiver(u8),
    CloneSender,
    DropSender,
}

/// What comes of a `try_recv`.
#[derive(Debug, PartialEq)]
enum Got {
    Message(usize),
    Lagged(usize),
    Empty,
    Over,
}

/// With the number of the message that is next.
type Receivers<R> = Vec<(R, usize)>;

/// The next one for a receiver at `next`, when `oldest..sent` are there; and where it is then.
fn expected(next: &mut usize, oldest: usize, sent: usize, over: bool) -> Got {
    if *next < oldest {
        let lost = oldest - *next;
        *next = oldest;
        return Got::Lagged(lost);
    }
    if *next == sent {
        return if over { Got::Over } else { Got::Empty };
    }
    *next += 1;
    Got::Message(*next - 1)
}

/// What is the same of both channels: ends that are cloned and dropped.
fn come_and_go<S: Clone, R: Clone>(op: &Op, senders: &mut Vec<S>, receivers: &mut Receivers<R>) {
    match *op {
        Op::CloneReceiver(at) => {
            let new = pick(at, receivers.len()).map(|at| receivers[at].clone());
            receivers.extend(new);
        }
        Op::DropReceiver(at) => {
            if let Some(at) = pick(at, receivers.len()) {
                drop(receivers.swap_remove(at));
            }
        }
        Op::CloneSender => senders.extend(senders.last().cloned()),
        Op::DropSender => drop(senders.pop()),
        _ => unreachable!("an operation on messages"),
    }
}

fn lossy(capacity: usize, ops: Vec<Op>) {
    let source = Source::default();
    let (sender, receiver) = overflow::channel(capacity);
    let mut senders: Vec<Sender<Counted>> = vec![sender];
    let mut receivers: Receivers<Receiver<Counted>> = vec![(receiver, 0)];
    let mut sent: usize = 0;
    for op in ops {
        let oldest = sent.saturating_sub(capacity);
        match op {
            Op::Send | Op::Begin => {
                let Some(sender) = senders.last() else {
                    continue;
                };
                sender.send(source.make(sent));
                sent += usize::from(!receivers.is_empty());
            }
            Op::TryRecv(at) | Op::Poll(at) | Op::Cancel(at) => {
                let Some(at) = pick(at, receivers.len()) else {
                    continue;
                };
                let (receiver, next) = &mut receivers[at];
                let got = match receiver.try_recv() {
                    Ok(message) => Got::Message(message.n),
                    Err(overflow::TryRecvError::Lagged(n)) => Got::Lagged(n as usize),
                    Err(overflow::TryRecvError::Empty) => Got::Empty,
                    Err(overflow::TryRecvError::Disconnected) => Got::Over,
                };
                assert_eq!(got, expected(next, oldest, sent, senders.is_empty()));
            }
            Op::Subscribe => receivers.extend(senders.last().map(|tx| (tx.subscribe(), sent))),
            Op::Resubscribe(at) => {
                let Some(at) = pick(at, receivers.len()) else {
                    continue;
                };
                let new = receivers[at].0.resubscribe();
                receivers.push((new, sent));
            }
            Op::CloneReceiver(_) | Op::DropReceiver(_) | Op::CloneSender | Op::DropSender => {
                come_and_go(&op, &mut senders, &mut receivers);
            }
        }
        // What somebody still has to get is kept, and nothing else.
        let oldest = sent.saturating_sub(capacity);
        let kept = receivers
            .iter()
            .map(|(_, next)| sent - (*next).max(oldest))
            .max();
        assert_eq!(source.alive(), kept.unwrap_or(0));
    }
    drop((senders, receivers));
    assert_eq!(source.alive(), 0);
}

fn lossless(capacity: usize, ops: Vec<Op>) {
    let source = Source::default();
    let (sender, receiver) = broadcast::bounded(capacity);
    let mut senders: Vec<BoundedSender<Counted>> = vec![sender];
    let mut receivers: Receivers<BoundedReceiver<Counted>> = vec![(receiver, 0)];
    let mut waits: Vec<Task<bool>> = Vec::new();
    // What was received, by the number that it was made with: all receivers see the same order.
    let mut log: Vec<usize> = Vec::new();
    let mut made = 0;
    for op in ops {
        match op {
            Op::Send => {
                let Some(sender) = senders.last() else {
                    continue;
                };
                made += 1;
                let nobody = receivers.is_empty();
                match sender.try_send(source.make(made)) {
                    Ok(()) => assert!(!nobody),
                    Err(error) => assert_eq!(error.into_inner().n, made),
                }
            }
            Op::Begin => {
                let Some(sender) = senders.last().cloned() else {
                    continue;
                };
                made += 1;
                let message = source.make(made);
                let mut task = Task::new(async move { sender.send(message).await.is_ok() });
                match task.poll() {
                    Some(sent) => assert_eq!(sent, !receivers.is_empty()),
                    None => waits.push(task),
                }
            }
            Op::Poll(at) => {
                let Some(at) = pick(at, waits.len()) else {
                    continue;
                };
                let woken = waits[at].is_woken();
                let done = waits[at].poll();
                assert_eq!(
                    done.is_some(),
                    woken,
                    "who is woken goes on, and nobody else"
                );
                if done.is_some() {
                    waits.swap_remove(at);
                }
            }
            Op::Cancel(at) => {
                let Some(at) = pick(at, waits.len()) else {
                    continue;
                };
                waits.swap_remove(at);
            }
            Op::TryRecv(at) => {
                let Some(at) = pick(at, receivers.len()) else {
                    continue;
                };
                let (receiver, next) = &mut receivers[at];
                let Ok(message) = receiver.try_recv() else {
                    continue;
                };
                if *next < log.len() {
                    assert_eq!(
                        log[*next], message.n,
                        "another one has received something else"
                    );
                } else {
                    assert_eq!(*next, log.len());
                    log.push(message.n);
                }
                *next += 1;
            }
            Op::Subscribe | Op::Resubscribe(_) if receivers.is_empty() => {}
            Op::Subscribe | Op::Resubscribe(_) => {
                // Its first message is the next to be sent: how many are before that says the one that
                // has most of them to come.
                let behind = receivers
                    .iter()
                    .map(|(receiver, next)| next + receiver.len());
                let next = behind.max().expect("there is one");
                let Some(sender) = senders.last() else {
                    continue;
                };
                if next == log.len() {
                    receivers.push((sender.subscribe(), next));
                }
            }
            Op::CloneReceiver(_) | Op::DropReceiver(_) | Op::CloneSender | Op::DropSender => {
                come_and_go(&op, &mut senders, &mut receivers);
            }
        }
        let most = receivers.iter().map(|(receiver, _)| receiver.len()).max();
        assert!(most.unwrap_or(0) <= capacity, "more than there is room for");
        // Who can go on was woken: nobody waits while there is room.
        if most.unwrap_or(0) < capacity {
            assert!(waits.is_empty() || waits.iter().any(|wait| wait.is_woken()));
        }
    }
    // Those that are left are received, or come back.
    while let Some((mut receiver, _)) = receivers.pop() {
        while receiver.try_recv().is_ok() {}
    }
    for mut wait in waits {
        assert!(wait.poll().is_some(), "nobody is left to wait for");
    }
    drop(senders);
    assert_eq!(source.alive(), 0);
}

fuzz_target!(|input: (u8, bool, Vec<Op>)| {
    let (capacity, loses, ops) = input;
    let capacity = 1 + usize::from(capacity % 4);
    if loses {
        lossy(capacity, ops)
    } else {
        lossless(capacity, ops)
    }
});
