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
//! 1. A scope that is open is in the list of its parent, or its parent is open no more and has not
//!    closed it yet.
//! 2. A scope is closed, and gets its reason, under the lock of its family; it gets no child into its
//!    list after that.
//! 3. Of a child in which somebody lives, one lives in the parent.
//! 4. A list has no more entries than there are children; it is emptied after a shutdown.
//!
//! No lock is held while another one is taken, or while anybody is woken. Nothing here recurses, so
//! neither depth nor width of a tree can exhaust a stack.

use alloc::{
    collections::BTreeMap,
    sync::{Arc, Weak},
};
use core::fmt;

use super::{
    census::{Admission, Census},
    reason::Reason,
};
use crate::{
    gate::{Gate, Rules},
    latch::Latch,
    sync::Lock,
};

/// A scope, shared by all its handles.
#[derive(Clone)]
pub(super) struct Scope(pub(super) Arc<Gate<Node>>);

/// What a scope is. As a gate it is open when nobody lives in it.
pub(crate) struct Node {
    pub(super) census: Census,
    /// Opens after the census is closed. Apart, so that it can be awaited by itself.
    pub(super) stop: Arc<Latch>,
    pub(super) parent: Option<Scope>,
    pub(super) family: Lock<Family>,
}

/// What the lock of a scope guards.
pub(super) struct Family {
    /// Why the scope is closed.
    pub(super) reason: Option<Reason>,
    /// By their keys.
    pub(super) children: BTreeMap<usize, Weak<Gate<Node>>>,
}

impl Rules for Node {
    type Shared = ();

    #[inline]
    fn is_open(&self) -> bool {
        self.census.is_empty()
    }

    #[inline]
    fn arrive(&self, (): &mut ()) -> bool {
        self.census.await_end()
    }
}

impl Scope {
    /// Open; one lives in it, whom its parent knows of.
    fn new(parent: Option<Self>) -> Self {
        let node = Node {
            census: Census::one(),
            stop: Arc::new(Latch::new(1)),
            parent,
            family: Lock::new(Family {
                reason: None,
                children: BTreeMap::new(),
            }),
        };
        Self(Arc::new(Gate::with_rules(node, ())))
    }

    /// A scope without parent; one lives in it.
    pub(super) fn root() -> Self {
        Self::new(None)
    }

    /// A scope below this one; one lives in it. It is shut if this one is.
    pub(super) fn child(&self) -> Self {
        let Ok(()) = self.join(Admission::Always) else {
            unreachable!("always");
        };
        let child = Self::new(Some(self.clone()));
        let mut family = self.node().family.lock();
        if self.node().census.is_closed() {
            let reason = family.reason.clone();
            drop(family);
            child.shut(reason);
        } else {
            // Open, under the lock: whoever closes it comes later, and finds the child.
            let weak = Arc::downgrade(&child.0);
            family.children.insert(child.node().key(), weak);
        }
        child
    }

    #[inline(always)]
    pub(super) fn node(&self) -> &Node {
        self.0.rules()
    }

    #[inline]
    pub(super) fn is_shut(&self) -> bool {
        self.node().census.is_closed()
    }

    /// Why it is shut; `None` if it is not, or for no reason.
    pub(super) fn reason(&self) -> Option<Reason> {
        self.node().family.lock().reason.clone()
    }

    /// What all the handles show.
    pub(super) fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock: displaying a reason is the user's code.
        let reason = self.reason();
        f.debug_struct(name)
            .field("living", &self.node().census.living())
            .field("is_shutdown", &self.is_shut())
            .field("reason", &reason)
            .finish()
    }
}

impl Node {
    /// No other scope has this one while it lives.
    fn key(&self) -> usize {
        Arc::as_ptr(&self.stop).addr()
    }

    /// Gets out of the list of the parent, and returns it.
    fn leave_family(&mut self) -> Option<Scope> {
        let parent = self.parent.take()?;
        let entry = parent.node().family.lock().children.remove(&self.key());
        drop(entry);
        Some(parent)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let mut parent = self.leave_family();
        // If that was all that kept it, it goes too, and so on upwards: here, one after the other.
        while let Some(mut gate) = parent.and_then(|scope| Arc::into_inner(scope.0)) {
            parent = gate.rules_mut().leave_family();
        }
    }
}
