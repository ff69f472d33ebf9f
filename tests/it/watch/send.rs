//! Changing the value, in each of the ways.

use std::sync::Arc;

use mea::watch::{self, Ref, SendError};

use crate::support::Task;

#[test]
fn the_last_value_is_what_is_seen() {
    let (sender, receiver) = watch::channel(0);
    for n in 1..=5 {
        sender.send(n).unwrap();
        assert_eq!(
            (*receiver.borrow(), *sender.borrow(), receiver.get()),
            (n, n, n)
        );
    }
}

#[test]
fn values_of_all_kinds() {
    let (sender, receiver) = watch::channel(());
    sender.send(()).unwrap();
    assert_eq!((receiver.has_changed(), *receiver.borrow()), (Ok(true), ()));

    #[repr(align(64))]
    #[derive(Clone, Debug, PartialEq)]
    struct Large([u64; 99]);
    let (sender, receiver) = watch::channel(Large([0; 99]));
    let old = receiver.borrow();
    sender.send(Large([1; 99])).unwrap();
    sender.send_modify(|value| value.0[1] = 2);
    assert_eq!(
        (old.0[98], receiver.borrow().0[98], receiver.borrow().0[1]),
        (0, 1, 2)
    );

    // No `Clone` is needed but for changes by closures and for `get`.
    struct Opaque;
    let (sender, mut receiver) = watch::channel(Opaque);
    sender.send(Opaque).unwrap();
    sender.send_replace(Opaque);
    let _: Ref<Opaque> = receiver.borrow_and_update();
}

#[test]
fn without_receivers_a_value_comes_back() {
    let (sender, receiver) = watch::channel("first");
    drop(receiver);
    let unsent: SendError<_> = sender.send("second").unwrap_err();
    assert_eq!((*unsent.as_inner(), *sender.borrow()), ("second", "first"));
    assert_eq!(unsent.into_inner(), "second");
    // Replaced all the same.
    assert_eq!(*sender.send_replace("third"), "first");
    sender.send_modify(|value| *value = "fourth");
    let receiver = sender.subscribe();
    assert_eq!(
        (*receiver.borrow(), receiver.has_changed()),
        ("fourth", Ok(false))
    );
    sender.send("fifth").unwrap();
    assert_eq!(receiver.has_changed(), Ok(true));
}

#[test]
fn send_replace_returns_what_was_there() {
    let (sender, receiver) = watch::channel(String::from("a"));
    let snapshot = receiver.borrow();
    let old = sender.send_replace(String::from("b"));
    assert_eq!(*old, "a");
    let old = Ref::try_unwrap(old).unwrap_err();
    drop(snapshot);
    assert_eq!(Ref::try_unwrap(old).unwrap(), "a");
    assert_eq!(
        Ref::try_unwrap(sender.send_replace(String::new())).unwrap(),
        "b"
    );
    assert_eq!(receiver.has_changed(), Ok(true));
}

#[test]
fn send_modify_changes_a_copy() {
    let (sender, mut receiver) = watch::channel(vec![1]);
    let before = receiver.borrow();
    sender.send_modify(|list| list.push(2));
    assert_eq!((&*before, &*receiver.borrow()), (&vec![1], &vec![1, 2]));
    let mut task = Task::new(receiver.changed());
    assert_eq!(task.ready(), Ok(()));
}

#[test]
fn send_if_modified_tells_nobody_if_not() {
    let (sender, mut receiver) = watch::channel(1);
    let mut wait = Task::waiting(receiver.changed());
    assert!(!sender.send_if_modified(|n| {
        *n = 7;
        false
    }));
    assert!(!wait.woken());
    wait.pending();
    assert_eq!(*sender.borrow(), 1);
    assert!(sender.send_if_modified(|n| {
        *n += 1;
        true
    }));
    assert!(wait.woken());
    assert_eq!(wait.ready(), Ok(()));
    drop(wait);
    assert_eq!(*receiver.borrow(), 2);
}

/// Each value is dropped once: when the next one takes its place, or with the last snapshot.
#[test]
fn values_are_dropped_once() {
    let lives = Arc::new(());
    let alive = || Arc::strong_count(&lives) - 1;
    let (sender, receiver) = watch::channel(lives.clone());
    assert_eq!(alive(), 1);
    sender.send(lives.clone()).unwrap();
    assert_eq!(alive(), 1);
    let snapshot = receiver.borrow();
    let again = snapshot.clone();
    sender.send(lives.clone()).unwrap();
    assert_eq!(alive(), 2);
    drop(snapshot);
    assert_eq!(alive(), 2);
    drop(again);
    assert_eq!(alive(), 1);
    drop(sender.send_replace(lives.clone()));
    sender.send_modify(|_| {});
    assert!(!sender.send_if_modified(|_| false));
    assert_eq!(alive(), 1);
    drop(sender);
    assert_eq!(alive(), 1);
    let snapshot = receiver.borrow();
    drop(receiver);
    assert_eq!(alive(), 1);
    drop(snapshot);
    assert_eq!(alive(), 0);
}

#[test]
fn a_value_that_comes_back_is_dropped_once() {
    let lives = Arc::new(());
    let (sender, _) = watch::channel(lives.clone());
    drop(sender.send(lives.clone()));
    assert_eq!(Arc::strong_count(&lives), 2);
    drop(sender);
    assert_eq!(Arc::strong_count(&lives), 1);
}
