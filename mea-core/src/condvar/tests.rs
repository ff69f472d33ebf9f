//! The condition variable against a plain model: two lines, one for a notification and one for the lock.

use core::{pin::Pin, task::Poll};
use std::{boxed::Box, collections::VecDeque, vec::Vec};

use proptest::prelude::*;

use super::{Condvar, Wait};
use crate::{
    mutex::{Mutex, MutexGuard},
    wake::tests::Wakes,
};

#[derive(Clone, Debug)]
enum Op {
    /// Takes the lock, if it is free, and waits.
    Wait,
    NotifyOne,
    NotifyAll,
    /// Takes the lock and keeps it, or releases what was kept.
    Hold,
    Poll(prop::sample::Index),
    Drop(prop::sample::Index),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<prop::sample::Index>;
    let op = prop_oneof![
        6 => Just(Op::Wait),
        3 => Just(Op::NotifyOne),
        1 => Just(Op::NotifyAll),
        2 => Just(Op::Hold),
        4 => at().prop_map(Op::Poll),
        3 => at().prop_map(Op::Drop),
    ];
    prop::collection::vec(op, 1..80)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    InLine,
    /// Notified, and not polled since. `alone`: by `notify_one`, and nobody has notified all since.
    Notified {
        alone: bool,
    },
    /// In line for the lock.
    Relocking {
        alone: bool,
    },
    /// The lock is its own.
    Granted {
        alone: bool,
    },
    Done,
}

struct Task<'a> {
    future: Option<Pin<Box<Wait<'a, MutexGuard<'a, u32>>>>>,
    wakes: Wakes,
    state: State,
    expected_wakes: usize,
}

impl<'a> Task<'a> {
    fn poll(&mut self) -> Poll<MutexGuard<'a, u32>> {
        let future = self.future.as_mut().expect("not dropped");
        self.wakes.poll(future.as_mut())
    }
}

/// Who is in which line, by number, and whether somebody holds the lock.
#[derive(Default)]
struct Model {
    waiting: VecDeque<usize>,
    relocking: VecDeque<usize>,
    is_held: bool,
}

impl Model {
    fn notify_one(&mut self, tasks: &mut [Task<'_>]) {
        if let Some(first) = self.waiting.pop_front() {
            tasks[first].state = State::Notified { alone: true };
            tasks[first].expected_wakes += 1;
        }
    }

    fn notify_all(&mut self, tasks: &mut [Task<'_>]) {
        for task in tasks.iter_mut() {
            if let State::Notified { alone }
            | State::Relocking { alone }
            | State::Granted { alone } = &mut task.state
            {
                *alone &= self.waiting.is_empty();
            }
        }
        for at in self.waiting.drain(..) {
            tasks[at].state = State::Notified { alone: false };
            tasks[at].expected_wakes += 1;
        }
    }

    /// Hands the lock to the first in line for it.
    fn release(&mut self, tasks: &mut [Task<'_>]) {
        let next = self.relocking.pop_front();
        self.is_held = next.is_some();
        if let Some(next) = next {
            let State::Relocking { alone } = tasks[next].state else {
                unreachable!("it is in line");
            };
            tasks[next].state = State::Granted { alone };
            tasks[next].expected_wakes += 1;
        }
    }

    /// Whether the poll of a task in this state is ready: it holds the lock then.
    fn poll(&mut self, at: usize, tasks: &mut [Task<'_>]) -> bool {
        match tasks[at].state {
            State::Notified { alone } if self.is_held => {
                self.relocking.push_back(at);
                tasks[at].state = State::Relocking { alone };
                false
            }
            State::Notified { .. } | State::Granted { .. } => {
                self.is_held = true;
                tasks[at].state = State::Done;
                true
            }
            State::InLine | State::Relocking { .. } => false,
            State::Done => unreachable!("not polled again"),
        }
    }

    /// A task that was in this state is gone.
    fn drop(&mut self, at: usize, tasks: &mut [Task<'_>]) {
        let state = core::mem::replace(&mut tasks[at].state, State::Done);
        self.waiting.retain(|&other| other != at);
        self.relocking.retain(|&other| other != at);
        if let State::Granted { .. } = state {
            self.release(tasks);
        }
        if let State::Notified { alone: true }
        | State::Relocking { alone: true }
        | State::Granted { alone: true } = state
        {
            self.notify_one(tasks);
        }
    }
}

fn run(ops: Vec<Op>) {
    let (mutex, condvar) = (Mutex::new(0), Condvar::new());
    let mut model = Model::default();
    let mut tasks = Vec::<Task<'_>>::new();
    let mut held = None;
    let mut times = 0;
    for op in ops {
        match op {
            Op::Wait => {
                let guard = mutex.try_lock();
                assert_eq!(guard.is_none(), model.is_held);
                let Some(guard) = guard else { continue };
                let mut task = Task {
                    future: Some(Box::pin(condvar.wait(guard))),
                    wakes: Wakes::default(),
                    state: State::InLine,
                    expected_wakes: 0,
                };
                assert!(task.poll().is_pending());
                model.waiting.push_back(tasks.len());
                tasks.push(task);
            }
            Op::NotifyOne => {
                condvar.notify_one();
                model.notify_one(&mut tasks);
            }
            Op::NotifyAll => {
                condvar.notify_all();
                model.notify_all(&mut tasks);
            }
            Op::Hold if held.is_some() => {
                held = None;
                model.release(&mut tasks);
            }
            Op::Hold => {
                held = mutex.try_lock();
                assert_eq!(held.is_none(), model.is_held);
                model.is_held = true;
            }
            Op::Poll(_) | Op::Drop(_) if tasks.is_empty() => {}
            Op::Poll(at) => {
                let at = at.index(tasks.len());
                if tasks[at].future.is_none() || tasks[at].state == State::Done {
                    continue;
                }
                let is_ready = model.poll(at, &mut tasks);
                match tasks[at].poll() {
                    Poll::Ready(mut value) => {
                        assert!(is_ready);
                        assert_eq!(*value, times);
                        *value += 1;
                        times += 1;
                        drop(value);
                        model.release(&mut tasks);
                    }
                    Poll::Pending => assert!(!is_ready),
                }
            }
            Op::Drop(at) => {
                let at = at.index(tasks.len());
                tasks[at].future = None;
                model.drop(at, &mut tasks);
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
    fn behaves_like_the_model(ops in ops()) {
        run(ops);
    }
}
