//! The way through an access does not turn a mapped guard into one of the whole value, which may be
//! downgraded, upgraded, or released and acquired again with the same pointer.
use mea::{
    guard::Access,
    mutex::{Mutex, MutexGuard},
};

fn main() {
    let mutex = Mutex::new(vec![1_u8]);
    let access = Access::from(mutex.try_lock().unwrap());
    let _guard = MutexGuard::<u8>::from(access.map(|value| &mut value[0]));
}
