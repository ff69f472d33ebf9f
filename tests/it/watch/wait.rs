//! Waits for a change, for a value, and by owned receivers.

use std::{cell::Cell, sync::Arc};

use mea::watch::{self, RecvError};

use crate::support::{Task, now};

#[test]
fn a_change_ends_all_waits() {
    let (sender, receiver) = watch::channel(0);
    let mut receivers: Vec<_> = (0..40).map(|_| receiver.clone()).collect();
    let mut waits: Vec<_> = receivers
        .iter_mut()
        .map(|receiver| Task::waiting(receiver.changed()))
        .collect();
    drop(waits.remove(7));
    sender.send(1).unwrap();
    for wait in &mut waits {
        assert!(wait.woken());
        assert_eq!(wait.ready(), Ok(()));
    }
    drop(waits);
    let news: Vec<_> = receivers
        .iter()
        .map(|receiver| receiver.has_changed())
        .collect();
    assert_eq!(news.iter().filter(|news| **news == Ok(true)).count(), 1);
    assert_eq!(news[7], Ok(true));
}

#[test]
fn a_cancelled_wait_saw_nothing() {
    let (sender, mut receiver) = watch::channel(0);
    let wait = Task::waiting(receiver.changed());
    let count = wait.count.clone();
    sender.send(1).unwrap();
    assert!(wait.woken());
    drop(wait);
    assert_eq!((count.kept(), receiver.has_changed()), (0, Ok(true)));
    assert_eq!(now(receiver.recv()), Ok(1));
}

#[test]
fn recv_returns_the_latest() {
    let (sender, mut receiver) = watch::channel(0);
    let mut wait = Task::waiting(receiver.recv());
    sender.send(1).unwrap();
    assert!(wait.woken());
    // It is a newer one by the time that it is polled.
    sender.send(2).unwrap();
    assert_eq!(wait.ready(), Ok(2));
    drop(wait);
    assert_eq!(receiver.has_changed(), Ok(false));
    drop(sender);
    assert_eq!(now(receiver.recv()), Err(RecvError::Disconnected));
}

#[test]
fn wait_for_tries_the_current_value_first() {
    let (sender, mut receiver) = watch::channel(1);
    assert_eq!(*now(receiver.wait_for(|n| *n == 1)).unwrap(), 1);
    sender.send(2).unwrap();
    assert_eq!(*now(receiver.wait_for(|n| *n == 2)).unwrap(), 2);
    assert_eq!(receiver.has_changed(), Ok(false));
}

#[test]
fn wait_for_tries_each_value_that_it_finds_once() {
    let (sender, mut receiver) = watch::channel(0);
    let tried = Cell::new(0);
    let mut wait = Task::waiting(receiver.wait_for(|n| {
        tried.set(tried.get() + 1);
        *n > 2
    }));
    assert_eq!(tried.get(), 1);
    wait.pending();
    assert_eq!(tried.get(), 1, "nothing new");
    for n in [1, 2] {
        sender.send(n).unwrap();
        assert!(wait.woken());
        wait.pending();
    }
    sender.send(3).unwrap();
    sender.send(4).unwrap();
    assert_eq!(*wait.ready().unwrap(), 4);
    assert_eq!(tried.get(), 4);
    wait.over();
    drop(wait);
    assert_eq!(receiver.has_changed(), Ok(false));
}

#[test]
fn wait_for_sees_the_last_value_before_the_end() {
    let (sender, mut receiver) = watch::channel(0);
    let mut wait = Task::waiting(receiver.wait_for(|n| *n == 1));
    sender.send(1).unwrap();
    drop(sender);
    assert_eq!(*wait.ready().unwrap(), 1);
    drop(wait);
    let mut wait = Task::new(receiver.wait_for(|n| *n == 2));
    assert!(matches!(wait.ready(), Err(RecvError::Disconnected)));
    drop(wait);
    assert_eq!(*now(receiver.wait_for(|n| *n == 1)).unwrap(), 1);
}

#[test]
fn changed_owned_gives_the_receiver_back() {
    let (sender, receiver) = watch::channel(0);
    let mut wait = Task::waiting(receiver.changed_owned());
    assert_eq!(sender.receiver_count(), 1);
    sender.send(1).unwrap();
    let (receiver, result) = wait.ready();
    assert_eq!((result, receiver.has_changed()), (Ok(()), Ok(false)));
    wait.over();
    drop(wait);
    assert_eq!(sender.receiver_count(), 1);

    let mut wait = Task::waiting(receiver.changed_owned());
    drop(sender);
    let (receiver, result) = wait.ready();
    assert_eq!(
        (result, *receiver.borrow()),
        (Err(RecvError::Disconnected), 1)
    );

    // Dropped, it takes the receiver along.
    let (sender, receiver) = watch::channel(0);
    drop(Task::waiting(receiver.changed_owned()));
    assert!(sender.is_closed());
}

/// The value goes with the ends, although the future is still there.
#[test]
fn an_owned_wait_that_is_over_keeps_no_value() {
    let lives = Arc::new(());
    let (sender, receiver) = watch::channel(lives.clone());
    let mut wait = Task::waiting(receiver.changed_owned());
    sender.send(lives.clone()).unwrap();
    let (receiver, result) = wait.ready();
    assert_eq!(result, Ok(()));
    drop((sender, receiver));
    assert_eq!(Arc::strong_count(&lives), 1);
    drop(wait);
}

#[test]
fn polls_after_completion_panic() {
    let (sender, mut receiver) = watch::channel(0);
    sender.send(1).unwrap();
    let mut wait = Task::new(receiver.changed());
    assert_eq!(wait.ready(), Ok(()));
    wait.over();
    drop(wait);
    drop(sender);
    let mut wait = Task::new(receiver.recv());
    assert!(wait.ready().is_err());
    wait.over();
}
