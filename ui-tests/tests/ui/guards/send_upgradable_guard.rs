//! An upgradable guard may become one that writes: the value must be `Send` too.
use std::sync::MutexGuard as SyncButNotSend;

use mea::rwlock::RwLockUpgradableReadGuard;

fn needs<T: Send>() {}

fn main() {
    needs::<RwLockUpgradableReadGuard<'_, SyncButNotSend<'_, u8>>>();
}
