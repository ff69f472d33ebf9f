//! The receiving side.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{RecvError, TryRecvError};
use crate::{
    broadcast::{ends::RecvEnd, receiving::Receiving},
    marker::{CancelSafe, SnoozeSafe},
};

/// Receives every message that is sent while it is there, unless it is too slow; see the
/// [module](super).
///
/// Dropping it drops the messages that only this one had yet to receive.
///
/// # Examples
///
/// ```
/// use mea::broadcast::overflow::{self, RecvError};
///
/// # mea::blocking::block_on(async {
/// let (sender, mut receiver) = overflow::channel(8);
/// sender.send(1);
/// drop(sender);
/// loop {
///     match receiver.recv().await {
///         Ok(n) => assert_eq!(n, 1),
///         Err(RecvError::Lagged(n)) => println!("{n} messages are lost"),
///         Err(RecvError::Disconnected) => break,
///     }
/// }
/// # });
/// ```
pub struct Receiver<T> {
    end: RecvEnd<T>,
}

impl<T> Receiver<T> {
    pub(super) fn new(end: RecvEnd<T>) -> Self {
        Self { end }
    }

    /// Waits for the next message.
    ///
    /// # Errors
    ///
    /// `Lagged` if messages were lost, with their number; the next one to be received is the oldest
    /// that is there. `Disconnected` if all senders are gone and all messages have been received.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: a future that is dropped has received nothing. Snooze-safe: it holds up nobody.
    ///
    /// # Fairness
    ///
    /// All receivers that wait are woken by the same message.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or if cloning the message panics, or dropping
    /// it does. The receiver has received that message then, and goes on with the next one.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::overflow::{self, RecvError};
    ///
    /// # mea::blocking::block_on(async {
    /// let (sender, mut receiver) = overflow::channel(2);
    /// for n in 1..=3 {
    ///     sender.send(n);
    /// }
    /// assert_eq!(receiver.recv().await, Err(RecvError::Lagged(1)));
    /// assert_eq!(receiver.recv().await, Ok(2));
    /// # });
    /// ```
    #[inline]
    pub fn recv(&mut self) -> Recv<'_, T>
    where
        T: Clone,
    {
        Recv {
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
    /// If cloning the message panics, or dropping it does; see [`recv`](Self::recv).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::overflow::{self, TryRecvError};
    ///
    /// let (sender, mut receiver) = overflow::channel(8);
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    /// sender.send(1);
    /// drop(sender);
    /// assert_eq!(receiver.try_recv(), Ok(1));
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    /// ```
    pub fn try_recv(&mut self) -> Result<T, TryRecvError>
    where
        T: Clone,
    {
        Ok(self.end.channel.receive(&mut self.end.position)?)
    }

    /// One more receiver of the same channel, which gets the messages that are sent from now on. (A
    /// [clone](Self::clone) gets also those that this one has yet to receive.)
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::broadcast::overflow;
    ///
    /// let (sender, receiver) = overflow::channel(8);
    /// sender.send(1);
    /// let mut new = receiver.resubscribe();
    /// sender.send(2);
    /// assert_eq!(new.try_recv(), Ok(2));
    /// ```
    pub fn resubscribe(&self) -> Self {
        Self::new(self.end.resubscribe())
    }

    /// How many messages are there for this receiver. Those that it has lost do not count.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::overflow::channel(2);
    /// for n in 0..3 {
    ///     sender.send(n);
    /// }
    /// assert_eq!(receiver.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.end.len()
    }

    /// Is there no message for this receiver?
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::broadcast::overflow::channel(2);
    /// assert!(receiver.is_empty());
    /// sender.send(1);
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
    /// let (sender, receiver) = mea::broadcast::overflow::channel::<u8>(2);
    /// assert!(!receiver.is_closed());
    /// drop(sender);
    /// assert!(receiver.is_closed());
    /// ```
    pub fn is_closed(&self) -> bool {
        self.end.is_closed()
    }
}

impl<T> Clone for Receiver<T> {
    /// One more receiver, which receives next what this one does.
    fn clone(&self) -> Self {
        Self::new(self.end.clone())
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("len", &self.len())
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Receiver::recv`]. Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Recv<'a, T> {
        #[pin]
        receiving: Receiving<'a, T>,
    }
}

impl<T: Clone> Future for Recv<'_, T> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let received = ready!(self.project().receiving.poll(cx));
        Poll::Ready(received.map_err(RecvError::from))
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Recv<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Recv<'_, T> {}

impl<T> fmt::Debug for Recv<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recv").finish_non_exhaustive()
    }
}
