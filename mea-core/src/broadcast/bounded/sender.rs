//! The sending side.

use core::fmt;

use super::{BoundedReceiver, BoundedSend, BoundedSendFrom};
use crate::{
    broadcast::{channel::NotSent, ends::SendEnd},
    channel::TrySendError,
};

/// Sends messages to all receivers; see [`bounded`](fn@super::bounded).
///
/// Senders are cloned. When the last one is dropped, the receivers get what was sent before, and then
/// [`Disconnected`](crate::broadcast::RecvError::Disconnected).
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, broadcast::bounded};
///
/// let (sender, mut receiver) = bounded(8);
/// let other = sender.clone();
/// let thread = std::thread::spawn(move || block_on(other.send(1)));
/// assert_eq!(block_on(receiver.recv()), Ok(1));
/// # thread.join().unwrap().unwrap();
/// # drop(sender);
/// ```
pub struct BoundedSender<T> {
    end: SendEnd<T>,
}

impl<T> BoundedSender<T> {
    pub(super) fn new(end: SendEnd<T>) -> Self {
        Self { end }
    }

    /// Sends a message to all receivers that are there; waits until there is room.
    ///
    /// # Errors
    ///
    /// The message, if there is no receiver, or if the last one went while it waited.
    ///
    /// # Cancel safety
    ///
    /// The message is dropped with the future: it was not sent. To keep it, use
    /// [`send_from`](Self::send_from), or [`try_send`](Self::try_send). Nothing else is lost: room that it
    /// was given goes to the next in line. Not snooze-safe: it may be given room while nobody polls it.
    ///
    /// # Fairness
    ///
    /// First come, first served, from the first poll on.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or if a waker panics: the message is sent in
    /// that case, and the other wakers are woken.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::bounded;
    ///
    /// # mea::blocking::block_on(async {
    /// let (sender, mut receiver) = bounded(1);
    /// sender.send(1).await.unwrap();
    /// assert_eq!(receiver.recv().await, Ok(1));
    /// drop(receiver);
    /// assert_eq!(sender.send(2).await.unwrap_err().into_inner(), 2);
    /// # });
    /// ```
    #[inline]
    pub fn send(&self, message: T) -> BoundedSend<'_, T> {
        BoundedSend::new(&self.end.channel, message)
    }

    /// [`send`](Self::send) of the message in `slot`, which stays there until it is sent: a future that
    /// is dropped, or completes with an error, leaves it to the caller.
    ///
    /// # Errors
    ///
    /// If there is no receiver, or if the last one went while it waited. The message is in `slot`.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: `slot` is empty exactly if the message was sent. Not snooze-safe: it may be given
    /// room while nobody polls it.
    ///
    /// # Fairness
    ///
    /// As [`send`](Self::send).
    ///
    /// # Panics
    ///
    /// If `slot` is empty. The future, as that of [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::bounded;
    ///
    /// # mea::blocking::block_on(async {
    /// let (sender, mut receiver) = bounded(1);
    /// let mut slot = Some(1);
    /// sender.send_from(&mut slot).await.unwrap();
    /// assert_eq!(slot, None);
    /// assert_eq!(receiver.recv().await, Ok(1));
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn send_from<'a>(&'a self, slot: &'a mut Option<T>) -> BoundedSendFrom<'a, T> {
        assert!(
            slot.is_some(),
            "`send_from` got a slot with no message in it"
        );
        BoundedSendFrom::new(&self.end.channel, slot)
    }

    /// Sends a message if there is room, and nobody waits for it.
    ///
    /// # Errors
    ///
    /// The message, if there is no room, or no receiver.
    ///
    /// # Panics
    ///
    /// If a waker panics. The message is sent, and the other wakers are woken, in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::{TrySendError, bounded};
    ///
    /// let (sender, receiver) = bounded(1);
    /// assert_eq!(sender.try_send(1), Ok(()));
    /// assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    /// drop(receiver);
    /// assert_eq!(sender.try_send(3), Err(TrySendError::Disconnected(3)));
    /// ```
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let mut slot = Some(message);
        let not_sent = self.end.channel.send_out_of(&mut slot, None);
        match (not_sent, slot) {
            (Err(NotSent::Full(_)), Some(message)) => Err(TrySendError::Full(message)),
            (Err(NotSent::Disconnected), Some(message)) => Err(TrySendError::Disconnected(message)),
            _ => Ok(()),
        }
    }

    /// One more receiver, which gets the messages that are sent from now on.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::bounded;
    ///
    /// let (sender, _) = bounded(4);
    /// assert!(sender.try_send(1).is_err()); // for nobody
    /// let mut receiver = sender.subscribe();
    /// sender.try_send(2).unwrap();
    /// assert_eq!(receiver.try_recv(), Ok(2));
    /// ```
    pub fn subscribe(&self) -> BoundedReceiver<T> {
        BoundedReceiver::new(self.end.subscribe())
    }

    /// How many receivers there are. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::bounded::<u8>(4);
    /// let other = receiver.clone();
    /// assert_eq!(sender.receiver_count(), 2);
    /// # drop((receiver, other));
    /// ```
    pub fn receiver_count(&self) -> usize {
        self.end.receiver_count()
    }

    /// How many messages are there that some receiver has yet to receive. It may be out of date when it
    /// is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, mut receiver) = mea::broadcast::bounded(4);
    /// sender.try_send(1).unwrap();
    /// sender.try_send(2).unwrap();
    /// assert_eq!(sender.len(), 2);
    /// receiver.try_recv().unwrap();
    /// assert_eq!(sender.len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.end.len()
    }

    /// Have all receivers received all messages? It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::bounded(4);
    /// sender.try_send(1).unwrap();
    /// assert!(!sender.is_empty());
    /// drop(receiver);
    /// assert!(sender.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many messages there is room for.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, _) = mea::broadcast::bounded::<u8>(5);
    /// assert_eq!(sender.capacity(), 5);
    /// ```
    pub fn capacity(&self) -> usize {
        self.end.capacity()
    }

    /// Do both send to the same receivers?
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, _) = mea::broadcast::bounded::<u8>(1);
    /// let (other, _) = mea::broadcast::bounded::<u8>(1);
    /// assert!(sender.same_channel(&sender.clone()));
    /// assert!(!sender.same_channel(&other));
    /// ```
    pub fn same_channel(&self, other: &Self) -> bool {
        self.end.same_channel(&other.end)
    }
}

impl<T> Clone for BoundedSender<T> {
    fn clone(&self) -> Self {
        Self::new(self.end.clone())
    }
}

impl<T> fmt::Debug for BoundedSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedSender")
            .field("len", &self.len())
            .field("capacity", &self.capacity())
            .finish_non_exhaustive()
    }
}
