//! The tree of scopes.
//!
//! ```text
//!                 +--------+        ->  strong: a scope keeps those above it
//!         +-----> | parent | <-----+    =>  weak: it knows those below it, while there are any
//!         |       +--------+       |
//!         |        ||     ||       |
//!     +-------+ <==++     ++==> +-------+
//!     | child |                 | child |
//!     +-------+                 +-------+
//! ```
//!
//! Upwards go those who live: see [`climb`](super::climb). Downwards goes the shutdown: see
//! [`spread`](super::spread).
//!
//! 1. A scope is closed, and gets its reason, under its lock; it gets no child into its list after
//!    that.
//! 2. A scope that is open is in the list of its parent; and if that is closed, whoever closed it is
//!    on the way here.
//! 3. Of a child in which somebody lives, one lives in the parent.
//! 4. A list has no more entries than there are children; it is emptied after a shutdown.
//!
//! No lock is held while another one is taken, or while anybody is woken. Nothing here recurses, so
//! neither depth nor width of a tree can exhaust a stack.

use alloc::sync::Arc;
use core::{fmt, ptr};

use super::{
    census::{Admission, Census},
    node::{Node, State},
    reason::Reason,
};
use crate::queue::Queue;

/// A scope, shared by all its handles.
#[derive(Clone)]
pub(super) struct Scope(pub(super) Arc<Queue<Node>>);

impl Scope {
    /// Open; one lives in it, whom its parent knows of.
    fn new(parent: Option<Self>) -> Self {
        let node = Node {
            census: Census::one(),
            parent,
        };
        Self(Arc::new(Queue::new(node, State::new(), 0)))
    }

    /// A scope without parent; one lives in it.
    pub(super) fn root() -> Self {
        Self::new(None)
    }

    /// A scope below this one; one lives in it. It is shut if this one is.
    #[track_caller]
    pub(super) fn child(&self) -> Self {
        let Ok(()) = self.join(Admission::Always) else {
            unreachable!("always");
        };
        let child = Self::new(Some(self.clone()));
        let mut line = self.0.lock();
        let state = line.state();
        if self.0.census().is_closed() {
            let reason = state.reason.clone();
            drop(line);
            child.0.shut(reason);
        } else {
            // Open, under the lock: whoever closes it comes later, and finds the child.
            let key = child.0.engine().key();
            state.children.insert(key, Arc::downgrade(&child.0));
        }
        child
    }

    #[inline]
    pub(super) fn is_shut(&self) -> bool {
        self.0.census().is_closed()
    }

    /// Why it is shut; `None` if it is not, or for no reason.
    pub(super) fn reason(&self) -> Option<Reason> {
        self.0.lock().state().reason.clone()
    }

    /// What all the handles show.
    pub(super) fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock: displaying a reason is the user's code.
        let reason = self.reason();
        f.debug_struct(name)
            .field("living", &self.0.census().living())
            .field("is_shutdown", &self.is_shut())
            .field("reason", &reason)
            .finish()
    }
}

impl Node {
    /// Its address, which no other scope has while this one is in its `Arc`.
    fn key(&self) -> usize {
        ptr::from_ref(self).addr()
    }

    /// Gets out of the list of the parent, and returns it.
    #[inline]
    fn leave_family(&mut self, key: usize) -> Option<Scope> {
        let parent = self.parent.take()?;
        let entry = parent.0.lock().state().children.remove(&key);
        drop(entry);
        Some(parent)
    }
}

impl Drop for Node {
    #[inline]
    fn drop(&mut self) {
        let mut above = self.leave_family(self.key());
        // If this was all that kept it, it goes too, and so on upwards: here, one after the other.
        while let Some(scope) = above {
            let key = scope.0.engine().key();
            let Some(mut last) = Arc::into_inner(scope.0) else {
                return;
            };
            above = last.engine_mut().leave_family(key);
        }
    }
}
