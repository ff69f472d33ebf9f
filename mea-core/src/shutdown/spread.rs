//! The way down: the shutdown of a scope and of all below it.
//!
//! First all scopes are closed, from above; then those who wait are woken, from below. So nobody in
//! the tree is told before everybody who looks can see it.
//!
//! Two may do this at the same time, in trees that overlap. Each goes through the whole tree below it,
//! and does what it finds undone; it skips nothing because somebody else has begun there. So when a
//! shutdown returns, all below is shut, whoever did it. Only when a scope is done with is its list of
//! children emptied, and the next time ends there.

use alloc::{sync::Weak, vec::Vec};
use core::mem;

use super::{
    reason::Reason,
    scope::{Node, Scope},
};

impl Scope {
    /// Shuts this scope and all below it. The first reason stays.
    pub(super) fn shut(&self, reason: Option<Reason>) {
        self.node().close(reason);
        self.spread();
    }

    /// Shuts this scope and all below it if nobody lives here. `false`: somebody does.
    pub(super) fn shut_if_empty(&self) -> bool {
        let family = self.node().family.lock();
        let is_empty = self.node().census.close_if_empty();
        drop(family);
        if is_empty {
            self.spread();
        }
        is_empty
    }

    fn spread(&self) {
        let mut below = Vec::new();
        self.close_children(&mut below);
        let mut next = 0;
        while let Some(scope) = below.get(next).cloned() {
            scope.close_children(&mut below);
            next += 1;
        }
        let mut wake = Wake {
            top: Some(self),
            below,
        };
        wake.run();
    }

    /// Closes the children of this scope, which is closed, and adds them to `below`.
    fn close_children(&self, below: &mut Vec<Self>) {
        let begin = below.len();
        let family = self.node().family.lock();
        let reason = family.reason.clone();
        below.extend(family.children.values().filter_map(Weak::upgrade).map(Self));
        drop(family);
        for child in &below[begin..] {
            child.node().close(reason.clone());
        }
    }
}

impl Node {
    /// Closes, if it is open.
    fn close(&self, reason: Option<Reason>) {
        let mut family = self.family.lock();
        if self.census.close() {
            family.reason = reason;
        } else {
            // One too many; it is the user's, and not to be dropped under the lock.
            drop(family);
            drop(reason);
        }
    }

    /// Wakes those who wait for the shutdown.
    fn wake(&self) {
        self.stop.count_down();
        // They are all closed, and there will be no more.
        let children = mem::take(&mut self.family.lock().children);
        drop(children);
    }
}

/// Scopes in which those who wait are to be woken, the last one first.
struct Wake<'a> {
    top: Option<&'a Scope>,
    below: Vec<Scope>,
}

impl Wake<'_> {
    fn run(&mut self) {
        while let Some(scope) = self.below.pop() {
            scope.node().wake();
        }
        if let Some(top) = self.top.take() {
            top.node().wake();
        }
    }
}

impl Drop for Wake<'_> {
    /// Goes on when a waker panicked.
    fn drop(&mut self) {
        self.run();
    }
}
