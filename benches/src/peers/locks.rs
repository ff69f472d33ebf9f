//! Mutexes, rwlocks and semaphores.

use std::{future::Future, sync::Arc};

use mea::{mutex, rwlock, semaphore};
use mea_0_6::{mutex as mutex06, rwlock as rwlock06, semaphore as semaphore06};

use super::acquire::{Eight, Mutex, One, OwnedMutex, Read, Release, Write, acquire};

acquire! {
    Mutex<Mea>: mutex::Mutex<u64>, for<'a> mutex::MutexGuard<'a, u64>;
        |_| mutex::Mutex::new(0); |m| m.lock();
    Mutex<MeaBarging>: mutex::Mutex<u64>, for<'a> mutex::MutexGuard<'a, u64>;
        |_| mutex::Mutex::eventually_fair(0); |m| m.lock();
    Mutex<Mea06>: mutex06::Mutex<u64>, for<'a> mutex06::MutexGuard<'a, u64>;
        |_| mutex06::Mutex::new(0); |m| m.lock();
    Mutex<AsyncLock>: async_lock::Mutex<u64>, for<'a> async_lock::MutexGuard<'a, u64>;
        |_| async_lock::Mutex::new(0); |m| m.lock();
    Mutex<Asyncband>: asyncband::mutex::Mutex<u64>, for<'a> asyncband::mutex::MutexGuard<'a, u64>;
        |_| asyncband::mutex::Mutex::new(0); |m| m.lock();
    Mutex<Futures>: futures::lock::Mutex<u64>, for<'a> futures::lock::MutexGuard<'a, u64>;
        |_| futures::lock::Mutex::new(0); |m| m.lock();
    Mutex<Maitake>: maitake_sync::Mutex<u64>, for<'a> maitake_sync::MutexGuard<'a, u64>;
        |_| maitake_sync::Mutex::new(0); |m| m.lock();
    Mutex<Tokio>: tokio::sync::Mutex<u64>, for<'a> tokio::sync::MutexGuard<'a, u64>;
        |_| tokio::sync::Mutex::new(0); |m| m.lock();
}

acquire! {
    OwnedMutex<Mea>: Arc<mutex::Mutex<u64>>, for<'a> mutex::OwnedMutexGuard<u64>;
        |_| Arc::new(mutex::Mutex::new(0)); |m| m.clone().lock_owned();
    OwnedMutex<Mea06>: Arc<mutex06::Mutex<u64>>, for<'a> mutex06::OwnedMutexGuard<u64>;
        |_| Arc::new(mutex06::Mutex::new(0)); |m| m.clone().lock_owned();
    OwnedMutex<AsyncLock>: Arc<async_lock::Mutex<u64>>, for<'a> async_lock::MutexGuardArc<u64>;
        |_| Arc::new(async_lock::Mutex::new(0)); |m| m.lock_arc();
    OwnedMutex<Asyncband>:
        Arc<asyncband::mutex::Mutex<u64>>, for<'a> asyncband::mutex::OwnedMutexGuard<u64>;
        |_| Arc::new(asyncband::mutex::Mutex::new(0)); |m| m.clone().lock_owned();
    OwnedMutex<Futures>: Arc<futures::lock::Mutex<u64>>, for<'a> futures::lock::OwnedMutexGuard<u64>;
        |_| Arc::new(futures::lock::Mutex::new(0)); |m| m.clone().lock_owned();
    OwnedMutex<Maitake>: Arc<maitake_sync::Mutex<u64>>, for<'a> maitake_sync::OwnedMutexGuard<u64, maitake_sync::blocking::DefaultMutex>;
        |_| Arc::new(maitake_sync::Mutex::new(0)); |m| m.clone().lock_owned();
    OwnedMutex<Tokio>: Arc<tokio::sync::Mutex<u64>>, for<'a> tokio::sync::OwnedMutexGuard<u64>;
        |_| Arc::new(tokio::sync::Mutex::new(0)); |m| m.clone().lock_owned();
}

acquire! {
    Read<Mea>: rwlock::RwLock<u64>, for<'a> rwlock::RwLockReadGuard<'a, u64>;
        |_| rwlock::RwLock::new(0); |l| l.read();
    Read<Mea06>: rwlock06::RwLock<u64>, for<'a> rwlock06::RwLockReadGuard<'a, u64>;
        |_| rwlock06::RwLock::new(0); |l| l.read();
    Read<AsyncLock>: async_lock::RwLock<u64>, for<'a> async_lock::RwLockReadGuard<'a, u64>;
        |_| async_lock::RwLock::new(0); |l| l.read();
    Read<Asyncband>:
        asyncband::rwlock::RwLock<u64>, for<'a> asyncband::rwlock::RwLockReadGuard<'a, u64>;
        |_| asyncband::rwlock::RwLock::new(0); |l| l.read();
    Read<Maitake>: maitake_sync::RwLock<u64>, for<'a> maitake_sync::RwLockReadGuard<'a, u64>;
        |_| maitake_sync::RwLock::new(0); |l| l.read();
    Read<Tokio>: tokio::sync::RwLock<u64>, for<'a> tokio::sync::RwLockReadGuard<'a, u64>;
        |_| tokio::sync::RwLock::new(0); |l| l.read();

    Write<Mea>: rwlock::RwLock<u64>, for<'a> rwlock::RwLockWriteGuard<'a, u64>;
        |_| rwlock::RwLock::new(0); |l| l.write();
    Write<Mea06>: rwlock06::RwLock<u64>, for<'a> rwlock06::RwLockWriteGuard<'a, u64>;
        |_| rwlock06::RwLock::new(0); |l| l.write();
    Write<AsyncLock>: async_lock::RwLock<u64>, for<'a> async_lock::RwLockWriteGuard<'a, u64>;
        |_| async_lock::RwLock::new(0); |l| l.write();
    Write<Asyncband>:
        asyncband::rwlock::RwLock<u64>, for<'a> asyncband::rwlock::RwLockWriteGuard<'a, u64>;
        |_| asyncband::rwlock::RwLock::new(0); |l| l.write();
    Write<Maitake>: maitake_sync::RwLock<u64>, for<'a> maitake_sync::RwLockWriteGuard<'a, u64>;
        |_| maitake_sync::RwLock::new(0); |l| l.write();
    Write<Tokio>: tokio::sync::RwLock<u64>, for<'a> tokio::sync::RwLockWriteGuard<'a, u64>;
        |_| tokio::sync::RwLock::new(0); |l| l.write();
}

acquire! {
    One<Mea>: semaphore::Semaphore, for<'a> semaphore::SemaphorePermit<'a>;
        |n| semaphore::Semaphore::new(n); |s| s.acquire(1);
    One<Mea06>: semaphore06::Semaphore, for<'a> semaphore06::SemaphorePermit<'a>;
        |n| semaphore06::Semaphore::new(n); |s| s.acquire(1);
    One<AsyncLock>: async_lock::Semaphore, for<'a> async_lock::SemaphoreGuard<'a>;
        |n| async_lock::Semaphore::new(n); |s| s.acquire();
    One<Asyncband>:
        asyncband::semaphore::Semaphore, for<'a> asyncband::semaphore::SemaphorePermit<'a>;
        |n| asyncband::semaphore::Semaphore::new(n); |s| s.acquire(1);
    One<Maitake>: maitake_sync::Semaphore,
        for<'a> Result<maitake_sync::semaphore::Permit<'a>, maitake_sync::Closed>;
        |n| maitake_sync::Semaphore::new(n); |s| s.acquire(1);
    One<Tokio>: tokio::sync::Semaphore,
        for<'a> Result<tokio::sync::SemaphorePermit<'a>, tokio::sync::AcquireError>;
        |n| tokio::sync::Semaphore::new(n); |s| s.acquire();

    Eight<Mea>: semaphore::Semaphore, for<'a> semaphore::SemaphorePermit<'a>;
        |n| semaphore::Semaphore::new(n); |s| s.acquire(8);
    Eight<Mea06>: semaphore06::Semaphore, for<'a> semaphore06::SemaphorePermit<'a>;
        |n| semaphore06::Semaphore::new(n); |s| s.acquire(8);
    Eight<Asyncband>:
        asyncband::semaphore::Semaphore, for<'a> asyncband::semaphore::SemaphorePermit<'a>;
        |n| asyncband::semaphore::Semaphore::new(n); |s| s.acquire(8);
    Eight<Maitake>: maitake_sync::Semaphore,
        for<'a> Result<maitake_sync::semaphore::Permit<'a>, maitake_sync::Closed>;
        |n| maitake_sync::Semaphore::new(n); |s| s.acquire(8);
    Eight<Tokio>: tokio::sync::Semaphore,
        for<'a> Result<tokio::sync::SemaphorePermit<'a>, tokio::sync::AcquireError>;
        |n| tokio::sync::Semaphore::new(n); |s| s.acquire_many(8);
}

macro_rules! release {
    ($($Library:ident: $release:ident;)*) => {
        $(impl Release for One<super::$Library> {
            #[inline(always)]
            fn release(source: &Self::Source, permits: usize) {
                source.$release(permits);
            }
        })*
    };
}

release! {
    Mea: release;
    Mea06: release;
    AsyncLock: add_permits;
    Asyncband: release;
    Maitake: add_permits;
    Tokio: add_permits;
}
