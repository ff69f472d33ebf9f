//! A write guard is `Send` with a value that is not `Sync`, but then it cannot become one of many
//! readers, who may be on other threads.
use std::cell::Cell;

use mea::rwlock::RwLock;

fn main() {
    let lock = RwLock::new(Cell::new(1));
    let _reader = lock.try_write().unwrap().downgrade();
}
