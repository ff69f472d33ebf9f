//! The wait for a message: the inside of the futures of both forms.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    channel::{Channel, NoMessage, Want},
    ends::RecvEnd,
};
use crate::queue::{Waiter, polled_after_completion};

pin_project! {
    /// Completes with a message, or says why there will be none.
    pub(super) struct Receiving<'a, T> {
        #[pin]
        waiter: Waiter<&'a Channel<T>>,
        // Taken on completion.
        position: Option<&'a mut u64>,
    }
}

impl<'a, T> Receiving<'a, T> {
    #[inline]
    pub(super) fn new(end: &'a mut RecvEnd<T>) -> Self {
        Self {
            waiter: Waiter::new(&end.channel, Want::Message(end.position)),
            position: Some(&mut end.position),
        }
    }
}

impl<T: Clone> Receiving<'_, T> {
    /// Never ready with [`NoMessage::Empty`].
    #[inline]
    pub(super) fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, NoMessage>> {
        let mut this = self.project();
        let (Some(position), Some(&channel)) = (this.position.as_deref_mut(), this.waiter.home())
        else {
            polled_after_completion("broadcast");
        };
        if this.waiter.is_new() {
            match channel.receive(position) {
                Err(NoMessage::Empty) => {}
                received => {
                    *this.position = None;
                    return Poll::Ready(received);
                }
            }
        }
        ready!(this.waiter.as_mut().poll(cx));
        // There is one, or it was lost since, or the senders are gone: nobody else receives here.
        let received = channel.receive(position);
        *this.position = None;
        Poll::Ready(received)
    }
}
