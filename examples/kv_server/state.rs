//! What all connections share.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use mea::semaphore::Semaphore;

use crate::{channels::Channels, config::Config, store::Store};

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) config: Config,
    pub(crate) store: Store,
    pub(crate) channels: Arc<Channels>,
    /// A permit for each client that may be connected.
    pub(crate) clients: Arc<Semaphore>,
    pub(crate) stats: Stats,
    pub(crate) begin: Instant,
}

impl State {
    pub(crate) fn new(config: Config) -> Self {
        let channels = Arc::new(Channels::with_backlog(config.backlog));
        Self {
            store: Store::new(config.shards, channels.clone()),
            channels,
            clients: Arc::new(Semaphore::new(config.max_clients)),
            stats: Stats::default(),
            begin: Instant::now(),
            config,
        }
    }

    /// How many clients are connected.
    pub(crate) fn connected(&self) -> usize {
        self.config.max_clients - self.clients.available_permits()
    }
}

/// What has happened since the start.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    pub(crate) accepted: Count,
    /// Clients that were turned away.
    pub(crate) rejected: Count,
    pub(crate) commands: Count,
    /// Connections that ended with a protocol error.
    pub(crate) malformed: Count,
    /// Keys that were removed by the sweeper.
    pub(crate) swept: Count,
    /// Subscribers that were too slow.
    pub(crate) lagged: Count,
}

/// Counts. Nothing else is concluded from the number, so it has no memory ordering.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn add(&self, number: u64) {
        self.0.fetch_add(number, Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}
