//! A mapped read guard is like a reference to the part: the part must be `Sync`.
use std::cell::Cell;

use mea::rwlock::MappedRwLockReadGuard;

fn needs<T: Send>() {}

fn main() {
    needs::<MappedRwLockReadGuard<'_, Cell<u8>>>();
}
