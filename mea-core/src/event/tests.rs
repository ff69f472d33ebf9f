//! Both events against a plain model: random sequences of everything that can be done to them.

use core::{future::Future, pin::Pin};
use std::{boxed::Box, collections::VecDeque, sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::{AutoResetEvent, ManualResetEvent};
use crate::{queue::Queued, wake::tests::Wakes};

#[derive(Clone, Debug)]
enum Op {
    Set,
    Reset,
    TryWait,
    /// Makes a wait, borrowed or owned, and polls it.
    Wait {
        owned: bool,
    },
    /// Makes a wait and does not poll it.
    Make,
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    prop::collection::vec(
        prop_oneof![
            4 => Just(Op::Set),
            1 => Just(Op::Reset),
            1 => Just(Op::TryWait),
            4 => any::<bool>().prop_map(|owned| Op::Wait { owned }),
            1 => Just(Op::Make),
            3 => at().prop_map(Op::Poll),
            3 => at().prop_map(Op::Drop),
        ],
        1..80,
    )
}

type Future_<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// What the two events have in common.
trait Event: Sized {
    /// Does a signal end one wait?
    const IS_AUTO: bool;
    fn with_state(is_set: bool) -> Self;
    fn set(&self);
    fn reset(&self);
    fn is_set(&self) -> bool;
    fn try_wait(&self) -> bool;
    fn wait(&self) -> Future_<'_>;
    fn wait_owned(self: Arc<Self>) -> Future_<'static>;
    fn nobody_in_line(&self) -> bool;
}

macro_rules! event {
    ($Event:ident, $is_auto:literal) => {
        impl Event for $Event {
            const IS_AUTO: bool = $is_auto;
            fn with_state(is_set: bool) -> Self {
                Self::with_state(is_set)
            }
            fn set(&self) {
                self.set();
            }
            fn reset(&self) {
                self.reset();
            }
            fn is_set(&self) -> bool {
                self.is_set()
            }
            fn try_wait(&self) -> bool {
                self.try_wait()
            }
            fn wait(&self) -> Future_<'_> {
                Box::pin(self.wait())
            }
            fn wait_owned(self: Arc<Self>) -> Future_<'static> {
                Box::pin(self.wait_owned())
            }
            fn nobody_in_line(&self) -> bool {
                self.queue().lock().is_empty()
            }
        }
    };
}
event!(ManualResetEvent, false);
event!(AutoResetEvent, true);

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    InLine,
    Granted,
    Done,
}

struct Wait<'a> {
    future: Future_<'a>,
    wakes: Wakes,
    state: State,
}

struct Model {
    is_auto: bool,
    is_set: bool,
    line: VecDeque<usize>,
}

impl Model {
    fn set(&mut self, waits: &mut [Wait<'_>]) {
        if self.is_auto {
            match self.line.pop_front() {
                Some(first) => waits[first].state = State::Granted,
                None => self.is_set = true,
            }
        } else {
            self.is_set = true;
            for at in self.line.drain(..) {
                waits[at].state = State::Granted;
            }
        }
    }

    fn try_wait(&mut self) -> bool {
        let was_set = self.is_set;
        self.is_set &= !self.is_auto;
        was_set
    }

    /// How a poll of a wait in this state ends.
    fn poll(&mut self, at: usize, state: State) -> State {
        match state {
            State::New if self.try_wait() => State::Done,
            State::New => {
                self.line.push_back(at);
                State::InLine
            }
            State::Granted => State::Done,
            state => state,
        }
    }
}

fn poll(wait: &mut Wait<'_>) -> bool {
    wait.wakes.poll(wait.future.as_mut()).is_ready()
}

fn run<E: Event + 'static>(is_set: bool, ops: Vec<Op>) {
    let event = Arc::new(E::with_state(is_set));
    let mut model = Model {
        is_auto: E::IS_AUTO,
        is_set,
        line: VecDeque::new(),
    };
    let mut waits = Vec::<Wait<'_>>::new();
    for op in ops {
        match op {
            Op::Set => {
                event.set();
                model.set(&mut waits);
            }
            Op::Reset => {
                event.reset();
                model.is_set = false;
            }
            Op::TryWait => assert_eq!(event.try_wait(), model.try_wait()),
            Op::Wait { .. } | Op::Make => {
                let owned = matches!(op, Op::Wait { owned: true });
                let mut wait = Wait {
                    future: if owned {
                        event.clone().wait_owned()
                    } else {
                        event.wait()
                    },
                    wakes: Wakes::default(),
                    state: State::New,
                };
                if matches!(op, Op::Wait { .. }) {
                    wait.state = model.poll(waits.len(), State::New);
                    assert_eq!(poll(&mut wait), wait.state == State::Done);
                }
                waits.push(wait);
            }
            Op::Poll(_) | Op::Drop(_) if waits.is_empty() => {}
            Op::Poll(at) => {
                let at = at.index(waits.len());
                if waits[at].state != State::Done {
                    waits[at].state = model.poll(at, waits[at].state);
                    assert_eq!(poll(&mut waits[at]), waits[at].state == State::Done);
                }
            }
            Op::Drop(at) => {
                let at = at.index(waits.len());
                waits[at].future = Box::pin(core::future::pending());
                let state = core::mem::replace(&mut waits[at].state, State::Done);
                match state {
                    State::InLine => model.line.retain(|&other| other != at),
                    State::Granted if E::IS_AUTO => model.set(&mut waits),
                    _ => {}
                }
            }
        }
        assert_eq!(event.is_set(), model.is_set);
        assert_eq!(event.nobody_in_line(), model.line.is_empty());
        for wait in &waits {
            let woken = wait.wakes.count();
            match wait.state {
                State::New | State::InLine => assert_eq!(woken, 0),
                State::Granted => assert_eq!(woken, 1),
                State::Done => assert!(woken <= 1),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn a_manual_reset_event_behaves_like_the_model(is_set: bool, ops in ops()) {
        run::<ManualResetEvent>(is_set, ops);
    }

    #[test]
    fn an_auto_reset_event_behaves_like_the_model(is_set: bool, ops in ops()) {
        run::<AutoResetEvent>(is_set, ops);
    }
}
