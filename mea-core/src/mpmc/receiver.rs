//! The receiving end.

use alloc::{sync::Arc, vec::Vec};
use core::fmt;

use super::{Bounded, Chan, Kind, Recv, RecvMany, RecvOwned, TryRecvError};

/// A receiving end of a channel; see the [module](super). [`BoundedReceiver`](super::BoundedReceiver)
/// and [`UnboundedReceiver`](super::UnboundedReceiver) are the two kinds.
///
/// Its clones receive from the same channel. When the last one is dropped, the messages that are there are
/// dropped, and senders hear that the channel is closed.
///
/// # Examples
///
/// ```
/// use mea::mpmc;
///
/// # mea::blocking::block_on(async {
/// let (tx, rx) = mpmc::unbounded();
/// let other = rx.clone();
/// tx.send(1).unwrap();
/// tx.send(2).unwrap();
/// assert_eq!(rx.recv().await, Ok(1));
/// assert_eq!(other.recv().await, Ok(2));
/// # });
/// ```
pub struct Receiver<T, K: Kind> {
    chan: Arc<Chan<T, K>>,
}

impl<T, K: Kind> Receiver<T, K> {
    /// With a receiver that is counted already.
    #[inline]
    pub(super) fn new(chan: Arc<Chan<T, K>>) -> Self {
        Self { chan }
    }

    #[inline]
    pub(super) fn chan(&self) -> &Arc<Chan<T, K>> {
        &self.chan
    }

    /// Waits for a message.
    ///
    /// # Errors
    ///
    /// If there is no message, and all senders are gone, or the channel was [closed](Self::close).
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped has taken no message, and passes its turn on. Not
    /// snooze-safe: a message may be kept for it while nobody polls it.
    ///
    /// # Fairness
    ///
    /// First come, first served.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpmc::{self, RecvError};
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpmc::unbounded();
    /// tx.send("hello").unwrap();
    /// drop(tx);
    /// assert_eq!(rx.recv().await, Ok("hello"));
    /// assert_eq!(rx.recv().await, Err(RecvError::Disconnected));
    /// # });
    /// ```
    #[inline]
    pub fn recv(&self) -> Recv<'_, T, K> {
        Recv::new(&self.chan)
    }

    /// As [`recv`](Self::recv), with a future that owns this receiver.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpmc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpmc::unbounded();
    /// let next = rx.clone().recv_owned();
    /// tx.send(1).unwrap();
    /// assert_eq!(next.await, Ok(1));
    /// # });
    /// ```
    #[inline]
    pub fn recv_owned(self) -> RecvOwned<T, K> {
        RecvOwned::new(self)
    }

    /// Waits for a message, and appends it to `buffer`, with up to `limit` in all of those that are there
    /// for nobody else. Returns how many.
    ///
    /// 0 if `limit` is 0; otherwise only if there is no message, and all senders are gone, or the channel
    /// was [closed](Self::close).
    ///
    /// # Cancel safety
    ///
    /// As [`recv`](Self::recv): messages are taken in the poll that is ready.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpmc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpmc::unbounded();
    /// for n in 1..=5 {
    ///     tx.send(n).unwrap();
    /// }
    /// let mut buffer = vec![0];
    /// assert_eq!(rx.recv_many(&mut buffer, 3).await, 3);
    /// assert_eq!(buffer, [0, 1, 2, 3]);
    /// # });
    /// ```
    #[inline]
    pub fn recv_many<'a>(&'a self, buffer: &'a mut Vec<T>, limit: usize) -> RecvMany<'a, T, K> {
        RecvMany::new(&self.chan, buffer, limit)
    }

    /// A message, if one is there that nobody waits for.
    ///
    /// While other sends or receives are in the middle it may find none although one is there: a message
    /// of a send that is not complete yet may have been received in the place of one that is.
    ///
    /// # Errors
    ///
    /// If there is none, and whether there may be one later.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpmc::{self, TryRecvError};
    ///
    /// let (tx, rx) = mpmc::unbounded();
    /// assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    /// tx.send(1).unwrap();
    /// assert_eq!(rx.try_recv(), Ok(1));
    /// drop(tx);
    /// assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    /// ```
    #[inline]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.chan.try_recv()
    }

    /// Closes the channel: from now on nothing can be sent, and those who wait for room hear that. What is
    /// there can still be received, by all receivers; after that, `recv` says `Disconnected`.
    ///
    /// A message whose sending overlaps with this is either there, or its sender has it back. Permits
    /// that were reserved before are worth nothing: their `send` fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpmc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpmc::bounded(8);
    /// tx.send("last").await.unwrap();
    /// rx.close();
    /// assert!(tx.send("too late").await.is_err());
    /// assert_eq!(rx.recv().await, Ok("last"));
    /// assert!(rx.recv().await.is_err());
    /// # });
    /// ```
    pub fn close(&self) {
        self.chan.close();
    }

    /// Will there be no message but those that are there: was the channel [closed](Self::close), or are all
    /// senders gone?
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpmc::unbounded();
    /// tx.send(1).unwrap();
    /// assert!(!rx.is_closed());
    /// drop(tx);
    /// assert!(rx.is_closed());
    /// assert_eq!(rx.try_recv(), Ok(1)); // the last one
    /// ```
    pub fn is_closed(&self) -> bool {
        self.chan.is_over()
    }

    /// How many messages are there, also those that somebody is about to take. What is about to be sent
    /// does not count.
    ///
    /// Takes a step for each block of messages (up to 62), under the lock.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpmc::unbounded();
    /// tx.send(1).unwrap();
    /// tx.send(2).unwrap();
    /// assert_eq!(rx.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.chan.len()
    }

    /// Is there no message?
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpmc::unbounded();
    /// assert!(rx.is_empty());
    /// tx.send(1).unwrap();
    /// assert!(!rx.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.chan.is_empty()
    }

    /// How many senders there are. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpmc::unbounded::<u8>();
    /// let other = tx.clone();
    /// assert_eq!(rx.sender_count(), 2);
    /// # drop((tx, other));
    /// ```
    pub fn sender_count(&self) -> usize {
        self.chan.senders()
    }

    /// How many receivers there are. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (_tx, rx) = mea::mpmc::unbounded::<u8>();
    /// let other = rx.clone();
    /// assert_eq!(rx.receiver_count(), 2);
    /// # drop(other);
    /// ```
    pub fn receiver_count(&self) -> usize {
        self.chan.receivers()
    }

    /// Do the two receive from one channel?
    ///
    /// # Examples
    ///
    /// ```
    /// let (_, rx) = mea::mpmc::unbounded::<u8>();
    /// let (_, other) = mea::mpmc::unbounded::<u8>();
    /// assert!(rx.same_channel(&rx.clone()));
    /// assert!(!rx.same_channel(&other));
    /// ```
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.chan, &other.chan)
    }
}

impl<T> Receiver<T, Bounded> {
    /// For how many messages the channel has room, in all.
    ///
    /// # Examples
    ///
    /// ```
    /// let (_tx, rx) = mea::mpmc::bounded::<u8>(4);
    /// assert_eq!(rx.capacity(), 4);
    /// ```
    pub fn capacity(&self) -> usize {
        self.chan.room.capacity
    }
}

impl<T, K: Kind> Clone for Receiver<T, K> {
    /// # Panics
    ///
    /// If there are more than `isize::MAX` receivers (all but a few must have been forgotten, then).
    /// Nothing changes in that case.
    fn clone(&self) -> Self {
        self.chan.add_receiver();
        Self::new(self.chan.clone())
    }
}

impl<T, K: Kind> Drop for Receiver<T, K> {
    fn drop(&mut self) {
        /// Drops the messages, the rest also if one of them panics.
        struct Drain<'a, T, K: Kind>(&'a Chan<T, K>);
        impl<T, K: Kind> Drain<'_, T, K> {
            fn run(&self) {
                while let Ok(message) = self.0.try_recv() {
                    drop(message);
                }
            }
        }
        impl<T, K: Kind> Drop for Drain<'_, T, K> {
            fn drop(&mut self) {
                self.run();
            }
        }

        if self.chan.drop_receiver() {
            let drain = Drain(&self.chan);
            // Wakes senders; if a waker panics, the messages are dropped all the same.
            drain.0.close();
            drain.run();
        }
    }
}

impl<T, K: Kind> fmt::Debug for Receiver<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Receiver").field(&*self.chan).finish()
    }
}
