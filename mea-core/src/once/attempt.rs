//! One attempt to do it: waits for the right, then runs the caller's work under it.
//!
//! | state | holds | drop |
//! |---|---|---|
//! | Waiting | a place in line, the closure | leaves the line; a right that was granted goes on to the next |
//! | Working | the right, the work | first the work is dropped, then the right goes to the next |
//! | Over | nothing | nothing |
//!
//! A panic in the closure or in the work makes it Over at once, before the panic leaves `poll`: the
//! next in line need not wait until the caller drops what is left of the future.

use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::raw::{Claim, Right, Seat};
use crate::queue::polled_after_completion;

pin_project! {
    /// See the module.
    #[project = AttemptProj]
    pub(crate) enum Attempt<H, F, Fut>
    where
        H: Seat,
    {
        Waiting {
            #[pin]
            claim: Claim<H>,
            init: Option<F>,
        },
        // Dropped in this order: the work of one is gone before that of the next begins.
        Working {
            #[pin]
            work: Fut,
            right: Option<Right<H>>,
        },
        Over,
    }
}

impl<H: Seat, F, Fut> Attempt<H, F, Fut> {
    #[inline(always)]
    pub(crate) fn new(seat: H, init: F) -> Self {
        Self::Waiting {
            claim: Claim::new(seat),
            init: Some(init),
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(self, Self::Over)
    }
}

impl<H, F, Fut> Attempt<H, F, Fut>
where
    H: Seat,
    F: FnOnce() -> Fut,
    Fut: Future,
{
    /// Ends with the right and what the work returned, or with `None` if somebody else has done it.
    ///
    /// # Panics
    ///
    /// If the closure or the work does, or if it was over before.
    #[inline]
    pub(crate) fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<(Right<H>, Fut::Output)>> {
        if let AttemptProj::Waiting { claim, init } = self.as_mut().project() {
            let right = ready!(claim.poll(cx));
            let init = init.take();
            // Over before user code runs: a panic finds nothing but `right`.
            self.set(Self::Over);
            let (Some(right), Some(init)) = (right, init) else {
                return Poll::Ready(None);
            };
            let work = init();
            self.set(Self::Working {
                work,
                right: Some(right),
            });
        }
        let mut end = OverAtEnd(self);
        let AttemptProj::Working { work, right } = end.0.as_mut().project() else {
            polled_after_completion();
        };
        let Poll::Ready(output) = work.poll(cx) else {
            mem::forget(end);
            return Poll::Pending;
        };
        let right = right.take();
        drop(end);
        Poll::Ready(right.map(|right| (right, output)))
    }
}

/// Drops what an attempt holds.
struct OverAtEnd<'a, H: Seat, F, Fut>(Pin<&'a mut Attempt<H, F, Fut>>);

impl<H: Seat, F, Fut> Drop for OverAtEnd<'_, H, F, Fut> {
    fn drop(&mut self) {
        self.0.set(Attempt::Over);
    }
}
