//! The future of the engine itself, for the raw parts of locks.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::Permits;
use crate::{marker::CancelSafe, queue::Waiter};

pin_project! {
    /// Acquires permits; they are the caller's when it completes.
    #[must_use = "futures do nothing unless polled or awaited"]
    #[derive(Debug)]
    pub struct AcquirePermits<'a> {
        #[pin]
        waiter: Waiter<&'a Permits>,
    }
}

impl Permits {
    /// A wait for `n` permits. Cancel-safe, FIFO.
    #[inline]
    pub(crate) fn acquire(&self, n: usize) -> AcquirePermits<'_> {
        AcquirePermits {
            waiter: Waiter::new(self, n),
        }
    }
}

impl Future for AcquirePermits<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for AcquirePermits<'_> {}
