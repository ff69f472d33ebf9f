//! A future that is joined with others: until it is done, and after.

use core::{
    convert::Infallible,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{
    kind::{All, AllOk},
    tree::JoinTree,
};
use crate::{order::check::side, rt::probe::Polled};

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

impl<F, T> MaybeDone<F, T> {
    /// Polls it if it is not done. What it comes to goes through `keep`, an error of which is for the
    /// caller. `waits`, or `true` if it is pending, which it is as a rule if it is polled again.
    #[inline(always)]
    fn poll_or_keep<const AGAIN: bool, O, E>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        waits: bool,
        keep: impl FnOnce(O) -> Result<T, E>,
    ) -> Result<bool, E>
    where
        F: Polled<O>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            if AGAIN {
                rarely();
            }
            return Ok(waits);
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return Ok(true);
        };
        if AGAIN {
            rarely();
        }
        let output = keep(output)?;
        self.set(Self::Done { output });
        Ok(waits)
    }

    /// # Panics
    ///
    /// If it is not done, or the output was taken before.
    #[inline]
    fn take(self: Pin<&mut Self>) -> T {
        match self.project_replace(Self::Gone) {
            MaybeDoneOwn::Done { output } => output,
            // The macros await it.
            _ => unreachable!("a `join!` is polled until it is done, and not again"),
        }
    }
}

/// Says to the compiler that where this is called is not the usual way: what is usual is in a row then,
/// without a jump.
#[cold]
#[inline(always)]
const fn rarely() {}

/// What becomes a future, to be joined with others.
#[inline(always)]
pub fn joined<F: IntoFuture>(future: F) -> MaybeDone<F::IntoFuture, F::Output> {
    let future = future.into_future();
    MaybeDone::Future { future }
}

/// A future that comes to a result, to be joined with others whose errors are of the same type: that of
/// the first one, which is why the kind comes first.
///
/// `keep` is written beside the future, and returns what it is given. If that is no result, or one with
/// another error, this is a mistake in it, at its place, and of nothing else: whatever it returns, its type
/// says that it returns a result.
#[inline(always)]
pub fn try_joined<E, F, O, T, C>(_: AllOk<E>, future: F, keep: C) -> Tried<F, O, T, C>
where
    F: Polled<O>,
    C: Fn(O) -> Result<T, E>,
{
    Tried {
        future: MaybeDone::Future { future },
        keep,
        output: PhantomData,
    }
}

pin_project! {
    /// A future, or the value of its output.
    #[derive(Debug)]
    pub struct Tried<F, O, T, C> {
        #[pin]
        future: MaybeDone<F, T>,
        keep: C,
        output: PhantomData<fn() -> O>,
    }
}

impl<F: Future> JoinTree<All> for MaybeDone<F, F::Output> {
    type Outputs = F::Output;

    const COUNT: u32 = 1;

    #[inline(always)]
    fn poll_all(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, Infallible> {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return Ok(false);
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return Ok(true);
        };
        self.set(Self::Done { output });
        Ok(false)
    }

    #[inline]
    fn poll_again(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        waits: bool,
    ) -> Result<bool, Infallible> {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            rarely();
            return Ok(waits);
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return Ok(true);
        };
        rarely();
        self.set(Self::Done { output });
        Ok(waits)
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> F::Output {
        self.take()
    }
}

impl<F, O, T, C, E> JoinTree<AllOk<E>> for Tried<F, O, T, C>
where
    F: Polled<O>,
    C: Fn(O) -> Result<T, E>,
{
    type Outputs = T;

    const COUNT: u32 = 1;

    #[inline(always)]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, E> {
        let this = self.project();
        this.future
            .poll_or_keep::<false, _, _>(cx, false, &*this.keep)
    }

    #[inline]
    fn poll_again(self: Pin<&mut Self>, cx: &mut Context<'_>, waits: bool) -> Result<bool, E> {
        let this = self.project();
        this.future
            .poll_or_keep::<true, _, _>(cx, waits, &*this.keep)
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> T {
        self.project().future.take()
    }
}
