//! Channels, once they are there. The first message of a channel, and one that finds the block full,
//! allocates a block; those here do not, since one was sent before.

use std::pin::pin;

use mea::{
    atomicbox::AtomicOptionBox,
    broadcast::{self, overflow},
    mpmc, mpsc, oneshot, watch,
};

use crate::{Step, nonblocking, now, pending, ready};

/// Both ends of a channel with one place wait: for a message, and for room. A macro, since the receivers have
/// no trait in common, and one of them is borrowed mutably.
macro_rules! waits {
    ($sender:ident, $receiver:ident) => {
        $sender.try_send(0).unwrap();
        nonblocking(|| {
            assert_eq!(now($receiver.recv()), Ok(0));
            let mut receive = pin!($receiver.recv());
            pending(receive.as_mut());
            now($sender.send(1)).unwrap();
            let mut send = pin!($sender.send(2));
            pending(send.as_mut());
            assert_eq!(ready(receive), Ok(1));
            ready(send).unwrap();
        });
    };
}

pub(super) const PATHS: &[Step] = &[
    // Whoever is the last to use the channel frees it: here it is who receives.
    ("oneshot: a wait for the message, and send", || {
        let (sender, receiver) = oneshot::channel();
        let mut receive = Box::pin(receiver.into_future());
        nonblocking(|| {
            pending(receive.as_mut());
            sender.send(1).unwrap();
        });
        assert_eq!(ready(receive.as_mut()), Ok(1));
    }),
    ("mpsc: unbounded, send and recv", || {
        let (sender, mut receiver) = mpsc::unbounded();
        sender.send(0).unwrap();
        nonblocking(|| {
            assert_eq!(now(receiver.recv()), Ok(0));
            sender.send(1).unwrap();
            assert_eq!(now(receiver.recv()), Ok(1));
        });
    }),
    ("mpsc: bounded, send and recv", || {
        let (sender, mut receiver) = mpsc::bounded(2);
        sender.try_send(0).unwrap();
        nonblocking(|| {
            assert_eq!(now(receiver.recv()), Ok(0));
            now(sender.send(1)).unwrap();
            assert_eq!(now(receiver.recv()), Ok(1));
        });
    }),
    ("mpsc: waits for a message, and for room", || {
        let (sender, mut receiver) = mpsc::bounded(1);
        waits!(sender, receiver);
    }),
    ("mpmc: unbounded, send and recv", || {
        let (sender, receiver) = mpmc::unbounded();
        sender.send(0).unwrap();
        nonblocking(|| {
            assert_eq!(now(receiver.recv()), Ok(0));
            sender.send(1).unwrap();
            assert_eq!(now(receiver.recv()), Ok(1));
        });
    }),
    ("mpmc: waits for a message, and for room", || {
        let (sender, receiver) = mpmc::bounded(1);
        waits!(sender, receiver);
    }),
    (
        "broadcast: one message for two, and messages that overflow",
        || {
            let (sender, mut receiver) = overflow::channel(2);
            let mut other = sender.subscribe();
            nonblocking(|| {
                pending(pin!(receiver.recv()));
                sender.send(1);
                assert_eq!((now(receiver.recv()), now(other.recv())), (Ok(1), Ok(1)));
                for n in 0..100 {
                    sender.send(n);
                }
            });
        },
    ),
    ("broadcast: bounded, with a wait for room", || {
        let (sender, mut receiver) = broadcast::bounded(1);
        nonblocking(|| {
            now(sender.send(1)).unwrap();
            let mut send = pin!(sender.send(2));
            pending(send.as_mut());
            assert_eq!(now(receiver.recv()), Ok(1));
            ready(send).unwrap();
        });
    }),
    // Each value is allocated when it is sent.
    ("watch: a wait for another value, and the value", || {
        let (sender, mut receiver) = watch::channel(1);
        nonblocking(|| {
            assert_eq!(*receiver.borrow(), 1);
            pending(pin!(receiver.changed()));
        });
        sender.send(2).unwrap();
        nonblocking(|| {
            now(receiver.changed()).unwrap();
            assert_eq!(*receiver.borrow_and_update(), 2);
        });
    }),
    ("atomicbox: put in and got out", || {
        let (slot, value) = (AtomicOptionBox::none(), Box::new(1));
        let value = nonblocking(|| {
            slot.store(Some(value));
            slot.take()
        });
        assert_eq!(value, Some(Box::new(1)));
    }),
];
