//! What a client has subscribed to, with `tokio::sync::broadcast`.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use mea::order::Held;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::{
    channels::{Channels, Message},
    store::Key,
};

/// How many channels a client may subscribe to.
pub(crate) const MOST: usize = 128;

pub(crate) struct Subscriptions {
    channels: Arc<Channels>,
    inboxes: Vec<Inbox>,
    /// Which inbox is polled first the next time, so that a busy one does not hide the others.
    first: usize,
}

struct Inbox {
    channel: Key,
    /// Waits for the next message.
    message: Pin<Box<dyn Future<Output = Received> + Send>>,
}

type Received = (Receiver<Message>, Result<Message, RecvError>);

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Message(Key, Message),
    /// So many messages of this channel are lost.
    Lagged(Key, u64),
}

impl Subscriptions {
    pub(crate) fn new(channels: Arc<Channels>) -> Self {
        Self {
            channels,
            inboxes: Vec::new(),
            first: 0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.inboxes.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.inboxes.is_empty()
    }

    /// Some channel, if there is one.
    pub(crate) fn any(&self) -> Option<Key> {
        self.inboxes.last().map(|inbox| inbox.channel.clone())
    }

    /// Subscribes to the channel, unless that has been done. The caller looks after [`MOST`].
    pub(crate) async fn subscribe(&mut self, channel: &[u8]) {
        if self.position(channel).is_some() {
            return;
        }
        let (channel, held) = (Key::from(channel), &mut Held::nothing());
        let receiver = self.channels.subscribe(held, channel.clone()).await;
        let message = Box::pin(next(receiver));
        self.inboxes.push(Inbox { channel, message });
    }

    /// Nothing of the channel is delivered any more.
    pub(crate) async fn unsubscribe(&mut self, channel: &[u8]) {
        if let Some(at) = self.position(channel) {
            self.inboxes.swap_remove(at);
            self.channels.leave(&mut Held::nothing(), channel).await;
        }
    }

    pub(crate) async fn unsubscribe_all(&mut self) {
        while let Some(channel) = self.any() {
            self.unsubscribe(&channel).await;
        }
    }

    fn position(&self, channel: &[u8]) -> Option<usize> {
        self.inboxes
            .iter()
            .position(|inbox| *inbox.channel == *channel)
    }

    /// Waits for the next message of any channel; for ever, if there is none.
    pub(crate) async fn next(&mut self) -> Delivery {
        poll_fn(|context| self.poll_next(context)).await
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Delivery> {
        let count = self.inboxes.len();
        for step in 0..count {
            let at = (self.first + step) % count;
            let inbox = &mut self.inboxes[at];
            let Poll::Ready((receiver, result)) = inbox.message.as_mut().poll(context) else {
                continue;
            };
            inbox.message = Box::pin(next(receiver));
            let channel = inbox.channel.clone();
            self.first = at + 1;
            return Poll::Ready(match result {
                Ok(message) => Delivery::Message(channel, message),
                Err(RecvError::Lagged(lost)) => Delivery::Lagged(channel, lost),
                Err(RecvError::Closed) => {
                    unreachable!("a channel with a receiver is not forgotten")
                }
            });
        }
        Poll::Pending
    }
}

/// The receiver comes back with the message, to wait for the next one.
async fn next(mut receiver: Receiver<Message>) -> Received {
    let result = receiver.recv().await;
    (receiver, result)
}
