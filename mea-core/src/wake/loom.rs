//! The cell of one waker under loom: who registers against who wakes.
#![allow(unsafe_code)]

use std::{sync::Arc, vec::Vec};

use super::{WakerCell, tests::Wakes};
use crate::sync::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire},
    model::{bounded, exhaustive, spawn},
};

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
    fn look(&self, wakes: &Wakes, all: usize) -> bool {
        // SAFETY: one thread of each test calls this.
        unsafe { self.0.register(&wakes.waker()) };
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
    let wakes: Vec<_> = (0..looks).map(|_| Wakes::default()).collect();
    let mut seen = false;
    for wakes in &wakes {
        seen = scene.look(wakes, tellers);
        if seen {
            break;
        }
    }
    for thread in threads {
        thread.join().unwrap();
    }
    if !seen {
        assert_eq!(wakes[looks - 1].count(), 1, "the last one wakes");
    }
    assert!(wakes.iter().all(|wakes| wakes.count() <= 1));
    // SAFETY: the only thread.
    unsafe { scene.0.clear() };
    assert!(wakes.iter().all(|wakes| wakes.kept() == 0));
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
        let [first, second] = [(); 2].map(|()| Wakes::default());
        // SAFETY: the owner is this thread.
        unsafe { scene.0.register(&first.waker()) };
        let other = scene.clone();
        let t = spawn(move || other.tell());
        // SAFETY: as above.
        unsafe {
            scene.0.register(&second.waker());
            scene.0.clear();
        }
        t.join().unwrap();
        assert_eq!((first.kept(), second.kept()), (0, 0));
        assert_eq!(scene.1.load(Acquire), 2);
    });
}
