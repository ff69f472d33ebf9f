//! `Debug` and `Display` of a guard are those of the value; what it is made of shows its name.

use std::sync::Arc;

use mea::{
    guard::{self, Exclusive, Guards, LockCell, Upgradable},
    mutex::*,
    rwlock::*,
};

use crate::support::now;

macro_rules! shows {
    ($($guard:expr => $debug:literal, $display:literal;)*) => {$({
        let guard = $guard;
        assert_eq!(format!("{guard:?}"), $debug, "{}", stringify!($guard));
        assert_eq!(format!("{guard}"), $display, "{}", stringify!($guard));
    })*};
}

#[test]
fn guards_show_what_they_guard() {
    let mutex = Arc::new(Mutex::new("value"));
    let lock = Arc::new(RwLock::new("value"));
    shows! {
        now(mutex.lock()) => "\"value\"", "value";
        now(mutex.clone().lock_owned()) => "\"value\"", "value";
        MutexGuard::map(now(mutex.lock()), |v| v) => "\"value\"", "value";
        OwnedMutexGuard::map(now(mutex.clone().lock_owned()), |v| v) => "\"value\"", "value";
        now(lock.read()) => "\"value\"", "value";
        now(lock.clone().read_owned()) => "\"value\"", "value";
        RwLockReadGuard::map(now(lock.read()), |v| v) => "\"value\"", "value";
        OwnedRwLockReadGuard::map(now(lock.clone().read_owned()), |v| v) => "\"value\"", "value";
        now(lock.write()) => "\"value\"", "value";
        now(lock.clone().write_owned()) => "\"value\"", "value";
        RwLockWriteGuard::map(now(lock.write()), |v| v) => "\"value\"", "value";
        OwnedRwLockWriteGuard::map(now(lock.clone().write_owned()), |v| v) => "\"value\"", "value";
        now(lock.upgradable_read()) => "\"value\"", "value";
        now(lock.clone().upgradable_read_owned()) => "\"value\"", "value";
    }
    let mut reader = now(lock.upgradable_read());
    shows! {
        now(RwLockUpgradableReadGuard::upgrade(&mut reader)) => "\"value\"", "value";
        RwLockUpgradedGuard::map(now(RwLockUpgradableReadGuard::upgrade(&mut reader)), |v| v)
            => "\"value\"", "value";
    }
}

#[test]
fn the_options_of_the_format_reach_the_value() {
    let mutex = Mutex::new(7);
    let guard = now(mutex.lock());
    assert_eq!(format!("{guard:>4}|{guard:#06x?}"), "   7|0x0007");
}

#[test]
fn what_a_guard_is_made_of_shows_its_name_and_needs_nothing_of_the_value() {
    struct Mute;

    let (mutex, lock) = (Mutex::new(Mute), RwLock::new(Mute));
    let access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
    assert_eq!(format!("{access:?}"), "Access { .. }");
    let acquire = guard::acquire::<_, Exclusive>(&mutex);
    assert_eq!(format!("{acquire:?}"), "Acquire { .. }");
    let upgradable =
        <RwLock<Mute> as Guards<Upgradable>>::acquire(Guards::<Upgradable>::raw(&lock));
    assert_eq!(format!("{upgradable:?}"), "AcquireUpgradable { .. }");
    let mut reader = lock.try_upgradable_read().unwrap();
    let upgrade = RwLockUpgradableReadGuard::upgrade(&mut reader);
    assert_eq!(format!("{upgrade:?}"), "Upgrade { .. }");
    let owned = Arc::new(RwLock::new(Mute)).upgradable_read_owned();
    assert_eq!(format!("{owned:?}"), "UpgradableReadOwned { .. }");
    assert_eq!(
        format!("{:?}", LockCell::<Exclusive, _>::new(Mute)),
        "LockCell { .. }"
    );
}
