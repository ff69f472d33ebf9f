//! `adopt`: from a borrowed acquisition to one that keeps its lock alive.

use std::sync::Arc;

use mea::{
    guard::{BorrowedAccess, Exclusive, OwnedAccess, adopt},
    mutex::*,
    rwlock::*,
};

use crate::support::{Task, now};

#[test]
fn the_acquisition_goes_over_without_a_release() {
    let mutex = Arc::new(Mutex::new(1));
    let guard = now(mutex.lock());
    let mut waits = Task::waiting(mutex.lock());
    let access: BorrowedAccess<'_, Mutex<i32>, Exclusive> = guard.into();
    let owned: OwnedAccess<_, Mutex<i32>, Exclusive> = adopt(mutex.clone(), access).unwrap();
    let mut guard: OwnedMutexGuard<i32> = owned.into();
    *guard += 1;
    waits.pending();
    drop(guard);
    assert_eq!(*waits.ready(), 2);
    drop(waits);
    assert_eq!(Arc::strong_count(&mutex), 1);
}

#[test]
fn it_keeps_the_lock_alive() {
    let mutex = Arc::new(Mutex::new(1));
    let weak = Arc::downgrade(&mutex);
    let access: BorrowedAccess<'_, Mutex<i32>, Exclusive> = now(mutex.lock()).into();
    let guard: OwnedMutexGuard<i32> = adopt(mutex.clone(), access).unwrap().into();
    drop(mutex);
    assert_eq!((*guard, weak.strong_count()), (1, 1));
    drop(guard);
    assert_eq!(weak.strong_count(), 0);
}

#[test]
fn the_owner_of_another_lock_is_refused_and_all_comes_back() {
    let (mutex, other) = (Arc::new(Mutex::new(1)), Arc::new(Mutex::new(1)));
    let access: BorrowedAccess<'_, Mutex<i32>, Exclusive> = now(mutex.lock()).into();
    let result: Result<OwnedAccess<_, Mutex<i32>, Exclusive>, _> = adopt(other.clone(), access);
    let (back, access) = result.unwrap_err();
    assert!(Arc::ptr_eq(&back, &other));
    assert!(mutex.try_lock().is_none() && other.try_lock().is_some());
    drop(MutexGuard::from(access));
    assert!(mutex.try_lock().is_some());
}

#[test]
fn an_upgradable_reader_is_adopted_with_its_right() {
    let lock = Arc::new(RwLock::new(1));
    let access: BorrowedAccess<'_, RwLock<i32>, mea::guard::Upgradable> =
        now(lock.upgradable_read()).into();
    let mut guard: OwnedRwLockUpgradableReadGuard<i32> =
        adopt(lock.clone(), access).unwrap().into();
    assert!(lock.try_upgradable_read().is_none());
    *now(OwnedRwLockUpgradableReadGuard::upgrade(&mut guard)) += 1;
    drop(guard);
    assert_eq!(*lock.try_write().unwrap(), 2);
    assert!(lock.try_upgradable_read().is_some());
}
