//! Polls joined futures by halves.

use core::{pin::Pin, task::Context};

use super::kind::JoinKind;
use crate::rt::arms::Both;

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
