//! The form that loses nothing.

use core::sync::atomic::Ordering::Relaxed;

use super::{Alive, Message};
use crate::{
    broadcast::{RecvError, bounded as channel},
    sync::model::{block_on, bounded, exhaustive, poll_and_drop, spawn},
};

/// Three messages through room for one; then the end.
#[test]
fn send_against_recv() {
    bounded(2, || {
        let alive = Alive::default();
        let (sender, mut receiver) = channel(1);
        let sent = alive.clone();
        let t = spawn(move || {
            for n in 1..=3 {
                assert!(block_on(sender.send(Message::new(n, &sent))).is_ok());
            }
        });
        for n in 1..=3 {
            assert_eq!(block_on(receiver.recv()).map(|message| message.n), Ok(n));
        }
        assert_eq!(
            block_on(receiver.recv()).err(),
            Some(RecvError::Disconnected)
        );
        t.join().unwrap();
        assert_eq!(alive.load(Relaxed), 0);
    });
}

/// The slower of two receivers makes room, whichever it is.
#[test]
fn send_against_two_receivers() {
    bounded(2, || {
        let alive = Alive::default();
        let (sender, one) = channel(1);
        let two = one.clone();
        assert!(sender.try_send(Message::new(1, &alive)).is_ok());
        let threads = [one, two].map(|mut receiver| {
            spawn(move || {
                assert_eq!(receiver.try_recv().map(|message| message.n), Ok(1));
                receiver
            })
        });
        assert!(block_on(sender.send(Message::new(2, &alive))).is_ok());
        for thread in threads {
            let mut receiver = thread.join().unwrap();
            assert_eq!(receiver.try_recv().map(|message| message.n), Ok(2));
        }
        assert_eq!(alive.load(Relaxed), 0);
    });
}

/// A receiver that goes while it is behind frees the room that it held.
#[test]
fn receiver_drop_against_waiting_send() {
    exhaustive(|| {
        let alive = Alive::default();
        let (sender, slow) = channel(1);
        let fast = sender.subscribe();
        assert!(sender.try_send(Message::new(1, &alive)).is_ok());
        let mut fast = fast;
        assert_eq!(block_on(fast.recv()).map(|message| message.n), Ok(1));
        let t = spawn(move || drop(slow));
        assert!(block_on(sender.send(Message::new(2, &alive))).is_ok());
        t.join().unwrap();
        assert_eq!(block_on(fast.recv()).map(|message| message.n), Ok(2));
        assert_eq!(alive.load(Relaxed), 0);
    });
}

/// The last receiver goes: a sender that waits gets its message back.
#[test]
fn last_receiver_drop_against_waiting_send() {
    exhaustive(|| {
        let alive = Alive::default();
        let (sender, receiver) = channel(1);
        assert!(sender.try_send(Message::new(1, &alive)).is_ok());
        let t = spawn(move || drop(receiver));
        let back = block_on(sender.send(Message::new(2, &alive)));
        assert_eq!(back.map_err(|error| error.into_inner().n), Err(2));
        t.join().unwrap();
        assert_eq!((alive.load(Relaxed), sender.len()), (0, 0));
    });
}

/// The same, while a new receiver comes. A message is handed back, or received.
#[test]
fn last_receiver_drop_and_subscribe_against_waiting_send() {
    bounded(2, || {
        let (sender, receiver) = channel(1);
        sender.try_send(1).unwrap();
        let other = sender.clone();
        let t = spawn(move || drop(receiver));
        let u = spawn(move || {
            let mut new = other.subscribe();
            drop(other);
            block_on(new.recv()).ok()
        });
        let sent = block_on(sender.send(2));
        t.join().unwrap();
        let room = sender.try_send(3);
        drop(sender);
        let got = u.join().unwrap();
        match (sent.is_ok(), room.is_ok()) {
            (true, _) => assert!(got == Some(2) || got == Some(3) || got.is_none(), "{got:?}"),
            (false, true) => assert_eq!(got, Some(3)),
            (false, false) => assert_eq!(got, None),
        }
    });
}

/// A send that is dropped in line, or with room in hand, passes its turn on.
#[test]
fn cancelled_send_against_recv() {
    bounded(2, || {
        let (sender, mut receiver) = channel(1);
        sender.try_send(1).unwrap();
        let (first, second) = (sender.clone(), sender);
        let t = spawn(move || poll_and_drop(first.send(2)).is_some());
        let u = spawn(move || block_on(second.send(3)).unwrap());
        assert_eq!(block_on(receiver.recv()), Ok(1));
        let mut rest = std::vec::Vec::new();
        while let Ok(n) = block_on(receiver.recv()) {
            rest.push(n);
        }
        u.join().unwrap();
        if t.join().unwrap() {
            assert!(rest == [2, 3] || rest == [3, 2], "{rest:?}");
        } else {
            assert_eq!(rest, [3]);
        }
    });
}

#[test]
fn subscribe_against_send() {
    exhaustive(|| {
        let (sender, mut one) = channel(1);
        let other = sender.clone();
        let t = spawn(move || {
            let mut two = other.subscribe();
            drop(other);
            let mut got = std::vec::Vec::new();
            while let Ok(n) = block_on(two.recv()) {
                got.push(n);
            }
            got
        });
        sender.try_send(1).unwrap();
        drop(sender);
        assert_eq!(block_on(one.recv()), Ok(1));
        let got = t.join().unwrap();
        assert!(got == [1] || got.is_empty(), "{got:?}");
    });
}
