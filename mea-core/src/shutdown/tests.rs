//! The shutdown against a plain model: a tree of scopes under random sequences of everything that can
//! be done to it. And what the tree costs, which nobody sees from outside.

use std::{
    boxed::Box,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    string::{String, ToString},
    sync::{Arc, atomic::Ordering::Relaxed},
    vec,
    vec::Vec,
};

use proptest::prelude::*;

use super::{
    AwaitShutdown, IsShutdownOwned, ShutdownRecv, ShutdownSend, census::MOST, new_pair,
    scope::Scope,
};
use crate::wake::tests::Wakes;

type At = prop::sample::Index;

/// What may be done; handles are chosen by number.
#[derive(Clone, Debug)]
enum Op {
    ChildOfSend(At),
    ChildOfRecv(At),
    Register(At),
    CloneRecv(At),
    DropRecv(At),
    DropSend(At),
    Shutdown(At, Option<u8>),
    /// Begins to wait for the shutdown.
    Watch(At),
    DropWatch(At),
    /// Begins to wait for the end.
    Await(At),
    PollEnd(At),
    DropEnd(At),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let at = any::<At>;
    let op = prop_oneof![
        2 => at().prop_map(Op::ChildOfSend),
        2 => at().prop_map(Op::ChildOfRecv),
        3 => at().prop_map(Op::Register),
        2 => at().prop_map(Op::CloneRecv),
        6 => at().prop_map(Op::DropRecv),
        1 => at().prop_map(Op::DropSend),
        1 => (at(), any::<Option<u8>>()).prop_map(|(at, reason)| Op::Shutdown(at, reason)),
        2 => at().prop_map(Op::Watch),
        1 => at().prop_map(Op::DropWatch),
        2 => at().prop_map(Op::Await),
        2 => at().prop_map(Op::PollEnd),
        1 => at().prop_map(Op::DropEnd),
    ];
    prop::collection::vec(op, 1..100)
}

/// What the model knows of a scope.
struct Model {
    parent: Option<usize>,
    receivers: usize,
    shut: bool,
    reason: Option<u8>,
}

#[derive(Default)]
struct Tree(Vec<Model>);

impl Tree {
    fn add(&mut self, parent: Option<usize>) -> usize {
        let (shut, reason) = parent.map_or((false, None), |p| (self.0[p].shut, self.0[p].reason));
        self.0.push(Model {
            parent,
            receivers: 1,
            shut,
            reason,
        });
        self.0.len() - 1
    }

    fn living(&self, scope: usize) -> usize {
        let below = (0..self.0.len()).filter(|s| self.0[*s].parent == Some(scope));
        self.0[scope].receivers + below.filter(|s| self.living(*s) > 0).count()
    }

    /// Children have higher numbers than their parents.
    fn shut(&mut self, top: usize, reason: Option<u8>) {
        for scope in top..self.0.len() {
            let from_above = self.0[scope]
                .parent
                .filter(|p| *p >= top && self.0[*p].shut);
            let reason = match from_above {
                _ if self.0[scope].shut => continue,
                _ if scope == top => reason,
                Some(parent) => self.0[parent].reason,
                None => continue,
            };
            self.0[scope].shut = true;
            self.0[scope].reason = reason;
        }
    }
}

/// A future, and what the model knows of it.
struct Wait<F> {
    future: Pin<Box<F>>,
    wakes: Wakes,
    scope: usize,
    in_line: bool,
    done: bool,
}

impl<F: Future<Output = ()>> Wait<F> {
    fn new(future: F, scope: usize) -> Self {
        Self {
            future: Box::pin(future),
            wakes: Wakes::default(),
            scope,
            in_line: false,
            done: false,
        }
    }

    fn poll(&mut self) {
        self.wakes.reset();
        self.done = self.wakes.poll(self.future.as_mut()).is_ready();
        self.in_line = !self.done;
    }

    fn woken(&self) -> bool {
        match self.wakes.count() {
            0 => false,
            1 => true,
            more => panic!("woken {more} times"),
        }
    }
}

#[derive(Default)]
struct World {
    tree: Tree,
    sends: Vec<(ShutdownSend, usize)>,
    recvs: Vec<(ShutdownRecv, usize)>,
    watches: Vec<Wait<IsShutdownOwned>>,
    ends: Vec<Wait<AwaitShutdown>>,
}

impl World {
    fn adopt(&mut self, (send, recv): (ShutdownSend, ShutdownRecv), parent: Option<usize>) {
        let scope = self.tree.add(parent);
        self.sends.push((send, scope));
        self.recvs.push((recv, scope));
    }

    fn apply(&mut self, op: Op) {
        match op {
            Op::ChildOfSend(at) if !self.sends.is_empty() => {
                let (send, scope) = at.get(&self.sends);
                let (pair, scope) = (send.child(), *scope);
                self.adopt(pair, Some(scope));
            }
            Op::ChildOfRecv(at) if !self.recvs.is_empty() => {
                let (recv, scope) = at.get(&self.recvs);
                let (pair, scope) = (recv.child(), *scope);
                self.adopt(pair, Some(scope));
            }
            Op::Register(at) if !self.sends.is_empty() => {
                let (send, scope) = at.get(&self.sends);
                let model = &mut self.tree.0[*scope];
                match send.registrar().register() {
                    Ok(recv) => {
                        assert!(!model.shut);
                        model.receivers += 1;
                        self.recvs.push((recv, *scope));
                    }
                    Err(closed) => {
                        assert!(model.shut);
                        let reason = closed.reason().and_then(|r| r.downcast_ref().copied());
                        assert_eq!(reason, model.reason);
                    }
                }
            }
            Op::CloneRecv(at) if !self.recvs.is_empty() => {
                let (recv, scope) = at.get(&self.recvs);
                self.tree.0[*scope].receivers += 1;
                self.recvs.push((recv.clone(), *scope));
            }
            Op::DropRecv(at) if !self.recvs.is_empty() => {
                let (recv, scope) = self.recvs.swap_remove(at.index(self.recvs.len()));
                self.tree.0[scope].receivers -= 1;
                drop(recv);
            }
            Op::DropSend(at) if !self.sends.is_empty() => {
                drop(self.sends.swap_remove(at.index(self.sends.len())));
            }
            Op::Shutdown(at, reason) if !self.sends.is_empty() => {
                let (send, scope) = at.get(&self.sends);
                match reason {
                    Some(reason) => send.shutdown_with(reason),
                    None => send.shutdown(),
                }
                self.tree.shut(*scope, reason);
            }
            Op::Watch(at) if !self.sends.is_empty() => {
                let (send, scope) = at.get(&self.sends);
                let mut wait = Wait::new(send.watch().is_shutdown_owned(), *scope);
                wait.poll();
                assert_eq!(wait.done, self.tree.0[*scope].shut);
                self.watches.push(wait);
            }
            Op::DropWatch(at) if !self.watches.is_empty() => {
                drop(self.watches.swap_remove(at.index(self.watches.len())));
            }
            Op::Await(at) if !self.sends.is_empty() => {
                let (send, scope) = at.get(&self.sends);
                self.ends
                    .push(Wait::new(send.clone().await_shutdown(), *scope));
                self.poll_end(self.ends.len() - 1);
            }
            Op::PollEnd(at) if !self.ends.is_empty() => {
                self.poll_end(at.index(self.ends.len()));
            }
            Op::DropEnd(at) if !self.ends.is_empty() => {
                drop(self.ends.swap_remove(at.index(self.ends.len())));
            }
            _ => {}
        }
    }

    fn poll_end(&mut self, at: usize) {
        let end = &mut self.ends[at];
        if end.done {
            return;
        }
        end.poll();
        assert_eq!(end.done, self.tree.living(end.scope) == 0);
        if end.done {
            self.tree.shut(end.scope, None);
        }
    }

    /// Where nobody is left and somebody is in line for that, it is the end.
    fn end_scopes(&mut self) {
        for end in self.ends.iter_mut().filter(|end| end.in_line) {
            if self.tree.living(end.scope) == 0 {
                self.tree.shut(end.scope, None);
            }
        }
    }

    fn check(&self) {
        for (send, scope) in &self.sends {
            let model = &self.tree.0[*scope];
            let reason = send.reason().and_then(|r| r.downcast_ref::<u8>().copied());
            assert_eq!(send.living(), self.tree.living(*scope));
            assert_eq!((send.is_shutdown_now(), reason), (model.shut, model.reason));
        }
        for (recv, scope) in &self.recvs {
            assert_eq!(recv.is_shutdown_now(), self.tree.0[*scope].shut);
        }
        for wait in self.watches.iter().filter(|wait| wait.in_line) {
            assert_eq!(wait.woken(), self.tree.0[wait.scope].shut);
        }
        for wait in self.ends.iter().filter(|wait| wait.in_line) {
            // It may have been woken, and then somebody came.
            assert!(wait.woken() || self.tree.living(wait.scope) > 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn behaves_like_the_model(ops in ops()) {
        let mut world = World::default();
        world.adopt(new_pair(), None);
        for op in ops {
            world.apply(op);
            world.end_scopes();
            world.check();
        }
    }
}

fn children(scope: &Scope) -> usize {
    scope.0.lock().state().children.len()
}

/// Scopes that are gone leave nothing in one that stays.
#[test]
fn a_parent_knows_only_living_children() {
    let (send, recv) = new_pair();
    let scope = Scope::clone(&recv.scope);
    let kept = [0; 3].map(|_| send.child());
    for _ in 0..1000 {
        drop(send.child());
    }
    assert_eq!(children(&scope), 3);
    let grandchild = kept[0].1.child();
    drop(kept);
    // The grandchild keeps its parent.
    assert_eq!(children(&scope), 1);
    drop(grandchild);
    assert_eq!(children(&scope), 0);
    let late = send.child();
    send.shutdown();
    assert_eq!(children(&scope), 0);
    let later = send.child();
    assert_eq!(children(&scope), 0);
    assert!(late.1.is_shutdown_now() && later.1.is_shutdown_now());
    drop((send, recv, late, later));
    assert_eq!(Arc::strong_count(&scope.0), 1);
}

#[test]
fn too_many_receivers_panic_and_change_nothing() {
    let (send, recv) = new_pair();
    let word = &recv.scope.0.census().0;
    let real = word.load(Relaxed);
    let one = real / send.living();
    word.store(MOST * one, Relaxed);
    let attempts: [&dyn Fn(); 3] = [
        &|| drop(recv.clone()),
        &|| drop(send.registrar().register()),
        &|| drop(send.child()),
    ];
    for attempt in attempts {
        let panicked = catch_unwind(AssertUnwindSafe(attempt));
        let message = panicked.unwrap_err().downcast::<String>().unwrap();
        assert!(message.contains("cannot have more than"), "{message}");
        assert_eq!(send.living(), MOST);
    }
    word.store(real, Relaxed);
}

#[test]
fn a_reason_is_not_wrapped_twice() {
    let (first, _recv) = new_pair();
    first.shutdown_with(7_u8);
    let (second, recv) = new_pair();
    second.shutdown_with(first.reason().unwrap());
    assert_eq!(recv.reason().unwrap().downcast_ref(), Some(&7_u8));
    assert_eq!(recv.reason().unwrap().to_string(), "7");
}
