//! The sending side.

use core::fmt;

use super::Receiver;
use crate::broadcast::ends::SendEnd;

/// Sends messages to all receivers; see the [module](super).
///
/// Senders are cloned. When the last one is dropped, the receivers get what was sent before, and then
/// [`Disconnected`](super::RecvError::Disconnected).
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, broadcast::overflow};
///
/// let (sender, mut receiver) = overflow::channel(8);
/// let other = sender.clone();
/// let thread = std::thread::spawn(move || other.send(1));
/// assert_eq!(block_on(receiver.recv()), Ok(1));
/// # thread.join().unwrap();
/// # drop(sender);
/// ```
pub struct Sender<T> {
    end: SendEnd<T>,
}

impl<T> Sender<T> {
    pub(super) fn new(end: SendEnd<T>) -> Self {
        Self { end }
    }

    /// Sends a message to all receivers that are there. Never waits.
    ///
    /// If there is no room, it takes the place of the oldest message. If there is no receiver, it is
    /// dropped; [`receiver_count`](Self::receiver_count) says how many there are.
    ///
    /// # Panics
    ///
    /// If a waker panics, or the drop of the oldest message does. The message is sent, and the other
    /// wakers are woken, in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::overflow;
    ///
    /// let (sender, mut receiver) = overflow::channel(1);
    /// sender.send(1);
    /// sender.send(2);
    /// assert_eq!(receiver.try_recv(), Err(overflow::TryRecvError::Lagged(1)));
    /// assert_eq!(receiver.try_recv(), Ok(2));
    /// ```
    pub fn send(&self, message: T) {
        self.end.channel.send_over(message);
    }

    /// One more receiver, which gets the messages that are sent from now on.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::overflow;
    ///
    /// let (sender, _) = overflow::channel(4);
    /// sender.send(1); // for nobody
    /// let mut receiver = sender.subscribe();
    /// sender.send(2);
    /// assert_eq!(receiver.try_recv(), Ok(2));
    /// ```
    pub fn subscribe(&self) -> Receiver<T> {
        Receiver::new(self.end.subscribe())
    }

    /// How many receivers there are. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::overflow::channel::<u8>(4);
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
    /// let (sender, mut receiver) = mea::broadcast::overflow::channel(4);
    /// sender.send(1);
    /// sender.send(2);
    /// assert_eq!(sender.len(), 2);
    /// receiver.try_recv().unwrap();
    /// assert_eq!(sender.len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.end.len()
    }

    /// Have all receivers received all messages, or lost them? It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::overflow::channel(4);
    /// sender.send(1);
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
    /// let (sender, _) = mea::broadcast::overflow::channel::<u8>(5);
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
    /// let (sender, _) = mea::broadcast::overflow::channel::<u8>(1);
    /// let (other, _) = mea::broadcast::overflow::channel::<u8>(1);
    /// assert!(sender.same_channel(&sender.clone()));
    /// assert!(!sender.same_channel(&other));
    /// ```
    pub fn same_channel(&self, other: &Self) -> bool {
        self.end.same_channel(&other.end)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self::new(self.end.clone())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("len", &self.len())
            .field("capacity", &self.capacity())
            .finish_non_exhaustive()
    }
}
