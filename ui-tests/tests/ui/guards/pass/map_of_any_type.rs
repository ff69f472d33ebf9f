//! A guard is mapped without a bound that its type outlives the borrow: that it does goes without saying.
//! And `dyn Trait` is the same type in the lock and in its guard.
use std::fmt::Display;

use mea::{
    mutex::{MappedMutexGuard, Mutex, MutexGuard},
    rwlock::{RwLock, RwLockReadGuard, RwLockUpgradableReadGuard},
};

fn first<'a, T, U>(guard: MutexGuard<'a, (T, U)>) -> MappedMutexGuard<'a, T> {
    MutexGuard::map(guard, |pair| &mut pair.0)
}

struct Table<'a, T: ?Sized>(RwLockReadGuard<'a, T>);

impl<T> Table<'_, [T]> {
    fn row(self, n: usize) -> impl std::ops::Deref<Target = T> {
        RwLockReadGuard::map(self.0, |rows| &rows[n])
    }
}

fn shown<'a>(lock: &'a Mutex<dyn Display>) -> MutexGuard<'a, dyn Display> {
    lock.try_lock().unwrap()
}

fn shorter<'s>(guard: RwLockReadGuard<'s, &'static str>) -> RwLockReadGuard<'s, &'s str> {
    guard
}

fn upgraded<T: Default>(guard: &mut RwLockUpgradableReadGuard<'_, (T, u32)>) {
    let writer = RwLockUpgradableReadGuard::try_upgrade(guard).unwrap();
    *mea::rwlock::RwLockUpgradedGuard::map(writer, |pair| &mut pair.0) = T::default();
}

fn main() {
    let pair = Mutex::new((String::from("one"), 1));
    first(pair.try_lock().unwrap()).push('!');
    assert_eq!(pair.into_inner().0, "one!");
    let lock = RwLock::new([1, 2]);
    let rows: &RwLock<[i32]> = &lock;
    assert_eq!(*Table(rows.try_read().unwrap()).row(1), 2);
    assert_eq!(shown(&Mutex::new(7)).to_string(), "7");
    assert_eq!(*shorter(RwLock::new("static").try_read().unwrap()), "static");
    let lock = RwLock::new((5, 6));
    upgraded(&mut lock.try_upgradable_read().unwrap());
    assert_eq!(lock.into_inner(), (0, 6));
}
