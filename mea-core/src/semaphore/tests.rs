//! The permit engine against a plain model: random sequences of everything that can be done to a
//! semaphore, with small numbers and with the largest ones.

use std::{
    boxed::Box, collections::VecDeque, mem::ManuallyDrop, pin::Pin, task::Context, vec::Vec,
};

use proptest::prelude::*;

use super::Semaphore;
use crate::{permits::Permits, queue::Waiter, wake::tests::Wakes};

#[derive(Clone, Debug)]
enum Op {
    /// Makes a waiter and polls it.
    Acquire(usize),
    TryAcquire(usize),
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
    Release(usize),
    Forget(usize),
    ForgetExact(usize),
    Resize(usize),
}

fn numbers() -> impl Strategy<Value = usize> {
    prop_oneof![
        6 => 0..6usize,
        1 => (usize::MAX - 3)..=usize::MAX,
        1 => (usize::MAX / 2 - 2)..(usize::MAX / 2 + 3),
    ]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    prop::collection::vec(
        prop_oneof![
            4 => numbers().prop_map(Op::Acquire),
            1 => numbers().prop_map(Op::TryAcquire),
            2 => at().prop_map(Op::Poll),
            3 => at().prop_map(Op::Drop),
            4 => numbers().prop_map(Op::Release),
            1 => numbers().prop_map(Op::Forget),
            2 => numbers().prop_map(Op::ForgetExact),
            1 => (0..6usize).prop_map(Op::Resize),
        ],
        1..80,
    )
}

/// Free permits (with those that the head of the line holds) less the debt, and the line.
struct Model {
    free: i128,
    size: usize,
    line: VecDeque<usize>,
}

const MAX: i128 = usize::MAX as i128;

/// What the model knows of a waiter.
struct Wait<'a> {
    future: Pin<Box<Waiter<&'a Permits>>>,
    wakes: Wakes,
    want: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Granted,
    Done,
}

impl Model {
    fn admit(&mut self, waits: &mut [Wait<'_>]) {
        while let Some(&first) = self.line.front() {
            let want = waits[first].want as i128;
            if self.free < want {
                return;
            }
            self.free -= want;
            self.line.pop_front();
            waits[first].state = State::Granted;
        }
    }

    /// `false`, and no change, if it would be too many.
    fn release(&mut self, n: usize, waits: &mut [Wait<'_>]) -> bool {
        if self.line.is_empty() && self.free + n as i128 > MAX {
            return false;
        }
        self.free += n as i128;
        self.admit(waits);
        true
    }

    /// `false`, and no change, if the debt would be too large.
    fn forget_exact(&mut self, n: usize) -> bool {
        if n as i128 - self.free > MAX {
            return false;
        }
        self.free -= n as i128;
        true
    }

    fn available(&self) -> usize {
        if self.line.is_empty() {
            self.free.max(0) as usize
        } else {
            0
        }
    }
}

/// Whether `f` panics.
fn panics(f: impl FnOnce()) -> bool {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(f)).is_err()
}

fn poll(wait: &mut Wait<'_>) -> bool {
    let waker = wait.wakes.waker();
    let mut cx = Context::from_waker(&waker);
    wait.future.as_mut().poll(&mut cx).is_ready()
}

fn run(permits: usize, ops: Vec<Op>) {
    let semaphore = Semaphore::new(permits);
    let engine = &semaphore.permits;
    let mut model = Model {
        free: permits as i128,
        size: permits,
        line: VecDeque::new(),
    };
    // Leaked if an assertion fails: dropping what is queued might panic again.
    let mut waits = ManuallyDrop::new(Vec::<Wait<'_>>::new());
    for op in ops {
        match op {
            Op::Acquire(n) => {
                let mut wait = Wait {
                    future: Box::pin(Waiter::new(engine, n)),
                    wakes: Wakes::default(),
                    want: n,
                    state: State::Waiting,
                };
                let ready = poll(&mut wait);
                let may = model.line.is_empty();
                assert_eq!(ready, may && model.free >= n as i128, "acquire({n})");
                if ready {
                    model.free -= n as i128;
                    wait.state = State::Done;
                } else {
                    model.line.push_back(waits.len());
                }
                waits.push(wait);
            }
            Op::TryAcquire(n) => {
                let may = model.line.is_empty() && model.free >= n as i128;
                assert_eq!(semaphore.try_acquire_and_forget(n), may, "try_acquire({n})");
                model.free -= if may { n as i128 } else { 0 };
            }
            Op::Poll(_) | Op::Drop(_) if waits.is_empty() => {}
            Op::Poll(at) => {
                let at = at.index(waits.len());
                let wait = &mut waits[at];
                if wait.state != State::Done {
                    assert_eq!(poll(wait), wait.state == State::Granted);
                    if wait.state == State::Granted {
                        wait.state = State::Done;
                    }
                }
            }
            Op::Drop(at) => {
                let at = at.index(waits.len());
                let (state, want) = (waits[at].state, waits[at].want);
                if state == State::Granted
                    && model.line.is_empty()
                    && model.free + want as i128 > MAX
                {
                    continue; // giving it back would be too many: a panic, tested elsewhere
                }
                let spare = Wait {
                    future: Box::pin(Waiter::new(engine, 0)),
                    wakes: waits[at].wakes.clone(),
                    want: 0,
                    state: State::Done,
                };
                drop(std::mem::replace(&mut waits[at], spare));
                match state {
                    State::Done => {}
                    State::Granted => assert!(model.release(want, &mut waits)),
                    State::Waiting => {
                        model.line.retain(|&i| i != at);
                        model.admit(&mut waits);
                    }
                }
            }
            Op::Release(n) => {
                let fits = model.release(n, &mut waits);
                assert_eq!(engine.try_release(n).is_ok(), fits, "release({n})");
            }
            Op::Forget(n) => {
                let some = n.min(model.available());
                assert_eq!(semaphore.forget(n), some, "forget({n})");
                model.free -= some as i128;
            }
            Op::ForgetExact(n) => {
                let fits = model.forget_exact(n);
                assert_eq!(
                    panics(|| semaphore.forget_exact(n)),
                    !fits,
                    "forget_exact({n})"
                );
            }
            Op::Resize(n) => {
                let fits = if n >= model.size {
                    model.release(n - model.size, &mut waits)
                } else {
                    model.forget_exact(model.size - n)
                };
                assert_eq!(panics(|| semaphore.resize(n)), !fits, "resize({n})");
                model.size = if fits { n } else { model.size };
                assert_eq!(semaphore.size(), model.size);
            }
        }
        assert_eq!(semaphore.available_permits(), model.available());
        for wait in waits.iter() {
            // Woken once if granted, and not before.
            let woken = wait.wakes.count();
            match wait.state {
                State::Waiting => assert_eq!(woken, 0),
                State::Granted => assert_eq!(woken, 1),
                State::Done => assert!(woken <= 1),
            }
        }
    }
    // What was granted is taken: given back, it might be too many.
    for wait in waits.iter_mut() {
        assert!(wait.state != State::Granted || poll(wait));
    }
    // From the last in line on, so that nobody gets what another one had collected.
    while waits.pop().is_some() {}
    drop(ManuallyDrop::into_inner(waits));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(permits in numbers(), ops in ops()) {
        run(permits, ops);
    }
}
