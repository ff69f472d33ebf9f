//! Futures that are all waited for.

use core::{
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::probe::Polled;
use crate::order::check::side;

pin_project! {
    /// A future, or what has become of it: in the same place, and the future is dropped as soon as
    /// it is done.
    #[project = MaybeDoneProj]
    #[project_replace = MaybeDoneOwn]
    #[derive(Debug)]
    pub enum MaybeDone<F, T> {
        Future {
            #[pin]
            future: F,
        },
        Done {
            output: T,
        },
        Gone,
    }
}

// Of many futures the compiler has to know the type of what is kept from the beginning: it needs much
// longer to find that out afterwards. Of few, it tells mistakes better where they are polled.
impl<F: Future> MaybeDone<F, F::Output> {
    /// Keeps the output.
    #[inline(always)]
    pub fn all(future: F) -> Self {
        Self::Future { future }
    }
}

impl<F: Future<Output = Result<T, E>>, T, E> MaybeDone<F, T> {
    /// Keeps the value of an output that is no error.
    #[inline(always)]
    pub fn ok(future: F) -> Self {
        Self::Future { future }
    }
}

impl<F, T> MaybeDone<F, T> {
    #[inline(always)]
    pub fn new(future: F) -> Self {
        Self::Future { future }
    }

    /// The output of the future.
    ///
    /// # Panics
    ///
    /// If it is not done, or the output was taken before.
    #[inline]
    pub fn take(self: Pin<&mut Self>) -> T {
        match self.project_replace(Self::Gone) {
            MaybeDoneOwn::Done { output } => output,
            _ => panic!("a `join!` was polled after it was done"),
        }
    }

    /// Polls the future if it is not done. Whether it is pending.
    #[inline]
    pub fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool
    where
        F: Polled<T>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return false;
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return true;
        };
        self.set(Self::Done { output });
        false
    }

    /// Polls the future if it is not done. Its output goes through `keep`: what that accepts stays
    /// here, an error is for the caller.
    #[inline]
    pub fn try_poll<O, E>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        keep: impl FnOnce(O) -> Result<T, E>,
    ) -> Poll<Result<(), E>>
    where
        F: Polled<O>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return Poll::Ready(Ok(()));
        };
        let output = ready!(side(future, |future| future.poll(cx)));
        Poll::Ready(keep(output).map(|output| {
            self.set(Self::Done { output });
        }))
    }
}

/// Polls an arm of `join!`. Whether it is pending.
#[inline(always)]
pub fn poll_join<F: Polled<T>, T>(arm: Pin<&mut MaybeDone<F, T>>, cx: &mut Context<'_>) -> bool {
    arm.poll(cx)
}

/// Polls an arm of `try_join!`.
#[inline(always)]
pub fn poll_try_join<O, F: Polled<O>, T, E>(
    arm: Pin<&mut MaybeDone<F, T>>,
    cx: &mut Context<'_>,
    keep: impl FnOnce(O) -> Result<T, E>,
) -> Poll<Result<(), E>> {
    arm.try_poll(cx, keep)
}

/// What becomes a future, as one.
#[inline(always)]
pub fn into_future<F: IntoFuture>(future: F) -> F::IntoFuture {
    future.into_future()
}
