//! Senders and receivers that come and go.

use mea::watch::{self, RecvError};

use crate::support::{Task, now};

#[test]
fn the_last_sender_wakes_all_and_the_last_value_stays() {
    let (sender, receiver) = watch::channel(0);
    let other = sender.clone();
    let mut receivers: Vec<_> = (0..3).map(|_| receiver.clone()).collect();
    let mut waits: Vec<_> = receivers
        .iter_mut()
        .map(|receiver| Task::waiting(receiver.changed()))
        .collect();
    drop(sender);
    assert!(waits.iter().all(|wait| !wait.woken()));
    assert!(!receiver.is_disconnected());
    drop(other);
    for wait in &mut waits {
        assert!(wait.woken());
        assert_eq!(wait.ready(), Err(RecvError::Disconnected));
    }
    assert!(receiver.is_disconnected());
    assert_eq!(receiver.has_changed(), Err(RecvError::Disconnected));
    assert_eq!(*receiver.clone().borrow_and_update(), 0);
}

#[test]
fn the_last_value_comes_before_the_end() {
    let (sender, mut receiver) = watch::channel(0);
    let mut slow = receiver.clone();
    let mut wait = Task::waiting(receiver.changed());
    sender.send(1).unwrap();
    drop(sender);
    assert_eq!(wait.ready(), Ok(()));
    drop(wait);
    assert_eq!(now(receiver.changed()), Err(RecvError::Disconnected));
    assert!(slow.is_disconnected());
    assert_eq!(slow.has_changed(), Ok(true));
    assert_eq!(now(slow.recv()), Ok(1));
    assert_eq!(now(slow.recv()), Err(RecvError::Disconnected));
}

#[test]
fn receivers_are_counted() {
    let (sender, receiver) = watch::channel(0);
    assert_eq!(sender.receiver_count(), 1);
    let others = [
        receiver.clone(),
        sender.subscribe(),
        sender.clone().subscribe(),
    ];
    assert_eq!((sender.receiver_count(), sender.is_closed()), (4, false));
    drop(others);
    drop(receiver);
    assert_eq!((sender.receiver_count(), sender.is_closed()), (0, true));
    let _receiver = sender.subscribe();
    assert!(!sender.is_closed());
}

#[test]
fn closed_is_ready_when_the_last_receiver_has_gone() {
    let (sender, receiver) = watch::channel(0);
    let other = receiver.clone();
    let mut waits = [
        Task::waiting(sender.closed()),
        Task::waiting(sender.closed()),
    ];
    drop(receiver);
    assert!(waits.iter().all(|wait| !wait.woken()));
    drop(other);
    assert!(waits.iter().all(|wait| wait.woken()));
    // Even if there is one again.
    let receiver = sender.subscribe();
    waits.iter_mut().for_each(Task::ready);
    let mut wait = Task::waiting(sender.closed());
    drop(receiver);
    wait.ready();
    now(sender.closed());
}

#[test]
fn ends_of_the_same_channel() {
    let ((sender, receiver), (other, other_receiver)) = (watch::channel(0), watch::channel(0));
    assert!(sender.same_channel(&sender.clone()) && !sender.same_channel(&other));
    assert!(receiver.same_channel(&sender.subscribe()));
    assert!(!receiver.same_channel(&other_receiver));
}
