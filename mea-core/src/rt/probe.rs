//! What is asked of a future that may lose.
//!
//! `Probe(future).arm()` is written by a macro where the type of `future` is known to the compiler,
//! not to the macro. For a borrow it finds the inherent method, which asks for [`SnoozeSafe`]: as a
//! bound of the method, not of the `impl`, so that one that fails is an error, and not a reason to
//! look further. Everything else gets to the method of the trait [`ProbeOwned`].

use core::{future::IntoFuture, pin::Pin};

use crate::marker::{CancelSafe, SnoozeSafe};

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

/// A [`Probe`] of anything but a borrow.
pub trait ProbeOwned {
    type Future;

    /// Owned: it is dropped when it loses, and that is all there is to say.
    fn arm(self) -> Self::Future;

    /// Owned, and dropped while the program goes on.
    fn arm_safe(self) -> Self::Future
    where
        Self::Future: CancelSafe;
}

impl<F: IntoFuture> ProbeOwned for Probe<F> {
    type Future = F::IntoFuture;

    #[inline(always)]
    fn arm(self) -> F::IntoFuture {
        self.0.into_future()
    }

    #[inline(always)]
    fn arm_safe(self) -> F::IntoFuture
    where
        F::IntoFuture: CancelSafe,
    {
        self.0.into_future()
    }
}
