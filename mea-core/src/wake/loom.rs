//! The cell of one waker under loom: who registers against who wakes.
#![allow(unsafe_code)]

use core::task::Waker;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize as Count, Ordering::SeqCst},
    },
    task::Wake,
    vec::Vec,
};

use super::WakerCell;
use crate::sync::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire},
    model::{bounded, exhaustive, spawn},
};

/// Counts its wake-ups; loom need not look at that.
struct Counter(Count);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

fn counter() -> (Arc<Counter>, Waker) {
    let counter = Arc::new(Counter(Count::new(0)));
    (counter.clone(), Waker::from(counter))
}

/// The cell, and the news in a word.
struct Scene(WakerCell, AtomicUsize);

impl Scene {
    fn new() -> Arc<Self> {
        Arc::new(Self(WakerCell::new(), AtomicUsize::new(0)))
    }

    fn tell(&self) {
        self.1.fetch_add(2, AcqRel);
        self.0.wake();
    }

    /// Registers and looks. `true`: all the news is there.
    fn look(&self, waker: &Waker, all: usize) -> bool {
        // SAFETY: one thread of each test calls this.
        unsafe { self.0.register(waker) };
        self.1.fetch_or(1, AcqRel) / 2 == all
    }
}

/// Whoever saw not all of the news is woken by the rest of it, by the waker that it registered last.
fn tell_against_looks(tellers: usize, looks: usize) {
    let scene = Scene::new();
    let threads: Vec<_> = (0..tellers)
        .map(|_| {
            let scene = scene.clone();
            spawn(move || scene.tell())
        })
        .collect();
    let wakers: Vec<_> = (0..looks).map(|_| counter()).collect();
    let mut seen = false;
    for (_, waker) in &wakers {
        seen = scene.look(waker, tellers);
        if seen {
            break;
        }
    }
    for thread in threads {
        thread.join().unwrap();
    }
    if !seen {
        assert_eq!(wakers[looks - 1].0.0.load(SeqCst), 1, "the last one wakes");
    }
    for (count, _) in &wakers {
        assert!(count.0.load(SeqCst) <= 1);
    }
    // SAFETY: the only thread.
    unsafe { scene.0.clear() };
    for (count, waker) in wakers {
        drop(waker);
        assert_eq!(Arc::strong_count(&count), 1, "a waker was kept");
    }
}

#[test]
fn one_tells_against_two_looks() {
    exhaustive(|| tell_against_looks(1, 2));
}

#[test]
fn one_tells_against_three_looks() {
    exhaustive(|| tell_against_looks(1, 3));
}

#[test]
fn two_tell_against_two_looks() {
    bounded(3, || tell_against_looks(2, 2));
}

/// The owner takes its waker out while somebody tells: it is woken or not, and not kept.
#[test]
fn tell_against_clear() {
    exhaustive(|| {
        let scene = Scene::new();
        let (first, waker) = counter();
        // SAFETY: the owner is this thread.
        unsafe { scene.0.register(&waker) };
        drop(waker);
        let other = scene.clone();
        let t = spawn(move || other.tell());
        let (second, waker) = counter();
        // SAFETY: as above.
        unsafe {
            scene.0.register(&waker);
            scene.0.clear();
        }
        drop(waker);
        t.join().unwrap();
        assert_eq!(Arc::strong_count(&first), 1);
        assert_eq!(Arc::strong_count(&second), 1);
        assert_eq!(scene.1.load(Acquire), 2);
    });
}
