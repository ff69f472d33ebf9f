//! Wakers and messages that panic, or that use the channel themselves: nothing is lost, or stays.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::mpmc::{self, RecvError, TryRecvError, TrySendError};

use crate::support::{Hooks, Source, Task, leak, now, panics, poll_and_drop};

/// A task whose waker panics when it is woken, and which waits.
fn bad<F: Future>(future: F) -> Task<F> {
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut task = Task::new(future);
    assert!(hooks.with(|w| task.poll_with(w)).is_pending());
    task
}

#[test]
fn a_message_that_panics_does_not_keep_the_others_from_being_dropped() {
    struct Fuse(usize, usize, Arc<AtomicUsize>);
    impl Drop for Fuse {
        fn drop(&mut self) {
            self.2.fetch_add(1, SeqCst);
            assert!(self.0 != self.1, "a message that panics");
        }
    }
    for bad in [0, 1, 61, 62, 99] {
        let drops = Arc::new(AtomicUsize::new(0));
        let (tx, rx) = mpmc::unbounded();
        for number in 0..100 {
            assert!(tx.send(Fuse(number, bad, drops.clone())).is_ok());
        }
        drop(rx.clone());
        assert_eq!(panics(|| drop(rx)), "a message that panics");
        assert_eq!(drops.load(SeqCst), 100);
        assert!(tx.is_closed());
    }
}

/// A message whose end sends another one, or asks, or drops the last sender.
#[test]
fn messages_may_use_the_channel_when_they_are_dropped() {
    struct Echo {
        tx: Option<mpmc::BoundedSender<Echo>>,
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
    let (tx, rx) = mpmc::bounded(100);
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
    let (tx, rx) = mpmc::unbounded();
    let mut first = bad(rx.recv());
    let mut second = Task::waiting(rx.recv());
    assert_eq!(panics(|| tx.send(1).unwrap()), "wake");
    second.pending();
    tx.send(2).unwrap();
    assert_eq!(first.ready(), Ok(1));
    assert_eq!(second.ready(), Ok(2));

    // Dropped instead: the other one is woken for it.
    let first = bad(rx.recv());
    let mut second = Task::waiting(rx.recv());
    assert_eq!(panics(|| tx.send(3).unwrap()), "wake");
    drop(first);
    assert!(second.woken());
    assert_eq!(second.ready(), Ok(3));
}

#[test]
fn a_receivers_waker_that_panics_does_not_keep_the_end_from_the_others() {
    for closes in [false, true] {
        let (tx, rx) = mpmc::unbounded::<u8>();
        let before = Task::waiting(rx.recv());
        let mut first = bad(rx.recv());
        let behind: Vec<_> = (0..100).map(|_| Task::waiting(rx.recv())).collect();
        let message = if closes {
            panics(|| rx.close())
        } else {
            panics(|| drop(tx))
        };
        assert_eq!(message, "wake");
        assert_eq!(first.ready(), Err(RecvError::Disconnected));
        for mut recv in behind.into_iter().chain([before]) {
            assert!(recv.woken());
            assert_eq!(recv.ready(), Err(RecvError::Disconnected));
        }
        assert_eq!(now(rx.recv()), Err(RecvError::Disconnected));
    }
}

/// The waker of a sender panics when there is room for it: the message that made room is received at
/// the next attempt, and its place was given away once.
#[test]
fn a_senders_waker_that_panics_costs_neither_message_nor_place() {
    for way in 0..4 {
        let (tx, rx) = mpmc::bounded(1);
        tx.try_send(1).unwrap();
        let mut send = bad(tx.send(2));
        let mut next = Task::waiting(tx.send(3));
        let mut buffer = Vec::new();
        let message = match way {
            0 => panics(|| rx.try_recv()),
            1 => panics(|| now(rx.recv())),
            2 => panics(|| now(rx.clone().recv_owned())),
            _ => panics(|| now(rx.recv_many(&mut buffer, 5))),
        };
        assert_eq!((message.as_str(), buffer.len()), ("wake", 0));
        assert_eq!((rx.len(), rx.receiver_count()), (1, 1));
        assert_eq!(rx.try_recv(), Ok(1));
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

/// As above, with a receiver behind the one that sees the panic.
#[test]
fn a_turn_that_ends_in_a_panic_is_handed_on() {
    let (tx, rx) = mpmc::bounded(1);
    let mut first = Task::waiting(rx.recv());
    let mut second = Task::waiting(rx.recv());
    tx.try_send(1).unwrap();
    let mut send = bad(tx.send(2));
    assert!(first.woken() && !second.woken());
    assert_eq!(panics(|| first.poll()), "wake");
    first.over();
    assert!(second.woken());
    assert_eq!(second.ready(), Ok(1));
    assert_eq!(tx.available_capacity(), 0, "it is the sender's");
    send.ready().unwrap();
    assert_eq!(rx.try_recv(), Ok(2));
    assert_eq!(tx.available_capacity(), 1);
}

#[test]
fn recv_many_that_panics_has_received_what_is_in_the_buffer() {
    let (tx, rx) = mpmc::bounded(3);
    for number in 1..4 {
        tx.try_send(number).unwrap();
    }
    let mut fourth = Task::waiting(tx.send(4));
    let mut fifth = bad(tx.send(5));
    let mut buffer = Vec::new();
    assert_eq!(panics(|| now(rx.recv_many(&mut buffer, 9))), "wake");
    assert_eq!(buffer, [1]);
    fourth.ready().unwrap();
    fifth.ready().unwrap();
    assert_eq!(tx.available_capacity(), 0);
    assert_eq!(now(rx.recv_many(&mut buffer, 9)), 4);
    assert_eq!(buffer, [1, 2, 3, 4, 5]);
    assert_eq!(tx.available_capacity(), 3);
}

/// One of many senders that wait panics while the channel is closed: all others hear of it, on both
/// sides.
#[test]
fn a_senders_waker_that_panics_does_not_keep_the_end_from_the_others() {
    let (tx, rx) = mpmc::bounded(1);
    let permit = tx.try_reserve().unwrap();
    let mut first = bad(tx.send(0));
    let mut sends: Vec<_> = (1..80).map(|n| Task::waiting(tx.send(n))).collect();
    let mut recvs: Vec<_> = (0..80).map(|_| Task::waiting(rx.recv())).collect();
    assert_eq!(panics(|| rx.close()), "wake");
    rx.close();
    assert_eq!(first.ready().unwrap_err().into_inner(), 0);
    for (send, number) in sends.iter_mut().zip(1..) {
        assert!(send.woken());
        assert_eq!(send.ready().unwrap_err().into_inner(), number);
    }
    for recv in &mut recvs {
        assert!(recv.woken());
        assert_eq!(recv.ready(), Err(RecvError::Disconnected));
    }
    assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    drop(permit);
}

/// As above, by the last receiver: what is there is dropped.
#[test]
fn a_senders_waker_that_panics_does_not_keep_the_messages() {
    let source = Source::default();
    let (tx, rx) = mpmc::bounded(2);
    assert!(now(tx.send(source.message(0))).is_ok());
    assert!(now(tx.send(source.message(1))).is_ok());
    let first = bad(tx.send(source.message(2)));
    let mut send = Task::waiting(tx.send(source.message(3)));
    assert_eq!(panics(|| drop(rx)), "wake");
    assert_eq!(source.drops(), 2);
    assert!(send.woken());
    assert!(send.ready().is_err());
    drop(first);
    assert_eq!(source.drops(), 4);
}

/// The waker of a receiver that is replaced panics when it is dropped.
#[test]
fn a_dropped_waker_that_panics_costs_no_message() {
    let (tx, rx) = mpmc::bounded(1);
    let mut recv = Task::new(rx.recv());
    let hooks = Hooks::new().on_drop(|| panic!("drop"));
    assert!(hooks.with(|w| recv.poll_with(w)).is_pending());
    assert_eq!(panics(|| recv.poll()), "drop");
    tx.try_send(1).unwrap();
    assert!(recv.woken());
    assert_eq!(recv.ready(), Ok(1));
}

/// Wakers that use the channel, on both sides.
#[test]
fn wakers_may_use_the_channel() {
    let (tx, rx) = mpmc::bounded(2);
    let (tx, rx) = (leak(tx), leak(rx));
    let touch = move || {
        assert!(!tx.is_closed() && !rx.is_closed());
        drop((tx.clone(), rx.clone(), tx.try_reserve()));
        tx.downgrade().upgrade().unwrap();
        assert!(rx.len() <= 2);
        // Takes nothing from anybody: what was taken is sent again.
        if let Ok(message) = rx.try_recv() {
            tx.try_send(message).unwrap();
        }
        let _ = poll_and_drop(tx.reserve());
    };
    let hooks = Hooks::new().on_clone(touch).on_drop(touch).on_wake(touch);
    let mut recv = Task::new(rx.recv());
    assert!(hooks.with(|w| recv.poll_with(w)).is_pending());
    let mut next = Task::waiting(rx.recv());
    tx.try_send(1).unwrap();
    assert_eq!(recv.ready(), Ok(1));
    assert!(hooks.with(|w| next.poll_with(w)).is_pending());
    drop(next);
    tx.try_send(1).unwrap();
    tx.try_send(2).unwrap();
    let mut send = Task::new(tx.send(3));
    assert!(hooks.with(|w| send.poll_with(w)).is_pending());
    assert_eq!(rx.try_recv(), Ok(1));
    send.ready().unwrap();
    assert_eq!((rx.try_recv(), rx.try_recv()), (Ok(2), Ok(3)));
    assert_eq!(hooks.wakes(), 2);
    hooks.disarm();
}
