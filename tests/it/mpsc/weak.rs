//! Handles that do not count.

use mea::mpsc::{self, RecvError, TryRecvError};

use crate::support::{Source, Task, now};

#[test]
fn a_weak_sender_becomes_one_as_long_as_there_is_one() {
    let (tx, mut rx) = mpsc::bounded(2);
    let weak = tx.downgrade();
    let second = weak.clone();
    assert_eq!((weak.sender_count(), rx.sender_count()), (1, 1));
    let strong = weak.upgrade().unwrap();
    assert!(strong.same_channel(&tx));
    assert_eq!(second.sender_count(), 2);
    drop(tx);
    strong.try_send(1).unwrap();
    let last = second.upgrade().unwrap();
    drop(strong);
    last.try_send(2).unwrap();
    drop(last);
    assert!(weak.upgrade().is_none() && second.upgrade().is_none());
    assert_eq!(weak.sender_count(), 0);
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(1), Ok(2)));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}

#[test]
fn a_weak_sender_does_not_keep_the_channel_from_ending() {
    let (tx, mut rx) = mpsc::unbounded::<u8>();
    let weak = tx.downgrade();
    let mut recv = Task::waiting(rx.recv());
    drop(tx);
    assert!(recv.woken());
    assert_eq!(recv.ready(), Err(RecvError::Disconnected));
    drop(weak);
}

#[test]
fn a_weak_sender_keeps_no_message() {
    let source = Source::default();
    let (tx, rx) = mpsc::unbounded();
    let weak = tx.downgrade();
    assert!(tx.send(source.message(0)).is_ok());
    drop(rx);
    assert_eq!(source.drops(), 1);
    // The channel is closed, and still there.
    assert!(weak.upgrade().unwrap().is_closed());
    drop(tx);
    assert!(weak.upgrade().is_none());
}

/// A sender of the same channel as a message keeps the channel alive, until it is received.
#[test]
fn a_channel_may_carry_its_own_senders() {
    struct Knot(Option<mpsc::UnboundedSender<Knot>>);
    let (tx, mut rx) = mpsc::unbounded();
    tx.send(Knot(Some(tx.clone()))).unwrap_or_else(|_| panic!());
    drop(tx);
    let inner = now(rx.recv()).ok().unwrap().0.unwrap();
    inner.send(Knot(None)).unwrap_or_else(|_| panic!());
    inner
        .send(Knot(Some(inner.clone())))
        .unwrap_or_else(|_| panic!());
    drop(inner);
    // The last sender goes with the messages.
    drop(rx);
}
