//! A scope as a queue: who waits in it, and for what.
//!
//! There are two things to wait for, the shutdown and the end, and one line for both. Those in line
//! are let through together, by the end of their *generation*:
//!
//! | event, under the lock | who is in line | |
//! |---|---|---|
//! | the scope is closed | both | those who wait for the end look, and get in line again |
//! | nobody is left, and somebody waits for that | both, if it was open | it is closed with that |
//! | nobody is left, otherwise | for the shutdown only | nothing |
//!
//! So nobody is woken for nothing, but for those few who wait for the end, and they but once.

use alloc::{collections::BTreeMap, sync::Weak};
use core::panic::{RefUnwindSafe, UnwindSafe};

use super::{
    census::{Census, Ending},
    reason::Reason,
    scope::Scope,
};
use crate::{
    gate::Generation,
    queue::{Engine, Entry, Left, Line, Queue},
};

/// What everybody in a scope can reach without its lock.
pub(crate) struct Node {
    pub(super) census: Census,
    pub(super) parent: Option<Scope>,
}

/// What the lock guards. The scope is closed under the lock, too.
pub(crate) struct State {
    generation: Generation,
    /// How many in line wait for the end.
    for_end: usize,
    /// Why it is closed.
    pub(super) reason: Option<Reason>,
    /// By their keys.
    pub(super) children: BTreeMap<usize, Weak<Queue<Node>>>,
}

// Of the user's there is the reason, which is only shown after it was given.
impl UnwindSafe for State {}
impl UnwindSafe for Node {}
impl RefUnwindSafe for Node {}

/// What one waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    Shutdown,
    End,
}

/// What is to be done, without the lock, after a scope was closed.
#[derive(Clone, Copy)]
#[must_use]
pub(super) struct Closing {
    /// Let these through, if there are any.
    pub(super) end: Option<Generation>,
    /// There are children; there will be no more.
    pub(super) has_children: bool,
}

impl Closing {
    /// Not closed yet.
    pub(super) const UNKNOWN: Self = Self {
        end: None,
        has_children: true,
    };
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            generation: Generation::FIRST,
            for_end: 0,
            reason: None,
            children: BTreeMap::new(),
        }
    }

    /// All in line are to be let through.
    fn end_generation(&mut self) -> Generation {
        self.for_end = 0;
        self.generation.end()
    }
}

impl Engine for Node {
    const MODULE: &'static str = "shutdown";
    type Want = Want;
    type Place = Generation;
    type State = State;

    #[inline]
    fn try_enter(&self, want: Want) -> bool {
        match want {
            Want::Shutdown => self.census.is_closed(),
            Want::End => self.census.is_over(),
        }
    }

    fn enter(&self, line: &mut Line<'_, Self>, want: Want) -> Entry<Self> {
        let state = line.state();
        match want {
            Want::Shutdown if self.census.is_closed() => return Entry::Entered,
            Want::Shutdown => {}
            Want::End => {
                self.census.await_end();
                match self.census.close_if_empty() {
                    Ending::WasOver => return Entry::Entered,
                    Ending::Now => return Entry::Last(state.end_generation()),
                    Ending::NotYet => state.for_end += 1,
                }
            }
        }
        Entry::Back(state.generation)
    }

    fn last_entered(queue: &Queue<Self>, line: Line<'_, Self>, end: Generation) {
        drop(line);
        queue.spread(Closing {
            end: Some(end),
            has_children: true,
        });
    }

    fn cancelled(_: &Queue<Self>, mut line: Line<'_, Self>, left: Left<Self>) {
        let state = line.state();
        if left.want == Want::End && left.place == state.generation {
            state.for_end -= 1;
        }
    }

    fn give_back(_: &Queue<Self>, _: Want, _: Generation) {}
}

impl Queue<Node> {
    #[inline(always)]
    pub(super) fn census(&self) -> &Census {
        &self.engine().census
    }

    #[inline(always)]
    pub(super) fn parent(&self) -> Option<&Scope> {
        self.engine().parent.as_ref()
    }

    /// Closes the scope, if it is open.
    pub(super) fn close(&self, reason: Option<Reason>) -> Closing {
        let mut line = self.lock();
        let has_waiters = !line.is_empty();
        let state = line.state();
        let has_children = !state.children.is_empty();
        let end = if self.census().close() {
            state.reason = reason;
            has_waiters.then(|| state.end_generation())
        } else {
            // One too many; it is the user's, and not to be dropped under the lock.
            drop(line);
            drop(reason);
            None
        };
        Closing { end, has_children }
    }

    /// Nobody is left; if somebody waits for that, this is the end.
    #[cold]
    #[inline(never)]
    pub(super) fn nobody_is_left(&self) {
        let mut line = self.lock();
        let state = line.state();
        // Nobody waits any more, or somebody came meanwhile.
        if state.for_end == 0 || self.census().close_if_empty() == Ending::NotYet {
            return;
        }
        let closing = Closing {
            end: Some(state.end_generation()),
            has_children: !state.children.is_empty(),
        };
        drop(line);
        self.spread(closing);
    }
}
