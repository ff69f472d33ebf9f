//! A receiver as a stream, with the feature `stream`.

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use pin_project_lite::pin_project;

use super::{Kind, Receiver, reader::Turn};
use crate::queue::{Waiter, polled_after_completion};

pin_project! {
    /// The messages that one receiver gets, until the channel is over: see [`Receiver::into_stream`].
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::StreamExt;
    /// use mea::mpmc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpmc::unbounded();
    /// tx.send(1).unwrap();
    /// let mut stream = Box::pin(rx.into_stream());
    /// assert_eq!(stream.next().await, Some(1));
    /// drop(tx);
    /// assert_eq!(stream.next().await, None);
    /// # });
    /// ```
    #[must_use = "streams do nothing unless polled"]
    pub struct RecvStream<T, K: Kind> {
        #[pin]
        right: Waiter<Turn<T, K>>,
    }
}

impl<T, K: Kind> Receiver<T, K> {
    /// With the feature `stream`: the messages that this receiver gets, as a stream.
    ///
    /// A stream that was polled and is pending has its place in line, as a [`recv`](Self::recv) has; it
    /// is not snooze-safe. Dropping the future of its `next` loses nothing, and leaves it in line.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::StreamExt;
    /// use mea::mpmc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpmc::unbounded();
    /// for n in 1..=3 {
    ///     tx.send(n).unwrap();
    /// }
    /// drop(tx);
    /// assert_eq!(rx.into_stream().collect::<Vec<_>>().await, [1, 2, 3]);
    /// # });
    /// ```
    pub fn into_stream(self) -> RecvStream<T, K> {
        RecvStream {
            right: Waiter::new(Turn(self), 1),
        }
    }
}

impl<T, K: Kind> Stream for RecvStream<T, K> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut right = self.project().right;
        ready!(right.as_mut().poll(cx));
        let turn = right.as_mut().finish();
        // For the next one; before the message, since that may panic.
        right.set(Waiter::new(turn, 1));
        match right.home() {
            Some(Turn(receiver)) => Poll::Ready(receiver.chan().take().ok()),
            None => polled_after_completion(),
        }
    }
}

impl<T, K: Kind> fmt::Debug for RecvStream<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecvStream").finish_non_exhaustive()
    }
}
