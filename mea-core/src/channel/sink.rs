//! Senders as sinks, with the feature `stream`.

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_sink::Sink;
use pin_project_lite::pin_project;

use super::{
    Bounded, Receivers, Room, SendError, Sender, Unbounded,
    chan::{Place, poll_owned},
};
use crate::queue::Waiter;

/// With the feature `stream`: always ready, until nobody can receive any more. Closing it does nothing;
/// drop it.
///
/// The error has the message, if there was one.
impl<T, R: Receivers> Sink<T> for Sender<T, Unbounded, R> {
    type Error = SendError<Option<T>>;

    fn poll_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(match self.is_closed() {
            true => Err(SendError(None)),
            false => Ok(()),
        })
    }

    fn start_send(self: Pin<&mut Self>, message: T) -> Result<(), Self::Error> {
        self.send(message).map_err(with_message)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }
}

fn with_message<T>(SendError(message): SendError<T>) -> SendError<Option<T>> {
    SendError(Some(message))
}

pin_project! {
    /// A sender of a bounded channel as a sink: see [`Sender::into_sink`].
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::SinkExt;
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mpsc::bounded(1);
    /// let mut sink = Box::pin(tx.into_sink());
    /// sink.send(1).await.unwrap();
    /// assert_eq!(rx.recv().await, Ok(1));
    /// # });
    /// ```
    #[must_use = "sinks do nothing unless polled"]
    pub struct SendSink<T, R: Receivers> {
        // `None` when it is closed.
        #[pin]
        place: Option<Waiter<Place<T, R>>>,
        // There is a place that was not used yet.
        is_ready: bool,
    }

    impl<T, R: Receivers> PinnedDrop for SendSink<T, R> {
        fn drop(this: Pin<&mut Self>) {
            this.give_up();
        }
    }
}

impl<T, R: Receivers> Sender<T, Bounded, R> {
    /// With the feature `stream`: this sender as a sink.
    ///
    /// It is ready when it has a place in the channel, for which it waits first come, first served; a
    /// place that is not used goes to the next when the sink is closed or dropped. What is sent is in the
    /// channel at once: there is nothing to flush. The error has the message, if there was one.
    ///
    /// # Examples
    ///
    /// ```
    /// use futures_util::{SinkExt, StreamExt};
    /// use mea::mpsc;
    ///
    /// # mea::blocking::block_on(async {
    /// let (tx, rx) = mpsc::bounded(3);
    /// let mut sink = Box::pin(tx.into_sink());
    /// sink.send_all(&mut futures_util::stream::iter([Ok(1), Ok(2), Ok(3)])).await.unwrap();
    /// sink.close().await.unwrap();
    /// assert_eq!(rx.collect::<Vec<_>>().await, [1, 2, 3]);
    /// # });
    /// ```
    pub fn into_sink(self) -> SendSink<T, R> {
        SendSink {
            place: Some(Waiter::new(Place(self), 1)),
            is_ready: false,
        }
    }
}

impl<T, R: Receivers> SendSink<T, R> {
    /// Gives a place back that was not used.
    fn give_up(self: Pin<&mut Self>) {
        let this = self.project();
        let place = this.place.as_ref().get_ref().as_ref();
        if let Some(Place(sender)) = place.and_then(Waiter::home) {
            if core::mem::take(this.is_ready) {
                sender.chan().room.give_up();
            }
        }
    }
}

impl<T, R: Receivers> Sink<T> for SendSink<T, R> {
    type Error = SendError<Option<T>>;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let this = self.project();
        let Some(mut place) = this.place.as_pin_mut() else {
            return Poll::Ready(Err(SendError(None)));
        };
        if !*this.is_ready {
            ready!(poll_owned(place.as_mut(), cx));
            let home = place.as_mut().finish();
            // For the next one.
            place.set(Waiter::new(home, 1));
            *this.is_ready = true;
        }
        Poll::Ready(match place.home() {
            Some(Place(sender)) if !sender.is_closed() => Ok(()),
            _ => Err(SendError(None)),
        })
    }

    /// # Panics
    ///
    /// If it is not ready: `poll_ready` has to be asked before each message.
    fn start_send(self: Pin<&mut Self>, message: T) -> Result<(), Self::Error> {
        let this = self.project();
        let place = this.place.as_ref().get_ref().as_ref();
        let Some(Place(sender)) = place.and_then(Waiter::home) else {
            return Err(SendError(Some(message)));
        };
        assert!(
            core::mem::take(this.is_ready),
            "`start_send` of a sink that is not ready"
        );
        sender.chan().push(message).map_err(with_message)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.as_mut().give_up();
        self.project().place.set(None);
        Poll::Ready(Ok(()))
    }
}

impl<T, R: Receivers> fmt::Debug for SendSink<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendSink")
            .field("is_ready", &self.is_ready)
            .finish_non_exhaustive()
    }
}
