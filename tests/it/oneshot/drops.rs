//! Messages are dropped once, in every order in which the ends go, also if their drop panics or uses the
//! channels itself.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::oneshot::{self, Receiver, Sender};

use super::counted;
use crate::support::{Hooks, Task, forget, panics, poll_and_drop};

#[test]
fn in_every_order() {
    type Ends = (Sender<Arc<()>>, Receiver<Arc<()>>);
    let orders: [fn(Arc<()>, Ends); 8] = [
        |_, ends| drop(ends),
        |_, (sender, receiver)| drop((receiver, sender)),
        |message, (sender, receiver)| {
            sender.send(message).unwrap();
            drop(receiver);
        },
        |message, (sender, receiver)| {
            sender.send(message).unwrap();
            receiver.try_recv().unwrap();
        },
        |message, (sender, receiver)| {
            drop(receiver);
            drop(sender.send(message));
        },
        |message, (sender, mut receiver)| {
            receiver.close();
            drop(sender.send(message));
            drop(receiver);
        },
        |message, (sender, mut receiver)| {
            sender.send(message).unwrap();
            receiver.close();
        },
        |message, (sender, receiver)| {
            let mut wait = Task::waiting(receiver.into_future());
            sender.send(message).unwrap();
            wait.ready().unwrap();
        },
    ];
    for order in orders {
        let (lives, sender, receiver) = counted();
        order(lives.clone(), (sender, receiver));
        assert_eq!(Arc::strong_count(&lives), 1);
    }
}

#[test]
fn a_wait_that_was_sent_the_message_drops_it() {
    let (lives, sender, receiver) = counted();
    let wait = Task::waiting(receiver.into_future());
    sender.send(lives.clone()).unwrap();
    assert_eq!(Arc::strong_count(&lives), 2);
    drop(wait);
    assert_eq!(Arc::strong_count(&lives), 1);
}

struct Bomb(Arc<AtomicUsize>);

impl Drop for Bomb {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
        panic!("bomb");
    }
}

#[test]
fn a_message_whose_drop_panics() {
    let drops = Arc::new(AtomicUsize::new(0));
    for waits in [false, true] {
        let (sender, receiver) = oneshot::channel();
        let recv = receiver.into_future();
        let mut wait = Task::new(recv);
        if waits {
            wait.pending();
        }
        assert!(sender.send(Bomb(drops.clone())).is_ok());
        assert_eq!(panics(|| drop(wait)), "bomb");
        assert_eq!(drops.swap(0, SeqCst), 1);
        assert_eq!(Arc::strong_count(&drops), 1);
    }
}

/// The drop of a message drops the end of another channel, whose message does the same.
#[test]
fn a_message_whose_drop_uses_channels() {
    #[allow(dead_code)] // for their drops
    struct Link(Option<Receiver<Link>>, Arc<()>);
    let lives = Arc::new(());
    let mut next = None;
    for _ in 0..100 {
        let (sender, receiver) = oneshot::channel();
        assert!(sender.send(Link(next.take(), lives.clone())).is_ok());
        next = Some(receiver);
    }
    assert_eq!(Arc::strong_count(&lives), 101);
    drop(next);
    assert_eq!(Arc::strong_count(&lives), 1);
}

/// The waker panics, but the message is there; or it is not, and the end is.
#[test]
fn a_waker_that_panics_loses_nothing() {
    let (lives, sender, receiver) = counted();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut wait = Task::new(receiver.into_future());
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    assert_eq!(panics(|| sender.send(lives.clone())), "wake");
    assert_eq!(Arc::strong_count(&lives), 2);
    drop(wait.ready().unwrap());

    let (_, sender, receiver) = counted();
    let mut wait = Task::new(receiver.into_future());
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    assert_eq!(panics(|| drop(sender)), "wake");
    assert!(wait.ready().is_err());

    // The sender's, when the receiver goes with a message that cannot be sent any more.
    let (_, mut sender, receiver) = counted();
    let mut closed = Task::new(sender.closed());
    assert!(hooks.with(|waker| closed.poll_with(waker)).is_pending());
    assert_eq!(panics(|| drop(receiver)), "wake");
    closed.ready();
    drop(closed);
    assert_eq!(hooks.kept(), 0);
    assert!(sender.send(lives.clone()).is_err());
    assert_eq!(Arc::strong_count(&lives), 1);
}

#[test]
fn a_forgotten_receiver_or_sender_harms_nobody() {
    let (lives, sender, receiver) = counted();
    let wait = Task::waiting(receiver.into_future());
    forget(wait);
    sender.send(lives.clone()).unwrap();
    assert_eq!(Arc::strong_count(&lives), 2);

    let (_, sender, mut receiver) = counted();
    forget(sender);
    assert!(poll_and_drop(receiver.recv()).is_pending());
    assert!(receiver.try_recv().is_err());
}
