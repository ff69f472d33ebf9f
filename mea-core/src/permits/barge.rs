//! The policy that lets latecomers overtake: throughput instead of strict order, for one permit.
//!
//! With somebody in line the word is not kept closed. A release opens it and wakes the first in
//! line, who has to try for itself; until that one is polled, whoever comes by takes and puts the
//! permit with one compare-exchange each, as if nobody waited. So a task that is running goes on
//! running, and the lock is not idle while the woken one is being scheduled.
//!
//! ```text
//!    closed, A first --release--> open, A woken --A polled--> free:  A enters (closed if more wait)
//!         ^                        |       ^                  taken: A's loss is counted, closed
//!         |                        +-others+                           |
//!         +------------------------------------------------------------+
//!    after LOSSES losses the release hands the permit to A, as the FIFO policy does
//! ```
//!
//! Invariant: *if the word is open and somebody is in line, the first in line was woken and has not
//! been polled to a refusal since.* So its poll, or its drop, will look at the word again. Hence no
//! wake-up is lost:
//! - a release that finds the word closed wakes the first, or it was woken before;
//! - a first that is polled and finds the permit taken closes the word: the next release comes here;
//! - a first that is dropped leaves the next one woken, or the word closed.
//!
//! Starvation is bounded: the first in line loses at most [`LOSSES`] times before the permit is
//! handed to it. (Between a wake-up and its poll it may be overtaken any number of times: how soon
//! a woken task is polled is up to the executor.)
//!
//! The idea is that of parking_lot's eventual fairness, with lost races in place of its clock, so
//! that no time source is needed.

use super::{
    Permits, Word,
    state::{CLOSED, encode},
};
use crate::{
    queue::Line,
    sync::Ordering::{Acquire, Relaxed},
};

/// How often the first in line may be woken and find the permit gone.
const LOSSES: u8 = 4;

/// The policy of an engine, with the losses of the first in line. Two bytes of alignment 1, see
/// [`List`](crate::list::List).
#[derive(Clone, Copy)]
pub(crate) struct Policy {
    barging: bool,
    losses: u8,
}

impl Policy {
    pub(super) const FIFO: Self = Self {
        barging: false,
        losses: 0,
    };
    pub(super) const BARGING: Self = Self {
        barging: true,
        losses: 0,
    };

    #[inline]
    pub(super) fn is_barging(self) -> bool {
        self.barging
    }
}

/// The word with the one permit in it.
const FREE: usize = encode(1).0;
/// The open word without it.
const TAKEN: usize = encode(0).0;

impl Permits {
    /// Puts the permit back while the word is closed and somebody is in line.
    pub(super) fn release_barging(&self, mut line: Line<'_, Word>) {
        if line.state().losses >= LOSSES {
            line.state().losses = 0;
            return self.settle(line, 1);
        }
        let waker = line.take_front_waker();
        self.engine().open(&mut line, 1);
        drop(line);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// The first in line was dropped; who is first now?
    pub(super) fn cancelled_barging(&self, mut line: Line<'_, Word>) {
        line.state().losses = 0;
        // Closed: the next release comes here, and opens the word if nobody is in line then.
        if line.is_empty() || self.engine().is_closed() {
            return;
        }
        // The one that was dropped had been woken; that wake-up is the next one's now, unless
        // somebody holds the permit, whose release then comes here.
        let word = &self.engine().0;
        let close = word.compare_exchange(TAKEN, CLOSED, Acquire, Relaxed);
        if close.is_err() {
            let waker = line.take_front_waker();
            drop(line);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

impl Word {
    /// The first in line was polled: takes the permit if it is free, else closes the word.
    pub(super) fn retry_barging(&self, line: &mut Line<'_, Self>) -> bool {
        // Closed: always under the FIFO policy; here, somebody has the permit and will come by.
        let mut word = self.0.load(Relaxed);
        while word != CLOSED {
            let (after, enters) = match word {
                FREE if line.is_single() => (TAKEN, true),
                FREE => (CLOSED, true),
                _ => (CLOSED, false),
            };
            match self.0.compare_exchange_weak(word, after, Acquire, Relaxed) {
                Ok(_) => {
                    let losses = &mut line.state().losses;
                    *losses = if enters { 0 } else { *losses + 1 };
                    return enters;
                }
                Err(now) => word = now,
            }
        }
        false
    }
}
