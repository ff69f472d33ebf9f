//! An arm that waits for two things, and takes neither without the other.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::marker::SnoozeSafe;

pin_project! {
    /// The future of [`together`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Together<F, M, W, A> {
        #[pin]
        future: F,
        make: M,
        #[pin]
        with: Option<W>,
        accept: A,
    }
}

/// Waits until both `future` and what `make` makes are ready.
///
/// `future` is not polled before the other has its value, a permit to pass on what `future` gives;
/// and if `future` is not ready then, the permit is given back at once and asked for again when
/// something has happened. So a message is not taken before it can be passed on, and nobody has a
/// permit for a message that is not there. Meanwhile `future` is left alone, so it has to be
/// [`LeftAlone`].
///
/// Resolves to `None`, without a look at `future`, once `accept` does not want the value.
#[inline(always)]
pub fn together<F, M, W, A>(future: F, make: M, accept: A) -> Together<F, M, W, A>
where
    F: Future,
    M: FnMut() -> W,
    W: Future,
    A: FnMut(&W::Output) -> bool,
{
    Together {
        future,
        make,
        with: None,
        accept,
    }
}

impl<F, M, W, A> Future for Together<F, M, W, A>
where
    F: Future,
    M: FnMut() -> W,
    W: Future,
    A: FnMut(&W::Output) -> bool,
{
    type Output = Option<(F::Output, W::Output)>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        if this.with.is_none() {
            this.with.set(Some((this.make)()));
        }
        let with = this.with.as_mut().as_pin_mut().expect("set above");
        let value = ready!(with.poll(cx));
        this.with.set(None);
        if !(this.accept)(&value) {
            return Poll::Ready(None);
        }
        // If it is pending, `value` is dropped here; its waker asks for another one.
        this.future.poll(cx).map(|output| Some((output, value)))
    }
}

/// What may stand before `with`: it is not polled while the future behind `with` is waited for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may hold others up while this arm waits for the future behind `with` (futurelock)",
    label = "may be given a lock, a permit or a turn, and is not polled before the other future is ready",
    note = "the other way round, each is polled until it is ready: wait for what is handed over behind `with`, \
            and for what comes by itself (a message of `mpsc`, a signal, a timer) before it",
    note = "if it holds nothing back, say so: `mea::snooze_ok(future)`"
)]
pub trait LeftAlone {}

#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> LeftAlone for F {}

/// Asks whether a future may stand before `with`.
#[inline(always)]
pub fn left_alone<F: LeftAlone + ?Sized>(_: &F) {}
