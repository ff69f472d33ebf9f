//! The receiving side.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    broadcast::{channel::NoMessage, ends::RecvEnd, receiving::Receiving},
    channel::{RecvError, TryRecvError},
    marker::CancelSafe,
};

/// Receives every message that is sent while it is there; see [`bounded`](fn@super::bounded).
///
/// Dropping it drops the messages that only this one had yet to receive, and their room is free.
///
/// # Examples
///
/// ```
/// use mea::broadcast::{RecvError, bounded};
///
/// # mea::blocking::block_on(async {
/// let (sender, mut receiver) = bounded(8);
/// sender.send(1).await.unwrap();
/// drop(sender);
/// while let Ok(n) = receiver.recv().await {
///     assert_eq!(n, 1);
/// }
/// assert_eq!(receiver.recv().await, Err(RecvError::Disconnected));
/// # });
/// ```
pub struct BoundedReceiver<T> {
    end: RecvEnd<T>,
}

impl<T> BoundedReceiver<T> {
    pub(super) fn new(end: RecvEnd<T>) -> Self {
        Self { end }
    }

    /// Waits for the next message.
    ///
    /// # Errors
    ///
    /// `Disconnected` if all senders are gone and all messages have been received.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped has received nothing. Not snooze-safe: it keeps its receiver
    /// from receiving, and senders wait for that.
    ///
    /// # Fairness
    ///
    /// All receivers that wait are woken by the same message.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed; or if cloning the message panics, or dropping
    /// it, or the waker of a sender that is given its room. The receiver has received that message then,
    /// and goes on with the next one; others lose nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::bounded;
    ///
    /// # mea::blocking::block_on(async {
    /// let (sender, mut one) = bounded(2);
    /// let mut two = one.clone();
    /// sender.send("for both").await.unwrap();
    /// assert_eq!(one.recv().await, Ok("for both"));
    /// assert_eq!(two.recv().await, Ok("for both"));
    /// # });
    /// ```
    #[inline]
    pub fn recv(&mut self) -> BoundedRecv<'_, T>
    where
        T: Clone,
    {
        BoundedRecv {
            receiving: Receiving::new(&mut self.end),
        }
    }

    /// The next message, if there is one.
    ///
    /// A message is there as soon as its `send` has returned.
    ///
    /// # Errors
    ///
    /// As [`recv`](Self::recv), and `Empty` if that would wait.
    ///
    /// # Panics
    ///
    /// As [`recv`](Self::recv): if cloning the message panics, or dropping it, or a waker.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::{TryRecvError, bounded};
    ///
    /// let (sender, mut receiver) = bounded(8);
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    /// sender.try_send(1).unwrap();
    /// drop(sender);
    /// assert_eq!(receiver.try_recv(), Ok(1));
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    /// ```
    pub fn try_recv(&mut self) -> Result<T, TryRecvError>
    where
        T: Clone,
    {
        match self.end.channel.receive(&mut self.end.position) {
            Ok(message) => Ok(message),
            Err(NoMessage::Empty) => Err(TryRecvError::Empty),
            Err(NoMessage::Disconnected) => Err(TryRecvError::Disconnected),
            Err(NoMessage::Lost(_)) => unreachable!("nothing is lost here"),
        }
    }

    /// One more receiver of the same channel, which gets the messages that are sent from now on. (A
    /// [clone](Self::clone) gets also those that this one has yet to receive.)
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::bounded;
    ///
    /// let (sender, receiver) = bounded(8);
    /// sender.try_send(1).unwrap();
    /// let mut new = receiver.resubscribe();
    /// sender.try_send(2).unwrap();
    /// assert_eq!(new.try_recv(), Ok(2));
    /// ```
    pub fn resubscribe(&self) -> Self {
        Self::new(self.end.resubscribe())
    }

    /// How many messages are there for this receiver.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::bounded(2);
    /// sender.try_send(1).unwrap();
    /// assert_eq!(receiver.len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.end.len()
    }

    /// Is there no message for this receiver?
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::bounded(2);
    /// assert!(receiver.is_empty());
    /// sender.try_send(1).unwrap();
    /// assert!(!receiver.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Are all senders gone? There may still be messages.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::bounded::<u8>(2);
    /// assert!(!receiver.is_closed());
    /// drop(sender);
    /// assert!(receiver.is_closed());
    /// ```
    pub fn is_closed(&self) -> bool {
        self.end.is_closed()
    }
}

impl<T> Clone for BoundedReceiver<T> {
    /// One more receiver, which receives next what this one does.
    fn clone(&self) -> Self {
        Self::new(self.end.clone())
    }
}

impl<T> fmt::Debug for BoundedReceiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedReceiver")
            .field("len", &self.len())
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`BoundedReceiver::recv`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct BoundedRecv<'a, T> {
        #[pin]
        receiving: Receiving<'a, T>,
    }
}

impl<T: Clone> Future for BoundedRecv<'_, T> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.project().receiving.poll(cx));
        Poll::Ready(received.map_err(|reason| match reason {
            NoMessage::Disconnected => RecvError::Disconnected,
            NoMessage::Empty | NoMessage::Lost(_) => unreachable!("it waits, and nothing is lost"),
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for BoundedRecv<'_, T> {}

impl<T> fmt::Debug for BoundedRecv<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedRecv").finish_non_exhaustive()
    }
}
