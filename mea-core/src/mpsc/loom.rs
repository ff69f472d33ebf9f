//! The channel under loom, where a block has two slots. Without a bound of forced switches most of these
//! do not end in minutes: each message is several steps.

mod room;

use core::{pin::pin, task::Context};
use std::{
    boxed::Box,
    sync::{
        Arc,
        atomic::{AtomicUsize as Count, Ordering::SeqCst},
    },
    vec::Vec,
};

use super::*;
use crate::{
    sync::model::{Crossing, Watched, block_on, bounded as at_most, poll, spawn},
    wake::tests::Wakes,
};

/// A message that loom checks for races, and that counts its end.
struct Message {
    value: usize,
    written: Watched,
    drops: Arc<Count>,
}

/// What is sent in a test.
#[derive(Clone)]
struct Source(Arc<Count>);

impl Source {
    fn new() -> Self {
        Self(Arc::new(Count::new(0)))
    }

    fn make(&self, value: usize) -> Message {
        let written = Watched::new(0);
        written.bump();
        Message {
            value,
            written,
            drops: self.0.clone(),
        }
    }

    fn drops(&self) -> usize {
        self.0.load(SeqCst)
    }
}

impl Message {
    fn open(self) -> usize {
        assert_eq!(self.written.bump(), 2);
        self.value
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.written.bump();
        self.drops.fetch_add(1, SeqCst);
    }
}

/// Three messages, across the end of a block, and then the end.
#[test]
fn sends_against_recvs() {
    at_most(2, || {
        let source = Source::new();
        let (tx, mut rx) = unbounded();
        let mine = source.clone();
        let t = spawn(move || {
            for value in 1..=3 {
                assert!(tx.send(mine.make(value)).is_ok());
            }
        });
        for value in 1..=3 {
            assert_eq!(block_on(rx.recv()).ok().map(Message::open), Some(value));
        }
        assert!(block_on(rx.recv()).is_err());
        t.join().unwrap();
        assert_eq!(source.drops(), 3);
    });
}

/// Each sender's messages come in their order, across the end of a block, and none is missed.
#[test]
fn two_senders_against_looks() {
    at_most(2, || {
        let source = Source::new();
        let (tx, mut rx) = unbounded();
        let threads = [10, 20].map(|first| {
            let (tx, mine) = (tx.clone(), source.clone());
            spawn(move || {
                for value in [first, first + 1] {
                    assert!(tx.send(mine.make(value)).is_ok());
                }
            })
        });
        drop(tx);
        let mut seen = Vec::new();
        for _ in 0..2 {
            seen.extend(rx.try_recv().map(Message::open));
        }
        for t in threads {
            t.join().unwrap();
        }
        while let Ok(message) = rx.try_recv() {
            seen.push(message.open());
        }
        assert_eq!(seen.len(), 4);
        for first in [10, 20] {
            let place = |value| seen.iter().position(|&v| v == value).unwrap();
            assert!(place(first) < place(first + 1));
        }
    });
}

/// What was sent can be received, also while another sender is in the middle of it, whatever block
/// they are in.
#[test]
fn a_complete_send_is_found() {
    for before in 0..=2 {
        at_most(3, move || {
            let (tx, mut rx) = unbounded();
            for _ in 0..before {
                tx.send(0).unwrap();
                rx.try_recv().unwrap();
            }
            let other = tx.clone();
            let t = spawn(move || {
                other.send(1).unwrap();
                other.send(2).unwrap();
            });
            tx.send(10).unwrap();
            let mut seen = Vec::new();
            while !seen.contains(&10) {
                seen.push(rx.try_recv().expect("it was sent"));
            }
            t.join().unwrap();
            while let Ok(value) = rx.try_recv() {
                seen.push(value);
            }
            seen.retain(|&value| value != 10);
            assert_eq!(seen, [1, 2]);
        });
    }
}

/// `len` counts what was sent, while others send.
#[test]
fn len_against_send() {
    at_most(3, || {
        let (tx, rx) = unbounded();
        let other = tx.clone();
        let t = spawn(move || {
            other.send(1).unwrap();
            other.send(2).unwrap();
        });
        tx.send(10).unwrap();
        assert!((1..=3).contains(&rx.len()));
        assert!(!rx.is_empty());
        t.join().unwrap();
        assert_eq!(rx.len(), 3);
    });
}

/// A message that is sent while the receiver is dropped is dropped once, or handed back.
#[test]
fn sends_against_receiver_drop() {
    for before in 0..2 {
        at_most(3, move || {
            let source = Source::new();
            let (tx, rx) = unbounded();
            for _ in 0..before {
                assert!(tx.send(source.make(0)).is_ok());
            }
            let mine = source.clone();
            let t = spawn(move || {
                for value in 1..=2 {
                    if let Err(error) = tx.send(mine.make(value)) {
                        assert_eq!(error.into_inner().open(), value);
                    }
                }
                tx
            });
            drop(rx);
            let tx = t.join().unwrap();
            assert_eq!(source.drops(), before + 2, "none waits for the senders");
            assert!(tx.is_closed());
        });
    }
}

/// What was done before the channel was closed is seen by whoever cannot send any more.
#[test]
fn a_send_that_fails_comes_after_close() {
    for before in 0..=2 {
        at_most(4, move || {
            let (tx, mut rx) = unbounded();
            for _ in 0..before {
                tx.send(0).unwrap();
            }
            let watched = Arc::new(Watched::new(0));
            let mine = watched.clone();
            let t = spawn(move || {
                if tx.send(1).is_err() {
                    assert_eq!(mine.read(), 1);
                }
            });
            watched.bump();
            rx.close();
            t.join().unwrap();
        });
    }
}

/// A receiver that sees that the senders are gone has all messages.
#[test]
fn is_closed_against_send_and_last_drop() {
    at_most(4, || {
        let (tx, mut rx) = unbounded();
        let t = spawn(move || tx.send(1).unwrap());
        if rx.is_closed() {
            assert_eq!(rx.len(), 1);
            assert_eq!(rx.try_recv(), Ok(1));
            assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
        }
        t.join().unwrap();
        assert!(rx.is_closed());
    });
}

/// The same with two senders, and a receiver that closes and receives the rest.
#[test]
fn sends_against_close() {
    at_most(3, || {
        let source = Source::new();
        let (tx, mut rx) = unbounded();
        let threads = [1, 2].map(|value| {
            let (tx, mine) = (tx.clone(), source.clone());
            spawn(move || {
                tx.send(mine.make(value))
                    .map_err(|e| e.into_inner().open())
                    .is_ok()
            })
        });
        drop(tx);
        rx.close();
        let mut received = 0;
        while let Ok(message) = block_on(rx.recv()) {
            message.open();
            received += 1;
        }
        let sent = threads.map(|t| t.join().unwrap());
        assert_eq!(sent.iter().filter(|&&ok| ok).count(), received);
        assert_eq!(source.drops(), 2);
        drop(rx);
    });
}

/// Whoever waits hears of the end, and sees what was done before each of the senders went.
#[test]
fn last_sender_drop_against_recv() {
    for used in [false, true] {
        at_most(2, move || {
            let (tx, mut rx) = unbounded::<usize>();
            if used {
                tx.send(0).unwrap();
                rx.try_recv().unwrap();
            }
            let done = [(); 2].map(|()| Arc::new(Watched::new(0)));
            let mut senders = [tx.clone(), tx].into_iter();
            let threads = done.clone().map(|mine| {
                let tx = senders.next();
                spawn(move || {
                    mine.bump();
                    drop(tx);
                })
            });
            assert!(block_on(rx.recv()).is_err());
            assert!(done.iter().all(|theirs| theirs.read() == 1));
            for t in threads {
                t.join().unwrap();
            }
        });
    }
}

/// Nobody hears of the end before a message, also if that is in a block before the last.
#[test]
fn message_and_last_sender_drop_against_try_recv() {
    at_most(3, || {
        let (tx, mut rx) = unbounded();
        // The next one is the last of its block.
        tx.send(0).unwrap();
        rx.try_recv().unwrap();
        let other = tx.clone();
        let t = spawn(move || other.send(1).unwrap());
        let u = spawn(move || drop(tx));
        assert_ne!(rx.try_recv(), Err(TryRecvError::Disconnected));
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// What the receiver did before it closed the channel is seen by a sender that looks whether it is closed.
#[test]
fn is_closed_against_close() {
    at_most(4, || {
        let (tx, mut rx) = unbounded::<usize>();
        let done = Arc::new(Watched::new(0));
        let mine = done.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            mine.bump();
            there.around(|| rx.close());
        });
        if here.around(|| tx.is_closed()) {
            assert_eq!(done.read(), 1);
        }
        t.join().unwrap();
    });
}

#[test]
fn last_sender_drop_against_close_and_recv() {
    at_most(3, || {
        let (tx, mut rx) = unbounded();
        let t = spawn(move || {
            let _ = tx.send(1);
        });
        rx.close();
        let first = block_on(rx.recv());
        if first.is_ok() {
            assert!(block_on(rx.recv()).is_err());
        }
        t.join().unwrap();
    });
}

/// A weak sender makes a sender, or the channel is over.
#[test]
fn upgrade_against_last_drop() {
    at_most(3, || {
        let (tx, mut rx) = unbounded();
        let weak = tx.downgrade();
        let t = spawn(move || drop(tx));
        let sent = weak.upgrade().is_some_and(|tx| tx.send(1).is_ok());
        assert_eq!(block_on(rx.recv()).is_ok(), sent);
        assert!(block_on(rx.recv()).is_err());
        t.join().unwrap();
    });
}

/// A wait that is dropped loses nothing, and the next one is woken.
#[test]
fn cancelled_recv_against_send() {
    at_most(2, || {
        let (tx, mut rx) = unbounded();
        let t = spawn(move || {
            tx.send(1).unwrap();
            tx.send(2).unwrap();
        });
        let mut recv = Box::pin(rx.recv());
        let first = poll(recv.as_mut());
        drop(recv);
        let seen = match first {
            Some(value) => value.unwrap(),
            None => block_on(rx.recv()).unwrap(),
        };
        assert_eq!(seen, 1);
        assert_eq!(block_on(rx.recv()), Ok(2));
        t.join().unwrap();
    });
}

/// Whoever waits by a poll is woken for a message, although it is taken before.
#[test]
fn send_against_a_look_beside_a_poll() {
    for many in [false, true] {
        at_most(3, move || {
            let (tx, mut rx) = unbounded();
            let bell = Wakes::default();
            let waker = bell.waker();
            assert!(rx.poll_recv(&mut Context::from_waker(&waker)).is_pending());
            // Kept until then: its end would wake, too.
            let t = spawn(move || {
                tx.send(1).unwrap();
                tx
            });
            if many && !rx.is_empty() {
                assert_eq!(poll(pin!(rx.recv_many(&mut Vec::new(), 1))), Some(1));
            } else if !many {
                let _ = rx.try_recv();
            }
            let tx = t.join().unwrap();
            assert_eq!(bell.count(), 1);
            drop(tx);
        });
    }
}

/// Whoever waits for room gets it.
#[test]
fn bounded_sends_against_recvs() {
    at_most(2, || {
        let source = Source::new();
        let (tx, mut rx) = bounded(1);
        let mine = source.clone();
        let t = spawn(move || {
            assert!(block_on(tx.send(mine.make(1))).is_ok());
            assert!(block_on(tx.send(mine.make(2))).is_ok());
        });
        assert_eq!(block_on(rx.recv()).ok().map(Message::open), Some(1));
        assert_eq!(block_on(rx.recv()).ok().map(Message::open), Some(2));
        t.join().unwrap();
        assert_eq!(source.drops(), 2);
    });
}

/// One who waits for room is dropped: the next gets it.
#[test]
fn cancelled_send_against_recv() {
    at_most(3, || {
        let source = Source::new();
        let (tx, mut rx) = bounded(1);
        assert!(tx.try_send(source.make(0)).is_ok());
        let send = |message| {
            let tx = tx.clone();
            Box::pin(async move { tx.send(message).await })
        };
        let mut first = send(source.make(1));
        let mut second = send(source.make(2));
        assert!(poll(first.as_mut()).is_none());
        assert!(poll(second.as_mut()).is_none());
        let t = spawn(move || drop(first));
        assert_eq!(block_on(rx.recv()).ok().map(Message::open), Some(0));
        t.join().unwrap();
        assert!(block_on(second).is_ok());
        let last = block_on(rx.recv()).ok().map(Message::open);
        assert_eq!(last, Some(2));
        assert_eq!(source.drops(), 3);
    });
}

/// Whoever waits for room hears that the channel is closed.
#[test]
fn reserve_against_close() {
    at_most(3, || {
        let (tx, mut rx) = bounded(1);
        let t = spawn(move || {
            let first = block_on(tx.reserve());
            let sent = first.is_ok_and(|permit| permit.send(1).is_ok());
            let second = block_on(tx.reserve()).is_ok_and(|permit| permit.send(2).is_ok());
            assert!(!second, "there was no room");
            sent
        });
        rx.close();
        let received = block_on(rx.recv());
        assert_eq!(t.join().unwrap(), received.is_ok());
    });
}
