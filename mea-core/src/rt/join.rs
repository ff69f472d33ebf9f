//! Futures that are all waited for.

use core::{
    future::Future,
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

// Two constructors, so that the type of what is kept is known from the beginning: the compiler needs
// much longer for many futures if it has to find that out afterwards.
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

impl<F: Future, T> MaybeDone<F, T> {
    /// Polls the future if it is not done. Its output goes through `keep`: what that accepts stays
    /// here, an error is for the caller.
    #[inline]
    pub fn poll<E>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        keep: impl FnOnce(F::Output) -> Result<T, E>,
    ) -> Poll<Result<(), E>> {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return Poll::Ready(Ok(()));
        };
        let output = ready!(future.poll(cx));
        Poll::Ready(keep(output).map(|output| {
            self.set(Self::Done { output });
        }))
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
