//! The sender learns that nobody wants the message any more.

use std::{mem::ManuallyDrop, pin::Pin, task::Context};

use mea::oneshot;

use crate::support::{Count, Task, now, panics, poll_and_drop};

#[test]
fn ready_when_the_receiver_is_dropped() {
    let (mut sender, receiver) = oneshot::channel::<u8>();
    let mut wait = Task::waiting(sender.closed());
    wait.pending();
    drop(receiver);
    assert!(wait.woken());
    wait.ready();
    drop(wait);
    // It stays so.
    now(sender.closed());
    assert!(sender.is_closed());
}

#[test]
fn ready_when_the_receiver_is_closed() {
    let (mut sender, mut receiver) = oneshot::channel::<u8>();
    let mut wait = Task::waiting(sender.closed());
    receiver.close();
    assert!(wait.woken());
    wait.ready();
    drop(wait);
    drop(receiver);
    now(sender.closed());
}

#[test]
fn ready_when_a_wait_is_dropped() {
    let (mut sender, receiver) = oneshot::channel::<u8>();
    let recv = Task::waiting(receiver.into_future());
    let mut wait = Task::waiting(sender.closed());
    drop(recv);
    assert!(wait.woken());
    wait.ready();
}

/// Cancelling the receiver's wait, but not the receiver, is no close.
#[test]
fn not_ready_while_the_receiver_is_there() {
    let (mut sender, mut receiver) = oneshot::channel();
    drop(Task::waiting(receiver.recv()));
    let wait = Task::waiting(sender.closed());
    let count = wait.count.clone();
    drop(wait);
    assert_eq!((count.kept(), count.wakes()), (0, 0));
    sender.send(1).unwrap();
    assert_eq!(now(receiver.recv()), Ok(1));
}

#[test]
fn polled_after_completion() {
    let (mut sender, receiver) = oneshot::channel::<u8>();
    drop(receiver);
    let mut closed = sender.closed();
    now(&mut closed);
    assert!(panics(|| now(&mut closed)).contains("polled again after"));
}

/// A wait that was forgotten leaves its waker; it goes with the sender, however that ends.
#[test]
fn a_forgotten_wait() {
    for send in [false, true] {
        for gone in [false, true] {
            let (mut sender, receiver) = oneshot::channel();
            let mut receiver = Some(receiver);
            let count = Count::new();
            // Forgotten here, and not on the heap.
            let mut wait = ManuallyDrop::new(sender.closed());
            let waker = count.waker();
            let poll = Pin::new(&mut *wait).poll(&mut Context::from_waker(&waker));
            assert!(poll.is_pending());
            drop(waker);
            assert_eq!(count.kept(), 1);
            if gone {
                receiver = None;
                assert_eq!((count.kept(), count.wakes()), (0, 1));
            }
            if send {
                assert_eq!(sender.send(1).is_ok(), !gone);
            } else {
                drop(sender);
            }
            assert_eq!(count.kept(), 0);
            drop(receiver);
        }
    }
}

#[test]
fn both_wait() {
    let (mut sender, mut receiver) = oneshot::channel();
    let mut recv = Task::waiting(receiver.recv());
    let mut closed = Task::waiting(sender.closed());
    recv.pending();
    closed.pending();
    drop(closed);
    assert!(poll_and_drop(sender.closed()).is_pending());
    sender.send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(1));
}
