//! The futures of receiving.

use alloc::vec::Vec;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    Chan, Kind, Receiver, RecvError,
    reader::{Receiving, Turn},
};
use crate::{
    marker::CancelSafe,
    queue::{Waiter, polled_after_completion},
};

pin_project! {
    /// The future of [`Receiver::recv`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Recv<'a, T, K: Kind> {
        #[pin]
        right: Waiter<&'a Receiving<T>>,
        chan: &'a Chan<T, K>,
    }
}

impl<'a, T, K: Kind> Recv<'a, T, K> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, K>) -> Self {
        Self {
            right: Waiter::new(&chan.receivers, 1),
            chan,
        }
    }
}

impl<T, K: Kind> Future for Recv<'_, T, K> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.right.poll(cx));
        Poll::Ready(this.chan.take())
    }
}

impl<T, K: Kind> fmt::Debug for Recv<'_, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recv").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Receiver::recv_owned`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct RecvOwned<T, K: Kind> {
        #[pin]
        right: Waiter<Turn<T, K>>,
    }
}

impl<T, K: Kind> RecvOwned<T, K> {
    #[inline]
    pub(super) fn new(receiver: Receiver<T, K>) -> Self {
        Self {
            right: Waiter::new(Turn(receiver), 1),
        }
    }
}

impl<T, K: Kind> Future for RecvOwned<T, K> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut right = self.project().right;
        ready!(right.as_mut().poll(cx));
        let Turn(receiver) = right.finish();
        Poll::Ready(receiver.chan().take())
    }
}

impl<T, K: Kind> fmt::Debug for RecvOwned<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecvOwned").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Receiver::recv_many`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct RecvMany<'a, T, K: Kind> {
        #[pin]
        right: Waiter<&'a Receiving<T>>,
        chan: &'a Chan<T, K>,
        buffer: &'a mut Vec<T>,
        limit: Option<usize>,
    }
}

impl<'a, T, K: Kind> RecvMany<'a, T, K> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, K>, buffer: &'a mut Vec<T>, limit: usize) -> Self {
        Self {
            right: Waiter::new(&chan.receivers, 1),
            chan,
            buffer,
            limit: Some(limit),
        }
    }
}

impl<T, K: Kind> Future for RecvMany<'_, T, K> {
    type Output = usize;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let this = self.project();
        let Some(limit) = *this.limit else {
            polled_after_completion("mpmc");
        };
        if limit != 0 {
            ready!(this.right.poll(cx));
        }
        *this.limit = None;
        if limit == 0 {
            return Poll::Ready(0);
        }
        let before = this.buffer.len();
        // Before a message is taken, since this may panic.
        let mut next = this.chan.take_after(|| this.buffer.reserve(1));
        while let Ok(message) = next {
            this.buffer.push(message);
            if this.buffer.len() - before == limit {
                break;
            }
            this.buffer.reserve(1);
            match this.chan.try_recv() {
                Ok(message) => next = Ok(message),
                Err(_) => break,
            }
        }
        Poll::Ready(this.buffer.len() - before)
    }
}

impl<T, K: Kind> fmt::Debug for RecvMany<'_, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecvMany").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<T, K: Kind> CancelSafe for Recv<'_, T, K> {}
#[diagnostic::do_not_recommend]
impl<T, K: Kind> CancelSafe for RecvOwned<T, K> {}
#[diagnostic::do_not_recommend]
impl<T, K: Kind> CancelSafe for RecvMany<'_, T, K> {}
