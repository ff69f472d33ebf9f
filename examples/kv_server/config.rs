//! How the server is to be.

use std::{net::SocketAddr, time::Duration};

use crate::protocol::Limits;

#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) address: SocketAddr,
    pub(crate) max_clients: usize,
    pub(crate) shards: usize,
    /// How many messages a subscriber may be behind.
    pub(crate) backlog: usize,
    /// The time between two sweeps.
    pub(crate) sweep: Duration,
    /// How long connections may take to end when the server stops.
    pub(crate) grace: Duration,
    pub(crate) limits: Limits,
}

impl Default for Config {
    /// On a free port of 127.0.0.1.
    fn default() -> Self {
        Self {
            address: ([127, 0, 0, 1], 0).into(),
            max_clients: 10_000,
            shards: 16,
            backlog: 256,
            sweep: Duration::from_millis(100),
            grace: Duration::from_secs(1),
            limits: Limits::default(),
        }
    }
}
