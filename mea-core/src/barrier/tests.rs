//! The barrier against a plain model: generations and counts under random arrivals and drops.

use std::{boxed::Box, pin::Pin, task::Poll, vec::Vec};

use proptest::prelude::*;

use super::{Barrier, BarrierWaitResult};
use crate::wake::tests::Wakes;

#[derive(Clone, Debug)]
enum Op {
    /// Makes a wait and polls it.
    Wait,
    /// Arrives for good; polls the future if told to.
    Arrive(bool),
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let op = prop_oneof![
        3 => Just(Op::Wait),
        2 => any::<bool>().prop_map(Op::Arrive),
        3 => at().prop_map(Op::Poll),
        3 => at().prop_map(Op::Drop),
    ];
    prop::collection::vec(op, 1..80)
}

/// What the model knows of a wait.
struct Wait<'a> {
    future: Pin<Box<dyn Future<Output = BarrierWaitResult> + 'a>>,
    wakes: Wakes,
    state: State,
    in_line: bool,
    leads: bool,
    for_good: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Over,
    Done,
}

impl<'a> Wait<'a> {
    fn new(future: impl Future<Output = BarrierWaitResult> + 'a, leads: bool) -> Self {
        Self {
            future: Box::pin(future),
            wakes: Wakes::default(),
            state: if leads { State::Over } else { State::Waiting },
            in_line: false,
            leads,
            for_good: false,
        }
    }

    /// Polls, and compares with what the model expects.
    fn poll(&mut self) {
        match self.wakes.poll(self.future.as_mut()) {
            Poll::Pending => {
                assert_eq!(self.state, State::Waiting);
                self.in_line = true;
            }
            Poll::Ready(result) => {
                assert_eq!(self.state, State::Over);
                assert_eq!(result.is_leader(), self.leads);
                self.state = State::Done;
            }
        }
    }
}

/// The arrivals of this generation, of so many.
struct Model {
    arrived: u32,
    tasks: u32,
}

impl Model {
    /// `true`: the last.
    fn arrive(&mut self, waits: &mut [Wait<'_>]) -> bool {
        self.arrived += 1;
        if self.arrived < self.tasks {
            return false;
        }
        self.arrived = 0;
        for wait in waits.iter_mut().filter(|w| w.state == State::Waiting) {
            wait.state = State::Over;
        }
        true
    }
}

fn run(n: u32, ops: Vec<Op>) {
    let barrier = Barrier::new(n);
    let mut model = Model {
        arrived: 0,
        tasks: n.max(1),
    };
    let mut waits = Vec::<Wait<'_>>::new();
    for op in ops {
        match op {
            Op::Wait => {
                let leads = model.arrive(&mut waits);
                let mut wait = Wait::new(barrier.wait(), leads);
                wait.poll();
                waits.push(wait);
            }
            Op::Arrive(polled) => {
                let leads = model.arrive(&mut waits);
                let arrival = barrier.arrive();
                assert_eq!(arrival.is_leader(), leads);
                let mut wait = Wait::new(arrival, leads);
                wait.for_good = true;
                if polled {
                    wait.poll();
                }
                waits.push(wait);
            }
            Op::Poll(_) | Op::Drop(_) if waits.is_empty() => {}
            Op::Poll(at) => {
                let at = at.index(waits.len());
                if waits[at].state != State::Done {
                    waits[at].poll();
                }
            }
            Op::Drop(at) => {
                let wait = waits.swap_remove(at.index(waits.len()));
                if wait.state == State::Waiting && !wait.for_good {
                    model.arrived -= 1;
                }
            }
        }
        assert_eq!(barrier.queue.lock().state().arrived(), model.arrived);
        for wait in &waits {
            // Woken once by the end of the generation, if it was in line then.
            let woken = wait.in_line && wait.state != State::Waiting;
            assert_eq!(wait.wakes.count(), usize::from(woken));
        }
    }
    drop(waits);
    assert!(barrier.queue.lock().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(n in 0..5u32, ops in ops()) {
        run(n, ops);
    }
}
