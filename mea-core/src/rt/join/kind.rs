//! When a join ends, and what it ends with.

use core::{convert::Infallible, fmt, marker::PhantomData};

/// When a join ends.
pub trait JoinKind {
    /// What it ends with before all are done.
    type Early;

    /// What it ends with, if the outputs are `T`.
    type Output<T>;

    fn end<T>(outputs: Result<T, Self::Early>) -> Self::Output<T>;
}

/// When all are done.
#[derive(Clone, Copy, Debug)]
pub struct All;

impl JoinKind for All {
    type Early = Infallible;
    type Output<T> = T;

    #[inline(always)]
    fn end<T>(outputs: Result<T, Infallible>) -> T {
        match outputs {
            Ok(outputs) => outputs,
            Err(never) => match never {},
        }
    }
}

/// When all are done, or one with an error.
pub struct AllOk<E>(PhantomData<fn() -> E>);

/// Of some type of error, which will be found out.
#[inline(always)]
pub fn all_ok<E>() -> AllOk<E> {
    AllOk(PhantomData)
}

impl<E> JoinKind for AllOk<E> {
    type Early = E;
    type Output<T> = Result<T, E>;

    #[inline(always)]
    fn end<T>(outputs: Result<T, E>) -> Result<T, E> {
        outputs
    }
}

impl<E> Clone for AllOk<E> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for AllOk<E> {}

impl<E> fmt::Debug for AllOk<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AllOk")
    }
}
