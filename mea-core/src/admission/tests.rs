//! The controller against a plain model, which looks at every waiter each time; with hashes that tell
//! keys apart and with hashes that do not.

use core::{
    hash::{BuildHasher, Hasher},
    pin::Pin,
    task::Poll,
};
use std::{boxed::Box, collections::BTreeMap, vec::Vec};

use proptest::prelude::*;

use super::{Acquire, FairShare, FairSharePermit};
use crate::wake::tests::Wakes;

/// Hashes a number to its remainder: by 1, all collide.
#[derive(Clone, Copy)]
struct Remainder(u64);

struct RemainderHasher(u64, u64);

impl BuildHasher for Remainder {
    type Hasher = RemainderHasher;
    fn build_hasher(&self) -> RemainderHasher {
        RemainderHasher(self.0, 0)
    }
}

impl Hasher for RemainderHasher {
    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are numbers of 8 bits");
    }
    fn write_u8(&mut self, n: u8) {
        self.1 = u64::from(n) % self.0;
    }
    fn finish(&self) -> u64 {
        self.1
    }
}

type Share = FairShare<u8, Remainder>;
type Permit<'a> = FairSharePermit<'a, u8, Remainder>;

#[derive(Clone, Debug)]
enum Op {
    /// Makes an acquisition and polls it.
    Acquire(u8),
    TryAcquire(u8),
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
    Release(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let key = || prop_oneof![3 => 0..3u8, 1 => 0..20u8];
    prop::collection::vec(
        prop_oneof![
            4 => key().prop_map(Op::Acquire),
            1 => key().prop_map(Op::TryAcquire),
            2 => at().prop_map(Op::Poll),
            2 => at().prop_map(Op::Drop),
            3 => at().prop_map(Op::Release),
        ],
        1..100,
    )
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Granted,
    Done,
}

struct Wait<'a> {
    future: Option<Pin<Box<Acquire<'a, u8, Remainder>>>>,
    wakes: Wakes,
    key: u8,
    state: State,
}

impl<'a> Wait<'a> {
    fn poll(&mut self) -> Option<Permit<'a>> {
        let future = self.future.as_mut().unwrap().as_mut();
        match self.wakes.poll(future) {
            Poll::Ready(permit) => Some(permit),
            Poll::Pending => None,
        }
    }
}

struct Model {
    free: usize,
    held: BTreeMap<u8, usize>,
    /// When the key began to wait, or was last granted a permit.
    turns: BTreeMap<u8, usize>,
    now: usize,
}

impl Model {
    fn waiting(waits: &[Wait<'_>], key: u8) -> usize {
        let is_waiting = |wait: &&Wait<'_>| wait.key == key && wait.state == State::Waiting;
        waits.iter().filter(is_waiting).count()
    }

    fn tick(&mut self, key: u8) {
        self.now += 1;
        self.turns.insert(key, self.now);
    }

    /// Whether a newcomer gets a permit.
    fn acquire(&mut self, key: u8) -> bool {
        if self.free == 0 {
            return false;
        }
        self.free -= 1;
        *self.held.entry(key).or_default() += 1;
        true
    }

    fn release(&mut self, key: u8, waits: &mut [Wait<'_>]) {
        self.free += 1;
        *self.held.get_mut(&key).unwrap() -= 1;
        let next = waits
            .iter_mut()
            .filter(|wait| wait.state == State::Waiting)
            // The first of equals: the one that came first.
            .min_by_key(|wait| (self.held.get(&wait.key).copied(), self.turns[&wait.key]));
        if let Some(next) = next {
            next.state = State::Granted;
            let key = next.key;
            assert!(self.acquire(key));
            self.tick(key);
        }
    }
}

fn run(permits: usize, hasher: Remainder, ops: Vec<Op>) {
    let share = Share::with_hasher(permits, hasher);
    let mut model = Model {
        free: permits,
        held: (0..20).map(|key| (key, 0)).collect(),
        turns: BTreeMap::new(),
        now: 0,
    };
    let mut waits = Vec::<Wait<'_>>::new();
    let mut held = Vec::<Permit<'_>>::new();
    for op in ops {
        match op {
            Op::Acquire(key) => {
                let mut wait = Wait {
                    future: Some(Box::pin(share.acquire(key))),
                    wakes: Wakes::default(),
                    key,
                    state: State::Done,
                };
                let permit = wait.poll();
                assert_eq!(permit.is_some(), model.acquire(key), "acquire({key})");
                if permit.is_none() {
                    if Model::waiting(&waits, key) == 0 {
                        model.tick(key);
                    }
                    wait.state = State::Waiting;
                }
                held.extend(permit);
                waits.push(wait);
            }
            Op::TryAcquire(key) => {
                let permit = share.try_acquire(key);
                assert_eq!(permit.is_some(), model.acquire(key), "try_acquire({key})");
                held.extend(permit);
            }
            Op::Poll(_) | Op::Drop(_) if waits.is_empty() => {}
            Op::Poll(at) => {
                let at = at.index(waits.len());
                if waits[at].state != State::Done {
                    let permit = waits[at].poll();
                    assert_eq!(permit.is_some(), waits[at].state == State::Granted);
                    if permit.is_some() {
                        waits[at].state = State::Done;
                    }
                    held.extend(permit);
                }
            }
            Op::Drop(at) => {
                let at = at.index(waits.len());
                drop(waits[at].future.take());
                let state = core::mem::replace(&mut waits[at].state, State::Done);
                if state == State::Granted {
                    let key = waits[at].key;
                    model.release(key, &mut waits);
                }
            }
            Op::Release(_) if held.is_empty() => {}
            Op::Release(at) => {
                let permit = held.swap_remove(at.index(held.len()));
                let key = *permit.key();
                drop(permit);
                model.release(key, &mut waits);
            }
        }
        assert_eq!(share.available_permits(), model.free);
        let waiting = waits.iter().filter(|wait| wait.state == State::Waiting);
        assert_eq!(share.num_waiters(), waiting.count());
        let mut keys: Vec<_> = held.iter().map(|permit| *permit.key()).collect();
        for wait in &waits {
            let woken = wait.wakes.count();
            match wait.state {
                State::Waiting => assert_eq!(woken, 0),
                State::Granted => assert_eq!(woken, 1),
                State::Done => assert!(woken <= 1),
            }
            if wait.state != State::Done {
                keys.push(wait.key);
            }
        }
        // Nothing is kept of keys that nobody uses.
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(share.queue.lock().state().tenants(), keys.len());
    }
    drop(waits);
    drop(held);
    assert_eq!(share.available_permits(), permits);
    assert_eq!(share.queue.lock().state().tenants(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(
        permits in 1..6usize,
        hasher in prop::sample::select(&[1, 2, 256][..]),
        ops in ops(),
    ) {
        run(permits, Remainder(hasher), ops);
    }
}
