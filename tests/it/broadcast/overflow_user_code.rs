//! The lossy form when messages call back, or panic, in their clones and drops.

use std::{
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
};

use mea::broadcast::overflow::{RecvError, TryRecvError, channel};

use super::message::{Kind, Message};
use crate::support::{Hooks, Task, now, panics};

#[test]
fn a_clone_that_panics_is_received_and_nothing_else_is_lost() {
    let kind = Kind::default();
    let (sender, mut one) = channel(4);
    let mut two = one.clone();
    sender.send(kind.message(1));
    sender.send(kind.message(2));
    kind.on_clone(|| panic!("clone"));
    assert_eq!(panics(|| one.try_recv().is_ok()), "clone");
    assert_eq!(panics(|| now(one.recv()).is_ok()), "clone");
    kind.disarm();
    assert_eq!(one.try_recv().err(), Some(TryRecvError::Empty));
    assert_eq!((kind.alive(), sender.len()), (2, 2));
    assert_eq!(two.try_recv().unwrap().n, 1);
    assert_eq!(two.try_recv().unwrap().n, 2);
    sender.send(kind.message(3));
    assert_eq!(
        (one.try_recv().unwrap().n, two.try_recv().unwrap().n),
        (3, 3)
    );
    assert_eq!(kind.alive(), 0);
}

#[test]
fn a_drop_that_panics_loses_nothing_else() {
    // Of a message that is overwritten: the new one is there, and the waker is woken.
    let kind = Kind::default();
    let (sender, mut slow) = channel(1);
    let mut fast = slow.clone();
    sender.send(kind.message(1));
    assert_eq!(fast.try_recv().unwrap().n, 1);
    let mut task = Task::waiting(fast.recv());
    kind.on_drop(|| panic!("drop"));
    assert_eq!(panics(|| sender.send(kind.message(2))), "drop");
    kind.disarm();
    assert!(task.woken());
    assert_eq!(task.ready().map(|message| message.n), Ok(2));
    drop(task);
    assert_eq!(slow.try_recv().err(), Some(TryRecvError::Lagged(1)));
    assert_eq!(slow.try_recv().unwrap().n, 2);
    assert_eq!(kind.alive(), 0);

    // Of one of those that a receiver leaves behind: the others are dropped, too.
    let (sender, receiver) = channel(4);
    for n in 0..4 {
        sender.send(kind.message(n));
    }
    let first = AtomicBool::new(true);
    kind.on_drop(move || assert!(!first.swap(false, SeqCst), "drop"));
    assert_eq!(panics(|| drop(receiver)), "drop");
    kind.disarm();
    assert_eq!(
        (kind.alive(), sender.len(), sender.receiver_count()),
        (0, 0, 0)
    );
}

#[test]
fn a_waker_that_panics_loses_nothing() {
    let kind = Kind::default();
    let (sender, mut one) = channel(1);
    let mut two = one.clone();
    sender.send(kind.message(1));
    now(one.recv()).unwrap();
    // Behind: what it has yet to receive is overwritten.
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut one = Task::new(one.recv());
    assert!(hooks.with(|waker| one.poll_with(waker)).is_pending());
    assert_eq!(panics(|| sender.send(kind.message(2))), "wake");
    assert_eq!(one.ready().map(|message| message.n), Ok(2));
    assert_eq!(two.try_recv().err(), Some(TryRecvError::Lagged(1)));
    assert_eq!(two.try_recv().unwrap().n, 2);
    assert_eq!(kind.alive(), 0);
}

/// The clone sends, overwriting what is being cloned, receives elsewhere, subscribes, unsubscribes.
#[test]
fn a_clone_uses_the_channel() {
    let kind = Kind::default();
    let (sender, mut one) = channel::<Message>(1);
    let two = Arc::new(Mutex::new(one.clone()));
    let again = Arc::new(Mutex::new(Some((sender.clone(), two.clone()))));
    let inner = kind.clone();
    kind.on_clone(move || {
        // Once, and on no other clone.
        let taken = again.lock().unwrap().take();
        if let Some((sender, two)) = taken {
            assert_eq!(two.lock().unwrap().try_recv().unwrap().n, 1);
            sender.send(inner.message(2));
            sender.send(inner.message(3));
            let new = sender.subscribe();
            assert_eq!(
                (sender.receiver_count(), new.len(), sender.len()),
                (3, 0, 1)
            );
            assert_eq!(
                two.lock().unwrap().try_recv().err(),
                Some(TryRecvError::Lagged(1))
            );
        }
    });
    sender.send(kind.message(1));
    assert_eq!(one.try_recv().unwrap().n, 1, "what was being cloned");
    assert_eq!(one.try_recv().err(), Some(TryRecvError::Lagged(1)));
    assert_eq!(one.try_recv().unwrap().n, 3);
    assert_eq!(two.lock().unwrap().try_recv().unwrap().n, 3);
    kind.disarm();
    assert_eq!((kind.alive(), sender.len()), (0, 0));
}

#[test]
fn a_drop_uses_the_channel() {
    let kind = Kind::default();
    let (sender, receiver) = channel(2);
    let again = sender.clone();
    let inner = kind.clone();
    let first = AtomicBool::new(true);
    kind.on_drop(move || {
        if first.swap(false, SeqCst) {
            // It takes the place of 2, which is the oldest then.
            again.send(inner.message(4));
            assert!(again.len() <= again.capacity());
            drop(again.subscribe());
        }
    });
    let mut other = receiver.clone();
    for n in 1..=3 {
        sender.send(kind.message(n));
    }
    kind.disarm();
    drop(receiver);
    assert_eq!(other.try_recv().err(), Some(TryRecvError::Lagged(2)));
    assert_eq!(other.try_recv().unwrap().n, 3);
    assert_eq!(other.try_recv().unwrap().n, 4);
    assert_eq!(kind.alive(), 0);

    // With nobody to receive it.
    drop(other);
    let again = sender.clone();
    kind.on_drop(move || assert_eq!(again.len(), 0));
    sender.send(kind.message(5));
    kind.disarm();
    assert_eq!(kind.alive(), 0);
}

/// All are cloning, each another message, while those are overwritten: there is memory for all, and for
/// one more.
#[test]
fn messages_that_are_being_cloned_are_overwritten() {
    const CLONING: u32 = 9;
    let kind = Kind::default();
    let (sender, first) = channel(1);
    let mut first = Some(first);
    let (begun, go_on) = (
        Arc::new(Barrier::new(2)),
        Arc::new(Barrier::new(CLONING as usize + 1)),
    );
    let hook = {
        let (begun, go_on) = (begun.clone(), go_on.clone());
        move || {
            begun.wait();
            go_on.wait();
        }
    };
    kind.on_clone(hook);
    let threads: Vec<_> = (1..=CLONING)
        .map(|n| {
            // The first one comes last: until then it wants every message, so that they are cloned.
            let last = first.take_if(|_| n == CLONING);
            let mut receiver = last.unwrap_or_else(|| sender.subscribe());
            sender.send(kind.message(n));
            let thread = thread::spawn(move || {
                let mut got = now(receiver.recv());
                if n == CLONING {
                    assert_eq!(got.err(), Some(RecvError::Lagged(u64::from(n - 1))));
                    got = now(receiver.recv());
                }
                (got.unwrap().n, receiver.try_recv().err())
            });
            begun.wait();
            thread
        })
        .collect();
    sender.send(kind.message(CLONING + 1));
    assert_eq!(
        kind.alive(),
        CLONING as usize + 1,
        "one in the channel, the others with their clones"
    );
    kind.on_clone(|| ());
    go_on.wait();
    for (n, thread) in (1..).zip(threads) {
        // Of those that were sent since, the last one is there.
        let lost = u64::from(CLONING - n);
        let lagged = (lost > 0).then_some(TryRecvError::Lagged(lost));
        assert_eq!(thread.join().unwrap(), (n, lagged));
    }
    assert_eq!(kind.alive(), 0);
}

/// The waits of a channel whose messages nobody can send any more.
#[test]
fn a_waker_uses_the_channel() {
    let (sender, mut receiver) = channel::<u32>(1);
    let again = sender.clone();
    let hooks = Hooks::new().on_wake(move || {
        assert_eq!(again.len(), 1);
        again.send(2);
        drop(again.subscribe());
    });
    let mut task = Task::new(receiver.recv());
    assert!(hooks.with(|waker| task.poll_with(waker)).is_pending());
    sender.send(1);
    assert_eq!(task.ready(), Err(RecvError::Lagged(1)));
    drop(task);
    hooks.disarm();
    assert_eq!(receiver.try_recv(), Ok(2));
}
