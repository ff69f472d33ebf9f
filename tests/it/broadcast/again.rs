//! Futures that are over say so if they are polled again, however they ended.

use mea::broadcast::{RecvError, SendError, bounded, overflow};

use crate::support::{Hooks, Task, panics};

#[track_caller]
fn is_over<F: Future>(task: &mut Task<F>) {
    let message = panics(|| task.poll().is_ready());
    assert!(message.contains("polled again after"), "{message}");
}

/// Sent at once, sent after a wait, and handed back.
#[test]
fn a_send() {
    let (sender, mut receiver) = bounded(1);
    let mut sent = Task::new(sender.send(1));
    assert_eq!(sent.ready(), Ok(()));
    let mut waited = Task::waiting(sender.send(2));
    is_over(&mut sent);
    assert_eq!(receiver.try_recv(), Ok(1));
    is_over(&mut sent);
    assert_eq!(waited.ready(), Ok(()));
    is_over(&mut waited);
    drop(receiver);
    is_over(&mut waited);
    let mut back = Task::new(sender.send(3));
    assert_eq!(back.ready().map_err(SendError::into_inner), Err(3));
    is_over(&mut back);
}

#[test]
fn a_send_out_of_a_slot() {
    let (sender, mut receiver) = bounded(1);
    let mut slots = [1, 2, 3].map(Some);
    let [one, two, three] = &mut slots;
    let mut sent = Task::new(sender.send_from(one));
    assert_eq!(sent.ready(), Ok(()));
    let mut waited = Task::waiting(sender.send_from(two));
    is_over(&mut sent);
    assert_eq!(receiver.try_recv(), Ok(1));
    is_over(&mut sent);
    assert_eq!(waited.ready(), Ok(()));
    is_over(&mut waited);
    drop(receiver);
    is_over(&mut waited);
    let mut back = Task::new(sender.send_from(three));
    assert!(back.ready().is_err());
    is_over(&mut back);
    drop((sent, waited, back));
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
    is_over(&mut send);
    assert_eq!(recv.ready(), Ok(1));
    drop(recv);
    let mut recv = Task::new(receiver.recv());
    assert!(hooks.with(|waker| recv.poll_with(waker)).is_pending());
    assert_eq!(panics(|| send_from.poll()), "wake");
    is_over(&mut send_from);
    assert_eq!(recv.ready(), Ok(2));
}

/// Received at once, received after a wait, and told of the end.
#[test]
fn a_receiver() {
    let (sender, mut receiver) = bounded(2);
    assert_eq!((sender.try_send(1), sender.try_send(2)), (Ok(()), Ok(())));
    let mut found = Task::new(receiver.recv());
    assert_eq!(found.ready(), Ok(1));
    is_over(&mut found);
    drop(found);
    assert_eq!(receiver.try_recv(), Ok(2), "not lost");
    let mut waited = Task::waiting(receiver.recv());
    assert_eq!(sender.try_send(3), Ok(()));
    assert_eq!(waited.ready(), Ok(3));
    is_over(&mut waited);
    drop((waited, sender));
    let mut end = Task::new(receiver.recv());
    assert_eq!(end.ready(), Err(RecvError::Disconnected));
    is_over(&mut end);
}

/// And that it has lost something.
#[test]
fn a_receiver_that_may_lose() {
    let (sender, mut receiver) = overflow::channel(1);
    sender.send(1);
    sender.send(2);
    let mut late = Task::new(receiver.recv());
    assert_eq!(late.ready(), Err(overflow::RecvError::Lagged(1)));
    is_over(&mut late);
    drop(late);
    let mut found = Task::new(receiver.recv());
    assert_eq!(found.ready(), Ok(2));
    is_over(&mut found);
}
