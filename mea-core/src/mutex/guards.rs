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
    borrowed = MutexGuard,
    mapped = MappedMutexGuard,
    owned = OwnedMutexGuard,
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
