//! Futures that are all waited for.

use core::{
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

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

impl<F: Future, T> MaybeDone<F, T> {
    #[inline(always)]
    pub fn new(future: impl IntoFuture<IntoFuture = F>) -> Self {
        Self::Future {
            future: future.into_future(),
        }
    }

    /// Polls the future if it is not done. Whether it is pending.
    #[inline]
    pub fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool
    where
        F: Future<Output = T>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return false;
        };
        let Poll::Ready(output) = future.poll(cx) else {
            return true;
        };
        self.set(Self::Done { output });
        false
    }

    /// Polls the future if it is not done. An error is for the caller.
    #[inline]
    pub fn try_poll<E>(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), E>>
    where
        F: Future<Output = Result<T, E>>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return Poll::Ready(Ok(()));
        };
        let output = ready!(future.poll(cx))?;
        self.set(Self::Done { output });
        Poll::Ready(Ok(()))
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
}
