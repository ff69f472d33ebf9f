//! Futures that live across the turns of a loop, and go on while a handler awaits.
//!
//! ```text
//!   Drive ──polls──► kept futures ──put──► Slot ──take──► the loop, an arm of which is `Take`
//!     └─────polls──────────────────────────────────────► the loop, with its handlers
//! ```
//!
//! The loop, with all its handlers, is one future beside the kept ones. So whatever it waits for,
//! wherever a handler awaits, by whatever macro, they are polled as well: none is ever alive and
//! left alone ("snoozed").

use core::{
    convert::Infallible,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::arms::Both;
use crate::sync::{AtomicBool, Lock, Ordering::Relaxed};

/// Where a kept future leaves its output for the loop. There is room for one.
///
/// Both ends are polled by the same [`Drive`], so the lock is never contended; it is there because
/// two futures that share something must share it as two threads would, to be `Send`.
pub struct Slot<T>(Lock<Option<T>>);

impl<T> Slot<T> {
    #[inline]
    #[expect(clippy::new_without_default, reason = "for generated code only")]
    pub fn new() -> Self {
        Self(Lock::new(None))
    }

    /// Leaves `value`, and waits until it has been taken.
    pub async fn put(&self, value: T) {
        let before = self.0.lock().replace(value);
        debug_assert!(before.is_none(), "the last value was taken");
        let is_taken = || self.0.lock().is_none();
        poll_fn(|_| {
            if is_taken() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// Waits for a value, and takes it.
    #[inline]
    pub fn take<'a>(&'a self, turn: &'a Turn) -> Take<'a, T> {
        Take { slot: self, turn }
    }
}

/// The future of [`Slot::take`].
#[must_use = "futures do nothing unless polled or awaited"]
pub struct Take<'a, T> {
    slot: &'a Slot<T>,
    turn: &'a Turn,
}

impl<T> Future for Take<'_, T> {
    type Output = T;

    #[inline]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        // No waker: whoever polls this polls it again after a value was left.
        let taken = self.slot.0.lock().take();
        match taken {
            Some(value) => {
                self.turn.taken.store(true, Relaxed);
                Poll::Ready(value)
            }
            None => Poll::Pending,
        }
    }
}

/// Whether the loop has taken a value, so that a kept future can go on.
#[derive(Debug)]
pub struct Turn {
    taken: AtomicBool,
}

impl Turn {
    #[inline]
    #[expect(clippy::new_without_default, reason = "for generated code only")]
    pub fn new() -> Self {
        Self {
            taken: AtomicBool::new(false),
        }
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
        let _pending = self.project().future.poll(cx);
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
            this.turn.taken.store(false, Relaxed);
            if let Poll::Ready(output) = this.body.as_mut().poll(cx) {
                return Poll::Ready(output);
            }
            if !this.turn.taken.load(Relaxed) {
                return Poll::Pending;
            }
        }
    }
}
