//! An upgradable guard is invariant although it only reads: it may become one that writes.
use mea::rwlock::RwLockUpgradableReadGuard;

fn shorten<'a, 's>(
    guard: RwLockUpgradableReadGuard<'a, &'static str>,
) -> RwLockUpgradableReadGuard<'a, &'s str> {
    guard
}

fn main() {}
