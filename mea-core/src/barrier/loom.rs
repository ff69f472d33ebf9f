//! The barrier under loom: arrivals against the end of a generation, and against withdrawals. A
//! wait in line looks before it locks, so both threads pass a [`Crossing`].

use std::{boxed::Box, sync::Arc, vec::Vec};

use super::Barrier;
use crate::sync::model::{
    Crossing, Watched, block_on, bounded, exhaustive, poll, poll_and_drop, spawn,
};

/// A barrier, and a cell for each task and round.
struct Meet {
    barrier: Barrier,
    rounds: [Vec<Watched>; 2],
}

impl Meet {
    fn of(tasks: u32) -> Arc<Self> {
        let cells = || (0..tasks).map(|_| Watched::new(0)).collect();
        Arc::new(Self {
            barrier: Barrier::new(tasks),
            rounds: [cells(), cells()],
        })
    }

    /// What everybody did before the barrier is seen after it. Returns whether this one led.
    fn round(&self, me: usize, round: usize) -> bool {
        let cells = &self.rounds[round];
        cells[me].bump();
        let led = block_on(self.barrier.wait()).is_leader();
        assert!(cells.iter().all(|cell| cell.read() == 1));
        led
    }
}

/// Two meet twice: one leads each time, and the second round does not get into the first.
#[test]
fn two_meet_twice() {
    bounded(4, || {
        let a = Meet::of(2);
        let b = a.clone();
        let t = spawn(move || [b.round(0, 0), b.round(0, 1)]);
        let led = [a.round(1, 0), a.round(1, 1)];
        assert_eq!(led, t.join().unwrap().map(|other| !other));
    });
}

#[test]
fn three_meet() {
    bounded(2, || {
        let a = Meet::of(3);
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || b.round(0, 0));
        let u = spawn(move || c.round(1, 0));
        let led = [a.round(2, 0), t.join().unwrap(), u.join().unwrap()];
        assert_eq!(led.iter().filter(|led| **led).count(), 1);
    });
}

/// One of two is dropped while the second arrives: either it counted, or the second waits for a
/// third.
#[test]
fn withdrawal_against_the_last_arrival() {
    exhaustive(|| {
        let a: &'static Barrier = Box::leak(Box::new(Barrier::new(2)));
        let mut gone = Box::pin(a.wait());
        assert!(poll(gone.as_mut()).is_none());
        let [here, there] = Crossing::sides();
        let t = spawn(move || there.around(|| drop(gone)));
        let mut wait = Box::pin(a.wait());
        let first = here.around(|| poll(wait.as_mut()));
        t.join().unwrap();
        if let Some(result) = first {
            assert!(result.is_leader());
        } else {
            assert!(block_on(a.wait()).is_leader());
            assert!(!poll(wait.as_mut()).unwrap().is_leader());
        }
        assert_eq!(a.queue.lock().state().arrived(), 0);
        assert!(a.queue.lock().is_empty());
    });
}

/// One of two is dropped while the second arrives and comes again: a drop after the end takes
/// nothing from the next generation.
#[test]
fn drop_against_the_next_generation() {
    exhaustive(|| {
        let a: &'static Barrier = Box::leak(Box::new(Barrier::new(2)));
        let mut gone = Box::pin(a.wait());
        assert!(poll(gone.as_mut()).is_none());
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let led = there.around(|| block_on(a.wait()).is_leader());
            let again = a.arrive().is_leader();
            there.pass();
            u32::from(led) + u32::from(again)
        });
        here.around(|| drop(gone));
        let led = u32::from(a.arrive().is_leader()) + t.join().unwrap();
        // Three arrivals, and that of the one that is gone, if it counted.
        let arrivals = 2 * led + a.queue.lock().state().arrived();
        assert!(arrivals == 3 || arrivals == 4);
        assert!(a.queue.lock().is_empty());
    });
}

/// An arrival for good and a wait, on two threads: exactly one leads, and nobody is left behind.
#[test]
fn arrival_for_good_against_wait() {
    exhaustive(|| {
        let a = Arc::new((Barrier::new(2), Watched::new(0)));
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            b.1.bump();
            let arrival = there.around(|| b.0.arrive());
            let said = arrival.is_leader();
            let led = block_on(arrival).is_leader();
            there.pass();
            assert_eq!(said, led);
            led
        });
        let led = here.around(|| block_on(a.0.wait()).is_leader());
        assert_eq!(a.1.read(), 1);
        assert_ne!(led, t.join().unwrap());
    });
}

/// It counts although its future is dropped, at any moment.
#[test]
fn dropped_arrival_for_good_against_wait() {
    exhaustive(|| {
        let a = Arc::new(Barrier::new(2));
        let b = a.clone();
        let [here, there] = Crossing::sides();
        let t = spawn(move || {
            let arrival = there.around(|| b.arrive());
            poll_and_drop(arrival);
            there.pass();
        });
        here.around(|| block_on(a.wait()));
        t.join().unwrap();
        assert_eq!(a.queue.lock().state().arrived(), 0);
    });
}
