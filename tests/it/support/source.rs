//! Messages that are counted when they are gone, for channels.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

/// Makes messages, and counts those that are gone.
#[derive(Clone, Default)]
pub(crate) struct Source(Arc<AtomicUsize>);

/// A message of a [`Source`].
pub(crate) struct Message {
    pub(crate) number: usize,
    drops: Arc<AtomicUsize>,
}

impl Source {
    pub(crate) fn message(&self, number: usize) -> Message {
        Message {
            number,
            drops: self.0.clone(),
        }
    }

    pub(crate) fn drops(&self) -> usize {
        self.0.load(SeqCst)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.drops.fetch_add(1, SeqCst);
    }
}
