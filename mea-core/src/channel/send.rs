//! The futures of sending into a bounded channel.
//!
//! None has the name `Send`: where a dependency has a type of that name, the compiler calls the trait
//! `std::marker::Send` in its errors.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    Bounded, OwnedPermit, Permit, Receivers, SendError, Sender,
    chan::{Chan, Place, poll_owned},
};
use crate::{
    marker::CancelSafe,
    permits::AcquirePermits,
    queue::{Waiter, polled_after_completion},
};

pin_project! {
    /// The future of [`Sender::send`]. Neither cancel-safe, since it has the message, nor snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct SendMessage<'a, T, R: Receivers> {
        #[pin]
        place: AcquirePermits<'a>,
        chan: &'a Chan<T, Bounded, R>,
        message: Option<T>,
    }
}

impl<'a, T, R: Receivers> SendMessage<'a, T, R> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded, R>, message: T) -> Self {
        Self {
            place: chan.room.permits.acquire(1),
            chan,
            message: Some(message),
        }
    }
}

impl<T, R: Receivers> Future for SendMessage<'_, T, R> {
    type Output = Result<(), SendError<T>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.chan.poll_place(this.place, cx));
        match this.message.take() {
            Some(message) => Poll::Ready(this.chan.push(message)),
            None => polled_after_completion("channel"),
        }
    }
}

impl<T, R: Receivers> fmt::Debug for SendMessage<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendMessage").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Sender::send_from`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct SendFrom<'a, T, R: Receivers> {
        #[pin]
        place: AcquirePermits<'a>,
        chan: &'a Chan<T, Bounded, R>,
        slot: &'a mut Option<T>,
    }
}

impl<'a, T, R: Receivers> SendFrom<'a, T, R> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded, R>, slot: &'a mut Option<T>) -> Self {
        Self {
            place: chan.room.permits.acquire(1),
            chan,
            slot,
        }
    }
}

impl<T, R: Receivers> Future for SendFrom<'_, T, R> {
    type Output = Result<(), SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.chan.poll_place(this.place, cx));
        match this.slot.take() {
            Some(message) => Poll::Ready(match this.chan.push(message) {
                Ok(()) => Ok(()),
                Err(SendError(message)) => {
                    **this.slot = Some(message);
                    Err(SendError(()))
                }
            }),
            None => polled_after_completion("channel"),
        }
    }
}

impl<T, R: Receivers> fmt::Debug for SendFrom<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendFrom").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Sender::reserve`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Reserve<'a, T, R: Receivers> {
        #[pin]
        place: AcquirePermits<'a>,
        chan: &'a Chan<T, Bounded, R>,
    }
}

impl<'a, T, R: Receivers> Reserve<'a, T, R> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded, R>) -> Self {
        Self {
            place: chan.room.permits.acquire(1),
            chan,
        }
    }
}

impl<'a, T, R: Receivers> Future for Reserve<'a, T, R> {
    type Output = Result<Permit<'a, T, R>, SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.chan.poll_place(this.place, cx));
        Poll::Ready(match this.chan.is_closed() {
            true => {
                this.chan.no_use();
                Err(SendError(()))
            }
            false => Ok(Permit::new(this.chan)),
        })
    }
}

impl<T, R: Receivers> fmt::Debug for Reserve<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reserve").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Sender::reserve_owned`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct ReserveOwned<T, R: Receivers> {
        #[pin]
        place: Waiter<Place<T, R>>,
    }
}

impl<T, R: Receivers> ReserveOwned<T, R> {
    #[inline]
    pub(super) fn new(sender: Sender<T, Bounded, R>) -> Self {
        Self {
            place: Waiter::new(Place(sender), 1),
        }
    }
}

impl<T, R: Receivers> Future for ReserveOwned<T, R> {
    type Output = Result<OwnedPermit<T, R>, SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut place = self.project().place;
        ready!(poll_owned(place.as_mut(), cx));
        let Place(sender) = place.finish();
        Poll::Ready(match sender.is_closed() {
            true => {
                sender.chan().no_use();
                Err(SendError(()))
            }
            false => Ok(OwnedPermit::new(sender)),
        })
    }
}

impl<T, R: Receivers> fmt::Debug for ReserveOwned<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReserveOwned").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<T, R: Receivers> CancelSafe for SendFrom<'_, T, R> {}
#[diagnostic::do_not_recommend]
impl<T, R: Receivers> CancelSafe for Reserve<'_, T, R> {}
#[diagnostic::do_not_recommend]
impl<T, R: Receivers> CancelSafe for ReserveOwned<T, R> {}
