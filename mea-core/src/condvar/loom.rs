//! The condition variable under loom: notifications against waits and cancels. The mutex
//! is taken by a load and an exchange, so where a notification meets a cancel both threads pass a
//! [`Crossing`]. With one in the other tests, they would have too many interleavings.

use std::{boxed::Box, sync::Arc};

use super::Condvar;
use crate::{
    mutex::Mutex,
    sync::model::{Crossing, block_on, bounded, exhaustive, poll, poll_and_drop, spawn},
};

struct Flag {
    set: Mutex<bool>,
    changed: Condvar,
}

fn flag() -> Arc<Flag> {
    Arc::new(Flag {
        set: Mutex::new(false),
        changed: Condvar::new(),
    })
}

impl Flag {
    async fn wait(&self) {
        let guard = self.set.lock().await;
        drop(self.changed.wait_while(guard, |set| !*set).await);
    }

    async fn set(&self) {
        *self.set.lock().await = true;
    }
}

/// No notification falls between the unlock and the wait.
#[test]
fn notify_one_against_wait() {
    exhaustive(|| {
        let a = flag();
        let b = a.clone();
        let t = spawn(move || block_on(b.wait()));
        block_on(a.set());
        a.changed.notify_one();
        t.join().unwrap();
    });
}

#[test]
fn notify_all_against_two_waits() {
    bounded(2, || {
        let a = flag();
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || block_on(b.wait()));
        let u = spawn(move || block_on(c.wait()));
        block_on(a.set());
        a.changed.notify_all();
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// One of two that wait is dropped while one notification comes: the other one gets it, whether it
/// was dropped before, in line for the lock, or after.
#[test]
fn a_cancelled_notification_passes_on() {
    exhaustive(|| {
        let a: &'static Flag = Box::leak(Box::new(Flag {
            set: Mutex::new(false),
            changed: Condvar::new(),
        }));
        let mut first = Box::pin(a.changed.wait(a.set.try_lock().unwrap()));
        assert!(poll(first.as_mut()).is_none());
        let mut second = Box::pin(a.changed.wait(a.set.try_lock().unwrap()));
        assert!(poll(second.as_mut()).is_none());
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            // May see the notification, and may get the lock.
            let seen = there.around(|| poll(first.as_mut()).is_some());
            drop(first);
            there.pass();
            seen
        });
        let guard = here.around(|| block_on(a.set.lock()));
        a.changed.notify_one();
        here.pass();
        drop(guard);
        if t.join().unwrap() {
            assert!(poll(second.as_mut()).is_none());
        } else {
            drop(block_on(second));
        }
    });
}

/// A wait that comes and goes, while all are notified, holds up nobody.
#[test]
fn cancel_against_notify_all() {
    exhaustive(|| {
        let a = flag();
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let guard = block_on(b.set.lock());
            there.around(|| drop(poll_and_drop(b.changed.wait(guard))));
        });
        here.around(|| a.changed.notify_all());
        t.join().unwrap();
        assert!(a.set.try_lock().is_some());
        assert!(a.changed.gate.lock().is_empty());
    });
}

/// A notification that takes the last one out of the line unsets the sign that somebody waits; one who
/// gets in line meanwhile is found by the next.
#[test]
fn a_wait_against_the_notification_of_another() {
    bounded(3, || {
        let a: &'static (Mutex<usize>, Condvar) =
            Box::leak(Box::new((Mutex::new(0), Condvar::new())));
        let mut first = Box::pin(a.1.wait(a.0.try_lock().unwrap()));
        assert!(poll(first.as_mut()).is_none());
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let guard = block_on(a.0.lock());
            let wait = a.1.wait_while(guard, |tokens| *tokens == 0);
            drop(there.around(|| block_on(wait)));
        });
        here.around(|| a.1.notify_one());
        *block_on(a.0.lock()) = 1;
        // The first may have been notified by the one before, or by this one; the second has to be.
        a.1.notify_one();
        a.1.notify_one();
        t.join().unwrap();
        drop(block_on(first));
    });
}
