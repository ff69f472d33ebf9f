//! The sending end.

use alloc::sync::Arc;
use core::fmt;

use super::{
    Bounded, Kind, Permit, Receivers, Reserve, ReserveOwned, SendError, SendFrom, SendMessage,
    TrySendError, Unbounded, WeakSender, chan::Chan,
};

/// The sending end of a channel of [`mpsc`](crate::mpsc) or [`mpmc`](crate::mpmc), which is
/// [`Bounded`] or [`Unbounded`].
///
/// Its clones send into the same channel. When the last one is gone, who receives hears of it after all
/// messages.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// let (tx, mut rx) = mpsc::unbounded();
/// let other = tx.clone();
/// tx.send(1).unwrap();
/// other.send(2).unwrap();
/// drop((tx, other));
/// assert_eq!(std::iter::from_fn(|| rx.try_recv().ok()).collect::<Vec<_>>(), [1, 2]);
/// assert!(rx.is_closed());
/// ```
pub struct Sender<T, K: Kind, R: Receivers> {
    chan: Arc<Chan<T, K, R>>,
}

impl<T, K: Kind, R: Receivers> Sender<T, K, R> {
    /// With a sender that is counted already.
    #[inline]
    pub(crate) fn new(chan: Arc<Chan<T, K, R>>) -> Self {
        Self { chan }
    }

    #[inline]
    pub(crate) fn chan(&self) -> &Arc<Chan<T, K, R>> {
        &self.chan
    }

    /// Is nobody there to receive, or was the channel [closed](crate::mpsc::Receiver::close)?
    ///
    /// Once it is true it stays so. If it is false, a send may fail all the same, later.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// let (tx, rx) = mpsc::unbounded::<u8>();
    /// assert!(!tx.is_closed());
    /// drop(rx);
    /// assert!(tx.is_closed());
    /// ```
    pub fn is_closed(&self) -> bool {
        self.chan.is_closed()
    }

    /// Do the two send into one channel?
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _) = mea::mpsc::unbounded::<u8>();
    /// let (other, _) = mea::mpsc::unbounded::<u8>();
    /// assert!(tx.same_channel(&tx.clone()));
    /// assert!(!tx.same_channel(&other));
    /// ```
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.chan, &other.chan)
    }

    /// How many senders there are. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _rx) = mea::mpsc::unbounded::<u8>();
    /// let _other = tx.clone();
    /// assert_eq!(tx.sender_count(), 2);
    /// ```
    pub fn sender_count(&self) -> usize {
        self.chan.senders()
    }

    /// A handle that does not count as a sender: the channel ends without regard to it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// let (tx, mut rx) = mpsc::unbounded();
    /// let weak = tx.downgrade();
    /// weak.upgrade().unwrap().send(1).unwrap();
    /// drop(tx);
    /// assert!(weak.upgrade().is_none());
    /// assert_eq!(rx.try_recv(), Ok(1));
    /// ```
    pub fn downgrade(&self) -> WeakSender<T, K, R> {
        WeakSender::new(self.chan.clone())
    }
}

impl<T, R: Receivers> Sender<T, Unbounded, R> {
    /// Sends a message.
    ///
    /// # Errors
    ///
    /// The message, if nobody can receive it any more: the receivers are gone, or the channel was closed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// let (tx, rx) = mpsc::unbounded();
    /// tx.send(1).unwrap();
    /// drop(rx);
    /// assert_eq!(tx.send(2).unwrap_err().into_inner(), 2);
    /// ```
    #[inline]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.chan.push(message)
    }
}

impl<T, R: Receivers> Sender<T, Bounded, R> {
    /// Waits for room and sends a message.
    ///
    /// The future is ready when the message is in the channel, or cannot be sent any more.
    ///
    /// # Errors
    ///
    /// The message, if nobody can receive it any more: the receivers are gone, or the channel was closed, also while this waits.
    ///
    /// # Cancel safety
    ///
    /// Not cancel-safe: the message is in the future. If that is dropped before it is ready, the message
    /// was not sent, and is dropped with it. [`send_from`](Self::send_from) leaves the message with the
    /// caller until it is sent, and [`reserve`](Self::reserve) waits without one.
    ///
    /// # Fairness
    ///
    /// First come, first served; one who was given a place, and is dropped, passes it on.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::bounded(8);
    /// tx.send("hello").await?;
    /// assert_eq!(rx.recv().await, Ok("hello"));
    /// # Ok::<_, mpsc::SendError<&str>>(())
    /// # }).unwrap();
    /// ```
    #[inline]
    pub fn send(&self, message: T) -> SendMessage<'_, T, R> {
        SendMessage::new(&self.chan, message)
    }

    /// Waits for room and sends the message that is in `slot`, which is `None` then.
    ///
    /// # Errors
    ///
    /// If nobody can receive any more. The message is still in `slot`.
    ///
    /// # Panics
    ///
    /// If there is no message in `slot`.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: if the future is dropped, the message was sent, and `slot` is `None`; or it was not,
    /// and is still there.
    ///
    /// # Fairness
    ///
    /// As [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, mpsc};
    ///
    /// let (tx, mut rx) = mpsc::bounded(1);
    /// let mut slot = Some("first");
    /// block_on(tx.send_from(&mut slot)).unwrap();
    /// assert_eq!(slot, None);
    ///
    /// slot = Some("second");
    /// drop(tx.send_from(&mut slot));
    /// assert_eq!(slot, Some("second"));
    /// # drop(rx.recv());
    /// ```
    #[inline]
    #[track_caller]
    pub fn send_from<'a>(&'a self, slot: &'a mut Option<T>) -> SendFrom<'a, T, R> {
        assert!(slot.is_some(), "`send_from` got no message to send");
        SendFrom::new(&self.chan, slot)
    }

    /// Sends a message if there is room and nobody waits for it.
    ///
    /// # Errors
    ///
    /// The message, if it was not sent, and why.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc::{self, TrySendError};
    ///
    /// let (tx, rx) = mpsc::bounded(1);
    /// tx.try_send(1).unwrap();
    /// assert_eq!(tx.try_send(2), Err(TrySendError::Full(2)));
    /// drop(rx);
    /// assert_eq!(tx.try_send(3), Err(TrySendError::Disconnected(3)));
    /// ```
    #[inline]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        if self.chan.try_place() {
            return Ok(self.chan.push(message)?);
        }
        Err(match self.is_closed() {
            true => TrySendError::Disconnected(message),
            false => TrySendError::Full(message),
        })
    }

    /// Waits for room, and keeps it for a message that need not be there yet.
    ///
    /// # Errors
    ///
    /// If nobody can receive any more.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped gives up its place in line, or the place in the channel.
    ///
    /// # Fairness
    ///
    /// As [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::bounded(1);
    /// let permit = tx.reserve().await.unwrap();
    /// assert!(tx.try_send("no room").is_err());
    /// permit.send("room").unwrap();
    /// assert_eq!(rx.recv().await, Ok("room"));
    /// # });
    /// ```
    #[inline]
    pub fn reserve(&self) -> Reserve<'_, T, R> {
        Reserve::new(&self.chan)
    }

    /// As [`reserve`](Self::reserve), with a permit that owns this sender.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::bounded(1);
    /// let permit = tx.clone().reserve_owned().await.unwrap();
    /// std::thread::spawn(move || permit.send("from there")).join().unwrap().unwrap();
    /// assert_eq!(rx.recv().await, Ok("from there"));
    /// # });
    /// ```
    pub fn reserve_owned(self) -> ReserveOwned<T, R> {
        ReserveOwned::new(self)
    }

    /// A place in the channel, if there is one and nobody waits for it.
    ///
    /// # Errors
    ///
    /// If there is none, and why.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// let (tx, mut rx) = mpsc::bounded(1);
    /// let permit = tx.try_reserve().unwrap();
    /// assert!(tx.try_reserve().unwrap_err().is_full());
    /// permit.send(1).unwrap();
    /// assert_eq!(rx.try_recv(), Ok(1));
    /// ```
    #[inline]
    pub fn try_reserve(&self) -> Result<Permit<'_, T, R>, TrySendError<()>> {
        let has_place = self.chan.try_place();
        match self.is_closed() {
            true => {
                if has_place {
                    self.chan.no_use();
                }
                Err(TrySendError::Disconnected(()))
            }
            false if has_place => Ok(Permit::new(&self.chan)),
            false => Err(TrySendError::Full(())),
        }
    }

    /// For how many messages the channel has room, in all.
    ///
    /// (In tokio's channel, a method of this name says how many more can be sent; see
    /// [`available_capacity`](Self::available_capacity).)
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _rx) = mea::mpsc::bounded(4);
    /// tx.try_send('a').unwrap();
    /// assert_eq!(tx.capacity(), 4);
    /// ```
    pub fn capacity(&self) -> usize {
        self.chan.room.capacity
    }

    /// How many messages can be sent at once: the capacity without messages that are there, and places
    /// that are reserved. 0 if somebody waits for room, or the channel is closed.
    ///
    /// The number may be out of date when it is read, and too small by what is received meanwhile.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::mpsc;
    ///
    /// let (tx, rx) = mpsc::bounded(4);
    /// tx.try_send('a').unwrap();
    /// let permit = tx.try_reserve().unwrap();
    /// assert_eq!((tx.capacity(), tx.available_capacity()), (4, 2));
    /// # drop((permit, rx));
    /// ```
    pub fn available_capacity(&self) -> usize {
        let available = self.chan.places();
        if self.is_closed() { 0 } else { available }
    }
}

impl<T, K: Kind, R: Receivers> Clone for Sender<T, K, R> {
    /// # Panics
    ///
    /// If there are more than `isize::MAX` senders (all but a few must have been forgotten, then).
    /// Nothing changes in that case.
    #[inline]
    fn clone(&self) -> Self {
        self.chan.add_sender();
        Self::new(self.chan.clone())
    }
}

impl<T, K: Kind, R: Receivers> Drop for Sender<T, K, R> {
    #[inline]
    fn drop(&mut self) {
        self.chan.drop_sender();
    }
}

impl<T, K: Kind, R: Receivers> fmt::Debug for Sender<T, K, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sender").field(&*self.chan).finish()
    }
}
