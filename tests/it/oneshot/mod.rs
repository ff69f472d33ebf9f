//! Oneshot channels, from outside.

mod closed;
mod drops;
mod recv;
mod send;
mod wakers;

use std::sync::Arc;

use mea::oneshot::{self, Receiver, Sender};

/// A channel for messages that are counted, and the count: 1 if there is no message.
fn counted() -> (Arc<()>, Sender<Arc<()>>, Receiver<Arc<()>>) {
    let (sender, receiver) = oneshot::channel();
    (Arc::new(()), sender, receiver)
}
