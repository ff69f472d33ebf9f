//! Permits that are put somewhere else at first, and *collected* from there under the lock of the line.
//!
//! It is for those who give permits back much more often than anybody runs out of them, and would not
//! write the word that all others write: see [`channel`](crate::channel). FIFO only.

use super::{
    Permits, Taken,
    state::{CLOSED, encode},
};
use crate::sync::Ordering::{Acquire, Relaxed};

/// The open word without a permit.
const NONE: usize = encode(0).0;

impl Permits {
    /// Releases what `collect` finds, which is asked under the lock. So whoever has had the lock after
    /// this finds the permits in the word. `collect` is told whether nobody is in line.
    #[cold]
    #[inline(never)]
    pub(crate) fn release_collected(&self, collect: impl FnOnce(bool) -> usize) {
        let mut line = self.lock();
        let n = collect(line.is_empty());
        if self.engine().is_closed() {
            self.settle(line, n);
        } else {
            let put = self.engine().put(&mut line, n);
            debug_assert_eq!(put, Ok(()));
        }
    }

    /// Takes a permit if nobody waits; if there is none, after those that `collect` finds were put to the
    /// free ones. When this fails and nobody waits, there was a moment when there was none in the word, and
    /// none to collect: `collect` is to be a read-modify-write, so that who adds something after it comes
    /// after the look at the word, too.
    #[cold]
    #[inline(never)]
    pub(crate) fn try_acquire_collected(&self, mut collect: impl FnMut() -> usize) -> bool {
        let mut line = self.lock();
        loop {
            if let Taken::All = self.engine().take(&mut line, 1, false) {
                return true;
            }
            // Acquire: the word first, and then what there is to collect. Nothing is on its way from there
            // to the word, since we have the lock.
            match self.engine().0.load(Acquire) {
                CLOSED => return false,
                NONE => {}
                _ => continue,
            }
            let n = collect();
            if n == 0 {
                return false;
            }
            let put = self.engine().put(&mut line, n);
            debug_assert_eq!(put, Ok(()));
        }
    }

    /// The free permits and what there is to collect; 0 while somebody waits.
    pub(crate) fn available_with(&self, collectable: impl FnOnce() -> usize) -> usize {
        let line = self.lock();
        if self.engine().is_closed() {
            return 0;
        }
        // In this order nothing is counted twice: it comes to the word under the lock only.
        collectable() + self.free(&line)
    }

    /// Is there nothing in the word? It may be out of date.
    #[inline]
    pub(crate) fn seems_empty(&self) -> bool {
        // `CLOSED` is less.
        self.engine().0.load(Relaxed) <= NONE
    }

    /// Does somebody wait? It may be out of date.
    #[inline]
    pub(crate) fn seems_awaited(&self) -> bool {
        self.engine().is_closed()
    }
}
