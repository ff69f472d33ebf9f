//! The futures of a barrier.

use alloc::sync::Arc;
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    Barrier, BarrierWaitResult,
    meeting::{Meeting, Want},
};
use crate::{
    marker::SnoozeSafe,
    queue::{Home, Queue, Waiter},
};

/// Who was not let through by somebody else ended the generation.
fn meet<H: Home<Engine = Meeting>>(
    mut waiter: Pin<&mut Waiter<H>>,
    cx: &mut Context<'_>,
) -> Poll<BarrierWaitResult> {
    ready!(waiter.as_mut().poll(cx));
    Poll::Ready(BarrierWaitResult {
        is_leader: !waiter.was_granted(),
    })
}

pin_project! {
    /// The future of [`Barrier::wait`]. Snooze-safe; not cancel-safe: dropped before its generation
    /// ends, it has not arrived.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct BarrierWait<'a> {
        #[pin]
        waiter: Waiter<&'a Queue<Meeting>>,
    }
}

impl<'a> BarrierWait<'a> {
    #[inline]
    pub(super) fn new(queue: &'a Queue<Meeting>) -> Self {
        Self {
            waiter: Waiter::new(queue, Want::Meet),
        }
    }
}

impl Future for BarrierWait<'_> {
    type Output = BarrierWaitResult;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<BarrierWaitResult> {
        meet(self.project().waiter, cx)
    }
}

pin_project! {
    /// The future of [`Barrier::wait_owned`]. Snooze-safe; not cancel-safe: dropped before its
    /// generation ends, it has not arrived.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct OwnedBarrierWait {
        #[pin]
        waiter: Waiter<Arc<Barrier>>,
    }
}

impl OwnedBarrierWait {
    #[inline]
    pub(super) fn new(barrier: Arc<Barrier>) -> Self {
        Self {
            waiter: Waiter::new(barrier, Want::Meet),
        }
    }
}

impl Future for OwnedBarrierWait {
    type Output = BarrierWaitResult;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<BarrierWaitResult> {
        meet(self.project().waiter, cx)
    }
}

pin_project! {
    /// The future of [`Barrier::arrive`]: an arrival that counts, whatever becomes of this.
    /// Snooze-safe; not cancel-safe, since nothing else sees the end of its generation.
    #[derive(Debug)]
    #[must_use = "the arrival counts, but does not wait: await it, or drop it to say so"]
    pub struct BarrierArrival<'a> {
        #[pin]
        waiter: Waiter<&'a Queue<Meeting>>,
        is_leader: bool,
    }
}

impl<'a> BarrierArrival<'a> {
    #[inline]
    pub(super) fn new(queue: &'a Queue<Meeting>, (want, is_leader): (Want, bool)) -> Self {
        Self {
            waiter: Waiter::new(queue, want),
            is_leader,
        }
    }

    /// Whether this was the last arrival of its generation, so that the wait is over already.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::barrier::Barrier;
    ///
    /// let barrier = Barrier::new(2);
    /// let (first, last) = (barrier.arrive(), barrier.arrive());
    /// assert!(!first.is_leader() && last.is_leader());
    /// ```
    #[inline]
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}

impl Future for BarrierArrival<'_> {
    type Output = BarrierWaitResult;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<BarrierWaitResult> {
        let this = self.project();
        ready!(this.waiter.poll(cx));
        Poll::Ready(BarrierWaitResult {
            is_leader: *this.is_leader,
        })
    }
}

pin_project! {
    /// The future of [`Barrier::arrive_owned`]: an arrival that counts, whatever becomes of this.
    /// Snooze-safe; not cancel-safe, since nothing else sees the end of its generation.
    #[derive(Debug)]
    #[must_use = "the arrival counts, but does not wait: await it, or drop it to say so"]
    pub struct OwnedBarrierArrival {
        #[pin]
        waiter: Waiter<Arc<Barrier>>,
        is_leader: bool,
    }
}

impl OwnedBarrierArrival {
    #[inline]
    pub(super) fn new(barrier: Arc<Barrier>, (want, is_leader): (Want, bool)) -> Self {
        Self {
            waiter: Waiter::new(barrier, want),
            is_leader,
        }
    }

    /// Whether this was the last arrival of its generation, so that the wait is over already.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::barrier::Barrier;
    ///
    /// let barrier = Arc::new(Barrier::new(2));
    /// let (first, last) = (barrier.clone().arrive_owned(), barrier.arrive_owned());
    /// assert!(!first.is_leader() && last.is_leader());
    /// ```
    #[inline]
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}

impl Future for OwnedBarrierArrival {
    type Output = BarrierWaitResult;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<BarrierWaitResult> {
        let this = self.project();
        ready!(this.waiter.poll(cx));
        Poll::Ready(BarrierWaitResult {
            is_leader: *this.is_leader,
        })
    }
}

#[diagnostic::do_not_recommend]
impl SnoozeSafe for BarrierWait<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for OwnedBarrierWait {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for BarrierArrival<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for OwnedBarrierArrival {}
