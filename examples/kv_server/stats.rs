//! What has happened since the start.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

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
