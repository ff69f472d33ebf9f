//! The channel under loom: changes against waits, looks, and ends that go.

use std::{sync::Arc, vec::Vec};

use super::{RecvError, channel};
use crate::sync::model::{Crossing, Watched, block_on, bounded, exhaustive, poll_and_drop, spawn};

/// A value that loom checks for races.
fn value(n: usize) -> Arc<Watched> {
    Arc::new(Watched::new(n))
}

#[test]
fn send_against_changed() {
    exhaustive(|| {
        let (sender, mut receiver) = channel(value(0));
        let t = spawn(move || {
            let new = value(1);
            new.bump();
            sender.send(new).unwrap();
            sender
        });
        assert_eq!(block_on(receiver.changed()), Ok(()));
        assert_eq!(receiver.borrow().read(), 2);
        let sender = t.join().unwrap();
        assert_eq!(receiver.has_changed(), Ok(false));
        drop(sender);
    });
}

/// The last value is seen, and then the end.
#[test]
fn last_send_and_drop_against_changed() {
    exhaustive(|| {
        let (sender, mut receiver) = channel(0);
        let t = spawn(move || sender.send(1).unwrap());
        assert_eq!(block_on(receiver.changed()), Ok(()));
        assert_eq!(*receiver.borrow(), 1);
        assert_eq!(block_on(receiver.changed()), Err(RecvError::Disconnected));
        t.join().unwrap();
    });
}

#[test]
fn two_senders_go_against_two_waits() {
    bounded(2, || {
        let (sender, mut receiver) = channel(0);
        let (other, mut second) = (sender.clone(), receiver.clone());
        let t = spawn(move || drop(sender));
        let u = spawn(move || {
            drop(other);
            assert!(block_on(second.changed()).is_err());
        });
        assert!(block_on(receiver.changed()).is_err());
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// What counts as seen is what was seen.
#[test]
fn send_against_borrow_and_update() {
    exhaustive(|| {
        let (sender, mut receiver) = channel(0);
        let t = spawn(move || {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
            sender
        });
        let seen = *receiver.borrow_and_update();
        let snapshot = receiver.borrow();
        assert!(*snapshot >= seen);
        let sender = t.join().unwrap();
        assert_eq!(receiver.has_changed(), Ok(seen != 2));
        drop(sender);
    });
}

#[test]
fn send_against_recv_and_wait_for() {
    bounded(2, || {
        let (sender, mut receiver) = channel(0);
        let mut second = receiver.clone();
        let t = spawn(move || {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
        });
        let u = spawn(move || *block_on(second.wait_for(|n| *n == 2)).unwrap());
        let mut got = Vec::new();
        while let Ok(n) = block_on(receiver.recv()) {
            got.push(n);
        }
        assert!(got == [1, 2] || got == [2], "{got:?}");
        assert_eq!(u.join().unwrap(), 2);
        t.join().unwrap();
    });
}

/// No change is lost.
#[test]
fn modify_against_modify() {
    bounded(3, || {
        let (sender, receiver) = channel(0);
        let other = sender.clone();
        let t = spawn(move || other.send_modify(|n| *n += 1));
        sender.send_modify(|n| *n += 1);
        t.join().unwrap();
        assert_eq!(*receiver.borrow(), 2);
    });
}

/// The change was made of what it took the place of.
#[test]
fn modify_against_send() {
    bounded(3, || {
        let (sender, receiver) = channel(0);
        let other = sender.clone();
        let t = spawn(move || other.send(10).unwrap());
        sender.send_modify(|n| *n += 1);
        t.join().unwrap();
        assert!(matches!(*receiver.borrow(), 10 | 11));
    });
}

#[test]
fn cancel_against_send() {
    bounded(3, || {
        let (sender, mut receiver) = channel(0);
        let mut second = receiver.clone();
        let t = spawn(move || sender.send(1).unwrap());
        let u = spawn(move || block_on(second.changed()).unwrap());
        let ready = poll_and_drop(receiver.changed());
        t.join().unwrap();
        u.join().unwrap();
        assert_eq!(receiver.has_changed().is_ok(), ready.is_none());
        assert_eq!(*receiver.borrow(), 1);
    });
}

#[test]
fn receiver_drop_against_closed_and_send() {
    exhaustive(|| {
        let (sender, receiver) = channel(value(0));
        let t = spawn(move || drop(receiver));
        let sent = sender.send(value(1)).is_ok();
        block_on(sender.closed());
        assert_eq!(sender.borrow().read(), usize::from(sent));
        assert!(sender.send(value(2)).is_err());
        t.join().unwrap();
    });
}

#[test]
fn owned_wait_against_drop_of_the_channel() {
    exhaustive(|| {
        let (sender, receiver) = channel(0);
        let t = spawn(move || drop(sender));
        let (receiver, result) = block_on(receiver.changed_owned());
        assert!(result.is_err() && receiver.is_disconnected());
        t.join().unwrap();
    });
}

/// What was done before a change is seen by who hears of it, and looks at no value.
#[test]
fn what_was_done_before_a_change() {
    for waits in [false, true] {
        exhaustive(move || {
            let (sender, mut receiver) = channel(0);
            let done = Arc::new(Watched::new(0));
            let mine = done.clone();
            let [here, there] = Crossing::sides();
            let t = spawn(move || {
                mine.bump();
                there.around(|| sender.send(1).unwrap());
                sender
            });
            here.pass();
            let hears = match waits {
                true => block_on(receiver.changed()).is_ok(),
                false => receiver.has_changed() == Ok(true),
            };
            here.pass();
            if hears {
                assert_eq!(done.read(), 1);
            }
            t.join().unwrap();
        });
    }
}

/// What was done before each sender went is seen by who hears that there are none.
#[test]
fn what_was_done_before_the_end() {
    bounded(3, || {
        let (sender, receiver) = channel(0);
        let done = [(); 2].map(|()| Arc::new(Watched::new(0)));
        let mut senders = [sender.clone(), sender].into_iter();
        let point = Crossing::new();
        let threads = done.clone().map(|mine| {
            let (sender, there) = (senders.next(), point.clone());
            spawn(move || {
                mine.bump();
                there.around(|| drop(sender));
            })
        });
        if point.around(|| receiver.is_disconnected()) {
            assert!(done.iter().all(|theirs| theirs.read() == 1));
        }
        for t in threads {
            t.join().unwrap();
        }
    });
}

/// What was done before each receiver went is seen by who hears that there are none, whether it asks or
/// waits.
#[test]
fn what_was_done_before_the_last_receiver_went() {
    for waits in [false, true] {
        bounded(3, move || {
            let (sender, receiver) = channel(0);
            let done = [(); 2].map(|()| Arc::new(Watched::new(0)));
            let mut receivers = [receiver.clone(), receiver].into_iter();
            let threads = done.clone().map(|mine| {
                let receiver = receivers.next();
                spawn(move || {
                    mine.bump();
                    drop(receiver);
                })
            });
            if waits {
                block_on(sender.closed());
            }
            if waits || sender.receiver_count() == 0 {
                assert!(done.iter().all(|theirs| theirs.read() == 1));
            }
            for t in threads {
                t.join().unwrap();
            }
        });
    }
}
