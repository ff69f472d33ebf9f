//! How many messages a channel has room for.

use super::limit::Limit;

/// How many messages a channel has room for: [`Bounded`] or [`Unbounded`].
///
/// # Examples
///
/// ```
/// use mea::mpsc::{self, Kind, Receiver};
///
/// /// Of a bounded or of an unbounded channel.
/// fn drain<K: Kind>(rx: &mut Receiver<u32, K>) -> u32 {
///     std::iter::from_fn(|| rx.try_recv().ok()).sum()
/// }
///
/// let (tx, mut rx) = mpsc::unbounded();
/// tx.send(1).unwrap();
/// tx.send(2).unwrap();
/// assert_eq!(drain(&mut rx), 3);
/// ```
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
    /// Where a receiver puts places; it is not on the cache lines that senders write.
    type Returned: Send + Sync;

    #[doc(hidden)]
    fn none_returned() -> Self::Returned;
    /// A place that a sender has, and does not use.
    fn give_up(&self);
    /// Places that are free again, since as many messages were received.
    fn give_back(&self, returned: &Self::Returned, places: usize);
    /// The place of a message that will be taken next. It is given back before the message is taken, so
    /// that a waker that panics when it is woken for that takes no message with it: in that case one less
    /// is given back the next time.
    fn give_ahead(&self, returned: &Self::Returned);
    /// A place that was given for a message that is not there: the channel is over.
    fn take_back(&self, returned: &Self::Returned);
    /// Nobody needs to wait for a place any more: the channel is closed. Called once.
    fn open(&self);
}

/// What is released when a channel is closed or over: more permits than anybody can ever wait for, and
/// together with those that are in use, also if both happens, not more than there can be.
pub(crate) const FLOOD: usize = usize::MAX / 4;

/// There is always a place.
pub struct NoLimit;

impl Room for NoLimit {
    type Returned = ();

    #[inline]
    fn none_returned() {}

    #[inline]
    fn give_up(&self) {}

    #[inline]
    fn give_back(&self, (): &(), _: usize) {}

    #[inline]
    fn give_ahead(&self, (): &()) {}

    #[inline]
    fn take_back(&self, (): &()) {}

    fn open(&self) {}
}
