//! The two ends of a channel, as both forms have them: counted, and one word and a position at most.

use alloc::sync::Arc;

use super::{channel::Channel, log::Log};

/// A sender that is counted.
pub(super) struct SendEnd<T> {
    pub(super) channel: Arc<Channel<T>>,
}

/// A receiver that is counted at its position.
pub(super) struct RecvEnd<T> {
    pub(super) channel: Arc<Channel<T>>,
    /// Of the next message.
    pub(super) position: u64,
}

/// The ends of a new channel.
pub(super) fn pair<T>(log: Log<T>) -> (SendEnd<T>, RecvEnd<T>) {
    let channel = Channel::with_log(log);
    let sender = SendEnd {
        channel: channel.clone(),
    };
    (
        sender,
        RecvEnd {
            channel,
            position: 0,
        },
    )
}

fn receiver<T>(channel: &Arc<Channel<T>>, position: Option<u64>) -> RecvEnd<T> {
    let position = channel.add_receiver(position);
    RecvEnd {
        channel: channel.clone(),
        position,
    }
}

impl<T> SendEnd<T> {
    /// One more receiver, from the next message on.
    pub(super) fn subscribe(&self) -> RecvEnd<T> {
        receiver(&self.channel, None)
    }

    pub(super) fn receiver_count(&self) -> usize {
        self.channel.with(|state| state.log.receivers())
    }

    pub(super) fn len(&self) -> usize {
        self.channel.with(|state| state.log.len())
    }

    pub(super) fn capacity(&self) -> usize {
        self.channel.with(|state| state.log.capacity())
    }

    pub(super) fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.channel, &other.channel)
    }
}

impl<T> RecvEnd<T> {
    /// One more receiver, from the next message on.
    pub(super) fn resubscribe(&self) -> Self {
        receiver(&self.channel, None)
    }

    pub(super) fn len(&self) -> usize {
        self.channel.with(|state| state.log.unread(self.position))
    }

    pub(super) fn is_closed(&self) -> bool {
        self.channel.with(|state| state.is_closed())
    }
}

impl<T> Clone for SendEnd<T> {
    fn clone(&self) -> Self {
        self.channel.add_sender();
        Self {
            channel: self.channel.clone(),
        }
    }
}

impl<T> Clone for RecvEnd<T> {
    fn clone(&self) -> Self {
        receiver(&self.channel, Some(self.position))
    }
}

impl<T> Drop for SendEnd<T> {
    fn drop(&mut self) {
        self.channel.remove_sender();
    }
}

impl<T> Drop for RecvEnd<T> {
    fn drop(&mut self) {
        self.channel.remove_receiver(self.position);
    }
}
