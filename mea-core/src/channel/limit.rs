//! The places of a bounded channel: permits, and those that receivers have given back since.
//!
//! ```text
//!              senders' cache line                      receiver's cache line
//!    send:  [ permits: word | line of waiters ]  <--  [ returned: count | AWAITED ]  :recv
//!            -1 a message                  collected    +1 a message
//! ```
//!
//! A sender takes a place from the word of the permits, and a receiver puts one to a count of its own. So
//! neither of them writes a word a message that the other one writes a message. A sender that finds the
//! word empty *collects*: it moves all that was returned to the word, under the lock of the line. That is
//! once for as many messages as were received since, and not more often than the channel is full.
//!
//! - **A free place is found.** It is in the word or in the count, and goes from one to the other under
//!   the lock only. So whoever looks at the word, and then at the count by an exchange, and has the lock,
//!   sees each place at least once ([`Permits::try_acquire_collected`]). By a load it might not see a
//!   place that was returned before another one was taken: nothing is released by taking.
//! - **No place is left there while somebody waits.** Who has got in line sets [`AWAITED`] and sees by
//!   that step whether there is something to collect. A receiver sees by the step with which it returns
//!   a place whether the mark is set, and if it is, collects for the line. The mark is taken away under
//!   the lock only, when nobody is in line; so whoever is in line and sees it, need not set it.
//! - **First come, first served.** All places go through the permits, which give them to the first in line.

use core::{mem, task::Poll};

use super::{FLOOD, Room};
use crate::{
    permits::Permits,
    sync::{
        AtomicUsize,
        Ordering::{Acquire, Relaxed, Release},
    },
};

/// A place is a permit.
pub struct Limit {
    pub(crate) permits: Permits,
    pub(crate) capacity: usize,
}

/// The places that were returned and not collected.
pub struct Returned {
    /// Their number in units of [`ONE`], and [`AWAITED`].
    count: AtomicUsize,
    /// Of how many messages that are still there the places were given back.
    ahead: AtomicUsize,
}

/// Somebody may be in line: a place goes there at once.
const AWAITED: usize = 1;
const ONE: usize = 2;

impl Limit {
    /// A count of places has [`AWAITED`] beside it, so half as many as a word can count: on 32 bits that
    /// is 2^31 - 1.
    const MAX: usize = usize::MAX / 2;

    /// # Panics
    ///
    /// If there are none, or more than [`MAX`](Self::MAX).
    #[track_caller]
    pub(crate) fn new(capacity: usize) -> Self {
        assert!(
            (1..=Self::MAX).contains(&capacity),
            "a bounded channel has room for 1 to usize::MAX / 2 messages, not for {capacity}"
        );
        Self {
            permits: Permits::fifo(capacity),
            capacity,
        }
    }

    /// A place, if there is one and nobody waits for it.
    #[inline]
    pub(super) fn try_take(&self, returned: &Returned) -> bool {
        self.permits.try_acquire(1)
            || (!self.permits.seems_awaited()
                && self
                    .permits
                    .try_acquire_collected(|| returned.collect(true)))
    }

    /// How many places there are; 0 while somebody waits.
    pub(crate) fn available(&self, returned: &Returned) -> usize {
        // Acquire: for the order of the two looks.
        self.permits
            .available_with(|| returned.count.load(Acquire) / ONE)
    }

    /// Before somebody waits for a place.
    #[inline]
    pub(super) fn refill(&self, returned: &Returned) {
        // A guess: whoever does not get a place is in line, and then `is_refilled` is exact.
        if self.permits.seems_empty() && returned.count.load(Relaxed) >= ONE {
            self.collect(returned);
        }
    }

    /// After somebody has got in line: from now on places come there. `true`: some have come, so that the
    /// wait may be over.
    #[inline]
    pub(super) fn is_refilled(&self, returned: &Returned) -> bool {
        // Relaxed: we see the last removal of the mark before we got in line, or something later, since that
        // was under the lock. So this is a mark that was set after it, and it stays while we are in line.
        // Who returns a place after the value that we read finds the mark and comes to the lock; what was
        // returned before it was collected under the lock, for the line, or for the word, where we then
        // would have found it. If we have been granted a place meanwhile, either answer will do.
        if returned.count.load(Relaxed) == AWAITED {
            return false;
        }
        // Relaxed: this word says who comes to the lock, and the lock orders the rest. Who returns a place
        // after this finds the mark, and then has the lock after us, and finds us in line: had it come
        // before us, its step would have happened before this one. Places that are there are acquired by
        // who collects them.
        if returned.count.fetch_or(AWAITED, Relaxed) < ONE {
            return false;
        }
        self.collect(returned);
        true
    }

    fn collect(&self, returned: &Returned) {
        self.permits
            .release_collected(|nobody_waits| returned.collect(nobody_waits));
    }

    #[cold]
    #[inline(never)]
    fn give_to_line(&self, returned: &Returned, places: usize) {
        self.permits
            .release_collected(|nobody_waits| places + returned.collect(nobody_waits));
    }
}

/// Polls with `poll` until a place was got, or the caller is in line and whoever returns a place knows.
#[inline(always)]
pub(super) fn poll_place<S>(
    state: &mut S,
    room: impl Fn(&S) -> (&Limit, &Returned),
    mut poll: impl FnMut(&mut S) -> Poll<()>,
) -> Poll<()> {
    let (limit, returned) = room(state);
    limit.refill(returned);
    loop {
        if poll(state).is_ready() {
            return Poll::Ready(());
        }
        let (limit, returned) = room(state);
        if !limit.is_refilled(returned) {
            return Poll::Pending;
        }
    }
}

impl Returned {
    /// What is there, which is not there any more. Under the lock of the line.
    fn collect(&self, nobody_waits: bool) -> usize {
        // Acquire: what the receivers did before, for whoever gets the places.
        let count = if nobody_waits {
            // Without a look before: that may be out of date. What an exchange does not find comes after
            // all that the caller has seen, so also after whoever took the last place from the word.
            self.count.swap(0, Acquire)
        } else if self.count.load(Relaxed) <= AWAITED {
            // Out of date or not: who is in line looks by an exchange, and who returns a place by one
            // that finds the mark comes here afterwards, and then sees that place at least.
            return 0;
        } else {
            self.count.fetch_and(AWAITED, Acquire)
        };
        count / ONE
    }

    /// How many of so many places were given back before.
    #[inline]
    fn take_ahead(&self, places: usize) -> usize {
        // Relaxed: it is a number of places that are alike, and 0 unless a waker has panicked.
        if self.ahead.load(Relaxed) == 0 {
            return 0;
        }
        let less = |ahead: usize| Some(ahead.saturating_sub(places));
        match self.ahead.fetch_update(Relaxed, Relaxed, less) {
            Ok(ahead) | Err(ahead) => ahead.min(places),
        }
    }
}

impl Room for Limit {
    type Returned = Returned;

    fn none_returned() -> Returned {
        Returned {
            count: AtomicUsize::new(0),
            ahead: AtomicUsize::new(0),
        }
    }

    #[inline]
    fn give_up(&self) {
        self.permits.release(1);
    }

    #[inline]
    fn give_back(&self, returned: &Returned, places: usize) {
        let places = places - returned.take_ahead(places);
        if places == 0 {
            return;
        }
        // Relaxed: a guess.
        if returned.count.load(Relaxed) & AWAITED != 0 {
            return self.give_to_line(returned, places);
        }
        // Release: what was done before, for whoever gets the places. Who is in line is seen under the lock.
        if returned.count.fetch_add(places * ONE, Release) & AWAITED != 0 {
            self.give_to_line(returned, 0);
        }
    }

    #[inline]
    fn give_ahead(&self, returned: &Returned) {
        /// The message is not taken.
        struct Panicked<'a>(&'a Returned);
        impl Drop for Panicked<'_> {
            fn drop(&mut self) {
                self.0.ahead.fetch_add(1, Relaxed);
            }
        }

        let panicked = Panicked(returned);
        self.give_back(returned, 1);
        mem::forget(panicked);
    }

    #[inline]
    fn take_back(&self, returned: &Returned) {
        // If it is not there, somebody has it who cannot use it.
        let _ = self.try_take(returned);
    }

    fn open(&self) {
        self.permits.release(FLOOD);
    }
}
