//! The lazy cell against a model: one work for all callers, which outlives those who wait for it.

use std::{
    boxed::Box,
    cell::Cell,
    collections::VecDeque,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
    vec::Vec,
};

use proptest::prelude::*;

use super::LazyCell;
use crate::wake::tests::Wakes;

#[derive(Clone, Debug)]
enum Op {
    Call,
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
    End(End),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Ok(u32),
    Err(u32),
    Panic,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    InLine,
    /// Has the right, or may go; not polled since, or working.
    Turn,
    Over,
}

/// How the works have gone so far.
#[derive(Default)]
struct Works {
    begun: Cell<usize>,
    dropped: Cell<usize>,
    /// How the next poll of a work ends.
    end: Cell<Option<End>>,
}

struct Work<'a>(&'a Works);

impl Future for Work<'_> {
    type Output = Result<u32, u32>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        match self.0.end.take() {
            None => Poll::Pending,
            Some(End::Ok(value)) => Poll::Ready(Ok(value)),
            Some(End::Err(error)) => Poll::Ready(Err(error)),
            Some(End::Panic) => panic!("the work panics"),
        }
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.0.dropped.set(self.0.dropped.get() + 1);
    }
}

type Call<'a> = Pin<Box<dyn Future<Output = Result<u32, u32>> + 'a>>;

struct Caller<'a>(Option<Call<'a>>, Wakes, State);

/// The right goes from caller `i` to the next in line.
fn hand_over(callers: &mut [Caller<'_>], owner: &mut Option<usize>, line: &mut VecDeque<usize>) {
    *owner = line.pop_front();
    if let Some(next) = *owner {
        callers[next].2 = State::Turn;
    }
}

fn run(ops: Vec<Op>) {
    let works = Works::default();
    let cell = LazyCell::fallible(|| {
        works.begun.set(works.begun.get() + 1);
        Work(&works)
    });
    let mut callers: Vec<Caller<'_>> = Vec::new();
    let (mut owner, mut line) = (None, VecDeque::new());
    let (mut value, mut is_begun) = (None, false);
    let (mut begun, mut dropped) = (0, 0);
    for op in ops {
        match op {
            Op::Call => {
                let call = cell.try_force();
                let call = Box::pin(async move { call.await.copied() });
                callers.push(Caller(Some(call), Wakes::default(), State::New));
            }
            Op::End(end) => works.end.set(Some(end)),
            Op::Drop(at) if !callers.is_empty() => {
                let i = at.index(callers.len());
                callers[i].0 = None;
                callers[i].2 = State::Over;
                line.retain(|other| *other != i);
                if owner == Some(i) && value.is_none() {
                    // The work stays.
                    hand_over(&mut callers, &mut owner, &mut line);
                }
            }
            Op::Poll(at) if !callers.is_empty() => {
                let i = at.index(callers.len());
                let Caller(call, wakes, state) = &mut callers[i];
                let (Some(call), true) = (call, *state != State::Over) else {
                    continue;
                };
                wakes.reset();
                let end = works.end.get();
                let found = catch_unwind(AssertUnwindSafe(|| wakes.poll(call.as_mut())));
                if *state == State::New && value.is_none() && owner.is_some() {
                    *state = State::InLine;
                    line.push_back(i);
                }
                if *state == State::InLine {
                    assert!(matches!(found, Ok(Poll::Pending)));
                    continue;
                }
                if let Some(value) = value {
                    assert!(matches!(found, Ok(Poll::Ready(Ok(v))) if v == value));
                    *state = State::Over;
                    continue;
                }
                owner = Some(i);
                *state = State::Turn;
                begun += usize::from(!core::mem::replace(&mut is_begun, true));
                match (found, end) {
                    (Ok(Poll::Pending), None) => continue,
                    (Ok(Poll::Ready(found)), Some(End::Ok(expected))) => {
                        assert_eq!(found, Ok(expected));
                        value = Some(expected);
                    }
                    (Ok(Poll::Ready(found)), Some(End::Err(expected))) => {
                        assert_eq!(found, Err(expected));
                    }
                    (Err(_), Some(End::Panic)) => {}
                    (found, end) => panic!("{:?}, should be {end:?}", found.ok()),
                }
                // Whatever the end: the work is gone, and somebody else's turn has come.
                is_begun = false;
                dropped += 1;
                *state = State::Over;
                if value.is_some() {
                    for next in line.drain(..) {
                        callers[next].2 = State::Turn;
                    }
                } else {
                    hand_over(&mut callers, &mut owner, &mut line);
                }
            }
            Op::Drop(_) | Op::Poll(_) => {}
        }
        assert_eq!((works.begun.get(), works.dropped.get()), (begun, dropped));
        assert_eq!(cell.get().copied(), value);
        for Caller(_, wakes, state) in &callers {
            let woken = wakes.count();
            assert!(if *state == State::InLine {
                woken == 0
            } else {
                woken <= 1
            });
        }
        // Nobody but the owner and those who saw it end has a turn, and the owner was told.
        if let Some(owner) = owner.filter(|_| value.is_none()) {
            assert_eq!(callers[owner].2, State::Turn);
        }
    }
    drop(callers);
    assert_eq!(cell.into_inner(), value);
    assert_eq!(works.dropped.get(), begun);
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    prop::collection::vec(
        prop_oneof![
            4 => Just(Op::Call),
            10 => at().prop_map(Op::Poll),
            3 => at().prop_map(Op::Drop),
            1 => any::<u32>().prop_map(|n| Op::End(End::Ok(n))),
            1 => any::<u32>().prop_map(|n| Op::End(End::Err(n))),
            1 => Just(Op::End(End::Panic)),
        ],
        1..60,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(ops in ops()) {
        run(ops);
    }
}
