//! Futures that are all waited for.

use core::{
    future::{Future, IntoFuture},
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{arms::Both, probe::Polled, start::rotate};
use crate::order::check::side;

pin_project! {
    /// A future, or what has become of it: in the same place, and the future is dropped as soon as
    /// it is done.
    #[project = MaybeDoneProj]
    #[project_replace = MaybeDoneOwn]
    #[derive(Debug)]
    pub enum MaybeDone<F, T> {
        Future {
            #[pin]
            future: F,
        },
        Done {
            output: T,
        },
        Gone,
    }
}

// Of many futures the compiler has to know the type of what is kept from the beginning: it needs much
// longer to find that out afterwards. Of few, it tells mistakes better where they are polled.
impl<F: Future<Output = Result<T, E>>, T, E> MaybeDone<F, T> {
    /// Keeps the value of an output that is no error.
    #[inline(always)]
    pub fn ok(future: F) -> Self {
        Self::Future { future }
    }
}

impl<F, T> MaybeDone<F, T> {
    #[inline(always)]
    pub fn new(future: F) -> Self {
        Self::Future { future }
    }

    /// The output of the future.
    ///
    /// # Panics
    ///
    /// If it is not done, or the output was taken before.
    #[inline]
    pub fn take(self: Pin<&mut Self>) -> T {
        match self.project_replace(Self::Gone) {
            MaybeDoneOwn::Done { output } => output,
            _ => panic!("a `join!` was polled after it was done"),
        }
    }

    /// Polls the future if it is not done. Its output goes through `keep`: what that accepts stays
    /// here, an error is for the caller.
    #[inline]
    pub fn try_poll<O, E>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        keep: impl FnOnce(O) -> Result<T, E>,
    ) -> Poll<Result<(), E>>
    where
        F: Polled<O>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return Poll::Ready(Ok(()));
        };
        let output = ready!(side(future, |future| future.poll(cx)));
        Poll::Ready(keep(output).map(|output| {
            self.set(Self::Done { output });
        }))
    }
}

/// Polls an arm of `try_join!`.
#[inline(always)]
pub fn poll_try_join<O, F: Polled<O>, T, E>(
    arm: Pin<&mut MaybeDone<F, T>>,
    cx: &mut Context<'_>,
    keep: impl FnOnce(O) -> Result<T, E>,
) -> Poll<Result<(), E>> {
    arm.try_poll(cx, keep)
}

/// What becomes a future, to be joined with others.
#[inline(always)]
pub fn joined<F: IntoFuture>(future: F) -> MaybeDone<F::IntoFuture, F::Output> {
    MaybeDone::new(future.into_future())
}

/// Futures that are polled by halves. All that is done for each of them is in functions of this crate,
/// which the compiler has looked at before, and not in the code of a macro: that takes a third of the
/// time.
pub trait JoinTree {
    /// What they come to, as pairs of pairs.
    type Outputs;

    /// How many they are.
    const COUNT: u32;

    /// Polls all that are not done. Whether one of them is pending.
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool;

    /// The same for a poll that is not the first, when most of them are pending, as a rule. Whether one is,
    /// or was before, of those that were polled before these.
    fn poll_again(self: Pin<&mut Self>, cx: &mut Context<'_>, waits: bool) -> bool;

    /// The same, of number `first` and those behind it. There is such a number.
    fn poll_from(self: Pin<&mut Self>, first: u32, cx: &mut Context<'_>, waits: bool) -> bool;

    /// The same, of those before number `end`. There is one.
    fn poll_until(self: Pin<&mut Self>, end: u32, cx: &mut Context<'_>, waits: bool) -> bool;

    /// What they have come to.
    fn take_all(self: Pin<&mut Self>) -> Self::Outputs;
}

impl<A: JoinTree, B: JoinTree> JoinTree for Both<A, B> {
    type Outputs = (A::Outputs, B::Outputs);

    const COUNT: u32 = A::COUNT + B::COUNT;

    #[inline(always)]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        let (first, second) = self.split();
        first.poll_all(cx) | second.poll_all(cx)
    }

    #[inline]
    fn poll_again(self: Pin<&mut Self>, cx: &mut Context<'_>, waits: bool) -> bool {
        let (first, second) = self.split();
        let waits = first.poll_again(cx, waits);
        second.poll_again(cx, waits)
    }

    #[inline]
    fn poll_from(self: Pin<&mut Self>, number: u32, cx: &mut Context<'_>, waits: bool) -> bool {
        let (first, second) = self.split();
        if number < A::COUNT {
            let waits = first.poll_from(number, cx, waits);
            second.poll_again(cx, waits)
        } else {
            second.poll_from(number - A::COUNT, cx, waits)
        }
    }

    #[inline]
    fn poll_until(self: Pin<&mut Self>, end: u32, cx: &mut Context<'_>, waits: bool) -> bool {
        let (first, second) = self.split();
        if end <= A::COUNT {
            first.poll_until(end, cx, waits)
        } else {
            let waits = first.poll_again(cx, waits);
            second.poll_until(end - A::COUNT, cx, waits)
        }
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> Self::Outputs {
        let (first, second) = self.split();
        (first.take_all(), second.take_all())
    }
}

impl<F: Future> JoinTree for MaybeDone<F, F::Output> {
    type Outputs = F::Output;

    const COUNT: u32 = 1;

    #[inline(always)]
    fn poll_all(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            return false;
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return true;
        };
        self.set(Self::Done { output });
        false
    }

    #[inline]
    fn poll_again(mut self: Pin<&mut Self>, cx: &mut Context<'_>, waits: bool) -> bool {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            rarely();
            return waits;
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return true;
        };
        rarely();
        self.set(Self::Done { output });
        waits
    }

    #[inline]
    fn poll_from(self: Pin<&mut Self>, _: u32, cx: &mut Context<'_>, waits: bool) -> bool {
        self.poll_again(cx, waits)
    }

    #[inline]
    fn poll_until(self: Pin<&mut Self>, _: u32, cx: &mut Context<'_>, waits: bool) -> bool {
        self.poll_again(cx, waits)
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> F::Output {
        self.take()
    }
}

/// Says to the compiler that where this is called is not the usual way: what is usual is in a row then, without
/// a jump.
#[cold]
#[inline(always)]
const fn rarely() {}

/// In which order they are polled.
pub trait Order {
    /// Polls all that are not done. Whether one of them is pending.
    fn poll<A: JoinTree>(&mut self, arms: Pin<&mut A>, cx: &mut Context<'_>) -> bool;
}

/// They take turns in being the first: this is whose turn it is.
impl Order for u32 {
    #[inline(always)]
    fn poll<A: JoinTree>(&mut self, mut arms: Pin<&mut A>, cx: &mut Context<'_>) -> bool {
        match rotate(self, A::COUNT) {
            0 => arms.poll_all(cx),
            first => {
                let waits = arms.as_mut().poll_from(first, cx, false);
                arms.poll_until(first, cx, waits)
            }
        }
    }
}

/// From left to right. Whether they were polled before: what the first poll does is known when it is
/// compiled, if it is where they are made, and then there is not much left of it.
impl Order for bool {
    #[inline(always)]
    fn poll<A: JoinTree>(&mut self, arms: Pin<&mut A>, cx: &mut Context<'_>) -> bool {
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
    pub struct Join<A, O> {
        #[pin]
        arms: A,
        order: O,
    }
}

/// Waits for all of them, which take turns in being polled first.
#[inline(always)]
pub fn join_in_turn<A: JoinTree>(arms: A) -> Join<A, u32> {
    Join { arms, order: 0 }
}

/// Waits for all of them, and polls them in order.
#[inline(always)]
pub fn join_in_order<A: JoinTree>(arms: A) -> Join<A, bool> {
    Join { arms, order: false }
}

impl<A: JoinTree, O: Order> Future for Join<A, O> {
    type Output = A::Outputs;

    #[inline(always)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A::Outputs> {
        let mut this = self.project();
        if this.order.poll(this.arms.as_mut(), cx) {
            return Poll::Pending;
        }
        Poll::Ready(this.arms.take_all())
    }
}
