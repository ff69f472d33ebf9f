//! Two futures side by side, each with a token of its own.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Branch, Held, branch};
use crate::queue::polled_after_completion;

impl<L> Held<L> {
    /// Runs two futures side by side, each with a token of this level: two async closures, or functions,
    /// that take the token.
    ///
    /// Two calls with one token would not compile, and rightly so: one could be left alone while it
    /// holds what the other waits for. Here both are polled until both are done, so each may hold and
    /// take what comes after `L`. What they return cannot be a guard: the one that is done first would
    /// go on holding it while the other waits.
    ///
    /// # Cancel safety
    ///
    /// Not cancel-safe: the result of the one that was done first is lost, and what the other has done
    /// so far.
    ///
    /// # Panics
    ///
    /// The future, if one of the two panics, or if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// #[mea::shared]
    /// struct State {
    ///     #[lock(mutex)]
    ///     first: u32,
    ///     #[lock(mutex)]
    ///     second: u32,
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2);
    /// let sum = Held::nothing()
    ///     .join(
    ///         async |held| *state.first().lock_after(held).await.0,
    ///         async |held| *state.second().lock_after(held).await.0,
    ///     )
    ///     .await;
    /// assert_eq!(sum, (1, 2));
    /// # });
    /// ```
    #[inline]
    pub fn join<'t, A, B, RA, RB>(
        &'t mut self,
        a: A,
        b: B,
    ) -> Join<<A as Side<'t, L>>::Future, <B as Side<'t, L>>::Future>
    where
        A: AsyncFnOnce(&mut Self) -> RA + for<'h> Side<'h, L, Output = RA>,
        B: AsyncFnOnce(&mut Self) -> RB + for<'h> Side<'h, L, Output = RB>,
    {
        Join {
            a: Half::running(a.begin(Self::conjure())),
            b: Half::running(b.begin(Self::conjure())),
        }
    }
}

/// What [`Held::join`] runs: a function from a token of level `L`, borrowed for `'h`, to a future. Gives
/// the future a name; implemented for all of them.
pub trait Side<'h, L: 'h> {
    /// What the future completes with.
    type Output;
    /// The future.
    type Future: Future<Output = Self::Output>;

    /// Calls the function.
    fn begin(self, held: &'h mut Held<L>) -> Self::Future;
}

impl<'h, L: 'h, C, F> Side<'h, L> for C
where
    C: FnOnce(&'h mut Held<L>) -> F,
    F: Future,
{
    type Output = F::Output;
    type Future = F;

    #[inline]
    fn begin(self, held: &'h mut Held<L>) -> F {
        self(held)
    }
}

pin_project! {
    /// The future of [`Held::join`]. Neither cancel-safe nor snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Join<A, B>
    where
        A: Future,
        B: Future,
    {
        #[pin]
        a: Half<A>,
        #[pin]
        b: Half<B>,
    }
}

pin_project! {
    #[project = HalfProjection]
    enum Half<F: Future> {
        Running { #[pin] future: Branch<F> },
        Done { output: Option<F::Output> },
    }
}

impl<F: Future> Half<F> {
    #[inline]
    fn running(future: F) -> Self {
        Self::Running {
            future: branch(future),
        }
    }

    /// Whether it is done.
    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        if let HalfProjection::Running { future } = self.as_mut().project() {
            let Poll::Ready(output) = future.poll(cx) else {
                return false;
            };
            self.set(Self::Done {
                output: Some(output),
            });
        }
        true
    }

    /// The result of one that is done, once.
    #[inline]
    fn output(self: Pin<&mut Self>) -> Option<F::Output> {
        match self.project() {
            HalfProjection::Done { output } => output.take(),
            HalfProjection::Running { .. } => None,
        }
    }
}

impl<A: Future, B: Future> Future for Join<A, B> {
    type Output = (A::Output, B::Output);

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        // Both, not until the first that is pending.
        let done = [this.a.as_mut().poll(cx), this.b.as_mut().poll(cx)];
        if done != [true; 2] {
            return Poll::Pending;
        }
        match (this.a.output(), this.b.output()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => polled_after_completion("order"),
        }
    }
}

impl<A: Future, B: Future> fmt::Debug for Join<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Join").finish_non_exhaustive()
    }
}
