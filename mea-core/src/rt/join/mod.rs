//! Futures that are all waited for: `join!`, and `try_join!`, which ends at the first error.

mod arm;
mod kind;
mod tree;

use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

pub use self::{
    arm::{MaybeDone, Tried, joined, try_joined},
    kind::{All, AllOk, JoinKind, all_ok},
    tree::JoinTree,
};
use super::start::rotate;

/// In which order they are polled.
pub trait Order {
    /// Polls all that are not done. Whether one of them is pending, or what ends the join early.
    fn poll<A: JoinTree<K>, K: JoinKind>(
        &mut self,
        arms: Pin<&mut A>,
        cx: &mut Context<'_>,
    ) -> Result<bool, K::Early>;
}

/// They take turns in being the first: this is whose turn it is.
impl Order for u32 {
    #[inline(always)]
    fn poll<A: JoinTree<K>, K: JoinKind>(
        &mut self,
        mut arms: Pin<&mut A>,
        cx: &mut Context<'_>,
    ) -> Result<bool, K::Early> {
        match rotate(self, A::COUNT) {
            0 => arms.poll_all(cx),
            first => {
                let waits = arms.as_mut().poll_from(first, cx)?;
                arms.poll_until(first, cx, waits)
            }
        }
    }
}

/// From left to right. Whether they were polled before: what the first poll does is known when it is
/// compiled, if it is where they are made, and then there is not much left of it.
impl Order for bool {
    #[inline(always)]
    fn poll<A: JoinTree<K>, K: JoinKind>(
        &mut self,
        arms: Pin<&mut A>,
        cx: &mut Context<'_>,
    ) -> Result<bool, K::Early> {
        if mem::replace(self, true) {
            arms.poll_again(cx, false)
        } else {
            arms.poll_all(cx)
        }
    }
}

pin_project! {
    /// The future of [`join_in_turn`] and [`join_in_order`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Join<A, O, K> {
        #[pin]
        arms: A,
        order: O,
        kind: K,
    }
}

/// Waits for all of them, which take turns in being polled first.
#[inline(always)]
pub fn join_in_turn<A: JoinTree<K>, K: JoinKind>(arms: A, kind: K) -> Join<A, u32, K> {
    let order = 0;
    Join { arms, order, kind }
}

/// Waits for all of them, and polls them in order.
#[inline(always)]
pub fn join_in_order<A: JoinTree<K>, K: JoinKind>(arms: A, kind: K) -> Join<A, bool, K> {
    let order = false;
    Join { arms, order, kind }
}

impl<A: JoinTree<K>, O: Order, K: JoinKind> Future for Join<A, O, K> {
    type Output = K::Output<A::Outputs>;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        match this.order.poll(this.arms.as_mut(), cx) {
            Ok(true) => Poll::Pending,
            Ok(false) => Poll::Ready(K::end(Ok(this.arms.take_all()))),
            Err(early) => Poll::Ready(K::end(Err(early))),
        }
    }
}
