//! The channel to one receiver, by its public interface: every method and error of both kinds, and the
//! bugs that channels have had.

mod bounded;
mod close;
mod errors;
mod line;
mod messages;
mod recv;
mod unbounded;
mod user_code;
mod weak;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

/// Makes messages, and counts those that are gone.
#[derive(Clone, Default)]
struct Source(Arc<AtomicUsize>);

/// A message of a [`Source`].
struct Message {
    number: usize,
    drops: Arc<AtomicUsize>,
}

impl Source {
    fn message(&self, number: usize) -> Message {
        Message {
            number,
            drops: self.0.clone(),
        }
    }

    fn drops(&self) -> usize {
        self.0.load(SeqCst)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.drops.fetch_add(1, SeqCst);
    }
}

/// Neither `Debug` nor `Clone` nor anything else.
struct Plain;
