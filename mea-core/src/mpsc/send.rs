//! The futures of sending into a bounded channel.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    Bounded, OwnedPermit, Permit, SendError, Sender,
    chan::{Chan, Place},
};
use crate::{
    marker::CancelSafe,
    permits::AcquirePermits,
    queue::{Waiter, polled_after_completion},
};

pin_project! {
    /// The future of [`Sender::send`]. Neither cancel-safe, since it has the message, nor snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Send<'a, T> {
        #[pin]
        place: AcquirePermits<'a>,
        chan: &'a Chan<T, Bounded>,
        message: Option<T>,
    }
}

impl<'a, T> Send<'a, T> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded>, message: T) -> Self {
        Self {
            place: chan.room.permits.acquire(1),
            chan,
            message: Some(message),
        }
    }
}

impl<T> Future for Send<'_, T> {
    type Output = Result<(), SendError<T>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.place.poll(cx));
        match this.message.take() {
            Some(message) => Poll::Ready(this.chan.push(message)),
            None => polled_after_completion(),
        }
    }
}

impl<T> fmt::Debug for Send<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Send").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Sender::send_from`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct SendFrom<'a, T> {
        #[pin]
        place: AcquirePermits<'a>,
        chan: &'a Chan<T, Bounded>,
        slot: &'a mut Option<T>,
    }
}

impl<'a, T> SendFrom<'a, T> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded>, slot: &'a mut Option<T>) -> Self {
        Self {
            place: chan.room.permits.acquire(1),
            chan,
            slot,
        }
    }
}

impl<T> Future for SendFrom<'_, T> {
    type Output = Result<(), SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.place.poll(cx));
        match this.slot.take() {
            Some(message) => Poll::Ready(match this.chan.push(message) {
                Ok(()) => Ok(()),
                Err(SendError(message)) => {
                    **this.slot = Some(message);
                    Err(SendError(()))
                }
            }),
            None => polled_after_completion(),
        }
    }
}

impl<T> fmt::Debug for SendFrom<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendFrom").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Sender::reserve`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Reserve<'a, T> {
        #[pin]
        place: AcquirePermits<'a>,
        chan: &'a Chan<T, Bounded>,
    }
}

impl<'a, T> Reserve<'a, T> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded>) -> Self {
        Self {
            place: chan.room.permits.acquire(1),
            chan,
        }
    }
}

impl<'a, T> Future for Reserve<'a, T> {
    type Output = Result<Permit<'a, T>, SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.place.poll(cx));
        Poll::Ready(match this.chan.is_closed() {
            true => Err(SendError(())),
            false => Ok(Permit::new(this.chan)),
        })
    }
}

impl<T> fmt::Debug for Reserve<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reserve").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Sender::reserve_owned`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct ReserveOwned<T> {
        #[pin]
        place: Waiter<Place<T>>,
    }
}

impl<T> ReserveOwned<T> {
    #[inline]
    pub(super) fn new(sender: Sender<T, Bounded>) -> Self {
        Self {
            place: Waiter::new(Place(sender), 1),
        }
    }
}

impl<T> Future for ReserveOwned<T> {
    type Output = Result<OwnedPermit<T>, SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        ready!(place.as_mut().poll(cx));
        let Place(sender) = place.finish();
        Poll::Ready(match sender.is_closed() {
            true => Err(SendError(())),
            false => Ok(OwnedPermit::new(sender)),
        })
    }
}

impl<T> fmt::Debug for ReserveOwned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReserveOwned").finish_non_exhaustive()
    }
}

impl<T> CancelSafe for SendFrom<'_, T> {}
impl<T> CancelSafe for Reserve<'_, T> {}
impl<T> CancelSafe for ReserveOwned<T> {}
