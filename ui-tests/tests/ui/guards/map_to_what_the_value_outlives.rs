//! What `map` finds lives as long as the value. Nothing is gained by a value whose type says that it lives
//! shorter than the lock is borrowed.
use mea::rwlock::{MappedRwLockReadGuard, RwLock, RwLockReadGuard};

fn leak<'a>(lock: &'a RwLock<&'static str>) -> MappedRwLockReadGuard<'a, str> {
    let local = String::from("gone when this returns");
    let guard: RwLockReadGuard<'a, &str> = lock.try_read().unwrap();
    RwLockReadGuard::map(guard, |_: &&str| -> &str { &local })
}

fn main() {
    let _ = leak(&RwLock::new("static"));
}
