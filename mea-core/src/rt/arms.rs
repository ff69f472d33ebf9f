//! Several pinned futures as one, and the future that polls them.
//!
//! The arms of a block are the leaves of a tree of [`Both`]s. It is pinned once, where the block is
//! awaited: as large as the futures in it, however many. Safe code gets at its leaves by
//! [`split`](Both::split); the tree is balanced, so that what the compiler has to prove of its type
//! (`Send`, say) nests only as deep as the logarithm of the number of arms.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

pin_project! {
    /// Two futures, or trees of them.
    #[derive(Debug)]
    pub struct Both<A, B> {
        #[pin]
        first: A,
        #[pin]
        second: B,
    }
}

impl<A, B> Both<A, B> {
    #[inline(always)]
    pub fn new(first: A, second: B) -> Self {
        Self { first, second }
    }

    /// The two, each pinned.
    #[inline(always)]
    pub fn split(self: Pin<&mut Self>) -> (Pin<&mut A>, Pin<&mut B>) {
        let this = self.project();
        (this.first, this.second)
    }
}

pin_project! {
    /// The future of [`wait`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Wait<A, S, P> {
        #[pin]
        arms: A,
        state: S,
        poll: P,
    }
}

/// Polls by calling `poll` with the arms and a state, both of which stay where they are.
///
/// A function of the standard library does the same for a closure that captures them; but then the
/// futures are in the block, and a pointer to each of them in the closure.
#[inline(always)]
pub fn wait<A, S, P, T>(arms: A, state: S, poll: P) -> Wait<A, S, P>
where
    P: FnMut(Pin<&mut A>, &mut S, &mut Context<'_>) -> Poll<T>,
{
    Wait { arms, state, poll }
}

impl<A, S, P, T> Future for Wait<A, S, P>
where
    P: FnMut(Pin<&mut A>, &mut S, &mut Context<'_>) -> Poll<T>,
{
    type Output = T;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let this = self.project();
        (this.poll)(this.arms, this.state, cx)
    }
}
