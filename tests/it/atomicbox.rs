//! The two boxes: which value comes out when, that each is dropped once, and what threads see.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

use mea::atomicbox::{AtomicBox, AtomicOptionBox};

use crate::support::{Rng, leak, panics};

/// Adds to a sum when it is dropped.
struct Adds(Arc<AtomicUsize>, usize);

impl Drop for Adds {
    fn drop(&mut self) {
        self.0.fetch_add(self.1, SeqCst);
    }
}

#[test]
fn what_is_put_in_comes_out() {
    let mut atomic = AtomicBox::new(Box::new("one"));
    assert_eq!(*atomic.swap(Box::new("two")), "one");
    atomic.store(Box::new("three"));
    let mut other = Box::new("four");
    atomic.swap_mut(&mut other);
    assert_eq!(*other, "three");
    assert_eq!(*atomic.get_mut(), "four");
    *atomic.get_mut() = "five";
    assert_eq!(*atomic.into_inner(), "five");
}

#[test]
fn what_may_be_put_in_comes_out() {
    let mut atomic = AtomicOptionBox::new(Some(Box::new(1)));
    assert_eq!(atomic.swap(Some(Box::new(2))), Some(Box::new(1)));
    assert_eq!(atomic.take(), Some(Box::new(2)));
    assert_eq!(atomic.take(), None);
    assert_eq!(atomic.get_mut(), None);
    atomic.store(Some(Box::new(3)));
    atomic.store(None);
    let mut other = Some(Box::new(4));
    atomic.swap_mut(&mut other);
    assert_eq!(other, None);
    *atomic.get_mut().unwrap() += 1;
    atomic.swap_mut(&mut other);
    assert_eq!((other, atomic.swap(None)), (Some(Box::new(5)), None));
    assert_eq!(atomic.into_inner(), None);
    assert_eq!(AtomicOptionBox::<u8>::new(None).into_inner(), None);
}

#[test]
fn defaults_and_conversions() {
    static NONE: AtomicOptionBox<String> = AtomicOptionBox::none();
    assert_eq!(NONE.take(), None);
    assert_eq!(*AtomicBox::<u8>::default().into_inner(), 0);
    assert_eq!(AtomicOptionBox::<u8>::default().into_inner(), None);
    assert_eq!(*AtomicBox::from(Box::new(1)).into_inner(), 1);
    assert_eq!(AtomicOptionBox::from(Box::new(1)).take(), Some(Box::new(1)));
    assert_eq!(
        AtomicOptionBox::from(Some(Box::new(1))).take(),
        Some(Box::new(1))
    );
}

#[test]
fn the_allocation_stays_the_same() {
    let address = |boxed: &u8| std::ptr::from_ref(boxed).addr();
    let (one, two) = (Box::new(1), Box::new(2));
    let (at_one, at_two) = (address(&one), address(&two));
    let mut atomic = AtomicBox::new(one);
    assert_eq!(format!("{atomic:?}"), format!("AtomicBox({at_one:#x})"));
    assert_eq!(address(atomic.get_mut()), at_one);
    let mut other = two;
    atomic.swap_mut(&mut other);
    assert_eq!(
        (address(&other), address(&atomic.into_inner())),
        (at_one, at_two)
    );

    let maybe = AtomicOptionBox::new(Some(other));
    assert_eq!(
        format!("{maybe:?}"),
        format!("AtomicOptionBox({at_one:#x})")
    );
    assert_eq!(address(&maybe.take().unwrap()), at_one);
    assert_eq!(format!("{maybe:?}"), "AtomicOptionBox(0x0)");
}

#[test]
fn each_value_is_dropped_once() {
    let sum = Arc::new(AtomicUsize::new(0));
    let value = |n| Box::new(Adds(sum.clone(), n));
    let gone = || sum.swap(0, SeqCst);

    let atomic = AtomicBox::new(value(1));
    drop(atomic.swap(value(2)));
    assert_eq!(gone(), 1);
    atomic.store(value(4));
    assert_eq!(gone(), 2);
    let mut other = value(8);
    atomic.swap_mut(&mut other);
    assert_eq!(gone(), 0);
    drop(other);
    assert_eq!(gone(), 4);
    drop(atomic);
    assert_eq!(gone(), 8);
    drop(AtomicBox::new(value(16)).into_inner());
    assert_eq!(gone(), 16);

    let atomic = AtomicOptionBox::new(Some(value(1)));
    atomic.store(None);
    assert_eq!(gone(), 1);
    atomic.store(Some(value(2)));
    drop(atomic.take());
    assert_eq!(gone(), 2);
    let mut other = Some(value(4));
    atomic.swap_mut(&mut other);
    drop(other);
    assert_eq!(gone(), 0);
    drop(atomic);
    assert_eq!(gone(), 4);
    drop(AtomicOptionBox::new(Some(value(8))).into_inner());
    assert_eq!(gone(), 8);
    drop(AtomicOptionBox::<Adds>::none());
    assert_eq!(gone(), 0);
}

/// The old value goes when the new one is in place already.
#[test]
fn a_drop_that_panics_or_comes_back_finds_the_new_value() {
    struct Late(u8, Option<&'static AtomicOptionBox<Late>>);
    impl Drop for Late {
        fn drop(&mut self) {
            if let Some(atomic) = self.1 {
                assert_eq!(atomic.take().unwrap().0, 2);
                panic!("drop");
            }
        }
    }
    let atomic = leak(AtomicOptionBox::none());
    atomic.store(Some(Box::new(Late(1, Some(atomic)))));
    let message = panics(|| atomic.store(Some(Box::new(Late(2, None)))));
    assert_eq!(message, "drop");
    assert!(atomic.take().is_none());
    atomic.store(Some(Box::new(Late(3, None))));
    assert_eq!(atomic.take().unwrap().0, 3);
}

#[test]
fn values_without_a_size_and_with_a_large_alignment() {
    #[repr(align(128))]
    struct Large([u8; 200]);
    let atomic = AtomicBox::new(Box::new(Large([1; 200])));
    let old = atomic.swap(Box::new(Large([2; 200])));
    assert_eq!((old.0, atomic.into_inner().0), ([1; 200], [2; 200]));

    let nothing = AtomicOptionBox::new(Some(Box::new(())));
    assert_eq!(nothing.swap(Some(Box::new(()))), Some(Box::new(())));
    assert_eq!(nothing.take(), Some(Box::new(())));
    assert_eq!(nothing.take(), None);
}

/// Each thread puts its mark on whatever vector it has and exchanges it; no mark is lost.
#[test]
fn vectors_go_round_among_threads() {
    const THREADS: usize = 4;
    const ROUNDS: usize = 5_000;
    let atomic = AtomicBox::new(Box::new(Vec::new()));
    let start = Barrier::new(THREADS);
    let mut all: Vec<usize> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|mark| {
                let (atomic, start) = (&atomic, &start);
                scope.spawn(move || {
                    start.wait();
                    let mut mine = Box::new(Vec::new());
                    for round in 0..ROUNDS {
                        mine.push(mark);
                        if round % 2 == 0 {
                            mine = atomic.swap(mine);
                        } else {
                            atomic.swap_mut(&mut mine);
                        }
                    }
                    *mine
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|t| t.join().unwrap())
            .collect()
    });
    all.append(&mut atomic.into_inner());
    for mark in 0..THREADS {
        assert_eq!(all.iter().filter(|found| **found == mark).count(), ROUNDS);
    }
}

/// Numbers are left and taken at random: each comes out once, to a taker or to who overwrote it.
#[test]
fn every_number_comes_out_once() {
    const THREADS: usize = 4;
    const ROUNDS: usize = 5_000;
    let atomic = AtomicOptionBox::none();
    let start = Barrier::new(THREADS);
    let found: Vec<Vec<usize>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|seed| {
                let (atomic, start) = (&atomic, &start);
                scope.spawn(move || {
                    start.wait();
                    let mut rng = Rng::new(seed as u64);
                    let mut found = Vec::new();
                    for n in (0..ROUNDS).map(|round| round * THREADS + seed) {
                        let mut other = Some(Box::new(n));
                        if rng.one_in(2) {
                            other = atomic.swap(other);
                        } else {
                            atomic.swap_mut(&mut other);
                        }
                        found.extend(other.map(|n| *n));
                        if rng.one_in(2) {
                            found.extend(atomic.take().map(|n| *n));
                        }
                    }
                    found
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let found: Vec<_> = found
        .into_iter()
        .flatten()
        .chain(atomic.take().map(|n| *n))
        .collect();
    assert_eq!(found.len(), THREADS * ROUNDS);
    let different: BTreeSet<_> = found.into_iter().collect();
    assert_eq!(different.len(), THREADS * ROUNDS);
}
