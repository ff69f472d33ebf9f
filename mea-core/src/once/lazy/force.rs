//! The futures of `LazyCell`.
//!
//! # Safety
//!
//! See the invariants of the [module above](super).
#![allow(unsafe_code)]

use core::{
    convert::Infallible,
    fmt,
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{LazyCell, Work};
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    once::raw::{Claim, RawOnce, Right},
    queue::polled_after_completion,
};

pin_project! {
    /// What both futures are: first a claim of the right, then, with the right, the work.
    pub(super) struct Forcing<'a, T, Fut, F> {
        // `None` after completion.
        lazy: Option<Pin<&'a LazyCell<T, Fut, F>>>,
        right: Option<Right<&'a RawOnce>>,
        #[pin]
        claim: Claim<&'a RawOnce>,
    }
}

impl<'a, T, Fut, F> Forcing<'a, T, Fut, F> {
    #[inline]
    fn new(lazy: Pin<&'a LazyCell<T, Fut, F>>) -> Self {
        Self {
            claim: Claim::new(lazy.get_ref().cell.raw()),
            lazy: Some(lazy),
            right: None,
        }
    }
}

impl<'a, T, Fut, F> Forcing<'a, T, Fut, F>
where
    F: FnMut() -> Fut,
    Fut: Future,
{
    fn poll<E>(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        check: impl FnOnce(Fut::Output) -> Result<T, E>,
    ) -> Poll<Result<&'a T, E>> {
        let this = self.project();
        let Some(lazy) = *this.lazy else {
            polled_after_completion("once");
        };
        let cell = &lazy.get_ref().cell;
        if this.right.is_none() {
            match ready!(this.claim.poll(cx)) {
                right @ Some(_) => *this.right = right,
                None => {
                    *this.lazy = None;
                    return Poll::Ready(Ok(cell.there()));
                }
            }
        }
        let mut turn = Turn {
            lazy,
            right: this.right,
        };
        let Poll::Ready(output) = turn.work().poll(cx) else {
            mem::forget(turn);
            return Poll::Pending;
        };
        *this.lazy = None;
        let right = turn.right.take();
        drop(turn);
        let value = check(output)?;
        Poll::Ready(Ok(match right {
            Some(right) => cell.fill(right, value),
            None => unreachable!("it was there, or has just been claimed"),
        }))
    }
}

/// The turn of a caller who has the right. Dropped, it drops the work and then gives the right up:
/// when the work is ready, and when it panics. (When it is pending, both stay.)
struct Turn<'a, 'b, T, Fut, F> {
    lazy: Pin<&'a LazyCell<T, Fut, F>>,
    right: &'b mut Option<Right<&'a RawOnce>>,
}

impl<T, Fut, F> Turn<'_, '_, T, Fut, F> {
    /// Begins the work if it has not been begun.
    fn work(&mut self) -> Pin<&mut Fut>
    where
        F: FnMut() -> Fut,
    {
        // SAFETY: whoever has a turn has the right, so by invariant 1 nobody else is here; and `self`
        // is borrowed mutably for as long.
        let Work { begin, begun } = unsafe { &mut *self.lazy.get_ref().work.get() };
        let work = match begun {
            Some(work) => work,
            None => begun.insert(begin()),
        };
        // SAFETY: the cell is pinned, and the work with it (invariant 2).
        unsafe { Pin::new_unchecked(work) }
    }
}

impl<T, Fut, F> Drop for Turn<'_, '_, T, Fut, F> {
    fn drop(&mut self) {
        // SAFETY: as in `work`: the right is in `self.right`, or in the hands of the caller, who does
        // not give it up before the turn is over.
        let begun = unsafe { &mut (*self.lazy.get_ref().work.get()).begun };
        // SAFETY: as in `work`; dropped in its place.
        unsafe { Pin::new_unchecked(begun) }.set(None);
        *self.right = None;
    }
}

pin_project! {
    /// The future of [`LazyCell::force`] and [`LazyCell::force_pin`]. Cancel-safe if the work is
    /// snooze-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Force<'a, T, Fut, F> {
        #[pin]
        forcing: Forcing<'a, T, Fut, F>,
    }
}

impl<'a, T, Fut, F> Force<'a, T, Fut, F> {
    #[inline]
    pub(super) fn new(lazy: Pin<&'a LazyCell<T, Fut, F>>) -> Self {
        Self {
            forcing: Forcing::new(lazy),
        }
    }
}

impl<'a, T, Fut, F> Future for Force<'a, T, Fut, F>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = T>,
{
    type Output = &'a T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'a T> {
        let Ok(value) = ready!(self.project().forcing.poll(cx, Ok::<T, Infallible>));
        Poll::Ready(value)
    }
}

pin_project! {
    /// The future of [`LazyCell::try_force`] and [`LazyCell::try_force_pin`]. Cancel-safe if the work
    /// is snooze-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct TryForce<'a, T, Fut, F> {
        #[pin]
        forcing: Forcing<'a, T, Fut, F>,
    }
}

impl<'a, T, Fut, F> TryForce<'a, T, Fut, F> {
    #[inline]
    pub(super) fn new(lazy: Pin<&'a LazyCell<T, Fut, F>>) -> Self {
        Self {
            forcing: Forcing::new(lazy),
        }
    }
}

impl<'a, T, E, Fut, F> Future for TryForce<'a, T, Fut, F>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    type Output = Result<&'a T, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().forcing.poll(cx, |output| output)
    }
}

#[diagnostic::do_not_recommend]
impl<T, Fut: SnoozeSafe, F> CancelSafe for Force<'_, T, Fut, F> {}
#[diagnostic::do_not_recommend]
impl<T, Fut: SnoozeSafe, F> CancelSafe for TryForce<'_, T, Fut, F> {}

impl<T, Fut, F> fmt::Debug for Force<'_, T, Fut, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Force").finish_non_exhaustive()
    }
}

impl<T, Fut, F> fmt::Debug for TryForce<'_, T, Fut, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryForce").finish_non_exhaustive()
    }
}
