//! Telling apart the futures that one task polls side by side.

use core::{
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::check::Mark;
use crate::marker::{CancelSafe, SnoozeSafe};

pin_project! {
    /// A future that counts as a task of its own in the check at run time; see [`branch()`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Branch<F> {
        mark: Mark,
        #[pin]
        future: F,
    }
}

/// Makes `future` a task of its own in the [check at run time](super#at-run-time): what it holds is not
/// taken as held by those that are polled side by side with it. What the task held when it
/// began to poll the branch counts as held in the branch, too.
///
/// [`Held::join`](super::Held::join) and the blocks of this crate tell their futures apart by themselves.
/// It is for those who use a `join!` or a `select!` of another crate. With the check turned off it does nothing, at no cost; with the check,
/// a branch has a waker of its own, which is allocated with its first poll.
///
/// # Examples
///
/// ```
/// use futures_util::future::join;
/// use mea::order::branch;
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
/// let early = async { *state.first().lock().await };
/// let late = async { *state.second().lock().await };
/// assert_eq!(join(branch(late), branch(early)).await, (2, 1));
/// # });
/// ```
#[inline]
pub fn branch<F: IntoFuture>(future: F) -> Branch<F::IntoFuture> {
    Branch {
        mark: Mark::new(),
        future: future.into_future(),
    }
}

impl<F: Future> Future for Branch<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let future = this.future;
        this.mark.poll(cx, |cx| future.poll(cx))
    }
}

#[diagnostic::do_not_recommend]
impl<F: CancelSafe> CancelSafe for Branch<F> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe> SnoozeSafe for Branch<F> {}
