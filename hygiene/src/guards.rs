//! `#[guard_family]`.

#[allow(unused_imports)]
use crate::names::*;
use crate::reexported::{
    guard_family,
    mea::{
        guard::{Exclusive, Guards, LockCell},
        semaphore::{AcquireAndForget, Semaphore},
    },
};

/// A lock.
pub struct Lock<U: ?::core::marker::Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, U>,
}

#[guard_family(
    pub,
    crate = crate::reexported::mea,
    borrowed = LockGuard,
    mapped = MappedLockGuard,
    owned = OwnedLockGuard,
    owned_mapped = OwnedMappedLockGuard,
)]
#[allow(unsafe_code)]
// SAFETY: a semaphore of one permit gives access to one at a time.
unsafe impl<U: ?::core::marker::Sized> Guards<Exclusive> for Lock<U> {
    type Target = U;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;

    fn target(&self) -> ::core::ptr::NonNull<U> {
        self.value.as_ptr()
    }
    fn raw(&self) -> &Semaphore {
        &self.permit
    }
    fn try_acquire(raw: &Semaphore) -> bool {
        raw.try_acquire_and_forget(1)
    }
    fn acquire(raw: &Semaphore) -> AcquireAndForget<'_> {
        raw.acquire_and_forget(1)
    }
    unsafe fn release(raw: &Semaphore) {
        raw.release(1);
    }
}
