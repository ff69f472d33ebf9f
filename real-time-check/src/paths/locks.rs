//! Locks and permits.

use std::{hint::black_box, pin::pin, sync::Arc};

use mea::{
    mutex::Mutex,
    order::Held,
    rwlock::{RwLock, RwLockUpgradableReadGuard, RwLockWriteGuard},
    semaphore::Semaphore,
};

use crate::{Step, nonblocking, now, pending, ready};

#[mea::shared]
struct State {
    #[lock(mutex)]
    first: u64,
    #[lock(rwlock)]
    second: u64,
}

pub(super) const PATHS: &[Step] = &[
    ("mutex: lock and unlock", || {
        nonblocking(|| *now(black_box(&Mutex::new(0)).lock()) += 1);
    }),
    ("mutex: lock and unlock, eventually fair", || {
        nonblocking(|| *now(black_box(&Mutex::eventually_fair(0)).lock()) += 1);
    }),
    ("mutex: try_lock", || {
        let mutex = Mutex::new(0);
        nonblocking(|| {
            let guard = mutex.try_lock();
            assert!(guard.is_some() && mutex.try_lock().is_none());
        });
    }),
    ("mutex: lock_owned and unlock", || {
        let mutex = Arc::new(Mutex::new(0));
        nonblocking(|| *now(mutex.clone().lock_owned()) += 1);
    }),
    ("mutex: a wait that gets the lock", || {
        for mutex in [Mutex::new(0), Mutex::eventually_fair(0)] {
            nonblocking(|| {
                let guard = now(mutex.lock());
                let mut wait = pin!(mutex.lock());
                pending(wait.as_mut());
                drop(guard);
                *ready(wait.as_mut()) += 1;
            });
        }
    }),
    ("mutex: a wait that is dropped", || {
        let mutex = Mutex::new(0);
        nonblocking(|| {
            let _guard = now(mutex.lock());
            pending(pin!(mutex.lock()));
        });
    }),
    ("rwlock: read and unlock", || {
        let lock = RwLock::new(1);
        nonblocking(|| assert_eq!(*now(lock.read()) + *now(lock.read()), 2));
    }),
    ("rwlock: write and unlock", || {
        let lock = RwLock::new(1);
        nonblocking(|| *now(lock.write()) += 1);
    }),
    ("rwlock: upgrade and downgrade", || {
        let lock = RwLock::new(1);
        nonblocking(|| {
            let mut guard = now(lock.upgradable_read());
            *now(RwLockUpgradableReadGuard::upgrade(&mut guard)) += 1;
            drop(guard);
            assert_eq!(*RwLockWriteGuard::downgrade(now(lock.write())), 2);
        });
    }),
    (
        "rwlock: a writer that waits for a reader, and a reader that waits for it",
        || {
            let lock = RwLock::new(1);
            nonblocking(|| {
                let guard = now(lock.read());
                let (mut write, mut read) = (pin!(lock.write()), pin!(lock.read()));
                pending(write.as_mut());
                pending(read.as_mut());
                drop(guard);
                *ready(write.as_mut()) += 1;
                assert_eq!(*ready(read.as_mut()), 2);
            });
        },
    ),
    ("semaphore: acquire and release", || {
        let semaphore = Semaphore::new(8);
        nonblocking(|| {
            let one = now(semaphore.acquire(1));
            let rest = now(semaphore.acquire(7));
            assert!(semaphore.try_acquire(1).is_none());
            drop((one, rest));
        });
    }),
    ("semaphore: a wait that collects permits one by one", || {
        let semaphore = Semaphore::new(0);
        nonblocking(|| {
            let mut wait = pin!(semaphore.acquire(2));
            pending(wait.as_mut());
            semaphore.release(1);
            pending(wait.as_mut());
            semaphore.release(1);
            ready(wait.as_mut()).forget();
        });
    }),
    (
        "shared: both locks, one after the other and by locks()",
        || {
            let (state, mut held) = (State::new(1, 2), Held::nothing());
            nonblocking(|| {
                now(async {
                    let (first, held) = state.first().lock_after(&mut held).await;
                    let (mut second, _) = state.second().write_after(held).await;
                    *second += *first;
                });
                drop(now(state.locks().second().first().lock()));
            });
        },
    ),
];
