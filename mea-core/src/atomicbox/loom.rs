//! The boxes under loom: what was done to a value before it was put in is seen by whoever gets it
//! out, and each value comes out once.

use std::{boxed::Box, sync::Arc};

use super::{AtomicBox, AtomicOptionBox};
use crate::sync::model::{Watched, bounded, exhaustive, spawn};

fn value() -> Box<Watched> {
    Box::new(Watched::new(0))
}

/// Three values go round between the box and two threads, each changed by whoever has it.
#[test]
fn swap_against_swap() {
    exhaustive(|| {
        let a = Arc::new(AtomicBox::new(value()));
        let b = a.clone();
        let bump = |atomic: &AtomicBox<Watched>| {
            let mut mine = value();
            for _ in 0..2 {
                mine.bump();
                mine = atomic.swap(mine);
            }
            mine.read()
        };
        let t = spawn(move || bump(&b));
        let here = bump(&a);
        let there = t.join().unwrap();
        assert_eq!(here + there + a.swap(value()).read(), 4);
    });
}

#[test]
fn swap_mut_against_store() {
    exhaustive(|| {
        let a = Arc::new(AtomicBox::new(value()));
        let b = a.clone();
        let t = spawn(move || {
            let mine = value();
            mine.bump();
            b.store(mine);
        });
        let mut mine = value();
        a.swap_mut(&mut mine);
        let got = mine.bump();
        t.join().unwrap();
        let left = a.swap(mine).read();
        // The stored one was met once: here, or in the box, where it replaced ours.
        assert!(matches!((got, left), (1, 1) | (2, 0)), "{got}, {left}");
    });
}

/// One of two takers gets the value, and sees what was done before it was stored.
#[test]
fn store_against_two_takes() {
    bounded(3, || {
        let a = Arc::new(AtomicOptionBox::none());
        let (b, c) = (a.clone(), a.clone());
        let take = |atomic: &AtomicOptionBox<Watched>| atomic.take().map(|value| value.bump());
        let t = spawn(move || take(&b));
        let u = spawn(move || {
            let value = value();
            value.bump();
            c.store(Some(value));
        });
        let here = take(&a);
        let there = t.join().unwrap();
        u.join().unwrap();
        let left = a.take().map(|value| value.bump());
        let got: std::vec::Vec<_> = [here, there, left].into_iter().flatten().collect();
        assert_eq!(got, [2]);
    });
}

/// The one that is overwritten is dropped by the one that overwrites it.
#[test]
fn two_stores() {
    exhaustive(|| {
        let a = Arc::new(AtomicOptionBox::new(Some(value())));
        let b = a.clone();
        let store = |atomic: &AtomicOptionBox<Watched>| {
            let mine = value();
            mine.bump();
            atomic.swap(Some(mine)).map(|old| old.bump())
        };
        let t = spawn(move || store(&b));
        let here = store(&a);
        let there = t.join().unwrap();
        assert!(matches!(
            (here, there),
            (Some(1), Some(2)) | (Some(2), Some(1))
        ));
        assert_eq!(Arc::into_inner(a).unwrap().into_inner().unwrap().read(), 1);
    });
}
