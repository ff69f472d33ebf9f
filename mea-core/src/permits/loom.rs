//! Every interleaving of the engine's races: two threads exhaustively, three with two forced
//! switches. A value that loom watches stands behind the permits, so that a missing ordering shows
//! as a race and not only as a lost wake-up. The fast paths load before they exchange, so all of them
//! are taken between two passes of a [`Crossing`].

use std::{boxed::Box, sync::Arc};

use super::Permits;
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

struct Guarded {
    permits: Permits,
    value: Watched,
    at: Crossing,
}

impl Guarded {
    fn new(permits: Permits) -> Self {
        Self {
            permits,
            value: Watched::new(0),
            at: Crossing::new(),
        }
    }
}

fn guarded(permits: Permits) -> Arc<Guarded> {
    Arc::new(Guarded::new(permits))
}

/// For ever.
fn leaked(permits: Permits) -> &'static Guarded {
    Box::leak(Box::new(Guarded::new(permits)))
}

fn fifo(n: usize) -> Arc<Guarded> {
    guarded(Permits::fifo(n))
}

/// Both policies with one permit.
fn each_policy(test: impl Fn(fn() -> Permits)) {
    test(|| Permits::fifo(1));
    test(Permits::barging);
}

impl Guarded {
    fn acquire(&self, n: usize) {
        self.at.around(|| block_on(self.permits.acquire(n)));
    }

    fn maybe_acquire(&self, n: usize) -> bool {
        self.at
            .around(|| poll_and_drop(self.permits.acquire(n)).is_some())
    }

    fn try_acquire(&self, n: usize) -> bool {
        self.at.around(|| self.permits.try_acquire(n))
    }

    fn release(&self, n: usize) {
        self.at.pass();
        self.leave(n);
    }

    /// A release after one of the others, which has just passed.
    fn leave(&self, n: usize) {
        self.permits.release(n);
        self.at.pass();
    }

    fn with_one(&self) {
        self.acquire(1);
        self.value.bump();
        self.leave(1);
    }

    fn maybe_with_one(&self) {
        if self.maybe_acquire(1) {
            self.value.bump();
            self.leave(1);
        }
    }

    fn try_with_one(&self) {
        if self.try_acquire(1) {
            self.value.bump();
            self.leave(1);
        }
    }

    fn assert_idle(&self, permits: usize) {
        assert_eq!(self.permits.available(), permits);
        assert!(self.permits.lock().is_empty());
    }
}

/// Mutual exclusion, and no lost wake-up.
#[test]
fn lock_against_unlock() {
    each_policy(|permits| {
        exhaustive(move || {
            let a = guarded(permits());
            let b = a.clone();
            let t = spawn(move || b.with_one());
            a.with_one();
            t.join().unwrap();
            a.assert_idle(1);
            assert_eq!(a.value.bump(), 3);
        });
    });
}

/// A waiter is dropped while the permit is being handed to it.
#[test]
fn cancel_against_hand_over() {
    each_policy(|permits| {
        exhaustive(move || {
            let a = guarded(permits());
            assert!(a.try_acquire(1));
            let b = a.clone();
            let t = spawn(move || b.maybe_with_one());
            a.value.bump();
            a.release(1);
            t.join().unwrap();
            a.assert_idle(1);
            a.value.bump();
        });
    });
}

/// A waiter that was polled elsewhere before is dropped on another thread during the release.
#[test]
fn polled_here_and_dropped_there() {
    each_policy(|permits| {
        exhaustive(move || {
            let a = leaked(permits());
            assert!(a.try_acquire(1));
            let mut future = Box::pin(a.permits.acquire(1));
            assert!(poll(future.as_mut()).is_none());
            let t = spawn(move || a.at.around(|| drop(future)));
            a.value.bump();
            a.release(1);
            t.join().unwrap();
            a.assert_idle(1);
        });
    });
}

/// The waker is replaced while the grant comes: the last one is woken.
#[test]
fn poll_again_against_grant() {
    each_policy(|permits| {
        exhaustive(move || {
            let a = guarded(permits());
            assert!(a.try_acquire(1));
            let b = a.clone();
            let mut future = Box::pin(a.permits.acquire(1));
            assert!(poll(future.as_mut()).is_none());
            let t = spawn(move || {
                b.value.bump();
                b.release(1);
            });
            a.at.around(|| block_on(future.as_mut()));
            a.value.bump();
            t.join().unwrap();
        });
    });
}

/// The head of the line holds a part of what it wants and is dropped; the next is satisfied by it.
#[test]
fn a_cancelled_part_passes_on() {
    exhaustive(|| {
        let a = fifo(1);
        let b = a.clone();
        let t = spawn(move || {
            if b.maybe_acquire(2) {
                b.leave(2);
            }
        });
        a.with_one();
        t.join().unwrap();
        a.assert_idle(1);
    });
}

/// Two are in line, one permit comes: the first gets it, and nobody overtakes.
#[test]
fn no_overtaking() {
    exhaustive(|| {
        let a = fifo(0);
        let mut x = Box::pin(a.permits.acquire(1));
        let mut y = Box::pin(a.permits.acquire(1));
        assert!(poll(x.as_mut()).is_none() && poll(y.as_mut()).is_none());
        let b = a.clone();
        let t = spawn(move || b.release(1));
        assert!(!a.try_acquire(1));
        assert!(poll(y.as_mut()).is_none());
        t.join().unwrap();
        assert!(poll(x.as_mut()).is_some() && poll(y.as_mut()).is_none());
        a.release(1);
        assert!(poll(y.as_mut()).is_some());
    });
}

/// Permits are released while they are being forgotten: the debt is paid first.
#[test]
fn debt_against_release() {
    exhaustive(|| {
        let a = fifo(1);
        let b = a.clone();
        let t = spawn(move || b.at.around(|| b.permits.forget_exact(2).unwrap()));
        a.release(1);
        a.leave(1);
        a.acquire(1);
        t.join().unwrap();
        a.assert_idle(0);
        a.release(1);
        a.assert_idle(1);
    });
}

/// A waiter with a debt before it is dropped while permits come: the debt stays.
#[test]
fn debt_against_cancel() {
    exhaustive(|| {
        let a = fifo(0);
        let b = a.clone();
        let t = spawn(move || {
            if b.maybe_acquire(1) {
                b.leave(1);
            }
        });
        a.at.around(|| a.permits.forget_exact(1).unwrap());
        a.leave(2);
        t.join().unwrap();
        a.assert_idle(1);
    });
}

/// `forget` takes what is there while it is being taken and put back.
#[test]
fn forget_against_acquire() {
    exhaustive(|| {
        let a = fifo(1);
        let b = a.clone();
        let t = spawn(move || b.at.around(|| b.permits.forget(1)));
        a.try_with_one();
        let forgotten = t.join().unwrap();
        a.assert_idle(1 - forgotten);
    });
}

/// At the brim one permit is aside under the lock.
#[test]
fn the_permit_aside() {
    exhaustive(|| {
        let a = fifo(usize::MAX);
        let b = a.clone();
        let t = spawn(move || {
            assert!(b.try_acquire(1));
            b.leave(1);
        });
        a.acquire(usize::MAX - 1);
        a.leave(usize::MAX - 1);
        t.join().unwrap();
        a.assert_idle(usize::MAX);
    });
}

/// A release of more permits than fit a batch of wakers, while waiters are dropped.
#[test]
fn a_long_release_against_cancel() {
    exhaustive(|| {
        let a = leaked(Permits::fifo(0));
        let mut futures: std::vec::Vec<_> =
            (0..4).map(|_| Box::pin(a.permits.acquire(1))).collect();
        for future in &mut futures {
            assert!(poll(future.as_mut()).is_none());
        }
        let last = futures.pop();
        let t = spawn(move || a.at.around(|| drop(last)));
        a.release(4);
        t.join().unwrap();
        // Three were granted; the fourth gave its permit back, or never got it.
        assert_eq!(a.permits.available(), 1);
        drop(futures);
        a.assert_idle(4);
    });
}

/// Three threads that wait, poll once, and try.
#[test]
fn three_mixed() {
    each_policy(|permits| {
        bounded(2, move || {
            let a = guarded(permits());
            let (b, c) = (a.clone(), a.clone());
            let t = spawn(move || b.with_one());
            let u = spawn(move || c.maybe_with_one());
            a.with_one();
            t.join().unwrap();
            u.join().unwrap();
            a.assert_idle(1);
            a.value.bump();
        });
    });
}

/// One closes the word and cancels, another takes without the lock what a third has released.
#[test]
fn three_with_reopening() {
    for want in [1, 2] {
        bounded(2, move || {
            let a = fifo(1);
            assert!(a.try_acquire(1));
            let (b, c) = (a.clone(), a.clone());
            let t = spawn(move || {
                if b.maybe_acquire(want) {
                    b.leave(want);
                }
            });
            let u = spawn(move || c.try_with_one());
            a.value.bump();
            a.release(1);
            t.join().unwrap();
            u.join().unwrap();
            a.assert_idle(1);
        });
    }
}

/// Barging: one waits to the end while two others come and go; it is not forgotten.
#[test]
fn three_barging_with_one_that_waits() {
    bounded(2, || {
        let a = guarded(Permits::barging());
        assert!(a.try_acquire(1));
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || b.with_one());
        let u = spawn(move || {
            c.try_with_one();
            c.maybe_with_one();
        });
        a.value.bump();
        a.release(1);
        t.join().unwrap();
        u.join().unwrap();
        a.assert_idle(1);
    });
}

/// Barging: the first in line was woken and is dropped; the second one gets the wake-up.
#[test]
fn barging_passes_the_wake_up_on() {
    exhaustive(|| {
        let a = leaked(Permits::barging());
        assert!(a.try_acquire(1));
        let mut first = Box::pin(a.permits.acquire(1));
        assert!(poll(first.as_mut()).is_none());
        let t = spawn(move || a.with_one());
        a.value.bump();
        a.release(1);
        drop(first);
        a.at.pass();
        t.join().unwrap();
        a.assert_idle(1);
    });
}
