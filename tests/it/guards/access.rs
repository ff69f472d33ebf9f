//! Acquisitions as values, which guards are made of and turn into.

use std::sync::Arc;

use mea::{
    guard::{
        Access, BorrowedAccess, Exclusive, LockCell, OwnedAccess, Shared, Upgradable, Upgraded,
        acquire, try_acquire, try_acquire_owned,
    },
    mutex::*,
    rwlock::*,
};

use crate::support::{Task, now, panics};

#[test]
fn try_acquire_takes_a_free_lock_in_any_mode() {
    let mutex = Mutex::new(1);
    let mut access: BorrowedAccess<'_, Mutex<i32>, Exclusive> = try_acquire(&mutex).unwrap();
    *access.get_mut() += 1;
    assert!(try_acquire::<_, Exclusive>(&mutex).is_none());
    assert_eq!(*access.get(), 2);
    drop(access);
    assert!(mutex.try_lock().is_some());

    let lock = RwLock::new(1);
    let readers = (
        try_acquire::<_, Shared>(&lock).unwrap(),
        try_acquire::<_, Upgradable>(&lock).unwrap(),
    );
    assert_eq!(*readers.0.get() + *readers.1.get(), 2);
    assert!(try_acquire::<_, Exclusive>(&lock).is_none());
    assert!(try_acquire::<_, Upgradable>(&lock).is_none());
    drop(readers);
    drop(try_acquire::<_, Exclusive>(&lock).unwrap());
}

#[test]
fn try_acquire_owned_gives_the_owner_back_if_it_fails() {
    let mutex = Arc::new(Mutex::new(1));
    let access: OwnedAccess<_, Mutex<i32>, Exclusive> = try_acquire_owned(mutex.clone()).unwrap();
    assert!(Arc::ptr_eq(access.owner(), &mutex));
    let Err(back) = try_acquire_owned::<_, Mutex<i32>, Exclusive>(mutex.clone()) else {
        panic!("it is locked");
    };
    assert!(Arc::ptr_eq(&back, &mutex));
    drop(access);
    assert_eq!(Arc::strong_count(&mutex), 2);
}

#[test]
fn acquire_waits_in_line_with_the_others() {
    let mutex = Mutex::new(1);
    let guard = mutex.try_lock();
    let mut first = Task::waiting(acquire::<_, Exclusive>(&mutex));
    let mut second = Task::waiting(mutex.lock());
    drop(guard);
    let access = first.ready();
    second.pending();
    let guard = MutexGuard::from(access);
    assert_eq!(*guard, 1);
    drop(guard);
    drop(second.ready());
    assert_eq!(
        format!("{:?}", acquire::<_, Exclusive>(&mutex)),
        "Acquire { .. }"
    );
}

#[test]
fn an_upgrade_is_not_acquired_from_outside() {
    let lock = RwLock::new(1);
    let _reader = lock.try_upgradable_read();
    assert!(try_acquire::<_, Upgraded>(&lock).is_none());
    assert!(try_acquire_owned::<_, RwLock<i32>, Upgraded>(Arc::new(RwLock::new(1))).is_err());
    let mut task = Task::waiting(acquire::<_, Upgraded>(&lock));
    task.pending();
    drop(task);
    assert!(lock.try_read().is_some());
}

#[test]
fn a_guard_turns_into_an_access_and_back() {
    let mutex = Arc::new(Mutex::new((1, 2)));
    let access: BorrowedAccess<'_, Mutex<(i32, i32)>, Exclusive> = now(mutex.lock()).into();
    assert!(mutex.try_lock().is_none());
    drop(MutexGuard::from(access));
    assert!(mutex.try_lock().is_some());
    let access: OwnedAccess<Arc<_>, Mutex<(i32, i32)>, Exclusive> =
        now(mutex.clone().lock_owned()).into();
    assert_eq!(Arc::strong_count(&mutex), 2);
    let part = MappedMutexGuardOf(OwnedMutexGuard::map(access.into(), |pair| &mut pair.0));
    let access: Access<_, _, _> = part.0.into();
    drop(OwnedMappedMutexGuard::from(access));
    assert_eq!(Arc::strong_count(&mutex), 1);
    assert!(mutex.try_lock().is_some());
}

/// Names the type for the inference above.
struct MappedMutexGuardOf(OwnedMappedMutexGuard<(i32, i32), i32>);

#[test]
fn an_access_narrows_like_a_guard() {
    let mutex = Mutex::new((1, vec![2, 3]));
    let access = try_acquire::<_, Exclusive>(&mutex).unwrap();
    let Err(access) = access.filter_map(|_| None::<&mut u8>) else {
        panic!("there is none");
    };
    let Err((access, "no")) = access.try_map(|_| Err::<&mut u8, _>("no")) else {
        panic!("an error");
    };
    let mut list = access.map(|pair| &mut pair.1);
    list.get_mut().push(4);
    let Ok(last) = list.try_map(|list| list.last_mut().ok_or(())) else {
        panic!("there is one");
    };
    assert_eq!(*last.get(), 4);
    assert!(mutex.try_lock().is_none());
    drop(MappedMutexGuard::from(last));
    assert!(mutex.try_lock().is_some());

    let lock = RwLock::new((1, vec![2, 3]));
    for upgradable in [false, true] {
        let part = if upgradable {
            // A part cannot be upgraded, but read.
            let part = try_acquire::<_, Upgradable>(&lock)
                .unwrap()
                .map(|pair| &pair.1);
            assert!(lock.try_upgradable_read().is_none());
            part.filter_map(|list| list.first())
                .map(|first| *first.get())
                .ok()
        } else {
            let part = try_acquire::<_, Shared>(&lock).unwrap().map(|pair| &pair.1);
            part.try_map(|list| list.first().ok_or(()))
                .map(|first| *first.get())
                .ok()
        };
        assert_eq!(part, Some(2));
        assert!(lock.try_write().is_some());
        assert!(lock.try_upgradable_read().is_some());
    }
}

#[test]
fn a_panic_while_it_narrows_releases_the_lock() {
    let mutex = Mutex::new(1);
    let access = try_acquire::<_, Exclusive>(&mutex).unwrap();
    assert_eq!(
        panics(|| access.map(|_| -> &mut u8 { panic!("map") })),
        "map"
    );
    assert!(mutex.try_lock().is_some());
}

#[test]
fn a_lock_cell_is_its_value() {
    let mut cell = LockCell::<Exclusive, _>::new([1, 2]);
    cell.get_mut()[0] = 3;
    let slice: &mut LockCell<Exclusive, [i32]> = &mut cell;
    assert_eq!(slice.get_mut().len(), 2);
    assert_eq!(format!("{slice:?}"), "LockCell { .. }");
    assert_eq!(cell.into_inner(), [3, 2]);
    static CELL: LockCell<Shared, u8> = LockCell::new(1);
    assert_eq!(CELL.as_ptr(), CELL.as_ptr());
}
