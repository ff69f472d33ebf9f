//! The receiver as a stream, with the feature `stream`.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;

use super::{Kind, Receiver};

/// With the feature `stream`: the messages, until the channel is over.
///
/// Nothing is lost by dropping the future of its `next`, or by polling it now and then only. The waker of
/// the last poll is kept until it is woken, or until the next poll.
///
/// # Examples
///
/// ```
/// use futures_util::StreamExt;
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (tx, rx) = mpsc::unbounded();
/// for n in 1..=3 {
///     tx.send(n).unwrap();
/// }
/// drop(tx);
/// assert_eq!(rx.map(|n| n * n).collect::<Vec<_>>().await, [1, 4, 9]);
/// # });
/// ```
impl<T, K: Kind> Stream for Receiver<T, K> {
    type Item = T;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.get_mut().poll_recv(cx).map(Result::ok)
    }
}
