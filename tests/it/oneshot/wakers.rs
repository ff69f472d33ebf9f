//! Wakers that use the other end themselves.

use std::{
    mem::ManuallyDrop,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::Context,
};

use mea::oneshot::{self, Sender};

use crate::support::{Count, Hooks, Slot, Task, ready};

/// The clone of a waker, at the first poll and at a later one, sends.
#[test]
fn sent_while_the_waker_is_cloned() {
    for waits in [false, true] {
        let (sender, receiver) = oneshot::channel();
        let sender = Arc::new(Slot::new(sender));
        let mut wait = Task::new(receiver.into_future());
        if waits {
            wait.pending();
        }
        let hooks = Hooks::new().on_clone(move || sender.take().unwrap().send(1).unwrap());
        assert_eq!(ready(hooks.with(|waker| wait.poll_with(waker))), Ok(1));
        assert_eq!((hooks.wakes(), hooks.kept()), (0, 0));
        assert_eq!(wait.woken(), waits);
    }
}

/// The drop of a waker that is replaced sends: to the one that took its place.
#[test]
fn sent_while_a_waker_is_dropped() {
    let (sender, receiver) = oneshot::channel();
    let sender = Arc::new(Slot::new(sender));
    let mut wait = Task::new(receiver.into_future());
    let hooks = Hooks::new().on_drop(move || sender.take().unwrap().send(1).unwrap());
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    wait.pending();
    assert!(wait.woken());
    assert_eq!(wait.ready(), Ok(1));
}

/// The drop of the receiver's waker, with the receiver, finds the channel closed.
#[test]
fn closed_when_the_waker_is_dropped() {
    let (sender, receiver) = oneshot::channel();
    let sender: Slot<Sender<u8>> = Slot::new(sender);
    let came_back = Arc::new(AtomicUsize::new(0));
    let counted = came_back.clone();
    let hooks = Hooks::new().on_drop(move || {
        let unsent = sender.take().unwrap().send(7).unwrap_err();
        counted.store(unsent.into_inner().into(), SeqCst);
    });
    let mut wait = Task::new(receiver.into_future());
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    drop(wait);
    assert_eq!(came_back.load(SeqCst), 7);
    hooks.disarm();
}

/// The wake-up receives the message, on the thread of the sender.
#[test]
fn received_by_the_waker() {
    let (sender, mut receiver) = oneshot::channel();
    let got = Arc::new(Mutex::new(None));
    let place = Arc::new(Mutex::new(None));
    let hooks = {
        let (got, place) = (got.clone(), place.clone());
        Hooks::new().on_wake(move || {
            let receiver: oneshot::Receiver<u8> = place.lock().unwrap().take().unwrap();
            *got.lock().unwrap() = Some(receiver.try_recv());
        })
    };
    // Forgotten, so that the receiver is free while its waker is still registered.
    let mut wait = ManuallyDrop::new(receiver.recv());
    let poll = hooks.with(|waker| Pin::new(&mut *wait).poll(&mut Context::from_waker(waker)));
    assert!(poll.is_pending());
    *place.lock().unwrap() = Some(receiver);
    sender.send(1).unwrap();
    assert_eq!(*got.lock().unwrap(), Some(Ok(1)));
    hooks.disarm();
}

/// Spurious polls with the same waker neither clone nor drop it.
#[test]
fn the_same_waker_is_not_cloned_again() {
    let (mut sender, receiver) = oneshot::channel::<u8>();
    let clones = Arc::new(AtomicUsize::new(0));
    let counted = clones.clone();
    let hooks = Hooks::new().on_clone(move || {
        counted.fetch_add(1, SeqCst);
    });
    let mut recv = Task::new(receiver.into_future());
    let mut closed = Task::new(sender.closed());
    hooks.with(|waker| {
        for _ in 0..5 {
            assert!(recv.poll_with(waker).is_pending());
            assert!(closed.poll_with(waker).is_pending());
        }
    });
    assert_eq!((clones.load(SeqCst), hooks.drops()), (2, 0));
    drop(recv);
    closed.ready();
    hooks.disarm();
}

/// With A, then B: B wakes. A is dropped at once.
#[test]
fn the_last_waker_wakes_the_sender() {
    let (mut sender, receiver) = oneshot::channel::<u8>();
    let (a, b) = (Count::new(), Count::new());
    let (first, second) = (a.waker(), b.waker());
    let mut closed = Task::new(sender.closed());
    assert!(closed.poll_with(&first).is_pending());
    assert!(closed.poll_with(&second).is_pending());
    assert_eq!((a.kept(), b.kept()), (1, 2));
    drop(receiver);
    assert_eq!((a.wakes(), b.wakes()), (0, 1));
}
