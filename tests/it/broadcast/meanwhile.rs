//! What comes after a future has looked, and before it is in line: while its waker is cloned. It need
//! not wait then, and nobody is there to wake it later.

use std::sync::{Arc, Mutex};

use mea::broadcast::{RecvError, SendError, bounded, overflow};

use crate::support::{Hooks, Slot, Task, ready};

/// Polls once; the clone of the waker does this.
#[track_caller]
fn meanwhile<F: Future>(task: &mut Task<F>, f: impl Fn() + Send + Sync + 'static) -> F::Output {
    let hooks = Hooks::new().on_clone(f);
    let polled = hooks.with(|waker| task.poll_with(waker));
    hooks.disarm();
    ready(polled)
}

#[test]
fn a_message_is_sent() {
    let (sender, mut receiver) = bounded(1);
    let mut recv = Task::new(receiver.recv());
    let again = sender.clone();
    let received = meanwhile(&mut recv, move || again.try_send(1).unwrap());
    assert_eq!(received, Ok(1));

    let (sender, mut receiver) = overflow::channel(1);
    let mut recv = Task::new(receiver.recv());
    let again = sender.clone();
    assert_eq!(meanwhile(&mut recv, move || again.send(1)), Ok(1));
}

#[test]
fn the_last_sender_goes() {
    let (sender, mut receiver) = bounded::<u8>(1);
    let mut recv = Task::new(receiver.recv());
    let last = Slot::new(sender);
    let received = meanwhile(&mut recv, move || drop(last.take()));
    assert_eq!(received, Err(RecvError::Disconnected));

    let (sender, mut receiver) = overflow::channel::<u8>(1);
    let mut recv = Task::new(receiver.recv());
    let last = Slot::new(sender);
    let received = meanwhile(&mut recv, move || drop(last.take()));
    assert_eq!(received, Err(overflow::RecvError::Disconnected));
}

#[test]
fn there_is_room() {
    let (sender, receiver) = bounded(1);
    sender.try_send(1).unwrap();
    let mut send = Task::new(sender.send(2));
    let receiver = Arc::new(Mutex::new(receiver));
    let again = receiver.clone();
    let sent = meanwhile(&mut send, move || {
        assert_eq!(again.lock().unwrap().try_recv(), Ok(1));
    });
    assert_eq!(sent, Ok(()));
    assert_eq!(receiver.lock().unwrap().try_recv(), Ok(2));
}

#[test]
fn the_last_receiver_goes() {
    let (sender, receiver) = bounded(1);
    sender.try_send(1).unwrap();
    let mut send = Task::new(sender.send(2));
    let last = Slot::new(receiver);
    let sent = meanwhile(&mut send, move || drop(last.take()));
    assert_eq!(sent.map_err(SendError::into_inner), Err(2));
}
