//! A guard that is shared is a shared reference to the value: it must be `Sync`.
use std::cell::Cell;

use mea::mutex::MutexGuard;

fn needs<T: Sync>() {}

fn main() {
    needs::<MutexGuard<'_, Cell<u8>>>();
}
