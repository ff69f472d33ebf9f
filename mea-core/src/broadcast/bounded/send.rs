//! The waits for room.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    broadcast::channel::{Channel, NotSent, Want},
    channel::SendError,
    marker::CancelSafe,
    queue::{Waiter, polled_after_completion},
};

pin_project! {
    /// Sends a message out of a slot that is not its own.
    struct Sending<'a, T> {
        channel: &'a Channel<T>,
        // From when there was no room.
        #[pin]
        waiter: Option<Waiter<&'a Channel<T>>>,
    }
}

/// There are no receivers.
struct Disconnected;

impl<'a, T> Sending<'a, T> {
    #[inline]
    fn new(channel: &'a Channel<T>) -> Self {
        Self {
            channel,
            waiter: None,
        }
    }

    /// The slot has a message until this is ready with `Ok`.
    #[inline]
    fn poll(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slot: &mut Option<T>,
    ) -> Poll<Result<(), Disconnected>> {
        let mut this = self.project();
        loop {
            let turn = match this.waiter.as_mut().as_pin_mut() {
                Some(mut waiter) => {
                    ready!(waiter.as_mut().poll(cx));
                    // From here to `send_out_of` no user code runs that could lose the turn.
                    let turn = match waiter.want() {
                        Want::Room(epoch) => waiter.was_granted().then_some(epoch),
                        Want::Message(_) => unreachable!("it waits for room"),
                    };
                    this.waiter.set(None);
                    turn
                }
                None => None,
            };
            match this.channel.send_out_of(slot, turn) {
                Ok(()) => return Poll::Ready(Ok(())),
                Err(NotSent::Disconnected) => return Poll::Ready(Err(Disconnected)),
                Err(NotSent::Full(epoch)) => {
                    let waiter = Waiter::new(*this.channel, Want::Room(epoch));
                    this.waiter.set(Some(waiter));
                }
            }
        }
    }
}

pin_project! {
    /// The future of [`BoundedSender::send`](super::BoundedSender::send). Not cancel-safe: the
    /// message goes with it. Not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct BoundedSend<'a, T> {
        #[pin]
        sending: Sending<'a, T>,
        message: Option<T>,
    }
}

impl<'a, T> BoundedSend<'a, T> {
    #[inline]
    pub(super) fn new(channel: &'a Channel<T>, message: T) -> Self {
        Self {
            sending: Sending::new(channel),
            message: Some(message),
        }
    }
}

impl<T> Future for BoundedSend<'_, T> {
    type Output = Result<(), SendError<T>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if this.message.is_none() {
            polled_after_completion("broadcast");
        }
        let sent = ready!(this.sending.poll(cx, this.message));
        Poll::Ready(sent.map_err(|Disconnected| match this.message.take() {
            Some(message) => SendError(message),
            None => unreachable!("it stays if it is not sent"),
        }))
    }
}

pin_project! {
    /// The future of [`BoundedSender::send_from`](super::BoundedSender::send_from). Cancel-safe; not
    /// snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct BoundedSendFrom<'a, T> {
        #[pin]
        sending: Sending<'a, T>,
        // Taken on completion. Empty if it was sent, and a waker panicked.
        slot: Option<&'a mut Option<T>>,
    }
}

impl<'a, T> BoundedSendFrom<'a, T> {
    #[inline]
    pub(super) fn new(channel: &'a Channel<T>, slot: &'a mut Option<T>) -> Self {
        Self {
            sending: Sending::new(channel),
            slot: Some(slot),
        }
    }
}

impl<T> Future for BoundedSendFrom<'_, T> {
    type Output = Result<(), SendError<()>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let Some(slot @ Some(_)) = this.slot.as_deref_mut() else {
            polled_after_completion("broadcast");
        };
        let sent = ready!(this.sending.poll(cx, slot));
        *this.slot = None;
        Poll::Ready(sent.map_err(|Disconnected| SendError(())))
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for BoundedSendFrom<'_, T> {}

impl<T> fmt::Debug for BoundedSend<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedSend").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for BoundedSendFrom<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoundedSendFrom").finish_non_exhaustive()
    }
}
