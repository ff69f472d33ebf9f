//! Wakers and messages that panic, or that use the channel themselves: nothing is lost, or stays.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::mpsc::{self, TryRecvError, TrySendError};

use crate::support::{Hooks, Source, Task, leak, now, panics};

/// A message that panics when it is dropped, if it is the one that shall.
struct Fuse {
    number: usize,
    bad: usize,
    drops: Arc<AtomicUsize>,
}

impl Drop for Fuse {
    fn drop(&mut self) {
        self.drops.fetch_add(1, SeqCst);
        if self.number == self.bad {
            panic!("a message that panics");
        }
    }
}

#[test]
fn a_message_that_panics_does_not_keep_the_others_from_being_dropped() {
    for bad in [0, 1, 61, 62, 99] {
        let drops = Arc::new(AtomicUsize::new(0));
        let (tx, rx) = mpsc::unbounded();
        for number in 0..100 {
            let drops = drops.clone();
            assert!(tx.send(Fuse { number, bad, drops }).is_ok());
        }
        assert_eq!(panics(|| drop(rx)), "a message that panics");
        assert_eq!(drops.load(SeqCst), 100);
        assert!(tx.is_closed());
    }
}

/// A message whose end sends another one, or asks, or drops the last sender.
#[test]
fn messages_may_use_the_channel_when_they_are_dropped() {
    struct Echo {
        tx: Option<mpsc::BoundedSender<Echo>>,
        ends: Arc<AtomicUsize>,
    }
    impl Drop for Echo {
        fn drop(&mut self) {
            self.ends.fetch_add(1, SeqCst);
            if let Some(tx) = self.tx.take() {
                assert!(tx.is_closed());
                let ends = self.ends.clone();
                let error = tx.try_send(Echo { tx: None, ends });
                assert!(matches!(error, Err(TrySendError::Disconnected(_))));
                drop(tx.try_reserve());
                assert_eq!(tx.available_capacity(), 0);
            }
        }
    }
    let ends = Arc::new(AtomicUsize::new(0));
    let (tx, rx) = mpsc::bounded(100);
    for _ in 0..100 {
        let echo = Echo {
            tx: Some(tx.clone()),
            ends: ends.clone(),
        };
        assert!(tx.try_send(echo).is_ok());
    }
    drop(tx);
    drop(rx);
    assert_eq!(ends.load(SeqCst), 200);
}

#[test]
fn a_receivers_waker_that_panics_costs_no_message() {
    let (tx, mut rx) = mpsc::unbounded();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut recv = Task::new(rx.recv());
    assert!(hooks.with(|w| recv.poll_with(w)).is_pending());
    assert_eq!(panics(|| tx.send(1).unwrap()), "wake");
    tx.send(2).unwrap();
    assert_eq!(recv.ready(), Ok(1));
    drop(recv);
    assert_eq!(rx.try_recv(), Ok(2));

    // The last sender goes all the same.
    let mut recv = Task::new(rx.recv());
    assert!(hooks.with(|w| recv.poll_with(w)).is_pending());
    assert_eq!(panics(|| drop(tx)), "wake");
    assert!(recv.ready().is_err());
    assert_eq!(hooks.kept(), 0);
}

/// The drop of the receiver's waker panics, in the middle of a `recv` that has found a message.
#[test]
fn a_dropped_waker_that_panics_costs_no_message() {
    let (tx, mut rx) = mpsc::bounded(1);
    let mut recv = Task::new(rx.recv());
    let hooks = Hooks::new().on_drop(|| panic!("drop"));
    assert!(hooks.with(|w| recv.poll_with(w)).is_pending());
    // It is not woken, but replaced.
    assert_eq!(panics(|| recv.poll()), "drop");
    tx.try_send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(1));
    drop(recv);

    // By the receiver that goes: nothing can be sent any more then.
    let source = Source::default();
    let (tx, mut rx) = mpsc::unbounded();
    assert!(hooks.with(|w| {
        let mut cx = std::task::Context::from_waker(w);
        rx.poll_recv(&mut cx).is_pending()
    }));
    let sender = tx.clone();
    let hooks = hooks.on_drop({
        let source = source.clone();
        move || {
            assert!(sender.send(source.message(0)).is_err());
            panic!("drop")
        }
    });
    assert_eq!(panics(|| drop(rx)), "drop");
    assert!(tx.is_closed());
    assert_eq!((source.drops(), hooks.kept()), (1, 0));
}

/// A waker that cannot be cloned: the wait goes on with the one before, which is told to look again.
#[test]
fn a_receivers_waker_whose_clone_panics_does_not_cost_the_wait() {
    let (tx, mut rx) = mpsc::unbounded();
    let mut recv = Task::new(rx.recv());
    let hooks = Hooks::new().on_clone(|| panic!("clone"));
    assert_eq!(panics(|| hooks.with(|w| recv.poll_with(w))), "clone");
    recv.pending();
    assert_eq!(panics(|| hooks.with(|w| recv.poll_with(w))), "clone");
    tx.send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(1));
    drop(recv);

    // Also if the message comes in the middle of the clone.
    let (sender, recv) = (tx.clone(), &mut Task::new(rx.recv()));
    let hooks = Hooks::new().on_clone(move || {
        sender.send(2).unwrap();
        panic!("clone")
    });
    recv.pending();
    assert_eq!(panics(|| hooks.with(|w| recv.poll_with(w))), "clone");
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(2));
}

/// The waker of a sender panics when there is room for it: the message that made room is received at
/// the next attempt, and its place was given away once.
#[test]
fn a_senders_waker_that_panics_costs_neither_message_nor_place() {
    for many in [false, true] {
        let (tx, mut rx) = mpsc::bounded(1);
        tx.try_send(1).unwrap();
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut send = Task::new(tx.send(2));
        assert!(hooks.with(|w| send.poll_with(w)).is_pending());
        let mut next = Task::waiting(tx.send(3));
        if many {
            let mut buffer = Vec::new();
            let recv = || now(rx.recv_many(&mut buffer, 5));
            assert_eq!(panics(recv), "wake");
            assert_eq!(buffer, [1], "it was received");
        } else {
            assert_eq!(panics(|| rx.try_recv()), "wake");
            assert_eq!(rx.try_recv(), Ok(1));
        }
        next.pending();
        send.ready().unwrap();
        next.pending();
        assert_eq!(rx.try_recv(), Ok(2));
        assert!(next.woken());
        next.ready().unwrap();
        assert_eq!(rx.try_recv(), Ok(3));
        assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
        assert_eq!(tx.available_capacity(), 1);
    }
}

/// Its place is given back once, whatever takes the message then.
#[test]
fn a_place_that_was_given_back_ahead_is_not_given_back_again() {
    let (tx, mut rx) = mpsc::bounded(1);
    tx.try_send(1).unwrap();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut send = Task::new(tx.send(2));
    assert!(hooks.with(|w| send.poll_with(w)).is_pending());
    assert_eq!(panics(|| rx.try_recv()), "wake");
    let mut buffer = Vec::new();
    assert_eq!(now(rx.recv_many(&mut buffer, 5)), 1);
    send.ready().unwrap();
    assert_eq!(tx.try_send(3), Err(TrySendError::Full(3)));
    assert_eq!(now(rx.recv_many(&mut buffer, 5)), 1);
    assert_eq!(buffer, [1, 2]);
    assert_eq!(tx.available_capacity(), 1);
}

/// One of many senders that wait panics while the channel is closed; the others hear of it, and what
/// is there is dropped.
#[test]
fn a_senders_waker_that_panics_does_not_stop_the_end() {
    for dropped in [false, true] {
        let source = Source::default();
        let (tx, mut rx) = mpsc::bounded(1);
        assert!(tx.try_send(source.message(0)).is_ok());
        let hooks = Hooks::new().on_wake(|| panic!("wake"));
        let mut bad = Task::new(tx.send(source.message(1)));
        assert!(hooks.with(|w| bad.poll_with(w)).is_pending());
        let mut others: Vec<_> = (2..80)
            .map(|n| Task::waiting(tx.send(source.message(n))))
            .collect();
        if dropped {
            assert_eq!(panics(|| drop(rx)), "wake");
            assert_eq!(source.drops(), 1);
        } else {
            assert_eq!(panics(|| rx.close()), "wake");
            rx.close();
            assert_eq!(rx.try_recv().map(|m| m.number), Ok(0));
            assert!(matches!(rx.try_recv(), Err(TryRecvError::Disconnected)));
        }
        assert!(bad.ready().is_err());
        for other in &mut others {
            assert!(other.woken());
            assert!(other.ready().is_err());
        }
    }
}

/// Wakers that use the channel, on both sides.
#[test]
fn wakers_may_use_the_channel() {
    let (tx, rx) = mpsc::bounded(2);
    let tx = leak(tx);
    let rx = Mutex::new(rx);
    let touch = move || {
        assert!(!tx.is_closed());
        drop(tx.try_reserve());
        drop(tx.clone());
        tx.downgrade().upgrade().unwrap();
        let _ = crate::support::poll_and_drop(tx.send(99));
    };
    let hooks = Hooks::new().on_clone(touch).on_drop(touch).on_wake(touch);
    let mut rx = rx.into_inner().unwrap();
    for _ in 0..2 {
        let mut recv = Task::new(rx.recv());
        // Its clone sends, so there is something.
        assert_eq!(
            hooks.with(|w| recv.poll_with(w)).map(Result::ok),
            std::task::Poll::Ready(Some(99))
        );
        drop(recv);
        while rx.try_recv().is_ok() {}
    }
    // A sender whose waker comes back while it is told.
    tx.try_send(1).unwrap();
    tx.try_send(2).unwrap();
    let mut send = Task::new(tx.send(3));
    assert!(hooks.with(|w| send.poll_with(w)).is_pending());
    assert_eq!(rx.try_recv(), Ok(1));
    send.ready().unwrap();
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(2), Ok(3)));
    hooks.disarm();
}
