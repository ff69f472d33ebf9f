//! Two locks of one's own: one around a semaphore, and one whose raw part has no size.
#![allow(unsafe_code)]

use std::ptr::NonNull;

use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

pub(crate) struct TicketLock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

impl<T> TicketLock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            permit: Semaphore::new(1),
            value: LockCell::new(value),
        }
    }
}

#[mea::guard_family(
    pub(crate),
    borrowed = TicketGuard,
    mapped = MappedTicketGuard,
    owned = OwnedTicketGuard,
)]
// SAFETY: one permit, taken by an acquisition and put back by a release, so there is one holder at a
// time; the value is reached through guards alone.
unsafe impl<T: ?Sized> Guards<Exclusive> for TicketLock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;

    fn target(&self) -> NonNull<T> {
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

/// All of these are one lock.
static ONE_FOR_ALL: Semaphore = Semaphore::new(1);

pub(crate) struct Nothing;

pub(crate) struct BlindLock<T: ?Sized> {
    raw: Nothing,
    value: LockCell<Exclusive, T>,
}

impl<T> BlindLock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            raw: Nothing,
            value: LockCell::new(value),
        }
    }
}

#[mea::guard_family(pub(crate), borrowed = BlindGuard)]
// SAFETY: as above, with one permit for all locks.
unsafe impl<T: ?Sized> Guards<Exclusive> for BlindLock<T> {
    type Target = T;
    type Raw = Nothing;
    type Acquire<'a> = AcquireAndForget<'a>;

    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    fn raw(&self) -> &Nothing {
        &self.raw
    }

    fn try_acquire(_: &Nothing) -> bool {
        ONE_FOR_ALL.try_acquire_and_forget(1)
    }

    fn acquire(_: &Nothing) -> AcquireAndForget<'_> {
        ONE_FOR_ALL.acquire_and_forget(1)
    }

    unsafe fn release(_: &Nothing) {
        ONE_FOR_ALL.release(1);
    }
}
