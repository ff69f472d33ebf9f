//! The group under loom: flights that are joined, given up and forgotten at the same time.

use core::{
    future::{pending, ready},
    hash::{BuildHasherDefault, Hasher},
};
use std::{boxed::Box, sync::Arc};

use super::Group;
use crate::sync::model::{block_on, bounded, exhaustive, poll, poll_and_drop, spawn};

#[derive(Clone, Copy, Default)]
struct Same;

impl Hasher for Same {
    fn write(&mut self, _: &[u8]) {}

    fn finish(&self) -> u64 {
        0
    }
}

type Flights = Group<u8, Box<u8>, BuildHasherDefault<Same>>;

fn group() -> Arc<Flights> {
    Arc::new(Flights::default())
}

/// One flight for both, or one each; and nothing is left.
#[test]
fn two_callers() {
    exhaustive(|| {
        let a = group();
        let b = a.clone();
        let t = spawn(move || *block_on(b.work(1, || ready(Box::new(1)))));
        let mine = *block_on(a.work(1, || ready(Box::new(2))));
        let others = t.join().unwrap();
        assert!(matches!((mine, others), (1, 1) | (2, 2) | (2, 1)));
        assert!(a.is_empty());
    });
}

/// The leader lands while another one joins, or leaves.
#[test]
fn landing_against_joining_and_leaving() {
    bounded(2, || {
        let a = group();
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || *block_on(b.work(1, || ready(Box::new(1)))));
        let u = spawn(move || {
            poll_and_drop(c.work(1, pending));
        });
        let mine = *block_on(a.work(1, || ready(Box::new(2))));
        let others = t.join().unwrap();
        u.join().unwrap();
        assert!(matches!((mine, others), (1, 1) | (2, 2) | (2, 1)));
        assert!(a.is_empty());
    });
}

#[test]
fn cancelled_leader_against_a_follower() {
    exhaustive(|| {
        let a: &'static Flights = Box::leak(Box::default());
        let mut leader = Box::pin(a.work(1, pending));
        assert!(poll(leader.as_mut()).is_none());
        let t = spawn(move || drop(leader));
        assert_eq!(*block_on(a.work(1, || ready(Box::new(2)))), 2);
        t.join().unwrap();
        assert!(a.is_empty());
    });
}

/// A flight that was forgotten lands for those who are on it, and leaves the next one alone.
#[test]
fn forgotten_against_landing() {
    bounded(3, || {
        let a = group();
        let (b, c) = (a.clone(), a.clone());
        let t = spawn(move || *block_on(b.work(1, || ready(Box::new(1)))));
        let u = spawn(move || c.forget(&1));
        let mine = *block_on(a.work(1, || ready(Box::new(2))));
        let others = t.join().unwrap();
        u.join().unwrap();
        assert!(matches!((mine, others), (1, 1) | (2, 2) | (2, 1)));
        assert!(a.is_empty());
    });
}
