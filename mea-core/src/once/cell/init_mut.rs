//! The futures of `OnceCell` that make the value through the only reference to the cell: no right, no
//! waiting, nobody to let in.

use core::{
    convert::Infallible,
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::OnceCell;
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    queue::polled_after_completion,
};

pin_project! {
    /// What both futures are.
    struct Making<'a, T, F, Fut> {
        cell: Option<&'a mut OnceCell<T>>,
        init: Option<F>,
        #[pin]
        work: Option<Fut>,
    }
}

impl<'a, T, F, Fut> Making<'a, T, F, Fut> {
    #[inline]
    fn new(cell: &'a mut OnceCell<T>, init: F) -> Self {
        Self {
            cell: Some(cell),
            init: Some(init),
            work: None,
        }
    }
}

impl<'a, T, F, Fut> Making<'a, T, F, Fut>
where
    F: FnOnce() -> Fut,
    Fut: Future,
{
    fn poll<E>(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        check: impl FnOnce(Fut::Output) -> Result<T, E>,
    ) -> Poll<Result<&'a mut T, E>> {
        let mut this = self.project();
        let Some(cell) = this.cell.as_mut() else {
            polled_after_completion("once");
        };
        if cell.get_mut().is_none() {
            if let Some(init) = this.init.take() {
                this.work.set(Some(init()));
            }
            // `None` after an error.
            let Some(work) = this.work.as_mut().as_pin_mut() else {
                polled_after_completion("once");
            };
            let output = ready!(work.poll(cx));
            this.work.set(None);
            **cell = OnceCell::from_value(check(output)?);
        }
        *this.init = None;
        match this.cell.take().and_then(OnceCell::get_mut) {
            Some(value) => Poll::Ready(Ok(value)),
            None => unreachable!("it was there, or has just been set"),
        }
    }
}

pin_project! {
    /// The future of [`OnceCell::get_mut_or_init`]. Cancel-safe and snooze-safe if the work is.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct GetMutOrInit<'a, T, F, Fut> {
        #[pin]
        making: Making<'a, T, F, Fut>,
    }
}

impl<'a, T, F, Fut> GetMutOrInit<'a, T, F, Fut> {
    #[inline]
    pub(super) fn new(cell: &'a mut OnceCell<T>, init: F) -> Self {
        Self {
            making: Making::new(cell, init),
        }
    }
}

impl<'a, T, F, Fut> Future for GetMutOrInit<'a, T, F, Fut>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = T>,
{
    type Output = &'a mut T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'a mut T> {
        let Ok(value) = ready!(self.project().making.poll(cx, Ok::<T, Infallible>));
        Poll::Ready(value)
    }
}

pin_project! {
    /// The future of [`OnceCell::get_mut_or_try_init`]. Cancel-safe and snooze-safe if the work is.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct GetMutOrTryInit<'a, T, F, Fut> {
        #[pin]
        making: Making<'a, T, F, Fut>,
    }
}

impl<'a, T, F, Fut> GetMutOrTryInit<'a, T, F, Fut> {
    #[inline]
    pub(super) fn new(cell: &'a mut OnceCell<T>, init: F) -> Self {
        Self {
            making: Making::new(cell, init),
        }
    }
}

impl<'a, T, E, F, Fut> Future for GetMutOrTryInit<'a, T, F, Fut>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    type Output = Result<&'a mut T, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().making.poll(cx, |output| output)
    }
}

#[diagnostic::do_not_recommend]
impl<T, F, Fut: CancelSafe> CancelSafe for GetMutOrInit<'_, T, F, Fut> {}
#[diagnostic::do_not_recommend]
impl<T, F, Fut: CancelSafe> CancelSafe for GetMutOrTryInit<'_, T, F, Fut> {}
#[diagnostic::do_not_recommend]
impl<T, F, Fut: SnoozeSafe> SnoozeSafe for GetMutOrInit<'_, T, F, Fut> {}
#[diagnostic::do_not_recommend]
impl<T, F, Fut: SnoozeSafe> SnoozeSafe for GetMutOrTryInit<'_, T, F, Fut> {}

impl<T, F, Fut> fmt::Debug for GetMutOrInit<'_, T, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetMutOrInit").finish_non_exhaustive()
    }
}

impl<T, F, Fut> fmt::Debug for GetMutOrTryInit<'_, T, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetMutOrTryInit").finish_non_exhaustive()
    }
}
