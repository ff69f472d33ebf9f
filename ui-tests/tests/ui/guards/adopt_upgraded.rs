//! A guard that an upgrade has lent ends with the borrow: an owner cannot adopt it, and so keep it
//! when the upgradable guard reads again.
use std::sync::Arc;

use mea::{
    guard::{Access, adopt},
    rwlock::{RwLock, RwLockUpgradableReadGuard},
};

fn main() {
    let lock = Arc::new(RwLock::new(1));
    let mut reader = lock.try_upgradable_read().unwrap();
    let writer = RwLockUpgradableReadGuard::try_upgrade(&mut reader).unwrap();
    let _owned = adopt(lock.clone(), Access::from(writer));
}
