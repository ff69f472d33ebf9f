//! The futures of receiving.
//!
//! # Safety
//!
//! A future has its receiver by `&mut`, and is the receiver that the functions of `Chan` ask for.
#![allow(unsafe_code)]

use alloc::vec::Vec;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use super::{Kind, Receiver, RecvError};
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    queue::polled_after_completion,
};

/// A receiver that waits, or has a waker in the channel from an earlier poll. Dropping it takes that out.
struct Waiting<'a, T, K: Kind> {
    receiver: &'a mut Receiver<T, K>,
    waits: bool,
    done: bool,
}

impl<'a, T, K: Kind> Waiting<'a, T, K> {
    #[inline]
    fn new(receiver: &'a mut Receiver<T, K>) -> Self {
        Self {
            receiver,
            waits: false,
            done: false,
        }
    }

    #[inline]
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, RecvError>> {
        if self.done {
            polled_after_completion("mpsc");
        }
        // SAFETY: we are the receiver.
        let poll = unsafe { self.receiver.chan().poll_recv(cx, &mut self.waits) };
        self.done = poll.is_ready();
        poll
    }
}

impl<T, K: Kind> Drop for Waiting<'_, T, K> {
    #[inline]
    fn drop(&mut self) {
        if self.waits {
            // SAFETY: we are the receiver.
            unsafe { self.receiver.chan().stop_waiting() };
        }
    }
}

/// The future of [`Receiver::recv`]. Cancel-safe and snooze-safe.
#[must_use = "futures do nothing unless polled or awaited"]
pub struct Recv<'a, T, K: Kind> {
    waiting: Waiting<'a, T, K>,
}

impl<'a, T, K: Kind> Recv<'a, T, K> {
    #[inline]
    pub(super) fn new(receiver: &'a mut Receiver<T, K>) -> Self {
        Self {
            waiting: Waiting::new(receiver),
        }
    }
}

impl<T, K: Kind> Future for Recv<'_, T, K> {
    type Output = Result<T, RecvError>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.waiting.poll(cx)
    }
}

impl<T, K: Kind> fmt::Debug for Recv<'_, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recv").finish_non_exhaustive()
    }
}

/// The future of [`Receiver::recv_many`]. Cancel-safe and snooze-safe.
#[must_use = "futures do nothing unless polled or awaited"]
pub struct RecvMany<'a, T, K: Kind> {
    waiting: Waiting<'a, T, K>,
    buffer: &'a mut Vec<T>,
    limit: usize,
}

impl<'a, T, K: Kind> RecvMany<'a, T, K> {
    #[inline]
    pub(super) fn new(
        receiver: &'a mut Receiver<T, K>,
        buffer: &'a mut Vec<T>,
        limit: usize,
    ) -> Self {
        Self {
            waiting: Waiting::new(receiver),
            buffer,
            limit,
        }
    }
}

impl<T, K: Kind> Future for RecvMany<'_, T, K> {
    type Output = usize;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let Self {
            waiting,
            buffer,
            limit,
        } = &mut *self;
        if waiting.done {
            polled_after_completion("mpsc");
        }
        if *limit == 0 {
            waiting.done = true;
            return Poll::Ready(0);
        }
        loop {
            // SAFETY: we are the receiver.
            unsafe {
                let chan = waiting.receiver.chan();
                let count = chan.take_many(waiting.waits, buffer, *limit);
                if count != 0 {
                    waiting.waits = false;
                    waiting.done = true;
                    return Poll::Ready(count);
                }
                match chan.poll_wait(cx, &mut waiting.waits) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Ok(())) => {}
                    Poll::Ready(Err(RecvError::Disconnected)) => {
                        waiting.done = true;
                        return Poll::Ready(0);
                    }
                }
            }
        }
    }
}

impl<T, K: Kind> fmt::Debug for RecvMany<'_, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecvMany").finish_non_exhaustive()
    }
}

// The receiver is by reference; a message is never in a future.
impl<T, K: Kind> Unpin for Recv<'_, T, K> {}
impl<T, K: Kind> Unpin for RecvMany<'_, T, K> {}

#[diagnostic::do_not_recommend]
impl<T, K: Kind> CancelSafe for Recv<'_, T, K> {}
#[diagnostic::do_not_recommend]
impl<T, K: Kind> CancelSafe for RecvMany<'_, T, K> {}
#[diagnostic::do_not_recommend]
impl<T, K: Kind> SnoozeSafe for Recv<'_, T, K> {}
#[diagnostic::do_not_recommend]
impl<T, K: Kind> SnoozeSafe for RecvMany<'_, T, K> {}
