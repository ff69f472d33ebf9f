//! The events under loom: set against wait, cancel and reset. The fast paths load before they
//! exchange, so both sides pass a [`Crossing`].

use std::{boxed::Box, sync::Arc};

use super::{AutoResetEvent, ManualResetEvent};
use crate::{
    queue::Queued,
    sync::{
        AtomicUsize,
        Ordering::Relaxed,
        model::{Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn},
    },
};

/// An event and what it tells of.
fn shared<E>(event: E) -> Arc<(E, Watched, Crossing)> {
    Arc::new((event, Watched::new(0), Crossing::new()))
}

/// An event for ever.
fn leaked<E>(event: E) -> &'static (E, Crossing) {
    Box::leak(Box::new((event, Crossing::new())))
}

/// No wait misses the signal, and what was done before it is seen.
#[test]
fn set_against_wait() {
    exhaustive(|| {
        let a = shared(ManualResetEvent::new());
        let b = a.clone();
        let t = spawn(move || {
            b.2.pass();
            b.1.bump();
            b.0.set();
            b.2.pass();
        });
        a.2.pass();
        block_on(a.0.wait());
        a.2.pass();
        assert_eq!(a.1.read(), 1);
        t.join().unwrap();
        assert!(a.0.is_set());
    });
    exhaustive(|| {
        let a = shared(AutoResetEvent::new());
        let b = a.clone();
        let t = spawn(move || {
            b.2.pass();
            b.1.bump();
            b.0.set();
            b.2.pass();
        });
        a.2.pass();
        block_on(a.0.wait());
        a.2.pass();
        assert_eq!(a.1.read(), 1);
        t.join().unwrap();
        assert!(!a.0.is_set());
    });
}

/// As above, with an owned wait that is in line already, so that it must be granted the signal.
#[test]
fn set_against_a_wait_in_line() {
    exhaustive(|| {
        let a = Arc::new(Watched::new(0));
        let event = alloc::sync::Arc::new(AutoResetEvent::new());
        let mut wait = Box::pin(event.clone().wait_owned());
        assert!(poll(wait.as_mut()).is_none());
        let b = a.clone();
        let t = spawn(move || {
            b.bump();
            event.set();
        });
        block_on(wait);
        assert_eq!(a.read(), 1);
        t.join().unwrap();
    });
}

/// Whoever sees that it is set sees what was done before, also if the set had somebody to wake.
#[test]
fn set_against_try_wait() {
    exhaustive(|| {
        let a = shared(ManualResetEvent::new());
        let mut first = Box::pin(a.0.wait());
        assert!(poll(first.as_mut()).is_none());
        let b = a.clone();
        let t = spawn(move || {
            b.1.bump();
            b.0.set();
            b.2.pass();
        });
        a.2.pass();
        if a.0.try_wait() {
            assert_eq!(a.1.read(), 1);
        }
        t.join().unwrap();
    });
}

/// A set that is followed by a reset ends the wait that was in line, whenever it is polled, and does
/// not end one that came after the reset.
#[test]
fn set_and_reset_against_waits() {
    exhaustive(|| {
        let (a, at) = leaked(ManualResetEvent::new());
        let mut first = Box::pin(a.wait());
        assert!(poll(first.as_mut()).is_none());
        let t = spawn(move || {
            a.set();
            at.pass();
            a.reset();
            at.pass();
            let mut late = Box::pin(a.wait());
            assert!(poll(late.as_mut()).is_none(), "nobody has set it since");
            late
        });
        at.pass();
        block_on(first);
        at.pass();
        let mut late = t.join().unwrap();
        assert!(poll(late.as_mut()).is_none());
        a.set();
        assert!(poll(late.as_mut()).is_some());
    });
}

/// The signal is taken back while it is being given: one who lines up after that is let through only
/// if the signal came after the reset, and is still there.
#[test]
fn set_against_reset_and_wait() {
    exhaustive(|| {
        let (a, at) = leaked(ManualResetEvent::new());
        let mut first = Box::pin(a.wait());
        assert!(poll(first.as_mut()).is_none());
        let t = spawn(move || {
            at.pass();
            a.set();
            at.pass();
        });
        at.pass();
        a.reset();
        at.pass();
        let mut late = Box::pin(a.wait());
        let at_once = poll(late.as_mut()).is_some();
        t.join().unwrap();
        assert!(poll(first.as_mut()).is_some());
        let in_the_end = at_once || poll(late.as_mut()).is_some();
        assert_eq!(in_the_end, a.is_set());
    });
}

/// Two who set, one who resets and waits: nobody is let through who came after the reset, unless it
/// is set.
#[test]
fn two_sets_against_reset_and_wait() {
    bounded(3, || {
        let (a, at) = leaked(ManualResetEvent::new());
        let mut first = Box::pin(a.wait());
        assert!(poll(first.as_mut()).is_none());
        let set = move || {
            a.set();
            at.pass();
        };
        let (t, u) = (spawn(set), spawn(set));
        at.pass();
        a.reset();
        let ready = poll_and_drop(a.wait()).is_some();
        let is_set = a.is_set();
        assert!(!ready || is_set, "only a reset takes the signal back");
        t.join().unwrap();
        u.join().unwrap();
        assert!(poll(first.as_mut()).is_some());
    });
}

/// "Reset, look at the data, wait" misses nothing, also if the event was set already when the data
/// came.
#[test]
fn set_again_against_reset_and_look() {
    exhaustive(|| {
        let a = Arc::new((
            ManualResetEvent::with_state(true),
            AtomicUsize::new(0),
            Crossing::new(),
        ));
        let b = a.clone();
        let t = spawn(move || {
            b.1.store(1, Relaxed);
            b.2.pass();
            b.0.set();
            b.2.pass();
        });
        a.2.pass();
        a.0.reset();
        a.2.pass();
        while a.1.load(Relaxed) == 0 {
            block_on(a.0.wait());
            a.0.reset();
        }
        t.join().unwrap();
    });
    exhaustive(|| {
        let a = Arc::new((
            AutoResetEvent::with_state(true),
            AtomicUsize::new(0),
            Crossing::new(),
        ));
        let b = a.clone();
        let t = spawn(move || {
            b.1.store(1, Relaxed);
            b.2.pass();
            b.0.set();
            b.2.pass();
        });
        a.2.pass();
        block_on(a.0.wait());
        a.2.pass();
        while a.1.load(Relaxed) == 0 {
            block_on(a.0.wait());
        }
        t.join().unwrap();
    });
}

/// Each of two signals ends one of two waits that are in line.
#[test]
fn two_sets_against_two_waits() {
    bounded(3, || {
        let (a, at) = leaked(AutoResetEvent::new());
        let (mut first, mut second) = (Box::pin(a.wait()), Box::pin(a.wait()));
        assert!(poll(first.as_mut()).is_none());
        assert!(poll(second.as_mut()).is_none());
        let t = spawn(move || {
            a.set();
            at.pass();
        });
        let u = spawn(|| block_on(second));
        at.pass();
        a.set();
        block_on(first);
        t.join().unwrap();
        u.join().unwrap();
        assert!(!a.is_set());
    });
}

/// One token, two who want it, in any way: it is had once, or still there.
#[test]
fn one_set_against_wait_and_try_wait() {
    bounded(3, || {
        let a = shared(AutoResetEvent::new());
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || {
            b.0.set();
            b.2.pass();
        });
        let u = spawn(move || {
            c.2.pass();
            let got = c.0.try_wait();
            if got {
                c.1.bump();
            }
            got
        });
        a.2.pass();
        let here = poll_and_drop(a.0.wait()).is_some();
        if here {
            a.1.bump();
        }
        t.join().unwrap();
        let there = u.join().unwrap();
        let left = a.0.is_set();
        assert_eq!([here, there, left].iter().filter(|&&had| had).count(), 1);
    });
}

/// A wait is dropped while the signal comes: it has seen it, or the next in line gets it.
#[test]
fn set_against_cancel() {
    exhaustive(|| {
        let (a, at) = leaked(AutoResetEvent::new());
        let (mut first, mut second) = (Box::pin(a.wait()), Box::pin(a.wait()));
        assert!(poll(first.as_mut()).is_none());
        assert!(poll(second.as_mut()).is_none());
        let t = spawn(move || {
            let seen = poll(first.as_mut()).is_some();
            at.pass();
            drop(first);
            at.pass();
            seen
        });
        at.pass();
        a.set();
        at.pass();
        if t.join().unwrap() {
            assert!(poll(second.as_mut()).is_none());
        } else {
            block_on(second);
        }
        assert!(!a.is_set());
    });
}

/// As above with nobody behind: the signal is kept, once.
#[test]
fn two_sets_against_cancel() {
    exhaustive(|| {
        let (a, at) = leaked(AutoResetEvent::new());
        let mut first = Box::pin(a.wait());
        assert!(poll(first.as_mut()).is_none());
        let t = spawn(move || {
            drop(first);
            at.pass();
        });
        a.set();
        at.pass();
        a.set();
        t.join().unwrap();
        assert!(a.try_wait());
        assert!(!a.try_wait());
        assert!(a.queue().lock().is_empty());
    });
}

/// A reset comes between two sets, or around them; whoever is in line gets what comes after it.
#[test]
fn reset_against_wait() {
    exhaustive(|| {
        let (a, at) = leaked(AutoResetEvent::new());
        let t = spawn(move || {
            at.pass();
            block_on(a.wait());
        });
        a.set();
        at.pass();
        a.reset();
        at.pass();
        a.set();
        t.join().unwrap();
    });
}

/// A wait that comes and goes while all are let through holds up nobody.
#[test]
fn cancel_against_set_of_all() {
    exhaustive(|| {
        let (a, at) = leaked(ManualResetEvent::new());
        let mut waits: std::vec::Vec<_> = (0..3).map(|_| Box::pin(a.wait())).collect();
        for wait in &mut waits {
            assert!(poll(wait.as_mut()).is_none());
        }
        let gone = waits.remove(1);
        let t = spawn(move || {
            drop(gone);
            at.pass();
            poll_and_drop(a.wait());
        });
        a.set();
        at.pass();
        t.join().unwrap();
        assert!(waits.iter_mut().all(|wait| poll(wait.as_mut()).is_some()));
        assert!(a.queue().lock().is_empty());
    });
}
