//! The latch under loom: arrivals against waits and cancels. Both sides load before they
//! exchange, or lock, so both pass a [`Crossing`].

use std::{boxed::Box, sync::Arc};

use super::Latch;
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

/// No wait misses the opening, and what was done before an arrival is seen after the wait.
#[test]
fn count_down_against_wait() {
    exhaustive(|| {
        let a = Arc::new((Latch::new(1), Watched::new(0)));
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            b.1.bump();
            there.around(|| b.0.count_down());
        });
        here.around(|| block_on(a.0.wait()));
        assert_eq!(a.1.read(), 1);
        t.join().unwrap();
    });
}

#[test]
fn two_arrivals_against_two_waits() {
    bounded(2, || {
        let a = Arc::new(Latch::new(2));
        let (b, c) = (a.clone(), a.clone());
        let [here, there, beyond] = Crossing::sides();
        let t = spawn(move || there.around(|| b.count_down()));
        let u = spawn(move || {
            beyond.around(|| c.count_down());
            beyond.around(|| block_on(c.wait()));
        });
        here.around(|| block_on(a.wait()));
        t.join().unwrap();
        u.join().unwrap();
    });
}

/// What was done before each arrival, not only before the last, is seen by a wait that was let
/// through: it does not look at the count again.
#[test]
fn every_arrival_happens_before_the_end_of_a_wait() {
    bounded(3, || {
        let a = Arc::new((Latch::new(2), Watched::new(0)));
        let mut wait = Box::pin(a.0.wait());
        assert!(poll(wait.as_mut()).is_none());
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || {
            b.1.bump();
            b.0.count_down();
        });
        let u = spawn(move || c.0.count_down());
        block_on(wait);
        assert_eq!(a.1.read(), 1);
        t.join().unwrap();
        u.join().unwrap();
    });
}

#[test]
fn cancel_against_opening() {
    exhaustive(|| {
        let a: &'static Latch = Box::leak(Box::new(Latch::new(1)));
        let mut waits: std::vec::Vec<_> = (0..3).map(|_| Box::pin(a.wait())).collect();
        for wait in &mut waits {
            assert!(poll(wait.as_mut()).is_none());
        }
        let gone = waits.remove(1);
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| drop(gone)));
        here.around(|| a.count_down());
        t.join().unwrap();
        assert!(waits.iter_mut().all(|wait| poll(wait.as_mut()).is_some()));
        assert!(poll_and_drop(a.wait()).is_some());
    });
}

/// The sign that somebody waits is there already: a second wait does not set it again. It sees what
/// was done before the arrival all the same.
#[test]
fn second_wait_against_opening() {
    exhaustive(|| {
        let a: &'static Latch = Box::leak(Box::new(Latch::new(1)));
        let cell = Arc::new(Watched::new(0));
        let mine = cell.clone();
        let mut first = Box::pin(a.wait());
        assert!(poll(first.as_mut()).is_none());
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            mine.bump();
            there.around(|| a.count_down());
        });
        here.around(|| block_on(a.wait()));
        assert_eq!(cell.read(), 1);
        t.join().unwrap();
        assert!(poll(first.as_mut()).is_some());
    });
}
