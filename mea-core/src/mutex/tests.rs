//! The mutex against a plain model, under both policies: who holds it, who is in line, who is woken.

use core::{future::Future, mem, pin::Pin, task::Poll};
use std::{boxed::Box, collections::VecDeque, sync::Arc, vec::Vec};

use proptest::prelude::*;

use super::{Mutex, OwnedMutexGuard};
use crate::wake::tests::Wakes;

#[derive(Clone, Debug)]
enum Op {
    TryLock,
    /// Makes a wait and polls it.
    Lock,
    Poll(prop::sample::Index),
    /// Polls the first in line.
    PollFirst,
    Drop(prop::sample::Index),
    Unlock,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let op = prop_oneof![
        2 => Just(Op::TryLock),
        4 => Just(Op::Lock),
        2 => at().prop_map(Op::Poll),
        2 => Just(Op::PollFirst),
        2 => at().prop_map(Op::Drop),
        4 => Just(Op::Unlock),
    ];
    prop::collection::vec(op, 1..120)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    InLine,
    /// The lock is its own.
    Granted,
    Done,
}

struct Task {
    future: Pin<Box<dyn Future<Output = OwnedMutexGuard<u32>>>>,
    wakes: Wakes,
    state: State,
    expected_wakes: usize,
}

impl Task {
    fn poll(&mut self) -> Option<OwnedMutexGuard<u32>> {
        match self.wakes.poll(self.future.as_mut()) {
            Poll::Ready(guard) => Some(guard),
            Poll::Pending => None,
        }
    }
}

#[derive(Default)]
struct Model {
    is_eventual: bool,
    /// Somebody holds the lock, or was granted it.
    is_held: bool,
    line: VecDeque<usize>,
    /// The first in line has been woken, and is to try for itself.
    is_open: bool,
    /// Of the first in line.
    losses: usize,
}

impl Model {
    fn is_free(&self) -> bool {
        !self.is_held && (self.line.is_empty() || self.is_open)
    }

    fn unlock(&mut self, tasks: &mut [Task]) {
        self.is_held = false;
        // Who was woken is still to try.
        if self.is_open {
            return;
        }
        if !self.is_eventual || self.losses == 4 {
            self.losses = 0;
            if let Some(first) = self.line.pop_front() {
                self.is_held = true;
                tasks[first].state = State::Granted;
                tasks[first].expected_wakes += 1;
            }
        } else if let Some(&first) = self.line.front() {
            self.is_open = true;
            tasks[first].expected_wakes += 1;
        }
    }

    /// Whether the poll of somebody who waits is ready.
    fn poll(&mut self, at: usize, state: State) -> bool {
        if state == State::InLine && self.is_open && self.line.front() == Some(&at) {
            self.is_open = false;
            self.losses += 1;
            if self.is_held {
                return false;
            }
            self.line.pop_front();
            self.losses = 0;
            self.is_held = true;
            return true;
        }
        state == State::Granted
    }

    fn drop(&mut self, at: usize, state: State, tasks: &mut [Task]) {
        match state {
            State::Done => {}
            State::Granted => self.unlock(tasks),
            State::InLine if self.line.front() == Some(&at) => {
                self.line.pop_front();
                self.losses = 0;
                // What it was woken for is the next one's.
                if mem::take(&mut self.is_open) && !self.is_held {
                    self.unlock(tasks);
                }
            }
            State::InLine => self.line.retain(|&other| other != at),
        }
    }
}

fn run(is_eventual: bool, ops: Vec<Op>) {
    let mutex = Arc::new(if is_eventual {
        Mutex::eventually_fair(0)
    } else {
        Mutex::new(0)
    });
    let mut model = Model {
        is_eventual,
        ..Model::default()
    };
    let (mut tasks, mut held, mut times) = (Vec::<Task>::new(), None, 0);
    let mut hold = |guard: Option<OwnedMutexGuard<u32>>, held: &mut Option<_>| {
        if let Some(mut guard) = guard {
            assert_eq!(*guard, times);
            *guard += 1;
            times += 1;
            assert!(held.replace(guard).is_none(), "two hold the lock");
        }
    };
    for op in ops {
        let at = match &op {
            Op::Poll(at) | Op::Drop(at) if !tasks.is_empty() => at.index(tasks.len()),
            Op::Poll(_) | Op::Drop(_) => continue,
            Op::PollFirst => match model.line.front() {
                Some(first) => *first,
                None => continue,
            },
            _ => tasks.len(),
        };
        match op {
            Op::TryLock => {
                let guard = mutex.clone().try_lock_owned();
                assert_eq!(guard.is_some(), model.is_free());
                model.is_held |= guard.is_some();
                hold(guard, &mut held);
            }
            Op::Lock => {
                let mut task = Task {
                    future: Box::pin(mutex.clone().lock_owned()),
                    wakes: Wakes::default(),
                    state: State::Done,
                    expected_wakes: 0,
                };
                let guard = task.poll();
                assert_eq!(guard.is_some(), model.is_free());
                if guard.is_none() {
                    task.state = State::InLine;
                    model.line.push_back(at);
                }
                model.is_held = true;
                hold(guard, &mut held);
                tasks.push(task);
            }
            Op::Poll(_) | Op::PollFirst if tasks[at].state == State::Done => {}
            Op::Poll(_) | Op::PollFirst => {
                let is_ready = model.poll(at, tasks[at].state);
                let guard = tasks[at].poll();
                assert_eq!(guard.is_some(), is_ready);
                if is_ready {
                    tasks[at].state = State::Done;
                }
                hold(guard, &mut held);
            }
            Op::Drop(_) => {
                tasks[at].future = Box::pin(core::future::pending());
                let state = mem::replace(&mut tasks[at].state, State::Done);
                model.drop(at, state, &mut tasks);
            }
            Op::Unlock => {
                if held.take().is_some() {
                    model.unlock(&mut tasks);
                }
            }
        }
        for task in &tasks {
            assert_eq!(task.wakes.count(), task.expected_wakes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn a_fair_one_behaves_like_the_model(ops in ops()) {
        run(false, ops);
    }

    #[test]
    fn an_eventually_fair_one_behaves_like_the_model(ops in ops()) {
        run(true, ops);
    }
}
