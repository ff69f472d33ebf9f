//! Threads that meet, without an executor: nothing is lost or doubled, and messages of a sender are in
//! order.

use std::{collections::BTreeSet, sync::Barrier, thread};

use mea::{
    blocking::block_on,
    mpmc::{self, TryRecvError},
};

use crate::support::Source;

#[test]
fn each_message_is_received_once_and_those_of_a_sender_in_order() {
    const SENDERS: usize = 3;
    const N: usize = 5_000;
    for capacity in [1, 7, 1_000] {
        let (tx, rx) = mpmc::bounded(capacity);
        let received: Vec<Vec<(usize, usize)>> = thread::scope(|scope| {
            for sender in 0..SENDERS {
                let tx = tx.clone();
                scope.spawn(move || {
                    (0..N).for_each(|number| block_on(tx.send((sender, number))).unwrap());
                });
            }
            drop(tx);
            let receivers: Vec<_> = (0..3)
                .map(|way| {
                    let rx = rx.clone();
                    scope.spawn(move || {
                        let mut all = Vec::new();
                        match way {
                            0 => while block_on(rx.recv_many(&mut all, 5)) != 0 {},
                            1 => {
                                while let Ok(message) = block_on(rx.clone().recv_owned()) {
                                    all.push(message);
                                }
                            }
                            _ => {
                                while let Ok(message) = block_on(rx.recv()) {
                                    all.push(message);
                                }
                            }
                        }
                        all
                    })
                })
                .collect();
            receivers.into_iter().map(|r| r.join().unwrap()).collect()
        });
        for one in &received {
            for sender in 0..SENDERS {
                let numbers = one.iter().filter(|m| m.0 == sender).map(|m| m.1);
                assert!(numbers.is_sorted(), "in order for each receiver");
            }
        }
        let all: BTreeSet<_> = received.iter().flatten().copied().collect();
        assert_eq!(all.len(), SENDERS * N);
        assert_eq!(received.iter().map(Vec::len).sum::<usize>(), SENDERS * N);
    }
}

/// Every message is received, or dropped, or handed back: once.
#[test]
fn sends_against_the_end_of_the_receivers() {
    const SENDERS: usize = 2;
    for round in 0..200 {
        let source = Source::default();
        let (tx, rx) = mpmc::unbounded();
        let start = Barrier::new(SENDERS + 2);
        let (sent, received) = thread::scope(|scope| {
            let senders: Vec<_> = (0..SENDERS)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        let mut sent = 0;
                        // Until it is closed.
                        while tx.send(source.message(sent)).is_ok() {
                            sent += 1;
                        }
                        sent
                    })
                })
                .collect();
            let receivers: Vec<_> = [rx.clone(), rx]
                .into_iter()
                .map(|rx| {
                    let start = &start;
                    scope.spawn(move || {
                        start.wait();
                        let mut received = 0;
                        while received < round && block_on(rx.recv()).is_ok() {
                            received += 1;
                        }
                        if round % 2 == 1 {
                            rx.close();
                            while block_on(rx.recv()).is_ok() {
                                received += 1;
                            }
                        }
                        received
                    })
                })
                .collect();
            (
                senders
                    .into_iter()
                    .map(|s| s.join().unwrap())
                    .sum::<usize>(),
                receivers
                    .into_iter()
                    .map(|r| r.join().unwrap())
                    .sum::<usize>(),
            )
        });
        assert!(received <= sent);
        if round % 2 == 1 {
            assert_eq!(received, sent);
        }
        assert_eq!(source.drops(), sent + SENDERS, "and one handed back each");
    }
}

/// With one thread on each side, a send that is complete can be received.
#[test]
fn a_send_that_is_complete_is_never_empty_to_try_recv() {
    let (tx, rx) = mpmc::unbounded();
    let (to, sent) = std::sync::mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            for number in 0..20_000 {
                tx.send(number).unwrap();
                to.send(number).unwrap();
            }
        });
        for number in sent {
            assert_eq!(rx.try_recv(), Ok(number));
        }
    });
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}

/// `len` may be asked for by many at a time, and never underflows.
#[test]
fn len_against_sends_and_receives() {
    const N: usize = 5_000;
    let (tx, rx) = mpmc::unbounded();
    thread::scope(|scope| {
        scope.spawn(|| (0..N).for_each(|number| tx.send(number).unwrap()));
        for _ in 0..2 {
            let rx = rx.clone();
            scope.spawn(move || {
                for _ in 0..N / 2 {
                    assert!(rx.len() <= N);
                    block_on(rx.recv()).unwrap();
                }
            });
        }
    });
    assert_eq!((rx.len(), rx.is_empty()), (0, true));
}
