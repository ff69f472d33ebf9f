//! The backend without `std`: a test-and-test-and-set spin lock, held for a few instructions.
//!
//! Without an operating system there is nothing to park on. Where threads preempt one another, or
//! an interrupt handler releases a permit, build with the feature `std` or mask the interrupt.
//!
//! # Safety
//!
//! `LockGuard` exists only while `locked` is set by its own successful exchange, so there is one
//! at a time and it may reach the value; Acquire of that exchange pairs with Release where the last one
//! is dropped. It is neither sent nor shared, so that its bounds need not be looked at.
#![allow(unsafe_code)]

#[cfg(target_has_atomic = "64")]
pub(crate) use core::sync::atomic::AtomicU64;
pub(crate) use core::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicUsize};
use core::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
    sync::atomic::Ordering::{Acquire, Relaxed, Release},
};

pub(crate) struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    #[inline(always)]
    pub(crate) const fn new(value: T) -> Self {
        Self(core::cell::UnsafeCell::new(value))
    }

    #[inline(always)]
    pub(crate) fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        f(self.0.get())
    }

    #[inline(always)]
    pub(crate) fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.0.get())
    }
}

pub(crate) struct Lock<T> {
    locked: AtomicBool,
    value: core::cell::UnsafeCell<T>,
}

// SAFETY: the lock sends the value from holder to holder, one at a time, see the module: `T: Send`. Nobody
// reaches it by a `&Lock` alone.
unsafe impl<T: Send> Sync for Lock<T> {}

#[allow(unused_imports)] // see `super`
pub(crate) use self::Lock as GlobalLock;

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self {
            locked: AtomicBool::new(false),
            value: core::cell::UnsafeCell::new(value),
        }
    }

    #[inline]
    pub(crate) fn lock(&self) -> LockGuard<'_, T> {
        while self
            .locked
            .compare_exchange_weak(false, true, Acquire, Relaxed)
            .is_err()
        {
            while self.locked.load(Relaxed) {
                core::hint::spin_loop();
            }
        }
        LockGuard {
            lock: self,
            _not_shared: PhantomData,
        }
    }
}

pub(crate) struct LockGuard<'a, T> {
    lock: &'a Lock<T>,
    _not_shared: PhantomData<*mut T>,
}

impl<T> Deref for LockGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this is the only guard, see the module.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for LockGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this is the only guard, see the module, and it is borrowed mutably.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for LockGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.lock.locked.store(false, Release);
    }
}
