//! A lock that is kept alive may be held for ever: what `map` finds is in its value, also if the access
//! takes the value for one that lives shorter.
use std::sync::Arc;

use mea::{
    guard::Access,
    rwlock::{OwnedMappedRwLockReadGuard, RwLock},
};

fn leak() -> OwnedMappedRwLockReadGuard<&'static str, str> {
    let local = String::from("gone when this returns");
    let lock = Arc::new(RwLock::new("static"));
    let access = Access::from(lock.try_read_owned().unwrap());
    access.map(|_: &&str| -> &str { &local }).into()
}

fn main() {
    drop(leak());
}
