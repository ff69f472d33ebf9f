//! The way down: the shutdown of a scope and of all below it.
//!
//! First all scopes are closed, from above; then those who wait are woken, from below. So nobody in
//! the tree is woken before everybody who looks can see it.
//!
//! Two may do this at the same time, in trees that overlap. Each goes through the whole tree below it,
//! and does what it finds undone; it skips nothing because somebody else has begun there. So when a
//! shutdown returns, all below is shut, whoever did it. Only when a scope is done with is its list of
//! children emptied, and the next time ends there.

use alloc::{sync::Weak, vec::Vec};
use core::mem;

use super::{
    node::{Closing, Node},
    reason::Reason,
    scope::Scope,
};
use crate::queue::Queue;

impl Queue<Node> {
    /// Shuts this scope and all below it. The first reason stays.
    pub(super) fn shut(&self, reason: Option<Reason>) {
        self.spread(self.close(reason));
    }

    /// The rest of the shutdown of a scope that was closed.
    #[inline]
    pub(super) fn spread(&self, closing: Closing) {
        if closing.has_children {
            self.spread_below(closing);
        } else {
            self.finish(closing);
        }
    }

    fn spread_below(&self, closing: Closing) {
        let mut below = Vec::new();
        self.close_children(&mut below);
        let mut next = 0;
        while let Some((scope, closing)) = below.get(next).cloned() {
            if closing.has_children {
                scope.0.close_children(&mut below);
            }
            next += 1;
        }
        let mut wake = Wake {
            top: Some((self, closing)),
            below,
        };
        wake.run();
    }

    /// Closes the children of this scope, which is closed, and adds them to `below`.
    fn close_children(&self, below: &mut Vec<(Scope, Closing)>) {
        let begin = below.len();
        let mut line = self.lock();
        let state = line.state();
        let reason = state.reason.clone();
        let children = state.children.values().filter_map(Weak::upgrade);
        below.extend(children.map(|child| (Scope(child), Closing::UNKNOWN)));
        drop(line);
        for (child, closing) in &mut below[begin..] {
            *closing = child.0.close(reason.clone());
        }
    }

    /// Wakes those who wait for the shutdown; the children need it no more.
    #[inline]
    fn finish(&self, closing: Closing) {
        if let Some(end) = closing.end {
            self.wake_until(end);
        }
        if closing.has_children {
            let children = mem::take(&mut self.lock().state().children);
            drop(children);
        }
    }
}

/// Scopes that are closed and not finished; the last one is the first.
struct Wake<'a> {
    top: Option<(&'a Queue<Node>, Closing)>,
    below: Vec<(Scope, Closing)>,
}

impl Wake<'_> {
    fn run(&mut self) {
        while let Some((scope, closing)) = self.below.pop() {
            scope.0.finish(closing);
        }
        if let Some((top, closing)) = self.top.take() {
            top.finish(closing);
        }
    }
}

impl Drop for Wake<'_> {
    /// Goes on when a waker panicked.
    fn drop(&mut self) {
        self.run();
    }
}
