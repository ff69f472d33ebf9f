//! F3: the gate, for waits that end by a notification: one waiter, or all who wait now.
//!
//! Every wait queues; nothing is remembered for those who come later. A notification of all ends
//! the *generation*: it reaches those who are in line at that moment, and nobody who comes while
//! they are being woken, batch by batch, outside the lock.
//!
//! Invariant: generations never decrease along the line. So the waiters of an ended generation are
//! at the front, and "the first one is of a later generation" means that all of them are out.

use crate::{
    queue::{Engine, Entry, Left, Line, Queue},
    sync::const_fn,
    wake::WakeBatch,
};

/// The rules of a [`Gate`].
pub(crate) struct Generations;

/// A line of waiters for notifications.
pub(crate) type Gate = Queue<Generations>;

/// A generation. They wrap around; two that are compared are never half the range apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Generation(usize);

impl Generation {
    fn is_over_at(self, end: Self) -> bool {
        (end.0.wrapping_sub(self.0) as isize) >= 0
    }
}

impl Engine for Generations {
    type Want = ();
    type Place = Generation;
    /// The generation of those who come now.
    type State = Generation;

    #[inline]
    fn try_enter(&self, (): ()) -> bool {
        false
    }

    fn enter(&self, line: &mut Line<'_, Self>, (): (), _urgent: bool) -> Entry<Self> {
        Entry::Back(*line.state())
    }

    fn cancelled(_: &Gate, _: Line<'_, Self>, _: Left<Self>) {}

    fn give_back(gate: &Gate, (): (), place: Generation) {
        let mut line = gate.lock();
        // If its generation is over, all who waited with it were notified, and those in line now
        // came later: the notification was not for them.
        if *line.state() == place {
            let waker = line.grant_front();
            drop(line);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

impl Gate {
    const_fn! {
        /// A gate that nobody waits at.
        pub(crate) const fn closed() -> Self {
            Self::new(Generations, Generation(0), 0)
        }
    }

    /// Notifies the first in line.
    pub(crate) fn notify_one(&self) {
        let waker = self.lock().grant_front();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Notifies all who are in line.
    pub(crate) fn notify_all(&self) {
        let mut line = self.lock();
        if line.is_empty() {
            return;
        }
        let end = *line.state();
        *line.state() = Generation(end.0.wrapping_add(1));
        drop(line);
        self.wake_until(end);
    }

    /// Grants all of the generations up to `end`.
    fn wake_until(&self, end: Generation) {
        /// Goes on when a waker panics.
        struct GoOn<'a>(&'a Gate, Generation);
        impl Drop for GoOn<'_> {
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
