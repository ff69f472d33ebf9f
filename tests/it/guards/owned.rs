//! Owned guards: what they own, and how many owners there are.

use std::sync::Arc;

use mea::{
    guard::{Exclusive, Shared, Upgradable, try_acquire_owned},
    mutex::*,
    rwlock::*,
};

use crate::support::{leak, now, panics};

#[test]
fn map_and_its_kin_leave_the_number_of_owners_alone() {
    let mutex = Arc::new(Mutex::new((1, 2)));
    let guard = now(mutex.clone().lock_owned());
    assert_eq!(Arc::strong_count(&mutex), 2);
    let Err(guard) = OwnedMutexGuard::filter_map(guard, |_| None::<&mut i32>) else {
        panic!("there is none");
    };
    let Err((guard, ())) = OwnedMutexGuard::try_map(guard, |_| Err::<&mut i32, _>(())) else {
        panic!("an error");
    };
    let part = OwnedMutexGuard::map(guard, |pair| &mut pair.0);
    assert_eq!(Arc::strong_count(&mutex), 2);
    let part = OwnedMappedMutexGuard::map(part, |part| part);
    assert_eq!(Arc::strong_count(&mutex), 2);
    drop(part);
    assert_eq!(Arc::strong_count(&mutex), 1);
    panics(|| {
        let guard = now(mutex.clone().lock_owned());
        OwnedMutexGuard::map(guard, |_| -> &mut i32 { panic!() })
    });
    assert_eq!(Arc::strong_count(&mutex), 1);
}

#[test]
fn a_mapped_guard_keeps_the_lock_alive_and_the_last_one_drops_the_value() {
    let mutex = Arc::new(Mutex::new((Arc::new(()), 2)));
    let (weak, inside) = (Arc::downgrade(&mutex), mutex.try_lock().unwrap().0.clone());
    let part = OwnedMutexGuard::map(now(mutex.lock_owned()), |pair| &mut pair.1);
    assert_eq!((weak.strong_count(), Arc::strong_count(&inside)), (1, 2));
    drop(part);
    assert_eq!((weak.strong_count(), Arc::strong_count(&inside)), (0, 1));
}

#[test]
fn owner_is_what_keeps_the_lock_alive() {
    let mutex = Arc::new(Mutex::new(1));
    let guard = now(mutex.clone().lock_owned());
    assert!(Arc::ptr_eq(OwnedMutexGuard::owner(&guard), &mutex));
    let part = OwnedMutexGuard::map(guard, |value| value);
    assert!(Arc::ptr_eq(OwnedMappedMutexGuard::owner(&part), &mutex));

    let lock = Arc::new(RwLock::new(1));
    let writer = now(lock.clone().write_owned());
    assert!(Arc::ptr_eq(OwnedRwLockWriteGuard::owner(&writer), &lock));
    let reader = writer.downgrade();
    assert!(Arc::ptr_eq(OwnedRwLockReadGuard::owner(&reader), &lock));
    let part = OwnedRwLockReadGuard::map(reader, |value| value);
    assert!(Arc::ptr_eq(OwnedMappedRwLockReadGuard::owner(&part), &lock));
    drop(part);
    let upgradable = now(lock.clone().upgradable_read_owned());
    assert!(Arc::ptr_eq(
        OwnedRwLockUpgradableReadGuard::owner(&upgradable),
        &lock
    ));
    // Its owner's other clone, for one more guard.
    let second = OwnedRwLockUpgradableReadGuard::owner(&upgradable).clone();
    assert_eq!(*now(second.read_owned()), 1);
}

static STATIC: Mutex<u32> = Mutex::new(1);

#[test]
fn a_reference_for_ever_is_an_owner_too() {
    let mut guard: OwnedMutexGuard<u32, &'static Mutex<u32>> =
        try_acquire_owned::<_, _, Exclusive>(&STATIC)
            .unwrap()
            .into();
    *guard += 1;
    assert!(STATIC.try_lock().is_none());
    assert!(try_acquire_owned::<_, _, Exclusive>(&STATIC).is_err());
    let part = OwnedMutexGuard::map(guard, |value| value);
    assert_eq!(*part, 2);
    drop(part);
    assert!(STATIC.try_lock().is_some());

    let lock: &'static RwLock<u32> = leak(RwLock::new(1));
    let mut upgradable: OwnedRwLockUpgradableReadGuard<u32, &'static RwLock<u32>> =
        try_acquire_owned::<_, _, Upgradable>(lock).unwrap().into();
    *now(OwnedRwLockUpgradableReadGuard::upgrade(&mut upgradable)) += 1;
    let reader = OwnedRwLockUpgradableReadGuard::downgrade(upgradable);
    let second: OwnedRwLockReadGuard<u32, &'static RwLock<u32>> =
        try_acquire_owned::<_, _, Shared>(lock).unwrap().into();
    assert_eq!(*reader + *second, 4);
    drop((reader, second));
    let writer: OwnedRwLockWriteGuard<u32, &'static RwLock<u32>> =
        try_acquire_owned::<_, _, Exclusive>(lock).unwrap().into();
    drop(OwnedRwLockWriteGuard::downgrade_map(writer, |value| value));
    assert!(lock.try_write().is_some());
}
