//! The channels to publish on: for each that somebody listens to, a broadcast channel.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use mea::{
    broadcast::overflow::{self, Receiver, Sender},
    order::{Held, LockBefore},
    shared,
};

use crate::store::{Key, ShardKeyspace};

/// Where the store publishes the keys that have expired. Redis does so with `notify-keyspace-events Ex`.
pub(crate) const EXPIRED: &[u8] = b"__keyevent@0__:expired";

pub(crate) type Message = Arc<[u8]>;

/// After the shards: what happens to a key is published while its shard is locked.
#[shared(after(ShardKeyspace))]
#[derive(Debug)]
pub(crate) struct Channels {
    #[lock(rwlock)]
    senders: HashMap<Key, Sender<Message>>,
    /// How many messages a subscriber may be behind.
    backlog: usize,
}

impl Channels {
    pub(crate) fn with_backlog(backlog: usize) -> Self {
        Self::new(HashMap::new(), backlog)
    }

    /// Publishes a message. Never waits for a subscriber: the one that is too slow loses the oldest
    /// messages, and is told. Returns how many subscribers there are.
    pub(crate) async fn publish(
        &self,
        held: &mut Held<impl LockBefore<ChannelsSenders>>,
        channel: &[u8],
        message: &[u8],
    ) -> usize {
        let (senders, _) = self.senders().read_after(held).await;
        let Some(sender) = senders.get(channel) else {
            return 0;
        };
        let subscribers = sender.receiver_count();
        sender.send(message.into());
        subscribers
    }

    /// Receives what is published on the channel from now on.
    pub(crate) async fn subscribe(
        &self,
        held: &mut Held<impl LockBefore<ChannelsSenders>>,
        channel: Key,
    ) -> Receiver<Message> {
        let backlog = *self.backlog();
        let (mut senders, _) = self.senders().write_after(held).await;
        match senders.entry(channel) {
            Entry::Occupied(sender) => sender.get().subscribe(),
            Entry::Vacant(place) => {
                let (sender, receiver) = overflow::channel(backlog);
                place.insert(sender);
                receiver
            }
        }
    }

    /// Forgets the channel, if nobody listens to it.
    pub(crate) async fn leave(
        &self,
        held: &mut Held<impl LockBefore<ChannelsSenders>>,
        channel: &[u8],
    ) {
        let (mut senders, _) = self.senders().write_after(held).await;
        if senders
            .get(channel)
            .is_some_and(|sender| sender.receiver_count() == 0)
        {
            senders.remove(channel);
        }
    }

    /// Forgets all channels to which nobody listens: those of connections that were cut off.
    pub(crate) async fn sweep(&self, held: &mut Held<impl LockBefore<ChannelsSenders>>) {
        let (mut senders, _) = self.senders().write_after(held).await;
        senders.retain(|_, sender| sender.receiver_count() > 0);
    }

    /// How many channels somebody listens to.
    pub(crate) async fn count(&self, held: &mut Held<impl LockBefore<ChannelsSenders>>) -> usize {
        let (senders, _) = self.senders().read_after(held).await;
        senders.len()
    }
}
