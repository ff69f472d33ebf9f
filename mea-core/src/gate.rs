//! F3: the gate, for waits that end for all who are there: behind latch, wait group, barrier, once,
//! event and condition variable.
//!
//! Those who wait are let through by a notification, of the first one or of all. A notification of
//! all ends the *generation*: it reaches those who are in line at that moment, and nobody who comes
//! while they are being woken, batch by batch, outside the lock. [`Rules`] say what else the
//! primitive wants: that nobody waits at all while it is open, or a sign that somebody may be in line.
//!
//! Invariant: generations never decrease along the line. So the waiters of an ended generation are
//! at the front, and "the first one is of a later generation" means that all of them are out.
//!
//! No wake-up is lost between "is it open?" and getting in line: a waiter looks again under the lock,
//! and whoever opens takes the lock after opening. If the waiter did not see it open, its turn at the
//! lock came first, and it is found in line. (A primitive that spares whoever opens it the lock has a
//! sign that somebody may be in line, which is set under the lock, by [`Rules::arrive`].)

use crate::{
    queue::{Engine, Entry, Left, Line, Queue},
    wake::WakeBatch,
};

/// What a primitive adds to a gate.
pub(crate) trait Rules: Sized {
    /// The module of the primitive, for the messages of panics.
    const MODULE: &'static str;
    /// What a waiter remembers: a [`Generation`], or that there is [`OnlyOne`].
    type Place: OfGeneration + From<Generation>;

    /// Nobody has to wait now. Acquire, if the waiter is to see what led to it.
    #[inline]
    fn is_open(&self) -> bool {
        false
    }

    /// Under the lock: somebody is about to get in line. `true`: no, it was opened just now; if others
    /// are in line, whoever opened it comes to the lock for them.
    #[inline]
    fn arrive(&self) -> bool {
        false
    }

    /// Under the lock: all who have arrived are notified.
    #[inline]
    fn all_notified(&self) {}
}

/// The engine of a gate.
pub(crate) struct Generations<R>(R);

/// A line of waiters that are let through together.
pub(crate) type Gate<R> = Queue<Generations<R>>;

/// A generation. They wrap around; two that are compared are never half the range apart.
///
/// Packed: behind the line, which is packed as well, it leaves no gap under the lock. Read it by value.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C, packed)]
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
pub(crate) trait OfGeneration: Copy + Send {
    fn generation(self) -> Generation;
}

impl OfGeneration for Generation {
    #[inline(always)]
    fn generation(self) -> Self {
        self
    }
}

/// The place of those who wait for what happens once. Once the generation is over nobody gets in line
/// any more, so they need not remember which one was theirs.
#[derive(Clone, Copy)]
pub(crate) struct OnlyOne;

impl OfGeneration for OnlyOne {
    #[inline(always)]
    fn generation(self) -> Generation {
        Generation::FIRST
    }
}

impl From<Generation> for OnlyOne {
    #[inline(always)]
    fn from(_: Generation) -> Self {
        Self
    }
}

impl<R: Rules> Engine for Generations<R> {
    const MODULE: &'static str = R::MODULE;
    type Want = ();
    type Place = R::Place;
    /// That of those who come now.
    type State = Generation;

    #[inline(always)]
    fn try_enter(&self, (): ()) -> bool {
        self.0.is_open()
    }

    fn enter(&self, line: &mut Line<'_, Self>, (): ()) -> Entry<Self> {
        if self.0.is_open() || self.0.arrive() {
            return Entry::Entered;
        }
        Entry::Back((*line.state()).into())
    }

    fn cancelled(_: &Gate<R>, _: Line<'_, Self>, _: Left<Self>) {}

    fn give_back(gate: &Gate<R>, (): (), place: R::Place) {
        // Whoever opened it has notified all who were in line.
        if !gate.rules().is_open() {
            // If its generation is over, all who waited with it were notified, and those in line now
            // came later: the notification was not for them.
            gate.notify_first(Some(place.generation()));
        }
    }
}

impl<R: Rules> Gate<R> {
    crate::sync::const_fn! {
        /// A gate that nobody waits at.
        pub(crate) const fn with_rules(rules: R) -> Self {
            Self::new(Generations(rules), Generation::FIRST, 0)
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
            let current = *line.state();
            let Some(((), first)) = line.front() else {
                self.rules().all_notified();
                return false;
            };
            let first = first.generation();
            if only.is_some_and(|only| only != current) {
                return false;
            }
            if first == current {
                let waker = line.grant_front();
                if line.is_empty() {
                    self.rules().all_notified();
                }
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
            self.rules().all_notified();
            return;
        }
        let end = line.state().end();
        self.rules().all_notified();
        self.let_through(line, end);
    }
}

impl<E: Engine<Place: OfGeneration>> Queue<E> {
    /// Grants all of the generations up to `end`, in any line of generations.
    pub(crate) fn wake_until(&self, end: Generation) {
        self.let_through(self.lock(), end);
    }

    /// [`wake_until`](Self::wake_until), by one who has the lock already.
    #[inline]
    pub(crate) fn let_through(&self, mut line: Line<'_, E>, end: Generation) {
        if !line.is_single() {
            if !line.is_empty() {
                self.let_many_through(line, end);
            }
            return;
        }
        let waker = match line.front() {
            Some((_, place)) if place.generation().is_over_at(end) => line.grant_front(),
            _ => None,
        };
        drop(line);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    #[inline(never)]
    fn let_many_through<'a>(&'a self, mut line: Line<'a, E>, end: Generation) {
        /// Goes on when a waker panics.
        struct GoOn<'a, E: Engine<Place: OfGeneration>>(&'a Queue<E>, Generation);
        impl<E: Engine<Place: OfGeneration>> Drop for GoOn<'_, E> {
            fn drop(&mut self) {
                self.0.wake_until(self.1);
            }
        }

        // Dropped in reverse: first the batch wakes the rest of itself, then `GoOn` goes on. Neither
        // happens under the lock, where nothing panics.
        let go_on = GoOn(self, end);
        let mut batch = WakeBatch::new();
        while line.grant_while(&mut batch, |place| place.generation().is_over_at(end)) {
            drop(line);
            batch.wake();
            line = self.lock();
        }
        drop(line);
        batch.wake();
        core::mem::forget(go_on);
    }
}
