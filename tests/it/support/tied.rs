//! A future that borrows from a guard, together with that guard: a self-referential pair, so that an
//! upgrade can be handled like any other future that is `'static`.
#![allow(unsafe_code)]

use std::{
    mem::ManuallyDrop,
    pin::Pin,
    ptr::NonNull,
    task::{Context, Poll},
};

/// Something that borrows from a boxed base, and that base; dropped in this order.
pub(crate) struct Tied<X, B> {
    borrower: ManuallyDrop<X>,
    base: NonNull<B>,
}

// SAFETY: it is the owner of both, as a struct of `X` and `Box<B>` would be.
unsafe impl<X: Send, B: Send> Send for Tied<X, B> {}

impl<X, B: 'static> Tied<X, B> {
    pub(crate) fn new(base: B, borrow: impl FnOnce(&'static mut B) -> X) -> Self {
        let base = NonNull::from(Box::leak(Box::new(base)));
        // SAFETY: the box lives until `drop`, where the borrower goes first; nobody else uses it.
        let borrower = borrow(unsafe { &mut *base.as_ptr() });
        Self {
            borrower: ManuallyDrop::new(borrower),
            base,
        }
    }

    pub(crate) fn borrower(&mut self) -> &mut X {
        &mut self.borrower
    }
}

impl<X, B> Drop for Tied<X, B> {
    fn drop(&mut self) {
        /// Drops the base even if the borrower panics.
        struct Base<B>(NonNull<B>);
        impl<B> Drop for Base<B> {
            fn drop(&mut self) {
                // SAFETY: leaked in `new`, and nothing borrows from it any more.
                drop(unsafe { Box::from_raw(self.0.as_ptr()) });
            }
        }
        let _base = Base(self.base);
        // SAFETY: not used again.
        unsafe { ManuallyDrop::drop(&mut self.borrower) };
    }
}

/// A future that borrows from `B`. It completes with its output, tied to the base; so it may not reach for the
/// base after that, not even when it is dropped.
pub(crate) struct TiedFuture<F, B> {
    // Dropped in this order.
    future: F,
    base: Option<Tied<(), B>>,
}

impl<F: Future, B: 'static> TiedFuture<F, B> {
    pub(crate) fn new(base: B, borrow: impl FnOnce(&'static mut B) -> F) -> Self {
        let mut pair = ManuallyDrop::new(Tied::new(base, borrow));
        // SAFETY: the pair is not used again.
        let future = unsafe { ManuallyDrop::take(&mut pair.borrower) };
        Self {
            future,
            base: Some(Tied {
                borrower: ManuallyDrop::new(()),
                base: pair.base,
            }),
        }
    }
}

impl<F: Future, B> Future for TiedFuture<F, B> {
    type Output = Tied<F::Output, B>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: `future` is pinned structurally: it is moved only before it is polled, and dropped
        // in place. `base` is not.
        let (future, base) = unsafe {
            let this = self.get_unchecked_mut();
            (Pin::new_unchecked(&mut this.future), &mut this.base)
        };
        future.poll(cx).map(|output| {
            let base = ManuallyDrop::new(base.take().expect("the future completes once")).base;
            Tied {
                borrower: ManuallyDrop::new(output),
                base,
            }
        })
    }
}
