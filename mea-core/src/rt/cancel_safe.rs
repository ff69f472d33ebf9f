//! What `#[cancel_safe]` wraps the parts of a function in, so that the compiler checks them where
//! the macro sees only tokens.

use core::{
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::marker::CancelSafe;

pin_project! {
    /// The body of a function whose macro has checked that it loses nothing.
    ///
    /// It has all lifetimes of the arguments, in edition 2021, too, and there temporaries of the last
    /// expression live longer than the variables:
    ///
    /// ```edition2021
    /// use std::future::Future;
    ///
    /// use mea::{latch::Latch, marker::CancelSafe};
    ///
    /// struct Door(Latch, std::cell::RefCell<Vec<u8>>);
    ///
    /// impl Door {
    ///     #[mea::cancel_safe]
    ///     async fn opened<'n>(&self, name: &'n str, _n: &u8) -> Option<impl Fn() -> &'n str> {
    ///         self.0.wait().await;
    ///         Some(move || name)
    ///     }
    ///
    ///     #[mea::cancel_safe]
    ///     async fn len(&self) -> usize {
    ///         self.0.wait().await;
    ///         self.1.borrow().len()
    ///     }
    /// }
    ///
    /// fn may_be_dropped<F: Future + CancelSafe>(future: F) -> F {
    ///     future
    /// }
    ///
    /// let door = Door(Latch::new(0), Vec::new().into());
    /// let opened = mea::blocking::block_on(may_be_dropped(door.opened("a", &1)));
    /// assert_eq!(opened.map(|f| f()), Some("a"));
    /// assert_eq!(mea::blocking::block_on(door.len()), 0);
    /// ```
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Checked<F> {
        #[pin]
        future: F,
    }
}

/// Names a body that was checked.
#[inline]
pub fn checked<F: Future>(future: F) -> Checked<F> {
    Checked { future }
}

impl<F: Future> Future for Checked<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.project().future.poll(cx)
    }
}

impl<F> CancelSafe for Checked<F> {}

/// What the one `.await` of a function awaits. If that is dropped there, so is this.
#[inline]
pub fn awaited<F>(future: F) -> F::IntoFuture
where
    F: IntoFuture<IntoFuture: CancelSafe>,
{
    future.into_future()
}

/// An argument of a function; asks whether the caller still has it when the function is dropped.
///
/// `Argument(&argument).kept()` is an inherent method for borrows, and otherwise that of
/// [`ByValue`], which has to be in scope, and whose bound says what is wrong.
#[derive(Debug)]
pub struct Argument<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Argument<'_, &mut T> {
    /// Yes: the loan is over, and what was lent is back.
    #[inline]
    pub fn kept(&self) {}
}

impl<T: ?Sized> Argument<'_, Pin<&mut T>> {
    /// Yes, likewise.
    #[inline]
    pub fn kept(&self) {}
}

/// An argument that is no borrow.
pub trait ByValue {
    /// The type of the argument.
    type Value: ?Sized;

    /// Yes, if the caller has a copy.
    #[inline]
    fn kept(&self)
    where
        Self::Value: Kept,
    {
    }
}

impl<T: ?Sized> ByValue for Argument<'_, T> {
    type Value = T;
}

/// A value that one still has after it was moved.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is moved into a `#[cancel_safe]` function and is lost if that is cancelled",
    label = "taken by value",
    note = "take it by reference: `&mut Option<{Self}>`, if the function is to pass it on",
    note = "or split the function: await the room for it first (`reserve`), and pass it on without an await",
    note = "if the loss is harmless, `#[cancel_safe(trust)]` takes your word for it"
)]
pub trait Kept {}

#[diagnostic::do_not_recommend]
impl<T: Copy> Kept for T {}
