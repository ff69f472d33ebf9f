//! Looking at the value, and what counts as seen.

use mea::watch::{self, RecvError, Ref};

use crate::support::{Task, now, poll_and_drop};

#[test]
fn the_first_value_counts_as_seen() {
    let (sender, mut receiver) = watch::channel(1);
    assert_eq!(receiver.has_changed(), Ok(false));
    assert!(poll_and_drop(receiver.changed()).is_pending());
    assert_eq!(sender.subscribe().has_changed(), Ok(false));
}

#[test]
fn borrow_does_not_count_as_seen_and_borrow_and_update_does() {
    let (sender, mut receiver) = watch::channel(1);
    sender.send(2).unwrap();
    assert_eq!(*receiver.borrow(), 2);
    assert_eq!(receiver.get(), 2);
    assert_eq!(receiver.has_changed(), Ok(true));
    assert_eq!(*receiver.borrow_and_update(), 2);
    assert_eq!(receiver.has_changed(), Ok(false));
    // The same value is a new version all the same.
    sender.send(2).unwrap();
    assert_eq!(receiver.has_changed(), Ok(true));
}

#[test]
fn changed_counts_as_seen_once() {
    let (sender, mut receiver) = watch::channel(0);
    sender.send(1).unwrap();
    sender.send(2).unwrap();
    assert_eq!(now(receiver.changed()), Ok(()));
    assert_eq!(*receiver.borrow(), 2);
    assert!(poll_and_drop(receiver.changed()).is_pending());
}

#[test]
fn marks() {
    let (sender, mut receiver) = watch::channel(0);
    receiver.mark_changed();
    receiver.mark_changed();
    assert_eq!(receiver.has_changed(), Ok(true));
    assert_eq!(now(receiver.changed()), Ok(()));
    assert_eq!(receiver.has_changed(), Ok(false));
    sender.send(1).unwrap();
    receiver.mark_unchanged();
    assert_eq!((receiver.has_changed(), *receiver.borrow()), (Ok(false), 1));
    // A mark is not a change for others.
    let other = receiver.clone();
    receiver.mark_changed();
    assert_eq!(other.has_changed(), Ok(false));
    // Marked, and then nobody is there any more.
    drop(sender);
    assert_eq!(receiver.has_changed(), Ok(true));
    assert_eq!(now(receiver.recv()), Ok(1));
    assert_eq!(receiver.has_changed(), Err(RecvError::Disconnected));
}

#[test]
fn clones_have_seen_the_same_and_go_on_by_themselves() {
    let (sender, mut receiver) = watch::channel(0);
    sender.send(1).unwrap();
    let mut other = receiver.clone();
    assert_eq!(other.has_changed(), Ok(true));
    receiver.mark_unchanged();
    assert_eq!(
        (receiver.has_changed(), other.has_changed()),
        (Ok(false), Ok(true))
    );
    assert_eq!(now(other.recv()), Ok(1));
    assert_eq!(other.clone().has_changed(), Ok(false));
}

#[test]
fn snapshots_stay_what_they_are_and_block_nobody() {
    let (sender, mut receiver) = watch::channel(0);
    let snapshots: Vec<Ref<i32>> = (0..10)
        .map(|n| {
            sender.send(n).unwrap();
            // One in two is taken by the sender.
            if n % 2 == 0 {
                receiver.borrow_and_update()
            } else {
                sender.borrow()
            }
        })
        .collect();
    assert!(snapshots.iter().map(|n| **n).eq(0..10));
    drop((sender, receiver));
    assert!(snapshots.iter().map(|n| **n).eq(0..10));
    assert_eq!(
        format!("{0:?} {0} {1}", snapshots[3], snapshots[4].as_ref()),
        "3 3 4"
    );
    let mut snapshots = snapshots;
    assert_eq!(Ref::try_unwrap(snapshots.pop().unwrap()).unwrap(), 9);
}

#[test]
fn ends_say_what_they_are() {
    struct Opaque;
    let (sender, mut receiver) = watch::channel(Opaque);
    assert_eq!(format!("{sender:?}"), "Sender { receiver_count: 1, .. }");
    assert_eq!(
        format!("{receiver:?}"),
        "Receiver { has_changed: Ok(false), .. }"
    );
    assert_eq!(format!("{:?}", receiver.changed()), "Changed { .. }");
    assert_eq!(
        format!("{:?}", receiver.wait_for(|_| true)),
        "WaitFor { .. }"
    );
    assert!(format!("{:?}", sender.closed()).starts_with("Closed"));
    assert_eq!(
        format!("{:?}", receiver.changed_owned()),
        "ChangedOwned { .. }"
    );
    let (_sender, mut receiver) = watch::channel(1);
    assert_eq!(format!("{:?}", receiver.recv()), "Recv { .. }");
    let mut wait = Task::waiting(receiver.recv());
    wait.pending();
}
