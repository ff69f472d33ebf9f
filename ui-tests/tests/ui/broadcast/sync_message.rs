//! Two receivers may clone one message at the same time: it must be `Sync` to go to another thread.
use std::cell::Cell;

use mea::broadcast::overflow::{Receiver, Sender};

fn needs<T: Send>() {}

fn main() {
    needs::<Sender<Cell<u8>>>();
    needs::<Receiver<Cell<u8>>>();
}
