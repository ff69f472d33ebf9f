//! The futures of `OnceCell` that make the value.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::OnceCell;
use crate::{
    marker::CancelSafe,
    once::{attempt::Attempt, raw::RawOnce},
};

pin_project! {
    /// The future of [`OnceCell::get_or_init`]. Cancel-safe if the work is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct GetOrInit<'a, T, F, Fut> {
        cell: &'a OnceCell<T>,
        #[pin]
        attempt: Attempt<&'a RawOnce, F, Fut>,
    }
}

impl<'a, T, F, Fut> GetOrInit<'a, T, F, Fut> {
    #[inline]
    pub(super) fn new(cell: &'a OnceCell<T>, init: F) -> Self {
        Self {
            cell,
            attempt: Attempt::new(cell.raw(), init),
        }
    }
}

impl<'a, T, F, Fut> Future for GetOrInit<'a, T, F, Fut>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = T>,
{
    type Output = &'a T;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'a T> {
        let this = self.project();
        let cell = *this.cell;
        Poll::Ready(match ready!(this.attempt.poll(cx)) {
            None => cell.there(),
            Some((right, value)) => cell.fill(right, value),
        })
    }
}

pin_project! {
    /// The future of [`OnceCell::get_or_try_init`]. Cancel-safe if the work is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct GetOrTryInit<'a, T, F, Fut> {
        cell: &'a OnceCell<T>,
        #[pin]
        attempt: Attempt<&'a RawOnce, F, Fut>,
    }
}

impl<'a, T, F, Fut> GetOrTryInit<'a, T, F, Fut> {
    #[inline]
    pub(super) fn new(cell: &'a OnceCell<T>, init: F) -> Self {
        Self {
            cell,
            attempt: Attempt::new(cell.raw(), init),
        }
    }
}

impl<'a, T, E, F, Fut> Future for GetOrTryInit<'a, T, F, Fut>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    type Output = Result<&'a T, E>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let cell = *this.cell;
        Poll::Ready(match ready!(this.attempt.poll(cx)) {
            None => Ok(cell.there()),
            Some((right, Ok(value))) => Ok(cell.fill(right, value)),
            // The right goes to the next in line.
            Some((_right, Err(error))) => Err(error),
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T, F, Fut: CancelSafe> CancelSafe for GetOrInit<'_, T, F, Fut> {}
#[diagnostic::do_not_recommend]
impl<T, F, Fut: CancelSafe> CancelSafe for GetOrTryInit<'_, T, F, Fut> {}

impl<T, F, Fut> fmt::Debug for GetOrInit<'_, T, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetOrInit").finish_non_exhaustive()
    }
}

impl<T, F, Fut> fmt::Debug for GetOrTryInit<'_, T, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetOrTryInit").finish_non_exhaustive()
    }
}
