//! The sender, and its wait for the receiver to go.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::{SendError, ends::Tx};
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    queue::polled_after_completion,
};

/// Sends the message; see the [module](super). Dropping it says that there will be none.
///
/// # Examples
///
/// ```
/// use mea::oneshot::{self, Sender};
///
/// /// A request, and where its answer goes.
/// struct Double {
///     number: u32,
///     answer: Sender<u32>,
/// }
///
/// # mea::blocking::block_on(async {
/// let (answer, receiver) = oneshot::channel();
/// let request = Double { number: 21, answer };
/// request.answer.send(request.number * 2).unwrap();
/// assert_eq!(receiver.await, Ok(42));
/// # });
/// ```
pub struct Sender<T> {
    tx: Tx<T>,
}

impl<T> Sender<T> {
    #[inline]
    pub(super) fn new(tx: Tx<T>) -> Self {
        Self { tx }
    }

    /// Sends the message, and wakes the receiver if it waits.
    ///
    /// Once it is sent it may still be that nobody receives it: the receiver may be dropped with the
    /// message in it.
    ///
    /// # Errors
    ///
    /// If the receiver was closed or dropped. The message is in the error.
    ///
    /// # Panics
    ///
    /// If the waker of the receiver panics. The message has been sent in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::oneshot;
    ///
    /// let (sender, receiver) = oneshot::channel();
    /// assert!(sender.send(1).is_ok());
    /// drop(receiver);
    ///
    /// let (sender, receiver) = oneshot::channel();
    /// drop(receiver);
    /// assert_eq!(sender.send(2).unwrap_err().into_inner(), 2);
    /// ```
    #[inline]
    pub fn send(self, message: T) -> Result<(), SendError<T>> {
        self.tx.send(message).map_err(SendError)
    }

    /// Whether the receiver was closed or dropped. If so, it stays so, and [`send`](Self::send) fails.
    ///
    /// `false` may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::oneshot::channel::<u8>();
    /// assert!(!sender.is_closed());
    /// drop(receiver);
    /// assert!(sender.is_closed());
    /// ```
    #[inline]
    pub fn is_closed(&self) -> bool {
        self.tx.is_closed()
    }

    /// Waits until the receiver is closed or dropped: until nobody wants the message any more.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: the sender can be used as before. Snooze-safe.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// A computation that is given up when nobody waits for its result any more:
    ///
    /// ```
    /// use std::{future::poll_fn, pin::pin, task::Poll};
    ///
    /// use mea::oneshot::{self, Sender};
    ///
    /// async fn answer(mut sender: Sender<u64>, work: impl Future<Output = u64>) -> Option<u64> {
    ///     let mut work = pin!(work);
    ///     let result = {
    ///         let mut closed = sender.closed();
    ///         poll_fn(|cx| {
    ///             if pin!(&mut closed).poll(cx).is_ready() {
    ///                 return Poll::Ready(None);
    ///             }
    ///             work.as_mut().poll(cx).map(Some)
    ///         })
    ///         .await
    ///     };
    ///     // It may have gone since.
    ///     sender.send(result?).err().map(|unwanted| unwanted.into_inner())
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let (sender, receiver) = oneshot::channel();
    /// drop(receiver);
    /// assert_eq!(answer(sender, std::future::pending()).await, None);
    /// # });
    /// ```
    #[inline]
    pub fn closed(&mut self) -> Closed<'_, T> {
        Closed { sender: Some(self) }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

/// The future of [`Sender::closed`]. Cancel-safe and snooze-safe.
#[must_use = "futures do nothing unless polled or awaited"]
pub struct Closed<'a, T> {
    /// `None` once it is ready.
    sender: Option<&'a mut Sender<T>>,
}

impl<T> Future for Closed<'_, T> {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(sender) = &mut self.sender else {
            polled_after_completion();
        };
        ready!(sender.tx.poll_closed(cx));
        self.sender = None;
        Poll::Ready(())
    }
}

impl<T> Drop for Closed<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(sender) = &mut self.sender {
            drop(sender.tx.unregister());
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Closed<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Closed<'_, T> {}

impl<T> fmt::Debug for Closed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Closed").finish_non_exhaustive()
    }
}
