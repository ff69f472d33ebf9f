//! Receiving, by each of the ways.

use std::pin::pin;

use mea::oneshot::{self, RecvError, TryRecvError};

use crate::support::{Count, Task, now, panics, poll_and_drop, poll_once};

#[test]
fn a_wait_ends_with_the_message() {
    let (sender, receiver) = oneshot::channel();
    let mut wait = Task::waiting(receiver.into_future());
    wait.pending();
    sender.send(1).unwrap();
    assert!(wait.woken());
    assert_eq!(wait.ready(), Ok(1));
}

#[test]
fn a_wait_ends_with_the_sender() {
    let (sender, receiver) = oneshot::channel::<u8>();
    let mut wait = Task::waiting(receiver.into_future());
    drop(sender);
    assert!(wait.woken());
    assert_eq!(wait.ready(), Err(RecvError::Disconnected));

    let (sender, receiver) = oneshot::channel::<u8>();
    drop(sender);
    assert!(receiver.is_closed());
    assert_eq!(now(receiver.into_future()), Err(RecvError::Disconnected));
}

#[test]
fn a_completed_send_is_never_empty() {
    let (sender, receiver) = oneshot::channel();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    sender.send(1).unwrap();
    assert!(receiver.has_message() && !receiver.is_closed());
    assert_eq!(receiver.try_recv(), Ok(1));
    assert!(!receiver.has_message() && receiver.is_closed());
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(now(receiver.into_future()), Err(RecvError::Disconnected));
}

#[test]
fn try_recv_tells_closed_from_empty() {
    let (sender, receiver) = oneshot::channel::<u8>();
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));

    let (sender, mut receiver) = oneshot::channel::<u8>();
    receiver.close();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    drop(sender);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
}

#[test]
fn what_was_sent_before_a_close_is_received() {
    let (sender, mut receiver) = oneshot::channel();
    sender.send(1).unwrap();
    receiver.close();
    assert!(receiver.has_message() && !receiver.is_closed());
    assert_eq!(now(receiver.recv()), Ok(1));
    receiver.close();
    assert_eq!(now(receiver.recv()), Err(RecvError::Disconnected));
}

#[test]
fn a_closed_receiver_does_not_wait() {
    let (sender, mut receiver) = oneshot::channel::<u8>();
    receiver.close();
    assert_eq!(now(receiver.recv()), Err(RecvError::Disconnected));
    assert!(sender.is_closed());
    assert_eq!(now(receiver.into_future()), Err(RecvError::Disconnected));
}

#[test]
fn a_cancelled_wait_leaves_the_message() {
    let (sender, mut receiver) = oneshot::channel();
    let mut sender = Some(sender);
    for sent in [false, true] {
        let wait = Task::waiting(receiver.recv());
        let count = wait.count.clone();
        if sent {
            sender.take().unwrap().send(1).unwrap();
            assert!(wait.woken());
        }
        drop(wait);
        assert_eq!(count.kept(), 0);
    }
    assert_eq!(now((&mut receiver).into_future()), Ok(1));
}

#[test]
fn a_borrow_of_the_wait_leaves_it() {
    let (sender, receiver) = oneshot::channel();
    let mut recv = receiver.into_future();
    assert!(poll_and_drop(&mut recv).is_pending());
    assert!(poll_and_drop(pin!(&mut recv)).is_pending());
    sender.send(1).unwrap();
    assert_eq!(now(&mut recv), Ok(1));
}

#[test]
fn polls_after_completion_panic() {
    let (sender, receiver) = oneshot::channel();
    sender.send(1).unwrap();
    let mut recv = receiver.into_future();
    assert_eq!(now(&mut recv), Ok(1));
    assert!(panics(|| now(&mut recv)).contains("polled again after"));

    let (sender, mut receiver) = oneshot::channel::<u8>();
    drop(sender);
    let mut recv = receiver.recv();
    assert!(now(&mut recv).is_err());
    assert!(panics(|| now(&mut recv)).contains("polled again after"));
    drop(recv);
    assert!(now(receiver.recv()).is_err());
}

/// A wait that nobody polls or drops any more does not keep its waker for ever: the next one takes its
/// place, and so does a close.
#[test]
fn a_forgotten_wait() {
    let (sender, mut receiver) = oneshot::channel();
    let (old, new) = (
        Count::new(),
        Task::<std::future::Pending<()>>::new(std::future::pending()),
    );
    for _ in 0..2 {
        let mut wait = receiver.recv();
        let waker = old.waker();
        let mut cx = std::task::Context::from_waker(&waker);
        assert!(pin!(&mut wait).poll(&mut cx).is_pending());
        drop(waker);
        std::mem::forget(wait);
        assert_eq!(old.kept(), 1);
    }
    assert!(poll_once(pin!(receiver.recv())).is_pending());
    assert_eq!((old.kept(), new.woken()), (0, false));
    sender.send(1).unwrap();
    assert_eq!((old.wakes(), receiver.try_recv()), (0, Ok(1)));

    let (sender, mut receiver) = oneshot::channel::<u8>();
    let waker = old.waker();
    let mut wait = receiver.recv();
    let mut cx = std::task::Context::from_waker(&waker);
    assert!(pin!(&mut wait).poll(&mut cx).is_pending());
    drop(waker);
    std::mem::forget(wait);
    receiver.close();
    assert_eq!(old.kept(), 0);
    drop(sender);
    assert_eq!(old.wakes(), 0);
}
