//! The store: keys in shards, each behind a lock of its own.
//!
//! ```text
//!   held by       Store::one        shard 3 ............................. => channels, if a key expired
//!                 Store::several    shard 1, shard 3, shard 7 ........... => channels
//!                 Store::all        shard 0, shard 1, .. shard 15 ....... => channels
//!                 Store::sweep      shard 0; then shard 1; then ...       => channels
//! ```
//!
//! Commands run under the locks, are no `async fn`s, and see none of this: each says in the table of
//! `commands` which of these methods it needs. So no command holds a lock while it waits, and there are
//! these four places at which locks are taken. That channels come after shards the compiler checks; that
//! shards are taken by their index is the business of [`Several`].

mod keyspace;
mod several;
mod value;

use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Instant,
};

use mea::{
    order::{Held, LockBefore},
    shared,
};

pub(crate) use self::{
    keyspace::Keyspace,
    several::Several,
    value::{List, Value, WrongType},
};
use crate::channels::{Channels, EXPIRED};

/// Of a key that is kept: it is in a map, and maybe among the deadlines.
pub(crate) type Key = Arc<[u8]>;

/// How many keys a sweep removes before it lets others to the lock.
const BATCH: usize = 64;

#[shared]
#[derive(Debug)]
pub(crate) struct Shard {
    #[lock(mutex)]
    pub(crate) keyspace: Keyspace,
}

#[derive(Debug)]
pub(crate) struct Store {
    shards: Box<[Shard]>,
    hasher: RandomState,
    /// Who wants to know of keys that have expired.
    channels: Arc<Channels>,
}

impl Store {
    /// # Panics
    ///
    /// If there are to be no shards.
    pub(crate) fn new(shards: usize, channels: Arc<Channels>) -> Self {
        assert!(shards > 0);
        Self {
            shards: (0..shards)
                .map(|_| Shard::new(Keyspace::default()))
                .collect(),
            hasher: RandomState::new(),
            channels,
        }
    }

    /// Where the key is. Nobody can choose keys that are all in one shard: the hash has a secret.
    fn index(&self, key: &[u8]) -> usize {
        let hash = self.hasher.hash_one(key);
        // The upper half: the lower one finds the place in the map, by another secret.
        (hash >> 32) as usize % self.shards.len()
    }

    /// Calls `run` with the shard of this key. It is `now` for it: the same for all commands that have come
    /// together.
    pub(crate) async fn one<R>(
        &self,
        held: &mut Held<impl LockBefore<ShardKeyspace>>,
        now: Instant,
        key: &[u8],
        run: impl FnOnce(&mut Keyspace) -> R,
    ) -> R {
        let shard = &self.shards[self.index(key)];
        let (mut keyspace, held) = shard.keyspace().lock_after(held).await;
        keyspace.look_at(now);
        let result = run(&mut keyspace);
        self.announce(held, &mut keyspace).await;
        result
    }

    /// Calls `run` with the shards of all these keys, as they are at one moment.
    pub(crate) async fn several<'k, R>(
        &self,
        held: &mut Held<impl LockBefore<ShardKeyspace>>,
        now: Instant,
        keys: impl Iterator<Item = &'k [u8]>,
        run: impl FnOnce(&mut Several<'_>) -> R,
    ) -> R {
        let indices = keys.map(|key| self.index(key)).collect();
        self.with(held, now, indices, run).await
    }

    /// Calls `run` with all shards, as they are at one moment.
    pub(crate) async fn all<R>(
        &self,
        held: &mut Held<impl LockBefore<ShardKeyspace>>,
        now: Instant,
        run: impl FnOnce(&mut Several<'_>) -> R,
    ) -> R {
        let indices = (0..self.shards.len()).collect();
        self.with(held, now, indices, run).await
    }

    async fn with<R>(
        &self,
        held: &mut Held<impl LockBefore<ShardKeyspace>>,
        now: Instant,
        indices: Vec<usize>,
        run: impl FnOnce(&mut Several<'_>) -> R,
    ) -> R {
        let (mut several, held) = Several::lock(self, held, indices, now).await;
        let result = run(&mut several);
        for keyspace in several.keyspaces() {
            self.announce(held, keyspace).await;
        }
        result
    }

    /// Removes the keys whose time is over, one shard after the other. Returns how many there were.
    pub(crate) async fn sweep(
        &self,
        held: &mut Held<impl LockBefore<ShardKeyspace>>,
        now: Instant,
    ) -> usize {
        let mut removed = 0;
        for shard in &self.shards {
            loop {
                let (mut keyspace, held) = shard.keyspace().lock_after(held).await;
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

    /// Publishes which keys have expired. Their shard is still locked, so nobody hears of a key after it was
    /// set anew.
    async fn announce(&self, held: &mut Held<ShardKeyspace>, keyspace: &mut Keyspace) {
        if keyspace.has_expired() {
            for key in keyspace.take_expired() {
                self.channels.publish(held, EXPIRED, &key).await;
            }
        }
    }
}

#[cfg(test)]
mod tests;
