//! What `map` lends to its closure cannot leave it: it is protected only while the guard lives.
use mea::rwlock::{RwLock, RwLockReadGuard};

fn main() {
    let lock = RwLock::new(String::new());
    let mut leaked = None;
    let guard = lock.try_read().unwrap();
    drop(RwLockReadGuard::map(guard, |value| {
        leaked = Some(value);
        Box::leak(Box::new(0))
    }));
    println!("{leaked:?}");
}
