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
    pub(crate) const FIRST: Self = Self(0);

    /// Goes on to the next one; returns the one that is over now.
    #[inline]
    pub(crate) fn end(&mut self) -> Self {
        let end = *self;
        self.0 = end.0.wrapping_add(1);
        end
    }

    #[inline]
    fn is_over_at(self, end: Self) -> bool {
        (end.0.wrapping_sub(self.0) as isize) >= 0
    }
}

/// What an engine remembers about a waiter, if its line is one of generations.
pub(crate) trait OfGeneration: Copy {
    fn generation(self) -> Generation;
}

impl OfGeneration for Generation {
    #[inline(always)]
    fn generation(self) -> Self {
        self
    }
}

/// What the lock guards: the generation of those who come now, and what the rules keep.
pub(crate) struct State<S> {
    generation: Generation,
    shared: S,
}

impl<R: Rules> Engine for Generations<R> {
    type Want = ();
    type Place = Generation;
    type State = State<R::Shared>;

    #[inline(always)]
    fn try_enter(&self, (): ()) -> bool {
        self.0.is_open()
    }

    fn enter(&self, line: &mut Line<'_, Self>, (): ()) -> Entry<Self> {
        if self.0.is_open() {
            return Entry::Entered;
        }
        let state = line.state();
        if self.0.arrive(&mut state.shared) {
            return Entry::Last(state.generation.end());
        }
        Entry::Back(state.generation)
    }

    fn last_entered(gate: &Gate<R>, end: Generation) {
        gate.wake_until(end);
    }

    fn cancelled(_: &Gate<R>, _: Line<'_, Self>, _: Left<Self>) {}

    fn give_back(gate: &Gate<R>, (): (), place: Generation) {
        // If its generation is over, all who waited with it were notified, and those in line now
        // came later: the notification was not for them.
        gate.notify_first(Some(place));
    }
}

impl<R: Rules> Gate<R> {
    crate::sync::const_fn! {
        /// A gate that nobody waits at.
        pub(crate) const fn with_rules(rules: R, shared: R::Shared) -> Self {
            let generation = Generation::FIRST;
            Self::new(Generations(rules), State { generation, shared }, 0)
        }
    }

    #[inline(always)]
    pub(crate) fn rules(&self) -> &R {
        &self.engine().0
    }

    /// Notifies the first in line; `true` if there was one.
    pub(crate) fn notify_one(&self) -> bool {
        self.notify_first(None)
    }

    /// Notifies the first in line of the current generation; if `only` is given, only if that is the
    /// current one.
    fn notify_first(&self, only: Option<Generation>) -> bool {
        /// Goes on when a waker of those who go first panics.
        struct GoOn<'a, R: Rules>(&'a Gate<R>, Option<Generation>);
        impl<R: Rules> Drop for GoOn<'_, R> {
            fn drop(&mut self) {
                self.0.notify_first(self.1);
            }
        }

        loop {
            let mut line = self.lock();
            let current = line.state().generation;
            let Some(((), first)) = line.front() else {
                return false;
            };
            if only.is_some_and(|only| only != current) {
                return false;
            }
            if first == current {
                let waker = line.grant_front();
                drop(line);
                if let Some(waker) = waker {
                    waker.wake();
                }
                return true;
            }
            // Notified already, and about to be woken: those go first.
            drop(line);
            let go_on = GoOn(self, only);
            self.wake_until(first);
            core::mem::forget(go_on);
        }
    }

    /// Notifies all who are in line.
    pub(crate) fn notify_all(&self) {
        self.open(|_| ());
    }

    /// Opens the gate, under the lock, and notifies all who are in line at that moment.
    pub(crate) fn open(&self, open: impl FnOnce(&R)) {
        let mut line = self.lock();
        open(self.rules());
        if line.is_empty() {
            return;
        }
        let end = line.state().generation.end();
        drop(line);
        self.wake_until(end);
    }
}

impl<E: Engine<Place: OfGeneration>> Queue<E> {
    /// Grants all of the generations up to `end`, in any line of generations.
    pub(crate) fn wake_until(&self, end: Generation) {
        /// Goes on when a waker panics.
        struct GoOn<'a, E: Engine<Place: OfGeneration>>(&'a Queue<E>, Generation);
        impl<E: Engine<Place: OfGeneration>> Drop for GoOn<'_, E> {
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
                    Some((_, place)) if place.generation().is_over_at(end) => {
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
