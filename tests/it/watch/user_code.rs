//! Code of users that panics, or uses the channel itself: closures, clones, drops, wakers.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

use mea::watch::{self, Sender};

use crate::support::{Hooks, Task, now, panics};

#[test]
fn a_closure_that_panics_changes_nothing() {
    let (sender, mut receiver) = watch::channel(vec![1]);
    let mut wait = Task::waiting(receiver.changed());
    let message = panics(|| {
        sender.send_modify(|list| {
            list.clear();
            panic!("closure");
        });
    });
    assert_eq!(message, "closure");
    assert!(!wait.woken());
    assert_eq!(*sender.borrow(), [1]);
    sender.send_modify(|list| list.push(2));
    assert_eq!(wait.ready(), Ok(()));
}

#[test]
fn a_predicate_that_panics_saw_nothing() {
    let (sender, mut receiver) = watch::channel(0);
    let bad = AtomicBool::new(false);
    let mut wait = Task::waiting(receiver.wait_for(|n| {
        assert!(!bad.load(SeqCst), "predicate");
        *n == 2
    }));
    sender.send(1).unwrap();
    bad.store(true, SeqCst);
    assert_eq!(panics(|| wait.poll().is_ready()), "predicate");
    bad.store(false, SeqCst);
    // The wait goes on.
    wait.pending();
    sender.send(2).unwrap();
    assert!(wait.woken());
    assert_eq!(*wait.ready().unwrap(), 2);
    drop(wait);

    sender.send(3).unwrap();
    let mut wait = Task::new(receiver.wait_for(|_| panic!("predicate")));
    assert_eq!(panics(|| wait.poll().is_ready()), "predicate");
    drop(wait);
    assert_eq!(receiver.has_changed(), Ok(true));
}

#[derive(Debug)]
struct BadClone;

impl Clone for BadClone {
    fn clone(&self) -> Self {
        panic!("clone");
    }
}

#[test]
fn a_clone_that_panics() {
    let (sender, mut receiver) = watch::channel(BadClone);
    assert_eq!(panics(|| receiver.get()), "clone");
    sender.send(BadClone).unwrap();
    assert_eq!(panics(|| now(receiver.recv())), "clone");
    assert_eq!(receiver.has_changed(), Ok(true));
    receiver.mark_unchanged();
    assert_eq!(panics(|| sender.send_modify(|_| {})), "clone");
    assert_eq!(receiver.has_changed(), Ok(false));
}

/// A value whose drop panics, when it is due.
struct Bomb(Option<Arc<AtomicUsize>>);

impl Drop for Bomb {
    fn drop(&mut self) {
        if let Some(drops) = &self.0 {
            drops.fetch_add(1, SeqCst);
            panic!("bomb");
        }
    }
}

/// In place, and not.
#[test]
fn a_drop_that_panics_comes_after_the_change() {
    let drops = Arc::new(AtomicUsize::new(0));
    for in_place in [true, false] {
        let (sender, mut receiver) = watch::channel(Bomb(Some(drops.clone())));
        let snapshot = (!in_place).then(|| receiver.borrow());
        let mut wait = Task::waiting(receiver.changed());
        if let Some(snapshot) = snapshot {
            sender.send(Bomb(None)).unwrap();
            assert_eq!(panics(|| drop(snapshot)), "bomb");
        } else {
            assert_eq!(panics(|| sender.send(Bomb(None))), "bomb");
        }
        assert_eq!(drops.swap(0, SeqCst), 1);
        assert!(wait.woken());
        assert_eq!(wait.ready(), Ok(()));
        drop(wait);
        assert!(receiver.borrow().0.is_none());
    }
}

/// A closure that sends: what it was made of is there no more, so it is called again.
#[test]
fn a_closure_that_uses_the_channel() {
    let (sender, receiver) = watch::channel(1);
    let mut calls = 0;
    sender.send_modify(|n| {
        assert_eq!(*sender.borrow(), *n);
        calls += 1;
        if calls == 1 {
            sender.send(10).unwrap();
        }
        *n += 1;
    });
    assert_eq!((calls, *receiver.borrow()), (2, 11));
}

/// The drop of the old value sends, and drops what it sends.
#[test]
fn a_drop_that_uses_the_channel() {
    struct Value(u32, Option<Sender<Value>>);
    impl Drop for Value {
        fn drop(&mut self) {
            if let Some(sender) = self.1.take() {
                assert_eq!(sender.borrow().0, self.0 + 1);
                sender.send(Value(self.0 + 10, None)).ok().unwrap();
            }
        }
    }
    for in_place in [true, false] {
        let (sender, receiver) = watch::channel(Value(0, None));
        sender.send(Value(1, Some(sender.clone()))).ok().unwrap();
        let snapshot = (!in_place).then(|| receiver.borrow());
        sender.send(Value(2, None)).ok().unwrap();
        drop(snapshot);
        assert_eq!(receiver.borrow().0, 11);
    }
}

#[test]
fn a_waker_that_panics_keeps_nobody_from_being_woken() {
    let (sender, mut receiver) = watch::channel(0);
    let mut others: Vec<_> = (0..3).map(|_| receiver.clone()).collect();
    let hooks = Hooks::new().on_wake(|| panic!("wake"));
    let mut first = Task::new(receiver.changed());
    assert!(hooks.with(|waker| first.poll_with(waker)).is_pending());
    let mut waits: Vec<_> = others
        .iter_mut()
        .map(|receiver| Task::waiting(receiver.changed()))
        .collect();
    assert_eq!(panics(|| sender.send(1)), "wake");
    assert!(waits.iter().all(|wait| wait.woken()));
    assert_eq!(first.ready(), Ok(()));
    waits
        .iter_mut()
        .for_each(|wait| assert_eq!(wait.ready(), Ok(())));
    assert_eq!((*sender.borrow(), hooks.kept()), (1, 0));

    // The drop of the last sender.
    drop((first, waits));
    let mut first = Task::new(receiver.changed());
    assert!(hooks.with(|waker| first.poll_with(waker)).is_pending());
    let mut second = Task::waiting(others[0].changed());
    assert_eq!(panics(|| drop(sender)), "wake");
    assert!(second.woken());
    assert!(first.ready().is_err() && second.ready().is_err());
}

/// The wake-up looks at the value, and sends the next one.
#[test]
fn a_waker_that_uses_the_channel() {
    let (sender, mut receiver) = watch::channel(0);
    let sender = Arc::new(Mutex::new(Some(sender)));
    let hooks = {
        let sender = sender.clone();
        Hooks::new().on_wake(move || {
            let sender = sender.lock().unwrap().clone().unwrap();
            assert_eq!(*sender.borrow(), 1);
            sender.send(2).unwrap();
        })
    };
    let mut wait = Task::new(receiver.changed());
    assert!(hooks.with(|waker| wait.poll_with(waker)).is_pending());
    let own = sender.lock().unwrap().clone().unwrap();
    own.send(1).unwrap();
    assert_eq!(wait.ready(), Ok(()));
    drop(wait);
    assert_eq!(*receiver.borrow(), 2);
    assert_eq!(receiver.has_changed(), Ok(false));
    hooks.disarm();
}
