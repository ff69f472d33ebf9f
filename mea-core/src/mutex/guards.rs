//! The four guards of a mutex, generated from this description.
#![allow(unsafe_code)]

use core::ptr::NonNull;

use super::{Mutex, raw::RawMutex};
use crate::{
    guard::{Exclusive, Guards},
    permits::AcquirePermits,
};

#[mea_macros::guard_family(
    pub,
    crate = crate,
    /// # Examples
    ///
    /// ```
    /// use mea::mutex::{Mutex, MutexGuard};
    ///
    /// let lock = Mutex::new(vec![1, 2]);
    /// let guard = lock.try_lock().unwrap();
    /// let mut first = MutexGuard::map(guard, |numbers| &mut numbers[0]);
    /// *first += 1;
    /// drop(first); // has held the lock until here
    ///
    /// let guard = lock.try_lock().unwrap();
    /// let guard = MutexGuard::filter_map(guard, |numbers| numbers.get_mut(7)).unwrap_err();
    /// let last = MutexGuard::try_map(guard, |numbers| numbers.last_mut().ok_or("none"));
    /// assert_eq!(*last.unwrap(), 2);
    /// ```
    borrowed = MutexGuard,
    /// # Examples
    ///
    /// ```
    /// use mea::mutex::{MappedMutexGuard, Mutex, MutexGuard};
    ///
    /// let lock = Mutex::new([Some(("one", 1)), None]);
    /// let first = MutexGuard::map(lock.try_lock().unwrap(), |pairs| &mut pairs[0]);
    /// let pair = MappedMutexGuard::filter_map(first, |first| first.as_mut()).unwrap();
    /// let name = MappedMutexGuard::map(pair, |pair| &mut pair.0);
    /// assert_eq!(*name, "one");
    /// assert!(lock.try_lock().is_none());
    /// ```
    mapped = MappedMutexGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::mutex::{Mutex, OwnedMutexGuard};
    ///
    /// let lock = Arc::new(Mutex::new(("one", 1)));
    /// let guard = lock.clone().try_lock_owned().unwrap();
    /// assert!(Arc::ptr_eq(OwnedMutexGuard::owner(&guard), &lock));
    /// let name = OwnedMutexGuard::map(guard, |pair| &mut pair.0);
    /// // It borrows nothing, so it may go elsewhere:
    /// std::thread::spawn(move || drop(name)).join().unwrap();
    /// assert!(lock.try_lock().is_some());
    /// ```
    owned = OwnedMutexGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::mutex::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};
    ///
    /// let lock = Arc::new(Mutex::new((("one", 1), true)));
    /// let pair = OwnedMutexGuard::map(lock.clone().try_lock_owned().unwrap(), |both| &mut both.0);
    /// let number = OwnedMappedMutexGuard::map(pair, |pair| &mut pair.1);
    /// assert_eq!(*number, 1);
    /// assert!(OwnedMappedMutexGuard::owner(&number).try_lock().is_none());
    /// ```
    owned_mapped = OwnedMappedMutexGuard,
)]
// SAFETY: (1, 2) the raw part has one permit, `try_acquire` and `acquire` take it, `release` puts it
// back, and the engine orders what a holder does before what the next one does; the value is
// reached through guards, or through `&mut Mutex` or an owned one, when there are none. (3) Both are
// fields of `self`. (4) By `LockCell<Exclusive, _>`. (5) Nothing below looks at `T`.
unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T> {
    type Target = T;
    type Raw = RawMutex;
    type Acquire<'a> = AcquirePermits<'a>;

    #[inline]
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    #[inline]
    fn raw(&self) -> &RawMutex {
        &self.raw
    }

    #[inline]
    fn try_acquire(raw: &RawMutex) -> bool {
        raw.try_lock()
    }

    #[inline]
    fn acquire(raw: &RawMutex) -> AcquirePermits<'_> {
        raw.lock()
    }

    #[inline]
    unsafe fn release(raw: &RawMutex) {
        raw.unlock();
    }
}
