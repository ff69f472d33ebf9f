//! How many messages a channel has room for.

use crate::permits::Permits;

/// How many messages a channel has room for: [`Bounded`] or [`Unbounded`].
pub trait Kind: sealed::Kind {}

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
    /// Places that are free again, after that many messages were received.
    fn give(&self, places: usize);
    /// Nobody needs to wait for a place any more: the channel is closed. Called once.
    fn open(&self);
}

/// A place is a permit.
pub struct Limit {
    pub(crate) permits: Permits,
    pub(crate) capacity: usize,
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
        self.permits.release(places);
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

    fn open(&self) {}
}
