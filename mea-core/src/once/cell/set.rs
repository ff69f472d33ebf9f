//! The futures of `OnceCell` that bring a value, or wait for one.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::OnceCell;
use crate::{
    gate::Gate,
    marker::{CancelSafe, SnoozeSafe},
    once::raw::{Claim, Done, RawOnce},
    queue::{Waiter, polled_after_completion},
};

pin_project! {
    /// The future of [`OnceCell::try_insert`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct TryInsert<'a, T> {
        cell: &'a OnceCell<T>,
        value: Option<T>,
        #[pin]
        claim: Claim<&'a RawOnce>,
    }
}

impl<'a, T> TryInsert<'a, T> {
    #[inline]
    pub(super) fn new(cell: &'a OnceCell<T>, value: T) -> Self {
        Self {
            cell,
            value: Some(value),
            claim: Claim::new(cell.raw()),
        }
    }
}

impl<'a, T> Future for TryInsert<'a, T> {
    type Output = Result<&'a T, (&'a T, T)>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let cell = *this.cell;
        let right = ready!(this.claim.poll(cx));
        let Some(value) = this.value.take() else {
            polled_after_completion("once");
        };
        Poll::Ready(match right {
            Some(right) => Ok(cell.fill(right, value)),
            None => Err((cell.there(), value)),
        })
    }
}

pin_project! {
    /// The future of [`OnceCell::set`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Set<'a, T> {
        #[pin]
        insert: TryInsert<'a, T>,
    }
}

impl<'a, T> Set<'a, T> {
    #[inline]
    pub(super) fn new(cell: &'a OnceCell<T>, value: T) -> Self {
        Self {
            insert: TryInsert::new(cell, value),
        }
    }
}

impl<T> Future for Set<'_, T> {
    type Output = Result<(), T>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let inserted = ready!(self.project().insert.poll(cx));
        Poll::Ready(inserted.map(|_| ()).map_err(|(_, value)| value))
    }
}

pin_project! {
    /// The future of [`OnceCell::wait`]. Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct OnceCellWait<'a, T> {
        cell: &'a OnceCell<T>,
        #[pin]
        waiter: Waiter<&'a Gate<Done>>,
    }
}

impl<'a, T> OnceCellWait<'a, T> {
    #[inline]
    pub(super) fn new(cell: &'a OnceCell<T>) -> Self {
        Self {
            cell,
            waiter: Waiter::new(cell.raw().gate(), ()),
        }
    }
}

impl<'a, T> Future for OnceCellWait<'a, T> {
    type Output = &'a T;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'a T> {
        let this = self.project();
        ready!(this.waiter.poll(cx));
        Poll::Ready(this.cell.there())
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for TryInsert<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Set<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> CancelSafe for OnceCellWait<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for OnceCellWait<'_, T> {}

impl<T> fmt::Debug for TryInsert<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryInsert").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Set<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Set").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for OnceCellWait<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceCellWait").finish_non_exhaustive()
    }
}
