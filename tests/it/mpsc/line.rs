//! Senders that wait for room: their order, and those who do not wait to the end.

use std::sync::Arc;

use mea::mpsc::{self, TryRecvError, TrySendError};

use crate::support::{Source, Task, forget, leak};

#[test]
fn first_come_first_served() {
    let (tx, mut rx) = mpsc::bounded(1);
    tx.try_send(0).unwrap();
    let mut sends: Vec<_> = (1..20).map(|n| Task::waiting(tx.send(n))).collect();
    for (i, send) in sends.iter_mut().enumerate() {
        assert_eq!(rx.try_recv(), Ok(i));
        assert!(send.woken());
        // Nobody overtakes, not even before the one whose turn it is was polled.
        assert_eq!(tx.try_send(99), Err(TrySendError::Full(99)));
        send.ready().unwrap();
    }
    assert_eq!(rx.try_recv(), Ok(19));
}

/// The messages of one sender that waits, and then does not, are in order.
#[test]
fn one_sender_is_in_order_whatever_it_sends_by() {
    let (tx, mut rx) = mpsc::bounded(2);
    tx.try_send(0).unwrap();
    let permit = tx.try_reserve().unwrap();
    let mut send = Task::waiting(tx.send(2));
    permit.send(1).unwrap();
    assert_eq!(rx.try_recv(), Ok(0));
    send.ready().unwrap();
    assert_eq!(tx.try_send(3), Err(TrySendError::Full(3)));
    assert_eq!(rx.try_recv(), Ok(1));
    tx.try_send(3).unwrap();
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(2), Ok(3)));
}

#[test]
fn a_sender_that_leaves_the_line_is_not_waited_for() {
    for gone in 0..3 {
        let source = Source::default();
        let (tx, mut rx) = mpsc::bounded(1);
        assert!(tx.try_send(source.message(0)).is_ok());
        let mut sends: Vec<_> = (1..4)
            .map(|n| Task::waiting(tx.send(source.message(n))))
            .collect();
        drop(sends.remove(gone));
        assert_eq!(source.drops(), 1, "its message went with it");
        let mut received = vec![rx.try_recv().unwrap().number];
        for mut send in sends {
            assert!(send.woken());
            assert!(send.ready().is_ok());
            received.push(rx.try_recv().unwrap().number);
        }
        let expected: Vec<_> = (0..4).filter(|n| *n != gone + 1).collect();
        assert_eq!(received, expected);
        assert!(matches!(rx.try_recv(), Err(TryRecvError::Empty)));
        assert_eq!(tx.available_capacity(), 1);
    }
}

/// One who was given a place, and is dropped before it takes it.
#[test]
fn a_place_that_was_given_is_passed_on() {
    let (tx, mut rx) = mpsc::bounded(1);
    tx.try_send(0).unwrap();
    let first = Task::waiting(tx.send(1));
    let second = Task::waiting(tx.reserve());
    let third = Task::waiting(tx.clone().reserve_owned());
    let mut slot = Some(4);
    let fourth = Task::waiting(tx.send_from(&mut slot));
    assert_eq!(rx.try_recv(), Ok(0));
    assert!(first.woken() && !second.woken());
    drop(first);
    assert!(second.woken() && !third.woken());
    drop(second);
    assert!(third.woken() && !fourth.woken());
    drop(third);
    assert!(fourth.woken());
    drop(fourth);
    assert_eq!(slot, Some(4));
    assert_eq!((tx.available_capacity(), tx.sender_count()), (1, 1));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
}

/// A sender that is neither polled nor dropped keeps its place in line, and then its place in the
/// channel. Others go on with the rest of the capacity; if there is none, they hear of it when the
/// channel is closed.
#[test]
fn a_sender_that_is_forgotten_keeps_one_place() {
    let (tx, mut rx) = mpsc::bounded(2);
    let tx = leak(tx);
    tx.try_send(0).unwrap();
    tx.try_send(1).unwrap();
    forget(Task::waiting(tx.send(100)));
    let mut send = Task::waiting(tx.send(2));
    assert_eq!(rx.try_recv(), Ok(0));
    send.pending();
    assert_eq!(rx.try_recv(), Ok(1));
    assert!(send.woken(), "it is behind one only");
    send.ready().unwrap();
    // One place is left.
    assert_eq!(tx.try_send(3), Err(TrySendError::Full(3)));
    assert_eq!(rx.try_recv(), Ok(2));
    tx.try_send(3).unwrap();

    forget(Task::waiting(tx.send(101)));
    assert_eq!(rx.try_recv(), Ok(3));
    let mut last = Task::waiting(tx.send(4));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    rx.close();
    assert!(last.woken());
    assert_eq!(last.ready().unwrap_err().into_inner(), 4);
}

/// One who waits for a place keeps the channel from ending, as any sender.
#[test]
fn who_waits_counts_as_a_sender() {
    let (tx, mut rx) = mpsc::bounded(1);
    tx.try_send(1).unwrap();
    let mut reserve = Task::waiting(tx.reserve_owned());
    assert_eq!(rx.sender_count(), 1);
    assert_eq!(rx.try_recv(), Ok(1));
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    let permit = reserve.ready().unwrap();
    drop(reserve);
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    drop(permit);
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
}

/// As many as one likes may wait, and leave from anywhere.
#[test]
fn many_wait_and_leave() {
    let (tx, mut rx) = mpsc::bounded(1);
    let tx = Arc::new(tx);
    tx.try_send(0).unwrap();
    let mut sends: Vec<_> = (1..=1_000)
        .map(|n| Some(Task::waiting(tx.send(n))))
        .collect();
    for (i, send) in sends.iter_mut().enumerate() {
        if i % 3 != 0 {
            *send = None;
        }
    }
    let mut expected = 0;
    for send in sends.iter_mut().flatten() {
        assert_eq!(rx.try_recv(), Ok(expected));
        assert!(send.woken());
        send.ready().unwrap();
        expected = if expected == 0 { 1 } else { expected + 3 };
    }
    assert_eq!(rx.try_recv(), Ok(expected));
    assert_eq!(tx.available_capacity(), 1);
}
