//! The latch against a plain model: a number that goes down, and who waits for it to be zero.

use core::{future::Future, pin::Pin};
use std::{boxed::Box, sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::Latch;
use crate::{queue::Queued, wake::tests::Wakes};

#[derive(Clone, Debug)]
enum Op {
    Arrive(u32),
    CountDown,
    /// Makes a wait, borrowed or owned.
    Make {
        owned: bool,
    },
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn numbers() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0..4u32, 1 => (u32::MAX - 2)..=u32::MAX]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let op = prop_oneof![
        1 => numbers().prop_map(Op::Arrive),
        1 => Just(Op::CountDown),
        5 => any::<bool>().prop_map(|owned| Op::Make { owned }),
        6 => at().prop_map(Op::Poll),
        3 => at().prop_map(Op::Drop),
    ];
    prop::collection::vec(op, 1..80)
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    InLine,
    Woken,
    Done,
}

struct Wait<'a> {
    future: Pin<Box<dyn Future<Output = ()> + 'a>>,
    wakes: Wakes,
    state: State,
}

impl Wait<'_> {
    /// Polls, and compares with what the model expects.
    fn poll(&mut self, is_open: bool) {
        let poll = self.wakes.poll(self.future.as_mut());
        assert_eq!(poll.is_ready(), is_open);
        self.state = if is_open { State::Done } else { State::InLine };
    }
}

fn run(count: u32, ops: Vec<Op>) {
    let latch = Arc::new(Latch::new(count));
    let mut missing = count;
    let mut waits = Vec::<Wait<'_>>::new();
    for op in ops {
        match op {
            Op::Arrive(_) | Op::CountDown => {
                let n = if let Op::Arrive(n) = op { n } else { 1 };
                if let Op::Arrive(n) = op {
                    latch.arrive(n);
                } else {
                    latch.count_down();
                }
                missing = missing.saturating_sub(n);
                if missing == 0 {
                    for wait in waits.iter_mut().filter(|w| w.state == State::InLine) {
                        wait.state = State::Woken;
                    }
                }
            }
            Op::Make { owned } => waits.push(Wait {
                future: if owned {
                    Box::pin(latch.clone().wait_owned())
                } else {
                    Box::pin(latch.wait())
                },
                wakes: Wakes::default(),
                state: State::New,
            }),
            Op::Poll(_) | Op::Drop(_) if waits.is_empty() => {}
            Op::Poll(at) => {
                let at = at.index(waits.len());
                if waits[at].state != State::Done {
                    waits[at].poll(missing == 0);
                }
            }
            Op::Drop(at) => drop(waits.swap_remove(at.index(waits.len()))),
        }
        let expected = if missing == 0 { Ok(()) } else { Err(missing) };
        assert_eq!((latch.count(), latch.try_wait()), (missing, expected));
        let in_line = waits.iter().any(|w| w.state == State::InLine);
        assert_eq!(latch.queue().lock().is_empty(), !in_line);
        for wait in &waits {
            let woken = wait.wakes.count();
            match wait.state {
                State::New | State::InLine => assert_eq!(woken, 0),
                State::Woken => assert_eq!(woken, 1),
                State::Done => assert!(woken <= 1),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(count in prop_oneof![0..12u32, numbers()], ops in ops()) {
        run(count, ops);
    }
}
