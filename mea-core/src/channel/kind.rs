//! How many messages a channel has room for.

use core::mem;

use crate::{
    permits::Permits,
    sync::{AtomicUsize, Ordering::Relaxed},
};

/// How many messages a channel has room for: [`Bounded`] or [`Unbounded`].
pub trait Kind: sealed::Kind + 'static {}

/// The channel has room for a number of messages; who sends waits for room.
#[derive(Debug)]
pub enum Bounded {}

/// The channel has room for any number of messages.
#[derive(Debug)]
pub enum Unbounded {}

pub(crate) mod sealed {
    pub trait Kind {
        #[doc(hidden)]
        type Room: super::Room;
    }

    pub trait Receivers {
        #[doc(hidden)]
        type Side<T>: super::super::Side<T>;
    }
}

impl Kind for Bounded {}
impl sealed::Kind for Bounded {
    type Room = Limit;
}

impl Kind for Unbounded {}
impl sealed::Kind for Unbounded {
    type Room = NoLimit;
}

/// The places for messages that are not sent yet.
pub trait Room: Send + Sync {
    /// Places that are free again, since as many messages were received, or will not be sent.
    fn give(&self, places: usize);
    /// The place of a message that will be taken next. It is given back before the message is taken, so
    /// that a waker that panics when it is woken for that takes no message with it: in that case one less
    /// is given back the next time.
    fn give_ahead(&self);
    /// A place that was given for a message that is not there: the channel is over.
    fn take_back(&self);
    /// Nobody needs to wait for a place any more: the channel is closed. Called once.
    fn open(&self);
}

/// A place is a permit.
pub struct Limit {
    pub(crate) permits: Permits,
    pub(crate) capacity: usize,
    /// Of how many messages that are still there the places were given back.
    ahead: AtomicUsize,
}

impl Limit {
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
            ahead: AtomicUsize::new(0),
        }
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

    const MAX: usize = usize::MAX / 2;
}

/// What is released when a channel is closed or over: more permits than anybody can ever wait for, and
/// together with those that are in use, also if both happens, not more than there can be.
pub(crate) const FLOOD: usize = usize::MAX / 4;

impl Room for Limit {
    #[inline]
    fn give(&self, places: usize) {
        let places = places - self.take_ahead(places);
        if places != 0 {
            self.permits.release(places);
        }
    }

    #[inline]
    fn give_ahead(&self) {
        /// The message is not taken.
        struct Panicked<'a>(&'a Limit);
        impl Drop for Panicked<'_> {
            fn drop(&mut self) {
                self.0.ahead.fetch_add(1, Relaxed);
            }
        }

        let panicked = Panicked(self);
        self.give(1);
        mem::forget(panicked);
    }

    #[inline]
    fn take_back(&self) {
        // If it is not there, somebody has it who cannot use it.
        let _ = self.permits.try_acquire(1);
    }

    fn open(&self) {
        self.permits.release(FLOOD);
    }
}

/// There is always a place.
pub struct NoLimit;

impl Room for NoLimit {
    #[inline]
    fn give(&self, _: usize) {}

    #[inline]
    fn give_ahead(&self) {}

    #[inline]
    fn take_back(&self) {}

    fn open(&self) {}
}
