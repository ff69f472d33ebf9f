//! What all connections share.

use std::{sync::Arc, time::Instant};

use mea::semaphore::Semaphore;

use crate::{channels::Channels, config::Config, stats::Stats, store::Store};

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
