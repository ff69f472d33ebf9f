//! What a thing that is done once consists of, apart from the thing: the right to do it, and the
//! gate for those who only wait until it is done.
//!
//! ```text
//!              claim                      complete
//!   [ vacant ] -----> [ somebody is at it ] -----> [ done ]   for ever
//!       ^                      |
//!       +----------------------+  the right is dropped: cancelled, panicked, failed
//! ```
//!
//! | state | done | permits | those in line |
//! |---|---|---|---|
//! | vacant | no | 1 | none: the first one has it at once |
//! | somebody is at it | no | 0 | in the order of arrival; the first has the right next |
//! | done | yes | [`EVERYBODY`] | all are let in, and see that it is done |
//!
//! Invariants:
//!
//! 1. Until it is done there is one permit, so at most one [`Right`] at a time.
//! 2. `done` is set by the holder of the right, who gives it up with that. It is never unset. So a
//!    right that was seen not to be done stays so until its holder completes it.
//! 3. Nobody needs a permit when it is done: those who got one keep it. There are enough for that:
//!    each goes to a future that was there before, and so many do not fit into memory.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    gate::{Gate, OnlyOne, Rules},
    permits::{Permits, Word},
    queue::{Home, Queue, Queued, Waiter},
    sync::{
        AtomicU32,
        Ordering::{Acquire, Relaxed, Release},
        const_fn,
    },
};

/// Permits for all who are in line, and all who are about to be.
const EVERYBODY: usize = usize::MAX / 2;

const DONE: u32 = 1;
/// Somebody has waited at the gate before it was done.
const WAITED: u32 = 2;

/// The rules of the gate: open when it is done.
///
/// Whoever opens it takes the lock only if somebody may be in line, of which there is a sign in the word;
/// that nobody is missed is argued as for a latch, in `latch::countdown`.
pub(crate) struct Done(AtomicU32);

impl Done {
    const_fn! {
        const fn new(done: bool) -> Self {
            Self(AtomicU32::new(if done { DONE } else { 0 }))
        }
    }

    /// `true` if somebody may be in line.
    #[inline]
    fn set(&self) -> bool {
        // Release: pairs with the Acquire of `is_open` and `arrive`.
        self.0.swap(DONE, Release) == WAITED
    }
}

impl Rules for Done {
    const MODULE: &'static str = "once";
    type Place = OnlyOne;

    #[inline(always)]
    fn is_open(&self) -> bool {
        // Acquire: pairs with the Release of `set`.
        self.0.load(Acquire) == DONE
    }

    /// Acquire: as `is_open`, if it is done just now.
    #[inline]
    fn arrive(&self) -> bool {
        let set = self.0.compare_exchange(0, WAITED, Relaxed, Acquire);
        set == Err(DONE)
    }
}

/// The raw part of a thing that is done once.
pub(crate) struct RawOnce {
    gate: Gate<Done>,
    right: Permits,
}

impl RawOnce {
    const_fn! {
        pub(crate) const fn new() -> Self {
            Self {
                gate: Gate::with_rules(Done::new(false)),
                right: Permits::fifo(1),
            }
        }
    }

    const_fn! {
        /// One that is done.
        pub(crate) const fn done() -> Self {
            Self {
                gate: Gate::with_rules(Done::new(true)),
                right: Permits::fifo(EVERYBODY),
            }
        }
    }

    /// Acquire: what was done before is seen after.
    #[inline(always)]
    pub(crate) fn is_done(&self) -> bool {
        self.gate.rules().is_open()
    }

    /// For those who wait for the end, and want no right.
    #[inline(always)]
    pub(crate) fn gate(&self) -> &Gate<Done> {
        &self.gate
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl Queued for RawOnce {
    type Engine = Word;
    const MODULE: &'static str = "once";

    #[inline(always)]
    fn queue(&self) -> &Queue<Word> {
        &self.right
    }
}

/// Leads to a [`RawOnce`], and is a home for those who wait for the right.
pub(crate) trait Seat: Home<Engine = Word> {
    fn raw(&self) -> &RawOnce;
}

impl Seat for &RawOnce {
    #[inline(always)]
    fn raw(&self) -> &RawOnce {
        self
    }
}

/// The right to do it, which nobody else has. Dropping it hands it over to the first in line.
pub(crate) struct Right<H: Seat> {
    seat: H,
}

impl<H: Seat> Right<H> {
    #[inline(always)]
    pub(crate) fn raw(&self) -> &RawOnce {
        self.seat.raw()
    }

    /// It is done: lets everybody in. If a waker panics, all are let in all the same.
    ///
    /// The right of a cell is completed by the cell alone, when it has its value: see `OnceCell::fill`.
    pub(super) fn complete(self) {
        struct LetIn<'a>(&'a RawOnce);
        impl Drop for LetIn<'_> {
            fn drop(&mut self) {
                self.0.right.release(EVERYBODY);
            }
        }

        let raw = self.raw();
        let has_waited = raw.gate.rules().set();
        let _let_in = LetIn(raw);
        if has_waited {
            raw.gate.notify_all();
        }
    }
}

impl<H: Seat> Drop for Right<H> {
    #[inline]
    fn drop(&mut self) {
        let raw = self.raw();
        if !raw.is_done() {
            raw.right.release(1);
        }
    }
}

pin_project! {
    /// Waits for the right. Ends with `None` if somebody else has done it.
    pub(crate) struct Claim<H>
    where
        H: Seat,
    {
        #[pin]
        waiter: Waiter<H>,
    }
}

impl<H: Seat> Claim<H> {
    #[inline(always)]
    pub(crate) fn new(seat: H) -> Self {
        Self {
            waiter: Waiter::new(seat, 1),
        }
    }

    #[inline]
    pub(crate) fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Right<H>>> {
        let mut waiter = self.project().waiter;
        // The usual case: it was done long ago, which costs one load.
        if waiter.is_new() && waiter.home().is_some_and(|seat| seat.raw().is_done()) {
            return Poll::Ready(None);
        }
        ready!(waiter.as_mut().poll(cx));
        let right = Right {
            seat: waiter.finish(),
        };
        Poll::Ready((!right.raw().is_done()).then_some(right))
    }
}
