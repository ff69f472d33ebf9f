//! The rwlock: readers, writers, and the ways between them. What its guards can do is in `guards`, how
//! its futures wait is in `matrix`.

mod downgrade;
mod order;
mod random;
mod readers;
mod upgradable;
mod upgrade;
mod value;

use std::{num::NonZeroUsize, sync::Arc};

use mea::rwlock::RwLock;

fn with_readers(n: usize) -> Arc<RwLock<u64>> {
    Arc::new(RwLock::with_max_readers(0, NonZeroUsize::new(n).unwrap()))
}

/// Nobody has it, nobody waits for it, and nothing was lost.
#[track_caller]
fn assert_free(lock: &RwLock<u64>) {
    assert!(lock.try_write().is_some(), "a permit was lost");
    assert!(lock.try_upgradable_read().is_some(), "the right was lost");
}
