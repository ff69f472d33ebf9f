//! Handles through which a waiter of this crate's own locks finds its queue, and the futures of
//! those locks, written once for every lock, mode and owner.
//!
//! # Safety
//!
//! 1. A home leads to one lock, by a borrow or by an owner, and so to one queue.
//! 2. An [`Acquiring`] has a waiter that enters with what the lock's table says that its mode takes. So when
//!    it has entered there is one acquisition, of that lock in that mode, and who made it has the home: a
//!    waiter is ready once, and gives its home out once.
#![allow(unsafe_code)]

use core::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{BorrowedAccess, Guards, LockOwner, Mode, OwnedAccess, acquired, acquired_owned};
use crate::queue::{Engine, Home, Queue, Queued, Waiter};

/// A borrowed lock as the home of a waiter for mode `M`.
pub(crate) struct BorrowedHome<'a, L: ?Sized, M> {
    lock: &'a L,
    _mode: PhantomData<fn() -> M>,
}

impl<'a, L: ?Sized, M> BorrowedHome<'a, L, M> {
    #[inline]
    pub(crate) fn new(lock: &'a L) -> Self {
        Self {
            lock,
            _mode: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn lock(&self) -> &'a L {
        self.lock
    }
}

// SAFETY: `raw` of a borrowed, so unmoved, lock has one address, by point 3 of `Guards`, and so has
// its queue, by the contract of `Queued`. Neither function panics, by the same.
unsafe impl<L, M> Home for BorrowedHome<'_, L, M>
where
    L: Guards<M> + ?Sized,
    L::Raw: Queued<M>,
    M: Mode,
{
    type Engine = <L::Raw as Queued<M>>::Engine;
    const MODULE: &'static str = <L::Raw as Queued<M>>::MODULE;

    #[inline]
    fn queue(&self) -> &Queue<Self::Engine> {
        self.lock.raw().queue()
    }
}

/// An owned lock as the home of a waiter for mode `M`.
pub struct OwnedHome<O, L: ?Sized, M> {
    owner: O,
    _kind: PhantomData<fn() -> (*const L, M)>,
}

impl<O, L: ?Sized, M> OwnedHome<O, L, M> {
    #[inline]
    pub(crate) fn new(owner: O) -> Self {
        Self {
            owner,
            _kind: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn owner(&self) -> &O {
        &self.owner
    }

    #[inline]
    pub(crate) fn into_owner(self) -> O {
        self.owner
    }
}

// SAFETY: `LockOwner::lock` has one address while the owner lives, and what was derived from it stays
// valid when the owner is moved; `raw` of that lock, which is not moved, has one, too, by point 3 of
// `Guards`, and so has its queue, by the contract of `Queued`. None of them panics, by the same.
unsafe impl<O, L, M> Home for OwnedHome<O, L, M>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    L::Raw: Queued<M>,
    M: Mode,
{
    type Engine = <L::Raw as Queued<M>>::Engine;
    const MODULE: &'static str = <L::Raw as Queued<M>>::MODULE;

    #[inline]
    fn queue(&self) -> &Queue<Self::Engine> {
        self.owner.lock().raw().queue()
    }
}

pin_project! {
    /// A wait that ends with an access to the lock of its home.
    pub(crate) struct Acquiring<H: Home> {
        #[pin]
        waiter: Waiter<H>,
    }
}

type Want<H> = <<H as Home>::Engine as Engine>::Want;

impl<H: Home> Acquiring<H> {
    /// # Safety
    ///
    /// A waiter that enters the home's queue with `want` has made one acquisition of the home's
    /// lock in the home's mode.
    #[inline(always)]
    pub(crate) unsafe fn new(home: H, want: Want<H>) -> Self {
        Self {
            waiter: Waiter::new(home, want),
        }
    }
}

impl<'a, L, M> Acquiring<BorrowedHome<'a, L, M>>
where
    L: Guards<M> + ?Sized,
    L::Raw: Queued<M>,
    M: Mode,
{
    #[inline(always)]
    pub(crate) fn poll(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<BorrowedAccess<'a, L, M>> {
        let mut waiter = self.project().waiter;
        ready!(waiter.as_mut().poll(cx));
        // SAFETY: by invariant 2: the waiter has entered, for the first and last time, as it panics when it is
        // polled again; the lock is that of its home.
        Poll::Ready(unsafe { acquired(waiter.finish().lock()) })
    }
}

impl<O, L, M> Acquiring<OwnedHome<O, L, M>>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    L::Raw: Queued<M>,
    M: Mode,
{
    #[inline(always)]
    pub(crate) fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<OwnedAccess<O, L, M>> {
        let mut waiter = self.project().waiter;
        ready!(waiter.as_mut().poll(cx));
        // SAFETY: as above; the owner is that of its home.
        Poll::Ready(unsafe { acquired_owned(waiter.finish().into_owner()) })
    }
}

/// The pair of named futures, borrowed and owned, that acquire `$Lock` in `$Mode` and complete with
/// a guard.
macro_rules! acquire_futures {
    (
        $Lock:ident in $Mode:ident, wanting $want:expr;
        $(#[$meta:meta])* $Borrowed:ident -> $Guard:ident;
        $(#[$owned_meta:meta])* $Owned:ident -> $OwnedGuard:ident;
    ) => {
        ::pin_project_lite::pin_project! {
            $(#[$meta])*
            #[must_use = "futures do nothing unless polled or awaited"]
            pub struct $Borrowed<'a, T>
            where
                T: ?Sized,
            {
                #[pin]
                acquiring: Acquiring<BorrowedHome<'a, $Lock<T>, $Mode>>,
            }
        }

        impl<'a, T: ?Sized> $Borrowed<'a, T> {
            #[inline]
            pub(super) fn new(lock: &'a $Lock<T>) -> Self {
                let want = $want(Guards::<$Mode>::raw(lock));
                Self {
                    // SAFETY: by the table of the lock's raw part, this is what an acquisition
                    // in this mode takes, from the queue of that part; `Guards::release` for the
                    // mode puts it back.
                    acquiring: unsafe { Acquiring::new(BorrowedHome::new(lock), want) },
                }
            }
        }

        impl<'a, T: ?Sized> ::core::future::Future for $Borrowed<'a, T> {
            type Output = $Guard<'a, T>;

            // The polls of a lock are as many instances as it has modes: the compiler would not inline
            // them by itself, and `want` is a constant only where they are.
            #[inline(always)]
            fn poll(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<Self::Output> {
                self.project().acquiring.poll(cx).map(Into::into)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ?Sized> $crate::marker::CancelSafe for $Borrowed<'_, T> {}

        impl<T: ?Sized> ::core::fmt::Debug for $Borrowed<'_, T> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!($Borrowed)).finish_non_exhaustive()
            }
        }

        ::pin_project_lite::pin_project! {
            $(#[$owned_meta])*
            #[must_use = "futures do nothing unless polled or awaited"]
            pub struct $Owned<T, O = ::alloc::sync::Arc<$Lock<T>>>
            where
                T: ?Sized,
                O: LockOwner<$Lock<T>>,
            {
                #[pin]
                acquiring: Acquiring<OwnedHome<O, $Lock<T>, $Mode>>,
            }
        }

        impl<T: ?Sized, O: LockOwner<$Lock<T>>> $Owned<T, O> {
            #[inline]
            pub(crate) fn new(owner: O) -> Self {
                let want = $want(Guards::<$Mode>::raw(owner.lock()));
                Self {
                    // SAFETY: as above.
                    acquiring: unsafe { Acquiring::new(OwnedHome::new(owner), want) },
                }
            }
        }

        impl<T: ?Sized, O: LockOwner<$Lock<T>>> ::core::future::Future for $Owned<T, O> {
            type Output = $OwnedGuard<T, O>;

            #[inline(always)]
            fn poll(
                self: ::core::pin::Pin<&mut Self>,
                cx: &mut ::core::task::Context<'_>,
            ) -> ::core::task::Poll<Self::Output> {
                self.project().acquiring.poll(cx).map(Into::into)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: ?Sized, O: LockOwner<$Lock<T>>> $crate::marker::CancelSafe for $Owned<T, O> {}

        impl<T: ?Sized, O: LockOwner<$Lock<T>>> ::core::fmt::Debug for $Owned<T, O> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!($Owned)).finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use acquire_futures;
