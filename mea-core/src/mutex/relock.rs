//! A mutex guard that was put down and is being picked up again, for the condition variable.
//!
//! # Safety
//!
//! A guard's pointer stays with the way back to its lock, and is used again only after the lock was
//! acquired again. It stays valid meanwhile: it points to the value of a lock that is borrowed or
//! owned all along, and it is what [`Guards::target`](crate::guard::Guards::target) returned, an address
//! that comes of the lock and of no reference to the value, so that it may be used after others have had
//! theirs. (Mapped guards are not put down: the part they point to might be gone when the lock is back.)
#![allow(unsafe_code)]

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{Mutex, MutexGuard, OwnedMutexGuard, raw::RawMutex};
use crate::{
    guard::{Access, Exclusive, ExclusivePtr, Hold, LockOwner, OwnedHold, OwnedHome},
    queue::{Home, Queued, Waiter},
};

/// A guard of a mutex that can be put down and picked up again.
pub trait Relockable: Sized + sealed::Sealed {}

mod sealed {
    use super::{ExclusivePtr, Home};

    pub trait Sealed: Sized {
        type Value: ?Sized;
        #[allow(private_bounds)]
        type Home: Home<Engine = crate::permits::Word>;
        /// Takes the guard apart; the lock stays acquired.
        fn put_down(self) -> (ExclusivePtr<Self::Value>, Self::Home);
        /// # Safety
        ///
        /// Both come from one `put_down`, and the lock of the home was acquired since.
        unsafe fn pick_up(ptr: ExclusivePtr<Self::Value>, home: Self::Home) -> Self;
    }
}

/// A borrowed mutex without the type of its value, as the home of a waiter.
pub struct RawHome<'a>(&'a RawMutex);

// SAFETY: what is borrowed is not moved, and its queue is a field of it; nothing panics.
unsafe impl Home for RawHome<'_> {
    type Engine = crate::permits::Word;
    const MODULE: &'static str = "mutex";

    fn queue(&self) -> &crate::permits::Permits {
        Queued::<Exclusive>::queue(self.0)
    }
}

impl<T: ?Sized> Relockable for MutexGuard<'_, T> {}
impl<'a, T: ?Sized> sealed::Sealed for MutexGuard<'a, T> {
    type Value = T;
    type Home = RawHome<'a>;

    fn put_down(self) -> (ExclusivePtr<T>, RawHome<'a>) {
        let access: Access<ExclusivePtr<T>, Hold<'a, Mutex<()>, Exclusive>> = self.into();
        let (ptr, hold) = access.into_parts();
        let raw = hold.into_raw();
        (ptr, RawHome(raw))
    }

    unsafe fn pick_up(ptr: ExclusivePtr<T>, home: RawHome<'a>) -> Self {
        // SAFETY: the caller has the lock of `home` again, once; `ptr` is that of its whole value, see the
        // module.
        unsafe { Access::from_parts(ptr, Hold::new(home.0)) }.into()
    }
}

impl<T: ?Sized, O: LockOwner<Mutex<T>>> Relockable for OwnedMutexGuard<T, O> {}
impl<T: ?Sized, O: LockOwner<Mutex<T>>> sealed::Sealed for OwnedMutexGuard<T, O> {
    type Value = T;
    type Home = OwnedHome<O, Mutex<T>, Exclusive>;

    fn put_down(self) -> (ExclusivePtr<T>, Self::Home) {
        let access: Access<ExclusivePtr<T>, OwnedHold<O, Mutex<T>, Exclusive>> = self.into();
        let (ptr, hold) = access.into_parts();
        (ptr, OwnedHome::new(hold.into_owner()))
    }

    unsafe fn pick_up(ptr: ExclusivePtr<T>, home: Self::Home) -> Self {
        // SAFETY: as above; by the contract of `LockOwner` the pointer has stayed valid when the owner moved.
        unsafe { Access::from_parts(ptr, OwnedHold::new(home.into_owner())) }.into()
    }
}

pin_project! {
    /// The way back to a guard that was put down.
    pub(crate) struct Relock<G: Relockable> {
        ptr: Option<ExclusivePtr<G::Value>>,
        #[pin]
        waiter: Waiter<G::Home>,
    }
}

impl<G: Relockable> Relock<G> {
    /// Puts the guard down: releases the lock.
    pub(crate) fn put_down(guard: G) -> Self {
        let (ptr, home) = guard.put_down();
        home.queue().release(1);
        Self {
            ptr: Some(ptr),
            waiter: Waiter::new(home, 1),
        }
    }

    /// Picks the guard up again.
    pub(crate) fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<G> {
        let mut this = self.project();
        ready!(this.waiter.as_mut().poll(cx));
        let home = this.waiter.finish();
        match this.ptr.take() {
            // SAFETY: pointer and home were put down together, and the waiter, whose home it is, has taken
            // the one permit of that lock; it does so once.
            Some(ptr) => Poll::Ready(unsafe { G::pick_up(ptr, home) }),
            None => unreachable!("polling `Waiter` again panics"),
        }
    }
}
