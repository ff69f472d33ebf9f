//! Futures that are over say so if they are polled again, however they ended.

use std::fmt::Debug;

use mea::broadcast::{BoundedReceiver, RecvError, SendError, bounded, overflow};

use crate::support::{Hooks, Task, panics};

/// Sent at once, sent after a wait, and handed back; returns how the last one ended. There is room for one.
#[track_caller]
fn sends<F, E>(mut receiver: BoundedReceiver<u8>, sends: [F; 3]) -> Result<(), E>
where
    F: Future<Output = Result<(), E>>,
    E: Debug + PartialEq,
{
    let [mut sent, mut waited, mut back] = sends.map(Task::new);
    assert_eq!(sent.ready(), Ok(()));
    waited.pending();
    sent.over();
    assert_eq!(receiver.try_recv(), Ok(1));
    sent.over();
    assert_eq!(waited.ready(), Ok(()));
    waited.over();
    drop(receiver);
    waited.over();
    let end = back.ready();
    back.over();
    end
}

#[test]
fn a_send() {
    let (sender, receiver) = bounded(1);
    let end = sends(receiver, [1, 2, 3].map(|n| sender.send(n)));
    assert_eq!(end.map_err(SendError::into_inner), Err(3));
}

#[test]
fn a_send_out_of_a_slot() {
    let (sender, receiver) = bounded(1);
    let mut slots = [1, 2, 3].map(Some);
    let end = sends(
        receiver,
        slots.each_mut().map(|slot| sender.send_from(slot)),
    );
    assert!(end.is_err());
    assert_eq!(slots, [None, None, Some(3)]);
}

/// The message is sent all the same.
#[test]
fn a_send_that_woke_a_waker_that_panics() {
    let (sender, mut receiver) = bounded(2);
    let mut slot = Some(2);
    let mut recv = Task::new(receiver.recv());
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut send = Task::new(sender.send(1));
    let mut send_from = Task::new(sender.send_from(&mut slot));
    assert!(hooks.with(|waker| recv.poll_with(waker)).is_pending());
    assert_eq!(panics(|| send.poll()), "wake");
    send.over();
    assert_eq!(recv.ready(), Ok(1));
    drop(recv);
    let mut recv = Task::new(receiver.recv());
    assert!(hooks.with(|waker| recv.poll_with(waker)).is_pending());
    assert_eq!(panics(|| send_from.poll()), "wake");
    send_from.over();
    assert_eq!(recv.ready(), Ok(2));
}

/// Received at once, received after a wait, and told of the end.
#[test]
fn a_receiver() {
    let (sender, mut receiver) = bounded(2);
    assert_eq!((sender.try_send(1), sender.try_send(2)), (Ok(()), Ok(())));
    let mut found = Task::new(receiver.recv());
    assert_eq!(found.ready(), Ok(1));
    found.over();
    drop(found);
    assert_eq!(receiver.try_recv(), Ok(2), "not lost");
    let mut waited = Task::waiting(receiver.recv());
    assert_eq!(sender.try_send(3), Ok(()));
    assert_eq!(waited.ready(), Ok(3));
    waited.over();
    drop((waited, sender));
    let mut end = Task::new(receiver.recv());
    assert_eq!(end.ready(), Err(RecvError::Disconnected));
    end.over();
}

/// And that it has lost something.
#[test]
fn a_receiver_that_may_lose() {
    let (sender, mut receiver) = overflow::channel(1);
    sender.send(1);
    sender.send(2);
    let mut late = Task::new(receiver.recv());
    assert_eq!(late.ready(), Err(overflow::RecvError::Lagged(1)));
    late.over();
    drop(late);
    let mut found = Task::new(receiver.recv());
    assert_eq!(found.ready(), Ok(2));
    found.over();
}
