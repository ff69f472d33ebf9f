//! The store, with a `tokio::sync::Mutex` for each shard.

#[path = "../../../../examples/kv_server/store/keyspace.rs"]
mod keyspace;
#[path = "../../../../examples/kv_server/store/value.rs"]
mod value;

use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Instant,
};

use mea::order::Held;
use tokio::sync::{Mutex, MutexGuard};

pub(crate) use self::{
    keyspace::Keyspace,
    value::{List, Value, WrongType},
};
use crate::channels::{Channels, EXPIRED};

pub(crate) type Key = Arc<[u8]>;

const BATCH: usize = 64;

pub(crate) struct Store {
    shards: Box<[Mutex<Keyspace>]>,
    hasher: RandomState,
    channels: Arc<Channels>,
}

impl Store {
    pub(crate) fn new(shards: usize, channels: Arc<Channels>) -> Self {
        Self {
            shards: (0..shards).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            channels,
        }
    }

    fn index(&self, key: &[u8]) -> usize {
        (self.hasher.hash_one(key) >> 32) as usize % self.shards.len()
    }

    pub(crate) async fn one<L, R>(
        &self,
        held: &mut Held<L>,
        now: Instant,
        key: &[u8],
        run: impl FnOnce(&mut Keyspace) -> R,
    ) -> R {
        let mut keyspace = self.shards[self.index(key)].lock().await;
        keyspace.look_at(now);
        let result = run(&mut keyspace);
        self.announce(held, &mut keyspace).await;
        result
    }

    pub(crate) async fn several<'k, L, R>(
        &self,
        held: &mut Held<L>,
        now: Instant,
        keys: impl Iterator<Item = &'k [u8]>,
        run: impl FnOnce(&mut Several<'_>) -> R,
    ) -> R {
        let indices = keys.map(|key| self.index(key)).collect();
        self.with(held, now, indices, run).await
    }

    pub(crate) async fn all<L, R>(
        &self,
        held: &mut Held<L>,
        now: Instant,
        run: impl FnOnce(&mut Several<'_>) -> R,
    ) -> R {
        let indices = (0..self.shards.len()).collect();
        self.with(held, now, indices, run).await
    }

    async fn with<L, R>(
        &self,
        held: &mut Held<L>,
        now: Instant,
        indices: Vec<usize>,
        run: impl FnOnce(&mut Several<'_>) -> R,
    ) -> R {
        let mut several = Several::lock(self, indices, now).await;
        let result = run(&mut several);
        for keyspace in several.keyspaces() {
            self.announce(held, keyspace).await;
        }
        result
    }

    pub(crate) async fn sweep<L>(&self, held: &mut Held<L>, now: Instant) -> usize {
        let mut removed = 0;
        for shard in &self.shards {
            loop {
                let mut keyspace = shard.lock().await;
                keyspace.look_at(now);
                let batch = keyspace.remove_expired(BATCH);
                self.announce(held, &mut keyspace).await;
                removed += batch;
                if batch < BATCH {
                    break;
                }
            }
        }
        removed
    }

    async fn announce<L>(&self, held: &mut Held<L>, keyspace: &mut Keyspace) {
        if keyspace.has_expired() {
            for key in keyspace.take_expired() {
                self.channels.publish(held, EXPIRED, &key).await;
            }
        }
    }
}

/// Guards of shards, in the order of their indices.
pub(crate) struct Several<'a> {
    store: &'a Store,
    guards: Vec<(usize, MutexGuard<'a, Keyspace>)>,
}

impl<'a> Several<'a> {
    async fn lock(store: &'a Store, mut indices: Vec<usize>, now: Instant) -> Self {
        indices.sort_unstable();
        indices.dedup();
        let mut guards = Vec::with_capacity(indices.len());
        for index in indices {
            let mut keyspace = store.shards[index].lock().await;
            keyspace.look_at(now);
            guards.push((index, keyspace));
        }
        Self { store, guards }
    }

    pub(crate) fn of(&mut self, key: &[u8]) -> &mut Keyspace {
        let index = self.store.index(key);
        let at = self
            .guards
            .binary_search_by_key(&index, |(index, _)| *index);
        &mut self.guards[at.expect("the shards of all keys are locked")].1
    }

    pub(crate) fn keyspaces(&mut self) -> impl Iterator<Item = &mut Keyspace> {
        self.guards.iter_mut().map(|(_, keyspace)| &mut **keyspace)
    }
}
