//! A mutex that is locked; a grant unlocks it.

use std::sync::Arc;

use mea::{
    guard::{self, BorrowedAccess, Exclusive},
    mutex::{Lock, LockOwned, Mutex, MutexGuard, OwnedMutexGuard, With},
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::Subject,
    support::{Slot, leak, poll_and_drop},
};

pub(in crate::matrix) const FAIR: bool = false;
pub(in crate::matrix) const EVENTUAL: bool = true;

fn mutex(eventual: bool) -> Mutex<u64> {
    if eventual {
        Mutex::eventually_fair(0)
    } else {
        Mutex::new(0)
    }
}

fn touch(mutex: &Mutex<u64>) {
    assert!(format!("{mutex:?}").starts_with("Mutex"));
    drop(mutex.try_lock());
    drop(poll_and_drop(mutex.lock()));
}

#[track_caller]
fn assert_free(mutex: &Mutex<u64>) {
    assert!(mutex.try_lock().is_some(), "the lock was lost");
}

pub(in crate::matrix) struct MutexLock<const POLICY: bool> {
    mutex: &'static Mutex<u64>,
    held: Slot<MutexGuard<'static, u64>>,
}

impl<const POLICY: bool> Subject for MutexLock<POLICY> {
    const FUTURE: &'static str = "mutex::Lock";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    type Future = Lock<'static, u64>;
    type Output = MutexGuard<'static, u64>;

    fn busy() -> Self {
        let mutex = leak(mutex(POLICY));
        let held = Slot::new(mutex.try_lock().unwrap());
        Self { mutex, held }
    }

    fn future(&self) -> Self::Future {
        self.mutex.lock()
    }

    fn grant(&self) {
        drop(self.held.take());
    }

    fn give_back(&self, output: Self::Output) {
        self.held.put(output);
    }

    fn assert_idle(&self) {
        self.grant();
        assert_free(self.mutex);
    }

    fn touch(&self) {
        touch(self.mutex);
    }
}

pub(in crate::matrix) struct MutexLockOwned<const POLICY: bool> {
    mutex: Arc<Mutex<u64>>,
    held: Slot<OwnedMutexGuard<u64>>,
}

impl<const POLICY: bool> Subject for MutexLockOwned<POLICY> {
    const FUTURE: &'static str = "mutex::LockOwned";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    type Future = LockOwned<u64>;
    type Output = OwnedMutexGuard<u64>;

    fn busy() -> Self {
        let mutex = Arc::new(mutex(POLICY));
        let held = Slot::new(mutex.clone().try_lock_owned().unwrap());
        Self { mutex, held }
    }

    fn future(&self) -> Self::Future {
        self.mutex.clone().lock_owned()
    }

    fn grant(&self) {
        drop(self.held.take());
    }

    fn give_back(&self, output: Self::Output) {
        self.held.put(output);
    }

    fn assert_idle(&self) {
        self.grant();
        assert_free(&self.mutex);
    }

    fn touch(&self) {
        touch(&self.mutex);
        drop(self.mutex.clone().try_lock_owned());
        drop(poll_and_drop(self.mutex.clone().lock_owned()));
    }

    fn owners(&self) -> Option<usize> {
        Some(Arc::strong_count(&self.mutex) - usize::from(self.held.is_full()))
    }
}

/// It has released the lock when it completes, so there is nothing to give back.
pub(in crate::matrix) struct MutexWith<const POLICY: bool> {
    mutex: &'static Mutex<u64>,
    held: Slot<MutexGuard<'static, u64>>,
}

impl<const POLICY: bool> Subject for MutexWith<POLICY> {
    const FUTURE: &'static str = "mutex::With";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    type Future = With<'static, u64, fn(&mut u64) -> u64>;
    type Output = u64;

    fn busy() -> Self {
        let mutex = leak(mutex(POLICY));
        let held = Slot::new(mutex.try_lock().unwrap());
        Self { mutex, held }
    }

    fn future(&self) -> Self::Future {
        self.mutex.with(|value| {
            *value += 1;
            *value
        })
    }

    fn grant(&self) {
        drop(self.held.take());
    }

    fn give_back(&self, output: Self::Output) {
        assert_ne!(output, 0);
    }

    fn assert_idle(&self) {
        self.grant();
        assert_free(self.mutex);
    }

    fn touch(&self) {
        touch(self.mutex);
        let _ = poll_and_drop(self.mutex.with(|_| ()));
    }
}

pub(in crate::matrix) struct GuardAcquireMutex {
    mutex: &'static Mutex<u64>,
    held: Slot<BorrowedAccess<'static, Mutex<u64>, Exclusive>>,
}

impl Subject for GuardAcquireMutex {
    const FUTURE: &'static str = "guard::Acquire";
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    type Future = guard::Acquire<'static, Mutex<u64>, Exclusive>;
    type Output = BorrowedAccess<'static, Mutex<u64>, Exclusive>;

    fn busy() -> Self {
        let mutex = leak(mutex(FAIR));
        let held = Slot::new(guard::try_acquire(mutex).unwrap());
        Self { mutex, held }
    }

    fn future(&self) -> Self::Future {
        guard::acquire(self.mutex)
    }

    fn grant(&self) {
        drop(self.held.take());
    }

    fn give_back(&self, output: Self::Output) {
        self.held.put(output);
    }

    fn assert_idle(&self) {
        self.grant();
        assert_free(self.mutex);
    }

    fn touch(&self) {
        touch(self.mutex);
    }
}
