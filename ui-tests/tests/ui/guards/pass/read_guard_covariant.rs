//! Guards that only ever read are covariant, like references, in the value and in the lifetime.
use mea::rwlock::{MappedRwLockReadGuard, RwLock, RwLockReadGuard};

fn shorten<'l: 's, 's>(guard: RwLockReadGuard<'l, &'static str>) -> RwLockReadGuard<'s, &'s str> {
    guard
}

fn shorten_mapped<'l: 's, 's>(
    guard: MappedRwLockReadGuard<'l, &'static str>,
) -> MappedRwLockReadGuard<'s, &'s str> {
    guard
}

fn main() {
    let lock = RwLock::new("static");
    let guard = shorten(lock.try_read().unwrap());
    assert_eq!(*guard, "static");
    let guard = RwLockReadGuard::map(lock.try_read().unwrap(), |value| value);
    assert_eq!(*shorten_mapped(guard), "static");
}
