//! The backend for shuttle, which tries schedules at random: every access below is a point where it may
//! switch tasks. All accesses are sequentially consistent there, so it finds what goes wrong in a
//! protocol, and no ordering that is too weak.

use ::shuttle::sync::Mutex;
pub(crate) use ::shuttle::sync::MutexGuard as LockGuard;
#[cfg(target_has_atomic = "64")]
pub(crate) use ::shuttle::sync::atomic::AtomicU64;
pub(crate) use ::shuttle::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize};
use ::std::sync::PoisonError;

pub(crate) struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(core::cell::UnsafeCell::new(value))
    }

    pub(crate) fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        f(self.0.get())
    }

    pub(crate) fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.0.get())
    }
}

pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> LockGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
