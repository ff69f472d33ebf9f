//! The lossy form.

use core::sync::atomic::Ordering::Relaxed;

use super::{Alive, Message};
use crate::{
    broadcast::overflow::{RecvError, TryRecvError, channel},
    sync::model::{block_on, bounded, exhaustive, poll_and_drop, spawn},
};

/// Two messages for one receiver, which may lose the first.
#[test]
fn send_against_recv() {
    bounded(2, || {
        let alive = Alive::default();
        let (sender, mut receiver) = channel(1);
        let sent = alive.clone();
        let t = spawn(move || {
            sender.send(Message::new(1, &sent));
            sender.send(Message::new(2, &sent));
        });
        let mut got = std::vec::Vec::new();
        loop {
            match block_on(receiver.recv()) {
                Ok(message) => got.push(message.n),
                Err(RecvError::Lagged(n)) => assert_eq!((n, got.len()), (1, 0)),
                Err(RecvError::Disconnected) => break,
            }
        }
        assert!(got == [1, 2] || got == [2], "{got:?}");
        t.join().unwrap();
        assert_eq!(alive.load(Relaxed), 0);
    });
}

/// Whoever waits hears of a message, and not only of the end.
#[test]
fn one_send_against_recv() {
    exhaustive(|| {
        let (sender, mut receiver) = channel(1);
        let other = sender.clone();
        let t = spawn(move || other.send(1));
        assert_eq!(block_on(receiver.recv()), Ok(1));
        t.join().unwrap();
        drop(sender);
    });
}

/// Two receivers clone and take the same messages; the sender overwrites them meanwhile.
#[test]
fn lag_against_two_receivers() {
    bounded(2, || {
        let alive = Alive::default();
        let (sender, mut one) = channel(1);
        let mut two = one.clone();
        sender.send(Message::new(1, &alive));
        let t = spawn(move || match two.try_recv() {
            Ok(message) => assert!(message.n == 1),
            Err(error) => assert_eq!(error, TryRecvError::Lagged(1)),
        });
        let sent = alive.clone();
        let u = spawn(move || sender.send(Message::new(2, &sent)));
        match block_on(one.recv()) {
            Ok(message) => {
                assert_eq!(message.n, 1);
                assert_eq!(block_on(one.recv()).map(|message| message.n), Ok(2));
            }
            Err(error) => {
                assert_eq!(error, RecvError::Lagged(1));
                assert_eq!(block_on(one.recv()).map(|message| message.n), Ok(2));
            }
        }
        t.join().unwrap();
        u.join().unwrap();
        drop(one);
        assert_eq!(alive.load(Relaxed), 0);
    });
}

#[test]
fn the_last_sender_against_two_waits() {
    bounded(2, || {
        let (sender, mut one) = channel::<u8>(1);
        let mut two = sender.subscribe();
        let other = sender.clone();
        let t = spawn(move || assert_eq!(block_on(two.recv()), Err(RecvError::Disconnected)));
        let u = spawn(move || drop(other));
        drop(sender);
        assert_eq!(block_on(one.recv()), Err(RecvError::Disconnected));
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// What was sent before the last sender goes is received.
#[test]
fn send_and_drop_against_recv() {
    exhaustive(|| {
        let (sender, mut receiver) = channel(2);
        let t = spawn(move || sender.send(1));
        assert_eq!(block_on(receiver.recv()), Ok(1));
        assert_eq!(block_on(receiver.recv()), Err(RecvError::Disconnected));
        t.join().unwrap();
    });
}

/// A new receiver gets a message or does not, but gets all after that; the message is in the channel
/// only if somebody wants it.
#[test]
fn subscribe_against_send() {
    exhaustive(|| {
        let alive = Alive::default();
        let (sender, receiver) = channel(2);
        drop(receiver);
        let (other, sent) = (sender.clone(), alive.clone());
        let t = spawn(move || {
            other.send(Message::new(1, &sent));
            other.send(Message::new(2, &sent));
        });
        let mut receiver = sender.subscribe();
        t.join().unwrap();
        sender.send(Message::new(3, &alive));
        let mut got = std::vec::Vec::new();
        let mut lost = 0;
        loop {
            match receiver.try_recv() {
                Ok(message) => got.push(message.n),
                Err(TryRecvError::Lagged(n)) => lost += n,
                Err(error) => break assert_eq!(error, TryRecvError::Empty),
            }
        }
        match lost {
            0 => assert!(got == [2, 3] || got == [3], "{got:?}"),
            _ => assert!(got == [2, 3] && lost == 1, "{got:?}"),
        }
        assert_eq!(alive.load(Relaxed), 0);
    });
}

/// A receiver that goes drops what only it wanted, while another one takes the rest.
#[test]
fn receiver_drop_against_recv() {
    exhaustive(|| {
        let alive = Alive::default();
        let (sender, mut one) = channel(2);
        let two = one.clone();
        sender.send(Message::new(1, &alive));
        sender.send(Message::new(2, &alive));
        let t = spawn(move || drop(two));
        assert_eq!(block_on(one.recv()).map(|message| message.n), Ok(1));
        t.join().unwrap();
        assert_eq!((alive.load(Relaxed), sender.len()), (1, 1));
        assert_eq!(block_on(one.recv()).map(|message| message.n), Ok(2));
        assert_eq!(alive.load(Relaxed), 0);
    });
}

/// A wait that is dropped has received nothing.
#[test]
fn cancel_against_send() {
    exhaustive(|| {
        let (sender, mut receiver) = channel(1);
        let t = spawn(move || sender.send(1));
        let received = poll_and_drop(receiver.recv());
        t.join().unwrap();
        match received {
            Some(message) => assert_eq!(message, Ok(1)),
            None => assert_eq!(receiver.try_recv(), Ok(1)),
        }
    });
}
