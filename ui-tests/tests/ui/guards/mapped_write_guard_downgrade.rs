//! A mapped write guard has no `downgrade`. `Mutex<Cell<_>>` is `Sync`, so readers of the rwlock may be
//! on any thread. A writer gets at the `Cell` by `get_mut`; as a reader he would share it with
//! those who get at it by `lock`. Instead: `downgrade_map`, which maps what a reader sees.
use std::{cell::Cell, sync::Mutex};

use mea::rwlock::{RwLock, RwLockWriteGuard};

fn main() {
    let lock = RwLock::new(Mutex::new(Cell::new(1)));
    let writer = lock.try_write().unwrap();
    let cell = RwLockWriteGuard::map(writer, |mutex| mutex.get_mut().unwrap());
    let _reader = cell.downgrade();
}
