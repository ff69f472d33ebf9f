//! The channels to publish on, with `tokio::sync::broadcast`.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use mea::order::Held;
use tokio::sync::{
    RwLock,
    broadcast::{self, Receiver, Sender},
};

use crate::store::Key;

pub(crate) const EXPIRED: &[u8] = b"__keyevent@0__:expired";

pub(crate) type Message = Arc<[u8]>;

pub(crate) struct Channels {
    senders: RwLock<HashMap<Key, Sender<Message>>>,
    backlog: usize,
}

impl Channels {
    pub(crate) fn with_backlog(backlog: usize) -> Self {
        Self {
            senders: RwLock::default(),
            backlog,
        }
    }

    pub(crate) async fn publish<L>(
        &self,
        _: &mut Held<L>,
        channel: &[u8],
        message: &[u8],
    ) -> usize {
        let senders = self.senders.read().await;
        let sender = senders.get(channel);
        sender.map_or(0, |sender| sender.send(message.into()).unwrap_or(0))
    }

    pub(crate) async fn subscribe<L>(&self, _: &mut Held<L>, channel: Key) -> Receiver<Message> {
        let mut senders = self.senders.write().await;
        match senders.entry(channel) {
            Entry::Occupied(sender) => sender.get().subscribe(),
            Entry::Vacant(place) => {
                let (sender, receiver) = broadcast::channel(self.backlog);
                place.insert(sender);
                receiver
            }
        }
    }

    pub(crate) async fn leave<L>(&self, _: &mut Held<L>, channel: &[u8]) {
        let mut senders = self.senders.write().await;
        let sender = senders.get(channel);
        if sender.is_some_and(|sender| sender.receiver_count() == 0) {
            senders.remove(channel);
        }
    }

    pub(crate) async fn sweep<L>(&self, _: &mut Held<L>) {
        let mut senders = self.senders.write().await;
        senders.retain(|_, sender| sender.receiver_count() > 0);
    }

    pub(crate) async fn count<L>(&self, _: &mut Held<L>) -> usize {
        self.senders.read().await.len()
    }
}
