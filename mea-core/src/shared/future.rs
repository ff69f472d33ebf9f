//! The futures: those of the locks, asked for by a task at a place in the lock order.

use core::{
    fmt,
    future::Future,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::Guard;
use crate::{
    marker::CancelSafe,
    order::{Held, Level, Site},
};

pin_project! {
    /// The future of a lock of level `L`, around the lock's own future `F`. Completes with the guard in a
    /// [`Guard`]. Cancel-safe if `F` is; not snooze-safe.
    ///
    /// Besides what `F` does, it may panic in its first poll: if the task holds a lock that comes later
    /// in the order, see the [check at run time](crate::order#at-run-time).
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Acquire<F, L> {
        #[pin]
        future: F,
        site: Site,
        level: PhantomData<fn() -> L>,
    }
}

impl<F, L: Level> Acquire<F, L> {
    #[inline]
    #[track_caller]
    pub(super) fn new(future: F) -> Self {
        Self {
            future,
            site: Site::here(),
            level: PhantomData,
        }
    }
}

impl<F: Future, L: Level> Future for Acquire<F, L> {
    type Output = Guard<F::Output>;

    #[inline(always)] // as those that it polls
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        this.site.enter::<L>(cx.waker());
        let guard = ready!(this.future.poll(cx));
        let record = this.site.hold::<L>(cx.waker());
        Poll::Ready(Guard::new(guard, record))
    }
}

pin_project! {
    /// As [`Acquire`], for a guard that may go anywhere: it does not count as held, and is given out as
    /// it is. Cancel-safe if `F` is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireOwned<F, L> {
        #[pin]
        future: F,
        site: Site,
        level: PhantomData<fn() -> L>,
    }
}

impl<F, L: Level> AcquireOwned<F, L> {
    #[inline]
    #[track_caller]
    pub(super) fn new(future: F) -> Self {
        Self {
            future,
            site: Site::here(),
            level: PhantomData,
        }
    }
}

impl<F: Future, L: Level> Future for AcquireOwned<F, L> {
    type Output = F::Output;

    #[inline(always)] // as those that it polls
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        this.site.enter::<L>(cx.waker());
        this.future.poll(cx)
    }
}

pin_project! {
    /// The future of the `*_after` methods: as [`Acquire`], and completes with the guard and the token of
    /// level `L`. Cancel-safe if `F` is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireAfter<'t, F, L> {
        #[pin]
        acquire: Acquire<F, L>,
        token: PhantomData<&'t mut Held<L>>,
    }
}

impl<'t, F, L: Level> AcquireAfter<'t, F, L> {
    /// The caller has a token of an earlier level, borrowed for `'t`.
    #[inline]
    #[track_caller]
    pub(super) fn new(future: F) -> Self {
        Self {
            acquire: Acquire::new(future),
            token: PhantomData,
        }
    }
}

impl<'t, F: Future, L: Level> Future for AcquireAfter<'t, F, L> {
    type Output = (Guard<F::Output>, &'t mut Held<L>);

    #[inline(always)] // as those that it polls
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let guard = ready!(self.project().acquire.poll(cx));
        Poll::Ready((guard, Held::conjure()))
    }
}

/// A future that takes a lock, calls a closure with what is behind it, and releases it.
macro_rules! with {
    ($(#[$meta:meta])* $With:ident: $Deref:ident, |$guard:ident| ($($value:tt)*), $($reference:tt)*) => {
        pin_project! {
            $(#[$meta])*
            #[must_use = "futures do nothing unless polled or awaited"]
            pub struct $With<A, C> {
                #[pin]
                acquire: A,
                call: Option<C>,
            }
        }

        impl<A, C> $With<A, C> {
            #[inline]
            pub(super) fn new(acquire: A, call: C) -> Self {
                Self {
                    acquire,
                    call: Some(call),
                }
            }
        }

        impl<A, C, R> Future for $With<A, C>
        where
            A: Future,
            A::Output: $Deref,
            C: FnOnce($($reference)* <A::Output as Deref>::Target) -> R,
        {
            type Output = R;

            #[inline]
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
                let this = self.project();
                #[allow(unused_mut)]
                let mut $guard = ready!(this.acquire.poll(cx));
                match this.call.take() {
                    Some(call) => Poll::Ready(call($($value)*)),
                    None => unreachable!("polling a lock again panics"),
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<A: CancelSafe, C> CancelSafe for $With<A, C> {}

        impl<A, C> fmt::Debug for $With<A, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($With)).finish_non_exhaustive()
            }
        }
    };
}

with! {
    /// The future of the methods that call a closure with the value, to be read. Cancel-safe if the
    /// future of the lock is: the closure has run completely or not at all. Not snooze-safe.
    WithRef: Deref, |guard| (&*guard), &
}

with! {
    /// The future of the methods that call a closure with the value, to be changed. Cancel-safe if the
    /// future of the lock is: the closure has run completely or not at all. Not snooze-safe.
    WithMut: DerefMut, |guard| (&mut *guard), &mut
}

#[diagnostic::do_not_recommend]
impl<F: CancelSafe, L> CancelSafe for Acquire<F, L> {}
#[diagnostic::do_not_recommend]
impl<F: CancelSafe, L> CancelSafe for AcquireOwned<F, L> {}
#[diagnostic::do_not_recommend]
impl<F: CancelSafe, L> CancelSafe for AcquireAfter<'_, F, L> {}

impl<F, L> fmt::Debug for Acquire<F, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acquire").finish_non_exhaustive()
    }
}

impl<F, L> fmt::Debug for AcquireOwned<F, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcquireOwned").finish_non_exhaustive()
    }
}

impl<F, L> fmt::Debug for AcquireAfter<'_, F, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcquireAfter").finish_non_exhaustive()
    }
}
