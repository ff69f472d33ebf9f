//! Several shards, locked at the same time.

use std::time::Instant;

use mea::{
    mutex::MutexGuard,
    order::{Held, LockBefore},
    shared::Guard,
};

use super::{Keyspace, ShardKeyspace, Store};

/// Guards of shards, in the order of their indices.
pub(crate) struct Several<'a> {
    store: &'a Store,
    guards: Vec<(usize, Guard<MutexGuard<'a, Keyspace>>)>,
}

impl<'a> Several<'a> {
    /// Locks the shards, whatever order they come in, by their index.
    ///
    /// They have one level, so the compiler cannot tell in which order they are taken. Here is the one
    /// place that takes more than one of them, and it sorts. Whoever waits for a shard has only those
    /// with a smaller index; of all who wait, look at the one whose shard has the largest: who has that
    /// one waits for nobody.
    ///
    /// Dropped while it waits, it releases those that it has.
    pub(super) async fn lock<'t>(
        store: &'a Store,
        held: &'t mut Held<impl LockBefore<ShardKeyspace>>,
        mut indices: Vec<usize>,
        now: Instant,
    ) -> (Self, &'t mut Held<ShardKeyspace>) {
        indices.sort_unstable();
        indices.dedup();
        let mut guards = Vec::with_capacity(indices.len());
        for index in indices {
            let mut keyspace = store.shards[index].keyspace().lock().await;
            keyspace.look_at(now);
            guards.push((index, keyspace));
        }
        (Self { store, guards }, held.skip_to())
    }

    /// The shard of this key.
    ///
    /// # Panics
    ///
    /// If it is not locked.
    pub(crate) fn of(&mut self, key: &[u8]) -> &mut Keyspace {
        let index = self.store.index(key);
        let at = self
            .guards
            .binary_search_by_key(&index, |(index, _)| *index);
        &mut self.guards[at.expect("the shards of all keys are locked")].1
    }

    /// All shards that are locked.
    pub(crate) fn keyspaces(&mut self) -> impl Iterator<Item = &mut Keyspace> {
        self.guards.iter_mut().map(|(_, keyspace)| &mut **keyspace)
    }
}
