//! The futures of a semaphore.

use alloc::sync::Arc;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use crate::{marker::CancelSafe, queue::Waiter};

pin_project! {
    /// The future of [`Semaphore::acquire`]. Cancel-safe; not snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Acquire<'a> {
        #[pin]
        waiter: Waiter<&'a Semaphore>,
    }
}

impl<'a> Acquire<'a> {
    #[inline]
    pub(super) fn new(semaphore: &'a Semaphore, permits: usize) -> Self {
        Self {
            waiter: Waiter::new(semaphore, permits),
        }
    }
}

impl<'a> Future for Acquire<'a> {
    type Output = SemaphorePermit<'a>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut waiter = self.project().waiter;
        ready!(waiter.as_mut().poll(cx));
        let n = waiter.want();
        Poll::Ready(SemaphorePermit::new(waiter.finish(), n))
    }
}

pin_project! {
    /// The future of [`Semaphore::acquire_owned`]. Cancel-safe; not snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireOwned {
        #[pin]
        waiter: Waiter<Arc<Semaphore>>,
    }
}

impl AcquireOwned {
    #[inline]
    pub(super) fn new(semaphore: Arc<Semaphore>, permits: usize) -> Self {
        Self {
            waiter: Waiter::new(semaphore, permits),
        }
    }
}

impl Future for AcquireOwned {
    type Output = OwnedSemaphorePermit;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut waiter = self.project().waiter;
        ready!(waiter.as_mut().poll(cx));
        let n = waiter.want();
        Poll::Ready(OwnedSemaphorePermit::new(waiter.finish(), n))
    }
}

pin_project! {
    /// The future of [`Semaphore::acquire_and_forget`]. Cancel-safe; not snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireAndForget<'a> {
        #[pin]
        waiter: Waiter<&'a Semaphore>,
    }
}

impl<'a> AcquireAndForget<'a> {
    #[inline]
    pub(super) fn new(semaphore: &'a Semaphore, permits: usize) -> Self {
        Self {
            waiter: Waiter::new(semaphore, permits),
        }
    }
}

impl Future for AcquireAndForget<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

pin_project! {
    /// The future of [`Semaphore::acquire_owned_and_forget`]. Cancel-safe; not snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireOwnedAndForget {
        #[pin]
        waiter: Waiter<Arc<Semaphore>>,
    }
}

impl AcquireOwnedAndForget {
    #[inline]
    pub(super) fn new(semaphore: Arc<Semaphore>, permits: usize) -> Self {
        Self {
            waiter: Waiter::new(semaphore, permits),
        }
    }
}

impl Future for AcquireOwnedAndForget {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut waiter = self.project().waiter;
        ready!(waiter.as_mut().poll(cx));
        drop(waiter.finish());
        Poll::Ready(())
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for Acquire<'_> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for AcquireOwned {}
#[diagnostic::do_not_recommend]
impl CancelSafe for AcquireAndForget<'_> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for AcquireOwnedAndForget {}
