//! Both forms under loom. Messages are cells that loom watches: a clone reads, a drop writes.

mod bounded;
mod overflow;

use std::sync::Arc;

use crate::sync::model::Watched;

/// A message. To read it is no race with reading it, and with nothing else.
pub(super) struct Message {
    n: usize,
    touched: Watched,
    alive: Arc<core::sync::atomic::AtomicUsize>,
}

/// How many messages there are.
pub(super) type Alive = Arc<core::sync::atomic::AtomicUsize>;

impl Message {
    pub(super) fn new(n: usize, alive: &Alive) -> Self {
        alive.fetch_add(1, core::sync::atomic::Ordering::Relaxed);
        Self {
            n,
            touched: Watched::new(n),
            alive: alive.clone(),
        }
    }
}

impl Clone for Message {
    fn clone(&self) -> Self {
        assert_eq!(self.touched.read(), self.n);
        Self::new(self.n, &self.alive)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        assert_eq!(self.touched.bump(), self.n + 1);
        self.alive
            .fetch_sub(1, core::sync::atomic::Ordering::Relaxed);
    }
}
