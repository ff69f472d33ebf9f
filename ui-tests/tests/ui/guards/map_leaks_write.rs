//! What `map` lends to its closure cannot leave it: it is protected only while the guard lives.
use mea::mutex::{Mutex, MutexGuard};

fn main() {
    let lock = Mutex::new(String::new());
    let mut leaked = None;
    let guard = lock.try_lock().unwrap();
    drop(MutexGuard::map(guard, |value| {
        leaked = Some(value);
        Box::leak(Box::new(0))
    }));
    println!("{leaked:?}");
}
