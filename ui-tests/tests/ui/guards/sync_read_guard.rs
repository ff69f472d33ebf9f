//! A guard that is shared is a shared reference to the value: it must be `Sync`.
use std::cell::Cell;

use mea::rwlock::RwLockReadGuard;

fn needs<T: Sync>() {}

fn main() {
    needs::<RwLockReadGuard<'_, Cell<u8>>>();
}
