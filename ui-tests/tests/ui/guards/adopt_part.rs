//! A part may end with the borrow of the lock, so an owner adopts the whole value alone.
use std::sync::Arc;

use mea::{
    guard::{Access, adopt},
    mutex::{Mutex, MutexGuard},
};

fn main() {
    let lock = Arc::new(Mutex::new((1, 2)));
    let part = MutexGuard::map(lock.try_lock().unwrap(), |pair| &mut pair.1);
    let _owned = adopt(lock.clone(), Access::from(part));
}
