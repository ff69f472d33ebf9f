//! Locks of one's own: one around a semaphore, one whose future is ready more than once, and one whose
//! raw part has no size.
#![allow(unsafe_code)]

use std::{
    pin::Pin,
    ptr::NonNull,
    task::{Context, Poll, ready},
};

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

/// A lock whose own future, once it has acquired, is ready whenever it is polled again.
pub(crate) struct LatchedLock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

impl<T> LatchedLock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self {
            permit: Semaphore::new(1),
            value: LockCell::new(value),
        }
    }
}

#[mea::guard_family(pub(crate), borrowed = LatchedGuard)]
// SAFETY: as above; the future completes once.
unsafe impl<T: ?Sized> Guards<Exclusive> for LatchedLock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = Latched<'a>;

    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    fn raw(&self) -> &Semaphore {
        &self.permit
    }

    fn try_acquire(raw: &Semaphore) -> bool {
        raw.try_acquire_and_forget(1)
    }

    fn acquire(raw: &Semaphore) -> Latched<'_> {
        Latched(Some(Box::pin(raw.acquire_and_forget(1))))
    }

    unsafe fn release(raw: &Semaphore) {
        raw.release(1);
    }
}

pub(crate) struct Latched<'a>(Option<Pin<Box<AcquireAndForget<'a>>>>);

impl Future for Latched<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(acquire) = &mut self.0 {
            ready!(acquire.as_mut().poll(cx));
            self.0 = None;
        }
        Poll::Ready(())
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
