//! The future of the engine itself, for the raw part of the lock.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::engine::{Holders, Want};
use crate::{marker::CancelSafe, queue::Waiter};

pin_project! {
    /// Waits for an access; it is the caller's when it completes.
    #[must_use = "futures do nothing unless polled or awaited"]
    #[derive(Debug)]
    pub struct AcquireAccess<'a> {
        #[pin]
        waiter: Waiter<&'a Holders>,
    }
}

impl Holders {
    #[inline]
    pub(super) fn acquire(&self, want: Want) -> AcquireAccess<'_> {
        AcquireAccess {
            waiter: Waiter::new(self, want),
        }
    }
}

impl Future for AcquireAccess<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for AcquireAccess<'_> {}
