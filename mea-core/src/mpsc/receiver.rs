//! The receiving end.
//!
//! # Safety
//!
//! There is one receiver of a channel, and it is not cloned. So who has it by `&mut` is the receiver that
//! the functions of `Chan` ask for.
#![allow(unsafe_code)]

use alloc::{sync::Arc, vec::Vec};
use core::{
    fmt,
    task::{Context, Poll},
};

use super::{Bounded, Chan, Kind, Recv, RecvError, RecvMany, TryRecvError};

/// The receiving end of a channel; see the [module](super). [`BoundedReceiver`](super::BoundedReceiver)
/// and [`UnboundedReceiver`](super::UnboundedReceiver) are the two kinds.
///
/// When it is dropped, the messages that are there are dropped, and senders hear that the channel is
/// closed.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (tx, mut rx) = mpsc::unbounded();
/// std::thread::spawn(move || (1..=3).try_for_each(|n| tx.send(n)));
/// let mut sum = 0;
/// while let Ok(n) = rx.recv().await {
///     sum += n;
/// }
/// assert_eq!(sum, 6);
/// # });
/// ```
pub struct Receiver<T, K: Kind> {
    chan: Arc<Chan<T, K>>,
}

impl<T, K: Kind> Receiver<T, K> {
    #[inline]
    pub(super) fn new(chan: Arc<Chan<T, K>>) -> Self {
        Self { chan }
    }

    #[inline]
    pub(super) fn chan(&mut self) -> &Chan<T, K> {
        &self.chan
    }

    /// Waits for the next message.
    ///
    /// # Errors
    ///
    /// If there is no message, and all senders are gone, or the channel was [closed](Self::close).
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped has taken no message. It is snooze-safe, too: messages wait
    /// in the channel, not in the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc::{self, RecvError};
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::unbounded();
    /// tx.send("hello").unwrap();
    /// drop(tx);
    /// assert_eq!(rx.recv().await, Ok("hello"));
    /// assert_eq!(rx.recv().await, Err(RecvError::Disconnected));
    /// # });
    /// ```
    #[inline]
    pub fn recv(&mut self) -> Recv<'_, T, K> {
        Recv::new(self)
    }

    /// Waits for a message, takes up to `limit` of those that are there, and appends them to `buffer`.
    /// Returns how many.
    ///
    /// 0 if `limit` is 0; otherwise only if there is no message, and all senders are gone, or the channel
    /// was [closed](Self::close).
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: messages are taken in the poll that is ready. Snooze-safe.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::unbounded();
    /// for n in 1..=5 {
    ///     tx.send(n).unwrap();
    /// }
    /// let mut buffer = vec![0];
    /// assert_eq!(rx.recv_many(&mut buffer, 3).await, 3);
    /// assert_eq!(buffer, [0, 1, 2, 3]);
    /// # });
    /// ```
    #[inline]
    pub fn recv_many<'a>(&'a mut self, buffer: &'a mut Vec<T>, limit: usize) -> RecvMany<'a, T, K> {
        RecvMany::new(self, buffer, limit)
    }

    /// The next message, if it is there.
    ///
    /// # Errors
    ///
    /// If there is none, and whether there may be one later.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc::{self, TryRecvError};
    ///
    /// let (tx, mut rx) = mpsc::unbounded();
    /// assert_eq!(rx.try_recv(), Err(TryRecvError::Empty));
    /// tx.send(1).unwrap();
    /// assert_eq!(rx.try_recv(), Ok(1));
    /// drop(tx);
    /// assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
    /// ```
    #[inline]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        // SAFETY: we are the receiver.
        unsafe { self.chan.try_recv() }
    }

    /// [`recv`](Self::recv) for a future of your own: polls for the next message.
    ///
    /// If it is pending, the waker of `cx` is woken when it is worth to poll again. It is kept until
    /// then, or until this is called again, or a `recv` has to wait.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::poll_fn;
    ///
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::unbounded();
    /// tx.send(1).unwrap();
    /// let next = poll_fn(|cx| rx.poll_recv(cx));
    /// assert_eq!(next.await, Ok(1));
    /// # });
    /// ```
    #[inline]
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, RecvError>> {
        // A poll before may have left its waker.
        let mut waits = true;
        // SAFETY: we are the receiver.
        unsafe { self.chan.poll_recv(cx, &mut waits) }
    }

    /// Closes the channel: from now on nothing can be sent, and those who wait for room hear that. What is
    /// there can still be received; after that, `recv` says `Disconnected`.
    ///
    /// A message whose sending overlaps with this is either there, or its sender has it back. Permits
    /// that were reserved before are worth nothing: their `send` fails. Whoever waits by
    /// [`poll_recv`](Self::poll_recv) is woken.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::bounded(8);
    /// tx.send("last").await.unwrap();
    /// rx.close();
    /// assert!(tx.send("too late").await.is_err());
    /// assert_eq!(rx.recv().await, Ok("last"));
    /// assert!(rx.recv().await.is_err());
    /// # });
    /// ```
    pub fn close(&mut self) {
        /// Also if the waker of a sender panics.
        struct Wake<'a, T, K: Kind>(&'a Chan<T, K>);
        impl<T, K: Kind> Drop for Wake<'_, T, K> {
            fn drop(&mut self) {
                self.0.wake_receiver();
            }
        }

        let _wake = Wake(&self.chan);
        // SAFETY: we are the receiver.
        unsafe { self.chan.close() }
    }

    /// Will there be no message but those that are there: was the channel [closed](Self::close), or are all
    /// senders gone?
    ///
    /// Once it is true it stays so, and all messages that there will be can be received at once.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, mut rx) = mea::mpsc::unbounded();
    /// tx.send(1).unwrap();
    /// assert!(!rx.is_closed());
    /// drop(tx);
    /// assert!(rx.is_closed());
    /// assert_eq!(rx.try_recv(), Ok(1)); // the last one
    /// ```
    pub fn is_closed(&self) -> bool {
        // SAFETY: we are the receiver.
        unsafe { self.chan.is_over() }
    }

    /// How many messages are there. What is about to be sent does not count.
    ///
    /// Takes a step for each block of messages (up to 62).
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpsc::unbounded();
    /// tx.send(1).unwrap();
    /// tx.send(2).unwrap();
    /// assert_eq!(rx.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        // SAFETY: we are the receiver.
        unsafe { self.chan.len() }
    }

    /// Is there no message?
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpsc::unbounded();
    /// assert!(rx.is_empty());
    /// tx.send(1).unwrap();
    /// assert!(!rx.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        // SAFETY: we are the receiver.
        unsafe { self.chan.is_empty() }
    }

    /// How many senders there are. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, rx) = mea::mpsc::unbounded::<u8>();
    /// let other = tx.clone();
    /// assert_eq!(rx.sender_count(), 2);
    /// # drop((tx, other));
    /// ```
    pub fn sender_count(&self) -> usize {
        self.chan.senders()
    }
}

impl<T> Receiver<T, Bounded> {
    /// For how many messages the channel has room, in all.
    ///
    /// # Examples
    ///
    /// ```
    /// let (_tx, rx) = mea::mpsc::bounded::<u8>(4);
    /// assert_eq!(rx.capacity(), 4);
    /// ```
    pub fn capacity(&self) -> usize {
        self.chan.room.capacity
    }
}

impl<T, K: Kind> Drop for Receiver<T, K> {
    fn drop(&mut self) {
        /// Drops the messages, the rest also if one of them panics.
        struct Drain<'a, T, K: Kind>(&'a mut Receiver<T, K>);
        impl<T, K: Kind> Drain<'_, T, K> {
            fn run(&mut self) {
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

        let mut drain = Drain(self);
        // SAFETY: we are the receiver.
        unsafe {
            // Wakes senders; if a waker panics, the messages are dropped all the same.
            drain.0.chan.close();
            drain.0.chan.stop_waiting();
        }
        drain.run();
    }
}

impl<T, K: Kind> fmt::Debug for Receiver<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Receiver").field(&*self.chan).finish()
    }
}
