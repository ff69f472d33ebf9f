//! A read guard is like a reference, others have one too: the value must be `Sync`.
use std::cell::Cell;

use mea::rwlock::RwLockReadGuard;

fn needs<T: Send>() {}

fn main() {
    needs::<RwLockReadGuard<'_, Cell<u8>>>();
}
