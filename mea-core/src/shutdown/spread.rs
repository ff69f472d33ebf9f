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

/// Whether a scope that is closed has children in its list: it gets no more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Nothing,
    Children,
}

impl Scope {
    /// Shuts this scope and all below it. The first reason stays.
    pub(super) fn shut(&self, reason: Option<Reason>) {
        match self.node().close(reason) {
            Below::Nothing => self.node().stop.count_down(),
            Below::Children => self.shut_below(),
        }
    }

    /// Shuts this scope and all below it if nobody lives here. `false`: somebody does.
    pub(super) fn shut_if_empty(&self) -> bool {
        let node = self.node();
        if node.census.is_over() {
            return true;
        }
        let family = node.family.lock();
        let is_empty = node.census.close_if_empty();
        drop(family);
        if is_empty {
            self.shut(None);
        }
        is_empty
    }

    /// The rest of the shutdown of a scope that is closed and has children.
    fn shut_below(&self) {
        let mut found = Vec::new();
        self.close_children(&mut found);
        let mut next = 0;
        while let Some((scope, below)) = found.get(next).cloned() {
            if below == Below::Children {
                scope.close_children(&mut found);
            }
            next += 1;
        }
        let mut wake = Wake {
            top: Some(self),
            found,
        };
        wake.run();
    }

    /// Closes the children of this scope, which is closed, and adds them to `found`.
    fn close_children(&self, found: &mut Vec<(Self, Below)>) {
        let begin = found.len();
        let family = self.node().family.lock();
        let reason = family.reason.clone();
        let children = family.children.values().filter_map(Weak::upgrade);
        found.extend(children.map(|child| (Self(child), Below::Children)));
        drop(family);
        for (child, below) in &mut found[begin..] {
            *below = child.node().close(reason.clone());
        }
    }
}

impl Node {
    /// Closes, if it is open.
    fn close(&self, reason: Option<Reason>) -> Below {
        let mut family = self.family.lock();
        let below = match family.children.is_empty() {
            true => Below::Nothing,
            false => Below::Children,
        };
        if self.census.close() {
            family.reason = reason;
        } else {
            // One too many; it is the user's, and not to be dropped under the lock.
            drop(family);
            drop(reason);
        }
        below
    }

    /// They are all shut, and there will be no more.
    fn forget_children(&self) {
        let children = mem::take(&mut self.family.lock().children);
        drop(children);
    }
}

/// Scopes in which those who wait are to be woken, the last one first.
struct Wake<'a> {
    top: Option<&'a Scope>,
    found: Vec<(Scope, Below)>,
}

impl Wake<'_> {
    fn run(&mut self) {
        while let Some((scope, below)) = self.found.pop() {
            scope.node().stop.count_down();
            if below == Below::Children {
                scope.node().forget_children();
            }
        }
        if let Some(top) = self.top.take() {
            top.node().stop.count_down();
            top.node().forget_children();
        }
    }
}

impl Drop for Wake<'_> {
    /// Goes on when a waker panicked.
    fn drop(&mut self) {
        self.run();
    }
}
