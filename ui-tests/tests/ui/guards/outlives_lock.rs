//! A borrowed guard cannot outlive its lock.
use mea::mutex::Mutex;

fn main() {
    let guard = {
        let mutex = Mutex::new(1);
        mutex.try_lock()
    };
    drop(guard);
}
