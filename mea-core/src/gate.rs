//! F3: the gate, for waits that end for all who are there: behind latch, wait group, barrier, once,
//! event and condition variable.
//!
//! Those who wait are let through by a notification, of the first one or of all. A notification of
//! all ends the *generation*: it reaches those who are in line at that moment, and nobody who comes
//! while they are being woken, batch by batch, outside the lock. [`Rules`] say what else the
//! primitive wants: that nobody waits at all while it is open, or that the last to arrive lets the
//! others through.
//!
//! Invariant: generations never decrease along the line. So the waiters of an ended generation are
//! at the front, and "the first one is of a later generation" means that all of them are out.
//!
//! No wake-up is lost between "is it open?" and getting in line: a waiter looks again under the lock,
//! and whoever opens takes the lock after opening. If the waiter did not see it open, its turn at the
//! lock came first, and it is found in line.

use crate::{
    queue::{Engine, Entry, Left, Line, Queue},
    wake::WakeBatch,
};

/// What a primitive adds to a gate.
pub(crate) trait Rules: Sized {
    /// What the lock guards for the primitive.
    type Shared;

    /// Nobody has to wait now. Acquire, if the waiter is to see what led to it.
    #[inline]
    fn is_open(&self) -> bool {
        false
    }

    /// Somebody has to wait, in the current generation. `true`: no, it is the last one; it ends the
    /// generation and goes through with it.
    #[inline]
    fn arrive(&self, shared: &mut Self::Shared) -> bool {
        let _ = shared;
        false
    }

    /// Somebody who has arrived in the current generation is dropped.
    #[inline]
    fn withdraw(&self, shared: &mut Self::Shared) {
        let _ = shared;
    }
}

/// Rules that add nothing: every wait waits for a notification.
pub(crate) struct Always;

impl Rules for Always {
    type Shared = ();
}

/// The engine of a gate.
pub(crate) struct Generations<R>(R);

/// A line of waiters that are let through together.
pub(crate) type Gate<R = Always> = Queue<Generations<R>>;

/// A generation. They wrap around; two that are compared are never half the range apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Generation(usize);

impl Generation {
    #[inline]
    fn is_over_at(self, end: Self) -> bool {
        (end.0.wrapping_sub(self.0) as isize) >= 0
    }
}

/// What the lock guards: the generation of those who come now, and what the rules keep.
pub(crate) struct State<S> {
    generation: Generation,
    shared: S,
}

impl<S> State<S> {
    /// Ends the current generation; returns it.
    #[inline]
    fn end_generation(&mut self) -> Generation {
        let end = self.generation;
        self.generation = Generation(end.0.wrapping_add(1));
        end
    }
}

impl<R: Rules> Engine for Generations<R> {
    type Want = ();
    type Place = Generation;
    type State = State<R::Shared>;

    #[inline(always)]
    fn try_enter(&self, (): ()) -> bool {
        self.0.is_open()
    }

    fn enter(&self, line: &mut Line<'_, Self>, (): (), _urgent: bool) -> Entry<Self> {
        if self.0.is_open() {
            return Entry::Entered;
        }
        let state = line.state();
        if self.0.arrive(&mut state.shared) {
            let end = state.end_generation();
            return Entry::Last(end);
        }
        Entry::Back(state.generation)
    }

    fn last_entered(gate: &Gate<R>, end: Generation) {
        gate.wake_until(end);
    }

    fn cancelled(gate: &Gate<R>, mut line: Line<'_, Self>, left: Left<Self>) {
        let state = line.state();
        if state.generation == left.place {
            gate.engine().0.withdraw(&mut state.shared);
        }
    }

    fn give_back(gate: &Gate<R>, (): (), place: Generation) {
        let mut line = gate.lock();
        // If its generation is over, all who waited with it were notified, and those in line now
        // came later: the notification was not for them.
        if line.state().generation == place {
            let waker = line.grant_front();
            drop(line);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

impl<R: Rules> Gate<R> {
    crate::sync::const_fn! {
        /// A gate that nobody waits at.
        pub(crate) const fn with_rules(rules: R, shared: R::Shared) -> Self {
            let generation = Generation(0);
            Self::new(Generations(rules), State { generation, shared }, 0)
        }
    }

    #[inline(always)]
    pub(crate) fn rules(&self) -> &R {
        &self.engine().0
    }

    /// Notifies the first in line; `true` if there was one.
    pub(crate) fn notify_one(&self) -> bool {
        let mut line = self.lock();
        if line.is_empty() {
            return false;
        }
        let waker = line.grant_front();
        drop(line);
        if let Some(waker) = waker {
            waker.wake();
        }
        true
    }

    /// Notifies all who are in line.
    pub(crate) fn notify_all(&self) {
        let mut line = self.lock();
        if line.is_empty() {
            return;
        }
        let end = line.state().end_generation();
        drop(line);
        self.wake_until(end);
    }

    /// Grants all of the generations up to `end`.
    fn wake_until(&self, end: Generation) {
        /// Goes on when a waker panics.
        struct GoOn<'a, R: Rules>(&'a Gate<R>, Generation);
        impl<R: Rules> Drop for GoOn<'_, R> {
            fn drop(&mut self) {
                self.0.wake_until(self.1);
            }
        }

        // Dropped in reverse: first the batch wakes the rest of itself, then `GoOn` goes on.
        let go_on = GoOn(self, end);
        let mut batch = WakeBatch::new();
        loop {
            let mut line = self.lock();
            while !batch.is_full() {
                match line.front() {
                    Some(((), generation)) if generation.is_over_at(end) => {
                        if let Some(waker) = line.grant_front() {
                            batch.push(waker);
                        }
                    }
                    _ => {
                        drop(line);
                        batch.wake();
                        core::mem::forget(go_on);
                        return;
                    }
                }
            }
            drop(line);
            batch.wake();
        }
    }
}
