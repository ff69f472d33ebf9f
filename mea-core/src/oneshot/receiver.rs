//! The receiver, and its two futures.

use core::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::{RecvError, TryRecvError, ends::Rx};
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    queue::polled_after_completion,
};

/// Receives the message; see the [module](super). Dropping it tells the sender that nobody wants it.
///
/// Await it, or, where the wait may be given up, [`recv`](Self::recv).
///
/// # Examples
///
/// ```
/// use mea::oneshot;
///
/// # mea::blocking::block_on(async {
/// let (sender, receiver) = oneshot::channel();
/// std::thread::spawn(move || sender.send(1));
/// assert_eq!(receiver.await, Ok(1));
/// # });
/// ```
pub struct Receiver<T> {
    rx: Rx<T>,
}

impl<T> Receiver<T> {
    #[inline]
    pub(super) fn new(rx: Rx<T>) -> Self {
        Self { rx }
    }

    /// Waits for the message, without giving the receiver up. `(&mut receiver).await` is the same.
    ///
    /// # Errors
    ///
    /// [`RecvError::Disconnected`] if the sender was dropped, if the receiver is [closed](Self::close)
    /// and there is no message, or if the message was received before.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: the message stays in the channel until the future is ready. Snooze-safe.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::oneshot::{self, RecvError};
    ///
    /// # mea::blocking::block_on(async {
    /// let (sender, mut receiver) = oneshot::channel();
    /// drop(receiver.recv());
    /// sender.send(1).unwrap();
    /// assert_eq!(receiver.recv().await, Ok(1));
    /// assert_eq!(receiver.recv().await, Err(RecvError::Disconnected));
    /// # });
    /// ```
    #[inline]
    pub fn recv(&mut self) -> RecvMut<'_, T> {
        RecvMut {
            receiver: Some(self),
        }
    }

    /// Takes the message, if it is there.
    ///
    /// After a [`send`](super::Sender::send) has returned, it is.
    ///
    /// # Errors
    ///
    /// [`TryRecvError::Empty`] if there is none yet. [`TryRecvError::Disconnected`] if there will be none:
    /// the sender was dropped, the receiver is closed, or the message was received before.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::oneshot::{self, TryRecvError};
    ///
    /// let (sender, receiver) = oneshot::channel();
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    /// sender.send(1).unwrap();
    /// assert_eq!(receiver.try_recv(), Ok(1));
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    /// ```
    #[inline]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.rx.try_recv()
    }

    /// Whether there is a message, which the next call to receive it returns at once.
    ///
    /// `false` may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::oneshot::channel();
    /// assert!(!receiver.has_message());
    /// sender.send(1).unwrap();
    /// assert!(receiver.has_message());
    /// ```
    #[inline]
    pub fn has_message(&self) -> bool {
        self.rx.has_message()
    }

    /// Whether there is no message, and will be none: the sender was dropped, the receiver is closed, or
    /// the message was received. If so, it stays so.
    ///
    /// `false` may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::oneshot::channel();
    /// sender.send(1).unwrap();
    /// assert!(!receiver.is_closed());
    /// receiver.try_recv().unwrap();
    /// assert!(receiver.is_closed());
    /// ```
    #[inline]
    pub fn is_closed(&self) -> bool {
        self.rx.is_closed()
    }

    /// Closes the channel: a `send` after it fails, and [`Sender::closed`](super::Sender::closed) is ready.
    /// A message that was sent before it can still be received.
    ///
    /// # Panics
    ///
    /// If the waker of the sender panics. The channel is closed in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::oneshot::{self, TryRecvError};
    ///
    /// let (sender, mut receiver) = oneshot::channel();
    /// receiver.close();
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    /// assert_eq!(sender.send(1).unwrap_err().into_inner(), 1);
    ///
    /// let (sender, mut receiver) = oneshot::channel();
    /// sender.send(1).unwrap();
    /// receiver.close();
    /// assert_eq!(receiver.try_recv(), Ok(1));
    /// ```
    pub fn close(&mut self) {
        // There is one if a wait was forgotten.
        let own = self.rx.unregister();
        if let Some(waker) = self.rx.close() {
            waker.wake();
        }
        drop(own);
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("has_message", &self.has_message())
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

/// Waits for the message with a future that owns the receiver; see [`Recv`].
impl<T> IntoFuture for Receiver<T> {
    type Output = Result<T, RecvError>;
    type IntoFuture = Recv<T>;

    #[inline]
    fn into_future(self) -> Recv<T> {
        Recv {
            receiver: Some(self),
        }
    }
}

/// The same as [`Receiver::recv`].
impl<'a, T> IntoFuture for &'a mut Receiver<T> {
    type Output = Result<T, RecvError>;
    type IntoFuture = RecvMut<'a, T>;

    #[inline]
    fn into_future(self) -> RecvMut<'a, T> {
        self.recv()
    }
}

/// The future of [`Receiver`] itself, which it owns. Snooze-safe; not cancel-safe.
///
/// It gives up the receiver, and frees the channel, when it completes.
///
/// # Errors
///
/// As for [`Receiver::recv`].
///
/// # Cancel safety
///
/// Dropping it drops the receiver: a message that is there, or is sent later, is not received. A borrow of it
/// may be dropped without loss: it is `Unpin` and snooze-safe, so `&mut recv` is a future that is
/// cancel-safe.
///
/// # Panics
///
/// If it is polled after it has completed.
///
/// # Examples
///
/// ```
/// use mea::oneshot;
///
/// # mea::blocking::block_on(async {
/// let (sender, receiver) = oneshot::channel();
/// let mut recv = receiver.into_future();
/// drop(&mut recv);
/// sender.send(1).unwrap();
/// assert_eq!((&mut recv).await, Ok(1));
/// # });
/// ```
#[must_use = "futures do nothing unless polled or awaited"]
pub struct Recv<T> {
    /// `None` once it is ready.
    receiver: Option<Receiver<T>>,
}

impl<T> Future for Recv<T> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(receiver) = &mut self.receiver else {
            polled_after_completion();
        };
        ready!(receiver.rx.poll(cx));
        let message = self
            .receiver
            .take()
            .and_then(|receiver| receiver.rx.finish());
        Poll::Ready(message.ok_or(RecvError::Disconnected))
    }
}

/// The future of [`Receiver::recv`]. Cancel-safe and snooze-safe.
#[must_use = "futures do nothing unless polled or awaited"]
pub struct RecvMut<'a, T> {
    /// `None` once it is ready.
    receiver: Option<&'a mut Receiver<T>>,
}

impl<T> Future for RecvMut<'_, T> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(receiver) = &mut self.receiver else {
            polled_after_completion();
        };
        ready!(receiver.rx.poll(cx));
        let message = receiver.rx.take();
        self.receiver = None;
        Poll::Ready(message.ok_or(RecvError::Disconnected))
    }
}

impl<T> Drop for RecvMut<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(receiver) = &mut self.receiver {
            drop(receiver.rx.unregister());
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for RecvMut<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for RecvMut<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Recv<T> {}

impl<T> fmt::Debug for Recv<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recv").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for RecvMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecvMut").finish_non_exhaustive()
    }
}
