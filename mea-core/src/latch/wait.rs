//! The futures of a latch.

use alloc::sync::Arc;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Countdown, Latch};
use crate::{
    gate::Gate,
    marker::{CancelSafe, SnoozeSafe},
    queue::Waiter,
};

pin_project! {
    /// The future of [`Latch::wait`]. Cancel-safe and snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct LatchWait<'a> {
        #[pin]
        waiter: Waiter<&'a Gate<Countdown>>,
    }
}

impl<'a> LatchWait<'a> {
    #[inline]
    pub(super) fn new(gate: &'a Gate<Countdown>) -> Self {
        Self {
            waiter: Waiter::new(gate, ()),
        }
    }
}

impl Future for LatchWait<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

pin_project! {
    /// The future of [`Latch::wait_owned`]. Cancel-safe and snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct OwnedLatchWait {
        #[pin]
        waiter: Waiter<Arc<Latch>>,
    }
}

impl OwnedLatchWait {
    #[inline]
    pub(super) fn new(latch: Arc<Latch>) -> Self {
        Self {
            waiter: Waiter::new(latch, ()),
        }
    }
}

impl Future for OwnedLatchWait {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for LatchWait<'_> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for OwnedLatchWait {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for LatchWait<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for OwnedLatchWait {}
