//! Prints the sizes of the primitives, their futures and their guards, in bytes.

use std::mem::size_of;

use mea::{condvar, latch, mutex, rwlock, semaphore};

macro_rules! sizes {
    ($($type:ty),* $(,)?) => {
        const SIZES: &[(&str, usize)] = &[$((stringify!($type), size_of::<$type>())),*];
    };
}

sizes! {
    mutex::Mutex<u64>,
    mutex::Lock<'static, u64>,
    mutex::LockOwned<u64>,
    mutex::MutexGuard<'static, u64>,
    mutex::OwnedMutexGuard<u64>,
    rwlock::RwLock<u64>,
    rwlock::Read<'static, u64>,
    rwlock::Write<'static, u64>,
    rwlock::Upgrade<'static, u64>,
    rwlock::RwLockReadGuard<'static, u64>,
    rwlock::RwLockWriteGuard<'static, u64>,
    semaphore::Semaphore,
    semaphore::Acquire<'static>,
    semaphore::SemaphorePermit<'static>,
    condvar::Condvar,
    condvar::Wait<'static, mutex::MutexGuard<'static, u64>>,
    latch::Latch,
    latch::LatchWait<'static>,
}

fn main() {
    for (name, size) in SIZES {
        println!("{size:>4}  {name}");
    }
}
