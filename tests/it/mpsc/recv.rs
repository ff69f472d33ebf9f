//! The ways to receive, and waits that are given up.

use std::task::{Context, Poll};

use mea::{
    marker::{CancelSafe, SnoozeSafe},
    mpsc::{self, RecvError, TryRecvError},
};

use crate::support::{Count, Task, now, panics};

#[test]
fn a_recv_waits_and_is_woken_by_what_is_sent() {
    let (tx, mut rx) = mpsc::unbounded();
    // At every place in a block.
    for number in 0..300 {
        let mut recv = Task::waiting(rx.recv());
        recv.pending();
        tx.send(number).unwrap();
        assert!(recv.woken());
        assert_eq!(recv.ready(), Ok(number));
        assert_eq!(recv.count.kept(), 0);
    }
    let mut recv = Task::waiting(rx.recv());
    drop(tx);
    assert!(recv.woken());
    assert_eq!(recv.ready(), Err(RecvError::Disconnected));
}

/// What it was woken for is there for the next one.
#[test]
fn a_recv_that_was_notified_and_is_dropped_has_taken_nothing() {
    let (tx, mut rx) = mpsc::bounded(2);
    for number in 0..100 {
        let recv = Task::waiting(rx.recv());
        tx.try_send(number).unwrap();
        assert!(recv.woken());
        let count = recv.count.clone();
        drop(recv);
        assert_eq!(count.kept(), 0);
        match number % 3 {
            0 => assert_eq!(now(rx.recv()), Ok(number)),
            1 => assert_eq!(rx.try_recv(), Ok(number)),
            _ => assert_eq!(now(rx.recv_many(&mut Vec::new(), 2)), 1),
        }
        assert_eq!(tx.available_capacity(), 2);
    }
}

/// Cancelled before there is anything: no waker is kept, and nobody is woken.
#[test]
fn a_recv_that_is_dropped_while_it_waits_is_forgotten() {
    let (tx, mut rx) = mpsc::unbounded();
    let recv = Task::waiting(rx.recv());
    let count = recv.count.clone();
    drop(recv);
    assert_eq!(count.kept(), 0);
    tx.send(1).unwrap();
    assert_eq!(count.wakes(), 0);
    let many = &mut Vec::new();
    assert_eq!(now(rx.recv_many(many, 1)), 1);
    let recv = Task::waiting(rx.recv_many(many, 1));
    let count = recv.count.clone();
    drop(recv);
    assert_eq!((count.kept(), count.wakes()), (0, 0));
}

#[test]
fn a_recv_that_is_ready_is_not_polled_again() {
    let (tx, mut rx) = mpsc::unbounded();
    tx.send(1).unwrap();
    let mut recv = Task::new(rx.recv());
    assert_eq!(recv.ready(), Ok(1));
    recv.over();
    drop(recv);
    let mut buffer = Vec::new();
    let mut recv = Task::new(rx.recv_many(&mut buffer, 0));
    assert_eq!(recv.ready(), 0);
    recv.over();
    drop(recv);
    drop(tx);
    let mut recv = Task::new(rx.recv_many(&mut buffer, 1));
    assert_eq!(recv.ready(), 0);
    recv.over();
}

#[test]
fn recv_many_appends_as_many_as_there_are() {
    let (tx, mut rx) = mpsc::unbounded();
    let mut buffer = vec![-1];
    assert_eq!(now(rx.recv_many(&mut buffer, 0)), 0);
    let mut recv = Task::waiting(rx.recv_many(&mut buffer, 3));
    tx.send(0).unwrap();
    tx.send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(recv.ready(), 2);
    drop(recv);
    assert_eq!(buffer, [-1, 0, 1]);
    for number in 2..300 {
        tx.send(number).unwrap();
    }
    assert_eq!(now(rx.recv_many(&mut buffer, 3)), 3);
    assert_eq!(now(rx.recv_many(&mut buffer, usize::MAX)), 295);
    assert!(buffer.iter().copied().eq(-1..300));
    assert_eq!(rx.len(), 0);
}

#[test]
fn recv_many_of_a_channel_that_is_over_leaves_the_buffer_as_it_is() {
    let (tx, mut rx) = mpsc::bounded(4);
    tx.try_send(1).unwrap();
    rx.close();
    let mut buffer = vec![0];
    assert_eq!(now(rx.recv_many(&mut buffer, 10)), 1);
    assert_eq!(now(rx.recv_many(&mut buffer, 10)), 0);
    assert_eq!(buffer, [0, 1]);

    let (tx, mut rx) = mpsc::unbounded();
    let mut recv = Task::waiting(rx.recv_many(&mut buffer, 10));
    drop(tx);
    assert!(recv.woken());
    assert_eq!(recv.ready(), 0);
    drop(recv);
    assert_eq!(buffer, [0, 1]);
}

#[test]
fn poll_recv_keeps_the_last_waker_until_it_is_woken() {
    let (tx, mut rx) = mpsc::unbounded();
    let (a, b) = (Count::new(), Count::new());
    let (first, second) = (a.waker(), b.waker());
    let poll =
        |rx: &mut mpsc::UnboundedReceiver<u8>, waker| rx.poll_recv(&mut Context::from_waker(waker));
    assert!(poll(&mut rx, &first).is_pending());
    assert!(poll(&mut rx, &second).is_pending());
    assert_eq!((a.kept(), b.kept()), (1, 2), "one of each is ours");
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    assert_eq!((a.wakes(), b.wakes()), (0, 1));
    assert_eq!(poll(&mut rx, &first), Poll::Ready(Ok(1)));
    assert_eq!(poll(&mut rx, &first), Poll::Ready(Ok(2)));
    assert!(poll(&mut rx, &first).is_pending());
    drop(tx);
    assert_eq!((a.wakes(), b.wakes()), (1, 1));
    for _ in 0..2 {
        let end = Poll::Ready(Err(RecvError::Disconnected));
        assert_eq!(poll(&mut rx, &first), end);
    }
    assert_eq!((a.kept(), b.kept()), (1, 1));
}

/// A waker that an earlier poll has left is let go of by the next wait, or with the receiver.
#[test]
fn a_waker_that_poll_recv_has_left_does_not_stay() {
    let (tx, mut rx) = mpsc::unbounded::<u8>();
    let count = Count::new();
    let waker = count.waker();
    assert!(rx.poll_recv(&mut Context::from_waker(&waker)).is_pending());
    drop(Task::waiting(rx.recv()));
    assert_eq!(count.kept(), 1);
    assert!(rx.poll_recv(&mut Context::from_waker(&waker)).is_pending());
    assert_eq!(count.kept(), 2);
    drop(rx);
    assert_eq!((count.kept(), count.wakes()), (1, 0));
    assert!(tx.is_closed());
}

/// It is kept until it is woken, unless a wait takes its place: not by what need not wait, nor by a future
/// that is not polled.
#[test]
fn what_does_not_wait_leaves_the_waker_of_poll_recv() {
    let (tx, mut rx) = mpsc::unbounded();
    let count = Count::new();
    let waker = count.waker();
    assert!(rx.poll_recv(&mut Context::from_waker(&waker)).is_pending());
    drop(rx.recv());
    let mut buffer = Vec::new();
    drop(rx.recv_many(&mut buffer, 1));
    assert_eq!(now(rx.recv_many(&mut buffer, 0)), 0);
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    assert_eq!((count.kept(), count.wakes()), (2, 0));
    tx.send(1).unwrap();
    assert_eq!(count.wakes(), 1);
}

/// Neither the message that it has no room for is lost, nor the place of the one before it.
#[test]
fn recv_many_with_a_buffer_that_cannot_grow() {
    let (tx, mut rx) = mpsc::bounded(2);
    tx.try_send(()).unwrap();
    tx.try_send(()).unwrap();
    // As long as it can be, but for one.
    let mut buffer = Vec::from([(); usize::MAX]);
    buffer.pop();
    let message = panics(|| now(rx.recv_many(&mut buffer, 2)));
    assert_eq!(message, "capacity overflow");
    assert_eq!(buffer.len(), usize::MAX);
    assert_eq!((rx.len(), tx.available_capacity()), (1, 1));
    assert_eq!(rx.try_recv(), Ok(()));
    assert_eq!(tx.available_capacity(), 2);
}

#[test]
fn try_recv_does_not_disturb_who_waits() {
    let (tx, mut rx) = mpsc::unbounded();
    let count = Count::new();
    let waker = count.waker();
    assert!(rx.poll_recv(&mut Context::from_waker(&waker)).is_pending());
    assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    tx.send(1).unwrap();
    assert_eq!(count.wakes(), 1);
    assert_eq!(rx.try_recv(), Ok(1));
}

#[test]
fn markers() {
    fn both(_: &(impl CancelSafe + SnoozeSafe)) {}
    fn cancel(_: &impl CancelSafe) {}
    let (tx, mut rx) = mpsc::bounded::<u8>(1);
    both(&rx.recv());
    both(&rx.recv_many(&mut Vec::new(), 1));
    cancel(&tx.reserve());
    cancel(&tx.send_from(&mut Some(1)));
    cancel(&tx.reserve_owned());
}
