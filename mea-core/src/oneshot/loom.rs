//! The channel under loom: each operation of one end against each of the other. A message is received,
//! given back or dropped, once; no wake-up is lost, no waker is kept; the memory is freed by one end,
//! after the other's last access.

use core::{
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
};
use std::{boxed::Box, sync::Arc, vec::Vec};

use super::{Receiver, RecvError, Sender, TryRecvError, channel};
use crate::{
    sync::model::{Watched, block_on, bounded, exhaustive, poll_and_drop, spawn},
    wake::tests::Wakes,
};

/// A message: loom checks its value for races, and its drops are counted.
struct Parcel {
    value: Watched,
    drops: Arc<AtomicUsize>,
}

impl Drop for Parcel {
    fn drop(&mut self) {
        // A write: what is dropped is nobody else's.
        self.value.bump();
        self.drops.fetch_add(1, SeqCst);
    }
}

#[derive(Clone, Default)]
struct Drops(Arc<AtomicUsize>);

impl Drops {
    fn parcel(&self) -> Parcel {
        Parcel {
            value: Watched::new(1),
            drops: self.0.clone(),
        }
    }

    fn count(&self) -> usize {
        self.0.load(SeqCst)
    }
}

fn parcels() -> (Drops, Sender<Parcel>, Receiver<Parcel>) {
    let (sender, receiver) = channel();
    (Drops::default(), sender, receiver)
}

#[test]
fn send_against_await() {
    exhaustive(|| {
        let (drops, sender, receiver) = parcels();
        let parcel = drops.parcel();
        let t = spawn(move || assert!(sender.send(parcel).is_ok()));
        let parcel = block_on(receiver.into_future()).ok().unwrap();
        assert_eq!((parcel.value.bump(), drops.count()), (2, 0));
        t.join().unwrap();
    });
}

#[test]
fn sender_drop_against_await() {
    exhaustive(|| {
        let (_, sender, receiver) = parcels();
        let t = spawn(move || drop(sender));
        let result = block_on(receiver.into_future());
        assert!(matches!(result, Err(RecvError::Disconnected)));
        t.join().unwrap();
    });
}

/// Not polled before, or waiting, as `polled` says: delivered, given back, or dropped with the receiver.
fn send_against_drop(polled: bool) {
    exhaustive(move || {
        let (drops, sender, receiver) = parcels();
        let parcel = drops.parcel();
        let bell = Wakes::default();
        let mut recv = receiver.into_future();
        if polled {
            assert!(bell.poll(Pin::new(&mut recv)).is_pending());
        }
        let t = spawn(move || match sender.send(parcel) {
            Ok(()) => true,
            Err(unsent) => {
                assert_eq!(unsent.into_inner().value.read(), 1);
                false
            }
        });
        drop(recv);
        let sent = t.join().unwrap();
        assert_eq!(drops.count(), 1);
        assert!(bell.kept() == 0);
        assert!(sent || bell.count() == 0);
    });
}

#[test]
fn send_against_receiver_drop() {
    send_against_drop(false);
}

#[test]
fn send_against_drop_of_a_wait() {
    send_against_drop(true);
}

#[test]
fn send_against_poll_and_drop() {
    exhaustive(|| {
        let (drops, sender, receiver) = parcels();
        let parcel = drops.parcel();
        let t = spawn(move || sender.send(parcel).is_ok());
        let received = poll_and_drop(receiver.into_future());
        let received = received.map(|result| drop(result.ok().unwrap()));
        assert!(t.join().unwrap() || received.is_none());
        assert_eq!(drops.count(), 1);
    });
}

#[test]
fn sender_drop_against_drop_of_a_wait() {
    exhaustive(|| {
        let (_, sender, receiver) = parcels();
        let bell = Wakes::default();
        let mut recv = receiver.into_future();
        assert!(bell.poll(Pin::new(&mut recv)).is_pending());
        let t = spawn(move || drop(sender));
        drop(recv);
        t.join().unwrap();
        assert!(bell.kept() == 0);
    });
}

/// The wait is given up, the receiver is not: the message is there.
#[test]
fn send_against_cancel() {
    exhaustive(|| {
        let (drops, sender, mut receiver) = parcels();
        let parcel = drops.parcel();
        let bell = Wakes::default();
        let mut recv = receiver.recv();
        assert!(bell.poll(Pin::new(&mut recv)).is_pending());
        let t = spawn(move || assert!(sender.send(parcel).is_ok()));
        drop(recv);
        let parcel = block_on(receiver.recv()).ok().unwrap();
        t.join().unwrap();
        assert!(bell.kept() == 0);
        assert_eq!((parcel.value.bump(), drops.count()), (2, 0));
    });
}

/// The last waker wakes, unless the poll with it was ready.
#[test]
fn send_against_polls_with_other_wakers() {
    exhaustive(|| {
        let (drops, sender, receiver) = parcels();
        let parcel = drops.parcel();
        let bells = [(); 3].map(|()| Wakes::default());
        let mut recv = receiver.into_future();
        assert!(bells[0].poll(Pin::new(&mut recv)).is_pending());
        let t = spawn(move || assert!(sender.send(parcel).is_ok()));
        let ready = bells[1..]
            .iter()
            .map(|bell| bell.poll(Pin::new(&mut recv)))
            .find(Poll::is_ready);
        t.join().unwrap();
        assert!(bells.iter().all(|bell| bell.kept() == 0));
        let parcel = match ready {
            Some(ready) => ready,
            None => {
                assert_eq!(bells[2].count(), 1);
                bells[0].poll(Pin::new(&mut recv))
            }
        };
        assert!(matches!(parcel, Poll::Ready(Ok(_))));
        assert_eq!(drops.count(), 0);
    });
}

/// Sent before the close, and received; or after it, and given back.
fn send_against_close(polled: bool) {
    exhaustive(move || {
        let (drops, sender, mut receiver) = parcels();
        let parcel = drops.parcel();
        let bell = Wakes::default();
        if polled {
            let mut recv = receiver.recv();
            assert!(bell.poll(Pin::new(&mut recv)).is_pending());
            // Forgotten: the receiver finds its waker when it closes.
            core::mem::forget(recv);
        }
        let t = spawn(move || sender.send(parcel).map_err(|unsent| unsent.into_inner()));
        receiver.close();
        let received = block_on(receiver.recv());
        let sent = t.join().unwrap();
        assert_eq!(received.is_ok(), sent.is_ok());
        assert_eq!(drops.count(), 0);
        assert!(bell.kept() == 0);
        drop((received, sent));
        assert_eq!(drops.count(), 1);
        assert!(matches!(
            receiver.try_recv(),
            Err(TryRecvError::Disconnected)
        ));
    });
}

#[test]
fn send_against_close_and_await() {
    send_against_close(false);
}

#[test]
fn send_against_close_with_a_forgotten_wait() {
    send_against_close(true);
}

#[test]
fn send_against_close_and_drop() {
    exhaustive(|| {
        let (drops, sender, mut receiver) = parcels();
        let parcel = drops.parcel();
        let t = spawn(move || drop(sender.send(parcel)));
        receiver.close();
        drop(receiver);
        t.join().unwrap();
        assert_eq!(drops.count(), 1);
    });
}

/// Empty before, never after; and two who try do not both get it.
#[test]
fn send_against_two_that_try() {
    bounded(3, || {
        let (drops, sender, receiver) = parcels();
        let parcel = drops.parcel();
        let receiver = Arc::new(receiver);
        let other = receiver.clone();
        let t = spawn(move || {
            assert!(sender.send(parcel).is_ok());
        });
        let u = spawn(move || other.try_recv().ok());
        let mut got: Vec<_> = receiver.try_recv().ok().into_iter().collect();
        t.join().unwrap();
        got.extend(u.join().unwrap());
        got.extend(receiver.try_recv().ok());
        assert_eq!((got.len(), drops.count()), (1, 0));
        got[0].value.bump();
    });
}

/// What the receiver did before it went is seen by who waited for that.
#[test]
fn receiver_drop_against_closed() {
    exhaustive(|| {
        let (_, mut sender, receiver) = parcels();
        let done = Arc::new(Watched::new(0));
        let mine = done.clone();
        let t = spawn(move || {
            mine.bump();
            drop(receiver);
        });
        block_on(sender.closed());
        assert_eq!(done.read(), 1);
        assert!(sender.is_closed());
        t.join().unwrap();
    });
}

#[test]
fn receiver_drop_against_polls_of_closed_with_other_wakers() {
    exhaustive(|| {
        let (_, mut sender, receiver) = parcels();
        let bells = [(); 3].map(|()| Wakes::default());
        let mut closed = sender.closed();
        assert!(bells[0].poll(Pin::new(&mut closed)).is_pending());
        let t = spawn(move || drop(receiver));
        let ready = bells[1..]
            .iter()
            .any(|bell| bell.poll(Pin::new(&mut closed)).is_ready());
        t.join().unwrap();
        assert!(bells.iter().all(|bell| bell.kept() == 0));
        assert!(ready || bells[2].count() == 1);
    });
}

/// The receiver waits, and is dropped, while the sender waits for that and is dropped, or sends.
fn both_wait(end: fn(Sender<Parcel>, Parcel)) {
    exhaustive(move || {
        let (drops, mut sender, receiver) = parcels();
        let parcel = drops.parcel();
        let bells = [(); 2].map(|()| Wakes::default());
        let mut recv = receiver.into_future();
        assert!(bells[0].poll(Pin::new(&mut recv)).is_pending());
        let bell = bells[1].clone();
        let t = spawn(move || {
            let mut closed = Box::new(sender.closed());
            let ready = bell.poll(Pin::new(&mut closed)).is_ready();
            // Forgotten: the sender finds its waker when it ends.
            core::mem::forget(closed);
            end(sender, parcel);
            drop(bell);
            ready
        });
        drop(recv);
        t.join().unwrap();
        assert!(bells.iter().all(|bell| bell.kept() == 0));
        assert_eq!(drops.count(), 1);
    });
}

#[test]
fn both_wait_and_are_dropped() {
    both_wait(|sender, parcel| drop((sender, parcel)));
}

#[test]
fn both_wait_and_the_sender_sends() {
    both_wait(|sender, parcel| drop(sender.send(parcel)));
}
