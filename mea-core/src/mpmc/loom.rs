//! The receivers of a channel under loom; its senders are tested with `mpsc`.

use std::{boxed::Box, sync::Arc, vec::Vec};

use super::*;
use crate::sync::model::{
    Crossing, Watched, block_on, bounded as at_most, exhaustive, poll, spawn,
};

/// Two messages to two receivers: each is received once.
#[test]
fn two_receivers_against_sends() {
    at_most(2, || {
        let (tx, rx) = unbounded();
        let other = rx.clone();
        let t = spawn(move || block_on(other.recv()).unwrap());
        tx.send(1).unwrap();
        tx.send(2).unwrap();
        let here = block_on(rx.recv()).unwrap();
        let there = t.join().unwrap();
        assert_eq!(here + there, 3);
    });
}

/// All who wait hear of the end, after all messages.
#[test]
fn last_sender_drop_against_recvs() {
    at_most(2, || {
        let (tx, rx) = unbounded();
        let other = rx.clone();
        let t = spawn(move || block_on(other.recv()).is_ok());
        tx.send(1).unwrap();
        drop(tx);
        let here = block_on(rx.recv()).is_ok();
        let there = t.join().unwrap();
        assert!(here != there, "one message");
    });
}

/// One that was let in, or was about to be, is dropped: the next gets the message.
#[test]
fn cancelled_recv_against_send() {
    at_most(3, || {
        let (tx, rx) = unbounded();
        let recv = || {
            let rx = rx.clone();
            Box::pin(async move { rx.recv().await })
        };
        let (mut first, mut second) = (recv(), recv());
        assert!(poll(first.as_mut()).is_none());
        assert!(poll(second.as_mut()).is_none());
        let t = spawn(move || drop(first));
        tx.send(1).unwrap();
        assert_eq!(block_on(second), Ok(1));
        t.join().unwrap();
        assert!(rx.is_empty());
    });
}

/// What was sent is received, while another one is in the middle of sending, and its messages in order.
#[test]
fn recvs_against_two_senders() {
    at_most(2, || {
        let (tx, rx) = unbounded();
        let other = tx.clone();
        let t = spawn(move || {
            other.send(1).unwrap();
            other.send(2).unwrap();
        });
        tx.send(10).unwrap();
        let mut seen: Vec<_> = (0..3).map(|_| block_on(rx.recv()).unwrap()).collect();
        t.join().unwrap();
        seen.retain(|&value| value != 10);
        assert_eq!(seen, [1, 2]);
    });
}

/// A message is there after the close, or its sender has it back.
#[test]
fn send_against_close_and_recv() {
    at_most(1, || {
        let (tx, rx) = bounded(1);
        let other = rx.clone();
        let t = spawn(move || tx.try_send(1).is_ok());
        let u = spawn(move || block_on(other.recv()).is_ok());
        rx.close();
        let here = block_on(rx.recv()).is_ok();
        let (sent, there) = (t.join().unwrap(), u.join().unwrap());
        assert_eq!(usize::from(here) + usize::from(there), usize::from(sent));
    });
}

/// Once it is said to be closed, all messages are there.
#[test]
fn is_closed_against_the_last_sender() {
    exhaustive(|| {
        let (tx, rx) = unbounded();
        let t = spawn(move || tx.send(1).unwrap());
        if rx.is_closed() {
            assert_eq!(rx.len(), 1);
        }
        t.join().unwrap();
        assert!(rx.is_closed());
    });
}

/// A message that is not received is dropped with the last receiver, whoever that is, or its sender has it
/// back.
#[test]
fn last_receiver_drop_against_send() {
    at_most(2, || {
        let watched = Arc::new(());
        let message = watched.clone();
        let (tx, rx) = unbounded();
        // So that it is freed here: loom does not see what orders the ends of an `Arc`.
        let _weak = tx.downgrade();
        let other = rx.clone();
        let t = spawn(move || drop(tx.send(message)));
        let u = spawn(move || drop(other));
        drop(rx);
        t.join().unwrap();
        u.join().unwrap();
        assert_eq!(Arc::strong_count(&watched), 1);
    });
}

/// Who waits for room gets that of a message that another receiver took.
#[test]
fn bounded_sends_against_receivers() {
    at_most(2, || {
        let (tx, rx) = bounded(1);
        let other = rx.clone();
        let t = spawn(move || block_on(other.recv()).unwrap());
        block_on(tx.send(1)).unwrap();
        block_on(tx.send(2)).unwrap();
        let here = block_on(rx.recv()).unwrap();
        assert_eq!(here + t.join().unwrap(), 3);
    });
}

/// Whoever waits for room hears that there will be none, though nobody receives any more.
#[test]
fn wait_for_room_against_close() {
    at_most(3, || {
        let (tx, rx) = bounded(1);
        tx.try_send(1).unwrap();
        let t = spawn(move || assert!(block_on(tx.reserve()).is_err()));
        rx.close();
        t.join().unwrap();
    });
}

/// Who hears that there are no receivers sees what was done before each of them went.
#[test]
fn is_closed_against_the_last_receivers() {
    at_most(3, || {
        let (tx, rx) = unbounded::<usize>();
        let done = [(); 2].map(|()| Arc::new(Watched::new(0)));
        let mut receivers = [rx.clone(), rx].into_iter();
        let point = Crossing::new();
        let threads = done.clone().map(|mine| {
            let (rx, there) = (receivers.next(), point.clone());
            spawn(move || {
                mine.bump();
                there.around(|| drop(rx));
            })
        });
        if point.around(|| tx.is_closed()) {
            assert!(done.iter().all(|theirs| theirs.read() == 1));
        }
        for t in threads {
            t.join().unwrap();
        }
    });
}
