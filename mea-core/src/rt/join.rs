//! Futures that are all waited for: `join!`, and `try_join!`, which ends at the first error.

use core::{
    convert::Infallible,
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    mem,
    pin::Pin,
    task::{Context, Poll},
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

impl<F, T> MaybeDone<F, T> {
    /// Polls it if it is not done. What it comes to goes through `keep`, an error of which is for the
    /// caller. `waits`, or `true` if it is pending.
    #[inline(always)]
    fn poll_or_keep<O, E>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        waits: bool,
        rarely: impl Fn(),
        keep: impl FnOnce(O) -> Result<T, E>,
    ) -> Result<bool, E>
    where
        F: Polled<O>,
    {
        let MaybeDoneProj::Future { future } = self.as_mut().project() else {
            rarely();
            return Ok(waits);
        };
        let Poll::Ready(output) = side(future, |future| future.poll(cx)) else {
            return Ok(true);
        };
        rarely();
        let output = keep(output)?;
        self.set(Self::Done { output });
        Ok(waits)
    }

    /// # Panics
    ///
    /// If it is not done, or the output was taken before.
    #[inline]
    fn take(self: Pin<&mut Self>) -> T {
        match self.project_replace(Self::Gone) {
            MaybeDoneOwn::Done { output } => output,
            _ => panic!("a `join!` was polled after it was done"),
        }
    }
}

/// Says to the compiler that where this is called is not the usual way: what is usual is in a row then,
/// without a jump.
#[cold]
#[inline(always)]
const fn rarely() {}

/// What becomes a future, to be joined with others.
#[inline(always)]
pub fn joined<F: IntoFuture>(future: F) -> MaybeDone<F::IntoFuture, F::Output> {
    let future = future.into_future();
    MaybeDone::Future { future }
}

/// A future that comes to a result, to be joined with others whose errors are of the same type: that of
/// the first one, which is why the kind comes first.
///
/// `keep` is written beside the future, and returns what it is given. If that is no result, or one with
/// another error, this is a mistake in it, at its place, and of nothing else: whatever it returns, its type
/// says that it returns a result.
#[inline(always)]
pub fn try_joined<E, F, O, T, C>(_: AllOk<E>, future: F, keep: C) -> Tried<F, O, T, C>
where
    F: Polled<O>,
    C: Fn(O) -> Result<T, E>,
{
    Tried {
        future: MaybeDone::Future { future },
        keep,
        output: PhantomData,
    }
}

pin_project! {
    /// A future, or the value of its output.
    #[derive(Debug)]
    pub struct Tried<F, O, T, C> {
        #[pin]
        future: MaybeDone<F, T>,
        keep: C,
        output: PhantomData<fn() -> O>,
    }
}

/// When a join ends.
pub trait JoinKind {
    /// What it ends with before all are done.
    type Early;

    /// What it ends with, if the outputs are `T`.
    type Output<T>;

    fn end<T>(outputs: Result<T, Self::Early>) -> Self::Output<T>;
}

/// When all are done.
#[derive(Clone, Copy, Debug)]
pub struct All;

impl JoinKind for All {
    type Early = Infallible;
    type Output<T> = T;

    #[inline(always)]
    fn end<T>(outputs: Result<T, Infallible>) -> T {
        match outputs {
            Ok(outputs) => outputs,
            Err(never) => match never {},
        }
    }
}

/// When all are done, or one with an error.
pub struct AllOk<E>(PhantomData<fn() -> E>);

/// Of some type of error, which will be found out.
#[inline(always)]
pub fn all_ok<E>() -> AllOk<E> {
    AllOk(PhantomData)
}

impl<E> JoinKind for AllOk<E> {
    type Early = E;
    type Output<T> = Result<T, E>;

    #[inline(always)]
    fn end<T>(outputs: Result<T, E>) -> Result<T, E> {
        outputs
    }
}

impl<E> Clone for AllOk<E> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for AllOk<E> {}

impl<E> fmt::Debug for AllOk<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AllOk")
    }
}

/// Futures that are polled by halves. All that is done for each of them is in functions of this crate,
/// which the compiler has looked at before, and not in the code of a macro: that takes a third of the
/// time.
///
/// Each poll says whether one of them is pending, and ends at what ends the join early.
pub trait JoinTree<K: JoinKind> {
    /// What they come to, as pairs of pairs.
    type Outputs;

    /// How many they are.
    const COUNT: u32;

    /// Polls all that are not done.
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, K::Early>;

    /// The same for a poll that is not the first, when most of them are pending, as a rule. `waits`: one
    /// is pending of those that were polled before these.
    fn poll_again(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        waits: bool,
    ) -> Result<bool, K::Early>;

    /// The same, of number `first` and those behind it. There is such a number: if it is but one future,
    /// it is that.
    #[inline]
    fn poll_from(self: Pin<&mut Self>, first: u32, cx: &mut Context<'_>) -> Result<bool, K::Early> {
        let _ = first;
        self.poll_again(cx, false)
    }

    /// The same, of those before number `end`. There is one.
    #[inline]
    fn poll_until(
        self: Pin<&mut Self>,
        end: u32,
        cx: &mut Context<'_>,
        waits: bool,
    ) -> Result<bool, K::Early> {
        let _ = end;
        self.poll_again(cx, waits)
    }

    /// What they have come to.
    fn take_all(self: Pin<&mut Self>) -> Self::Outputs;
}

impl<K: JoinKind, A: JoinTree<K>, B: JoinTree<K>> JoinTree<K> for Both<A, B> {
    type Outputs = (A::Outputs, B::Outputs);

    const COUNT: u32 = A::COUNT + B::COUNT;

    #[inline(always)]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, K::Early> {
        let (first, second) = self.split();
        let waits = first.poll_all(cx)?;
        Ok(second.poll_all(cx)? | waits)
    }

    #[inline]
    fn poll_again(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        waits: bool,
    ) -> Result<bool, K::Early> {
        let (first, second) = self.split();
        let waits = first.poll_again(cx, waits)?;
        second.poll_again(cx, waits)
    }

    #[inline]
    fn poll_from(
        self: Pin<&mut Self>,
        number: u32,
        cx: &mut Context<'_>,
    ) -> Result<bool, K::Early> {
        let (first, second) = self.split();
        if number < A::COUNT {
            let waits = first.poll_from(number, cx)?;
            second.poll_again(cx, waits)
        } else {
            second.poll_from(number - A::COUNT, cx)
        }
    }

    #[inline]
    fn poll_until(
        self: Pin<&mut Self>,
        end: u32,
        cx: &mut Context<'_>,
        waits: bool,
    ) -> Result<bool, K::Early> {
        let (first, second) = self.split();
        if end <= A::COUNT {
            first.poll_until(end, cx, waits)
        } else {
            let waits = first.poll_again(cx, waits)?;
            second.poll_until(end - A::COUNT, cx, waits)
        }
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> Self::Outputs {
        let (first, second) = self.split();
        (first.take_all(), second.take_all())
    }
}

impl<F: Future> JoinTree<All> for MaybeDone<F, F::Output> {
    type Outputs = F::Output;

    const COUNT: u32 = 1;

    #[inline(always)]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, Infallible> {
        self.poll_or_keep(cx, false, || (), Ok)
    }

    #[inline]
    fn poll_again(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        waits: bool,
    ) -> Result<bool, Infallible> {
        self.poll_or_keep(cx, waits, rarely, Ok)
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> F::Output {
        self.take()
    }
}

impl<F, O, T, C, E> JoinTree<AllOk<E>> for Tried<F, O, T, C>
where
    F: Polled<O>,
    C: Fn(O) -> Result<T, E>,
{
    type Outputs = T;

    const COUNT: u32 = 1;

    #[inline(always)]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, E> {
        let this = self.project();
        this.future.poll_or_keep(cx, false, || (), &*this.keep)
    }

    #[inline]
    fn poll_again(self: Pin<&mut Self>, cx: &mut Context<'_>, waits: bool) -> Result<bool, E> {
        let this = self.project();
        this.future.poll_or_keep(cx, waits, rarely, &*this.keep)
    }

    #[inline(always)]
    fn take_all(self: Pin<&mut Self>) -> T {
        self.project().future.take()
    }
}

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
