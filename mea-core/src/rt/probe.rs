//! What is asked of a future that may lose.
//!
//! `Probe(future).arm()` is written by a macro where the type of `future` is known to the compiler,
//! not to the macro. For a borrow it finds the inherent method, which asks for [`SnoozeSafe`]: as a
//! bound of the method, not of the `impl`, so that one that fails is an error, and not a reason to
//! look further. Everything else gets to the method of the trait [`ProbeOwned`].
//!
//! Where an arm is polled, by [`poll`], it is seen to be a future.

use core::{
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

use crate::{
    marker::{CancelSafe, SnoozeSafe},
    order::check::side,
};

/// A future that is about to become an arm.
#[derive(Debug)]
pub struct Probe<F>(pub F);

impl<'a, F: ?Sized> Probe<&'a mut F> {
    /// Borrowed: it survives losing, and nobody polls it while a handler runs.
    #[inline(always)]
    pub fn arm(self) -> &'a mut F
    where
        F: SnoozeSafe,
    {
        self.0
    }

    /// The same: a borrow that goes away cancels nothing.
    #[inline(always)]
    pub fn arm_safe(self) -> &'a mut F
    where
        F: SnoozeSafe,
    {
        self.0
    }
}

impl<'a, F: ?Sized> Probe<Pin<&'a mut F>> {
    /// Borrowed: it survives losing, and nobody polls it while a handler runs.
    #[inline(always)]
    pub fn arm(self) -> Pin<&'a mut F>
    where
        F: SnoozeSafe,
    {
        self.0
    }

    /// The same: a borrow that goes away cancels nothing.
    #[inline(always)]
    pub fn arm_safe(self) -> Pin<&'a mut F>
    where
        F: SnoozeSafe,
    {
        self.0
    }
}

/// What becomes a future that is dropped when it loses, and loses nothing by it.
pub trait Safe {
    type Arm;

    fn into_arm(self) -> Self::Arm;
}

impl<F> Safe for F
where
    F: IntoFuture,
    F::IntoFuture: CancelSafe,
{
    type Arm = F::IntoFuture;

    #[inline(always)]
    fn into_arm(self) -> F::IntoFuture {
        self.into_future()
    }
}

/// A [`Probe`] of anything but a borrow.
pub trait ProbeOwned {
    type Given;

    /// Owned: it is dropped when it loses, and that is all there is to say.
    fn arm(self) -> <Self::Given as IntoFuture>::IntoFuture
    where
        Self::Given: IntoFuture;

    /// Owned, and dropped while the program goes on.
    fn arm_safe(self) -> <Self::Given as Safe>::Arm
    where
        Self::Given: Safe;
}

impl<F> ProbeOwned for Probe<F> {
    type Given = F;

    #[inline(always)]
    fn arm(self) -> F::IntoFuture
    where
        F: IntoFuture,
    {
        self.0.into_future()
    }

    #[inline(always)]
    fn arm_safe(self) -> F::Arm
    where
        F: Safe,
    {
        self.0.into_arm()
    }
}

/// A future. Its errors are shorter than those of `Future`, which begin with why a borrow is none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a future",
    label = "not a future",
    note = "a borrow of a future is one if the future is pinned: \
            `let mut future = std::pin::pin!(future);`"
)]
pub trait Polled<T> {
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T>;
}

#[diagnostic::do_not_recommend]
impl<T, F: Future<Output = T> + ?Sized> Polled<T> for F {
    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        Future::poll(self, cx)
    }
}

/// Polls an arm.
#[inline(always)]
pub fn poll<T, F: Polled<T>>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<T> {
    side(future, |future| future.poll(cx))
}
