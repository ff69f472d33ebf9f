//! The backend for loom, the model checker: every access below is a point where it may switch
//! threads, and every cell is checked for races.

mod atomic;
mod weaken;

use ::loom::sync::Mutex;
pub(crate) use ::loom::sync::MutexGuard as LockGuard;

#[cfg(target_has_atomic = "64")]
pub(crate) use self::atomic::AtomicU64;
pub(crate) use self::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize};

pub(crate) struct UnsafeCell<T>(::loom::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(::loom::cell::UnsafeCell::new(value))
    }

    pub(crate) fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        self.0.with(f)
    }

    pub(crate) fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        self.0.with_mut(f)
    }
}

/// See [`Tracked`](super::Tracked) of the other backends.
pub(crate) struct Tracked(#[allow(dead_code)] ::loom::alloc::Track<()>);

impl Tracked {
    pub(crate) fn new() -> Self {
        Self(::loom::alloc::Track::new(()))
    }
}

pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> LockGuard<'_, T> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }
}
