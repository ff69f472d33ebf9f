//! Futures that live across the turns of a loop, and go on while a handler awaits.
//!
//! ```text
//!   Drive ──polls──► kept futures ──put──► Slot ──take──► the loop, an arm of which is `Take`
//!     └─────polls──────────────────────────────────────► the loop, with its handlers
//! ```
//!
//! The loop, with all its handlers, is one future beside the kept ones. So whatever it waits for,
//! wherever a handler awaits, by whatever macro, they are polled as well: none is ever alive and
//! left alone ("snoozed"). A turn begins only after they were polled, or after one of them had the last
//! one: so a loop that always finds an arm ready, and never waits, does not leave them alone either,
//! and a kept future that is always ready leaves turns to the others.

use core::{
    convert::Infallible,
    future::{Future, poll_fn},
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::arms::Both;
use crate::order::check::side;
use crate::sync::{AtomicBool, Lock, Ordering::Relaxed};

/// Where a kept future leaves its outputs for the loop, one at a time.
///
/// Both ends are polled by the same [`Drive`], so the lock is never contended; it is there because
/// two futures that share something must share it as two threads would, to be `Send`.
pub struct Slot<T>(Lock<Content<T>>);

enum Content<T> {
    Nothing,
    Output(T),
    /// There will be none.
    End,
}

impl<T> Slot<T> {
    #[inline]
    #[expect(clippy::new_without_default, reason = "for generated code only")]
    pub fn new() -> Self {
        Self(Lock::new(Content::Nothing))
    }

    /// Leaves `value`, and waits until it has been taken.
    pub async fn put(&self, value: T) {
        let before = mem::replace(&mut *self.0.lock(), Content::Output(value));
        debug_assert!(
            matches!(before, Content::Nothing),
            "the last value was taken"
        );
        let is_taken = || !matches!(*self.0.lock(), Content::Output(_));
        poll_fn(|_| {
            if is_taken() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// Leaves nothing any more. The last value was taken.
    pub fn end(&self) {
        *self.0.lock() = Content::End;
    }

    /// Whether there is nothing to wait for any more.
    #[inline]
    pub fn is_over(&self) -> bool {
        matches!(*self.0.lock(), Content::End)
    }

    /// Waits for a value, and takes it.
    #[inline]
    pub fn take<'a>(&'a self, turn: &'a Turn) -> Take<'a, T> {
        Take {
            slot: self,
            turn,
            is_last: false,
        }
    }

    /// Waits for a value, and takes it; there will be no other one.
    #[inline]
    pub fn take_last<'a>(&'a self, turn: &'a Turn) -> Take<'a, T> {
        Take {
            slot: self,
            turn,
            is_last: true,
        }
    }
}

/// The future of [`Slot::take`].
#[must_use = "futures do nothing unless polled or awaited"]
pub struct Take<'a, T> {
    slot: &'a Slot<T>,
    turn: &'a Turn,
    is_last: bool,
}

impl<T> Future for Take<'_, T> {
    type Output = T;

    #[inline]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        // No waker: whoever polls this polls it again after a value was left.
        let mut content = self.slot.0.lock();
        if !matches!(*content, Content::Output(_)) {
            return Poll::Pending;
        }
        let left = if self.is_last {
            Content::End
        } else {
            Content::Nothing
        };
        let Content::Output(value) = mem::replace(&mut *content, left) else {
            unreachable!("it was one")
        };
        // The future behind it can go on now, but not before the other arms had a turn.
        self.turn.again.store(true, Relaxed);
        self.turn.passed.store(true, Relaxed);
        Poll::Ready(value)
    }
}

/// What the loop and those beside it tell each other.
#[derive(Debug)]
pub struct Turn {
    /// The kept futures have had their part since the last turn began: they were polled, or it was
    /// one of them that had the turn.
    passed: AtomicBool,
    /// They are to be polled before anybody waits: the loop has taken a value, so that one of them
    /// can go on, or wants to begin a turn.
    again: AtomicBool,
}

impl Turn {
    #[inline]
    #[expect(clippy::new_without_default, reason = "for generated code only")]
    pub fn new() -> Self {
        Self {
            passed: AtomicBool::new(false),
            again: AtomicBool::new(false),
        }
    }

    /// Begins a turn, after the kept futures were polled, unless one of them had the last turn: neither
    /// they nor the other arms are kept waiting by what is ready whenever it is asked.
    #[inline]
    pub fn begin(&self) -> Begin<'_> {
        Begin { turn: self }
    }
}

/// The future of [`Turn::begin`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled or awaited"]
pub struct Begin<'a> {
    turn: &'a Turn,
}

impl Future for Begin<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.turn.passed.load(Relaxed) {
            self.turn.passed.store(false, Relaxed);
            return Poll::Ready(());
        }
        // No waker: this is polled again before anybody waits.
        self.turn.again.store(true, Relaxed);
        Poll::Pending
    }
}

/// A tree of kept futures.
pub trait KeptTree {
    /// Polls each of them.
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>);
}

impl<A: KeptTree, B: KeptTree> KeptTree for Both<A, B> {
    #[inline]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) {
        let (first, second) = self.split();
        first.poll_all(cx);
        second.poll_all(cx);
    }
}

pin_project! {
    /// One kept future: it works, leaves its output in a slot, and so on for ever.
    #[derive(Debug)]
    pub struct Keep<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future<Output = Infallible>> Keep<F> {
    #[inline(always)]
    pub fn new(future: F) -> Self {
        Self { future }
    }
}

impl<F: Future<Output = Infallible>> KeptTree for Keep<F> {
    #[inline]
    fn poll_all(self: Pin<&mut Self>, cx: &mut Context<'_>) {
        // It never ends.
        let _pending = side(self.project().future, |future| future.poll(cx));
    }
}

pin_project! {
    /// The future of [`drive`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Drive<'a, K, B> {
        // The loop may borrow from what the kept futures left: it goes first.
        #[pin]
        body: B,
        #[pin]
        kept: K,
        turn: &'a Turn,
    }
}

/// Runs `body`, and the `kept` futures beside it, until `body` is done.
#[inline(always)]
pub fn drive<K: KeptTree, B: Future>(kept: K, turn: &Turn, body: B) -> Drive<'_, K, B> {
    Drive { body, kept, turn }
}

impl<K: KeptTree, B: Future> Future for Drive<'_, K, B> {
    type Output = B::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<B::Output> {
        let mut this = self.project();
        loop {
            // What they leave is seen by the loop, which is polled after them. If the loop takes
            // something, a kept future can go on, and must be polled before anybody waits.
            this.kept.as_mut().poll_all(cx);
            this.turn.passed.store(true, Relaxed);
            this.turn.again.store(false, Relaxed);
            if let Poll::Ready(output) = this.body.as_mut().poll(cx) {
                return Poll::Ready(output);
            }
            if !this.turn.again.load(Relaxed) {
                return Poll::Pending;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use core::{
        future::{Future, pending},
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use super::{Keep, Slot, Turn, drive};

    /// The loop finds something ready in each turn, and never waits.
    #[test]
    fn a_loop_that_never_waits_does_not_leave_the_kept_futures_alone() {
        let (turn, slot) = (Turn::new(), Slot::new());
        let mut steps = 0;
        let kept = Keep::new(async {
            for _ in 0..10 {
                steps += 1;
                let mut yielded = false;
                core::future::poll_fn(|_| {
                    if core::mem::replace(&mut yielded, true) {
                        Poll::Ready(())
                    } else {
                        Poll::Pending
                    }
                })
                .await;
            }
            slot.put(()).await;
            pending().await
        });
        let body = async {
            let mut turns = 0;
            loop {
                turn.begin().await;
                turns += 1;
                let mut taken = pin!(slot.take(&turn));
                let mut cx = Context::from_waker(Waker::noop());
                if taken.as_mut().poll(&mut cx).is_ready() || turns == 1000 {
                    break turns;
                }
            }
        };
        let mut cx = Context::from_waker(Waker::noop());
        let turns = pin!(drive(kept, &turn, body)).poll(&mut cx);
        assert_eq!(turns, Poll::Ready(11));
        assert_eq!(steps, 10);
    }
}
