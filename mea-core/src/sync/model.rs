//! What the loom tests have in common.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use std::{boxed::Box, sync::Arc};

/// Runs `f` in every interleaving of its threads.
pub(crate) fn exhaustive(f: impl Fn() + Send + Sync + 'static) {
    check(None, f);
}

/// Runs `f` in every interleaving with at most `preemptions` forced switches: for three threads and
/// more, whose interleavings are too many.
pub(crate) fn bounded(preemptions: usize, f: impl Fn() + Send + Sync + 'static) {
    check(Some(preemptions), f);
}

fn check(preemptions: Option<usize>, f: impl Fn() + Send + Sync + 'static) {
    let mut builder = ::loom::model::Builder::new();
    builder.preemption_bound = preemptions;
    builder.max_branches = 100_000;
    let runs = Arc::new(core::sync::atomic::AtomicUsize::new(0));
    let counted = runs.clone();
    builder.check(move || {
        counted.fetch_add(1, core::sync::atomic::Ordering::Relaxed);
        f();
    });
    // Counted by the summary of `.ci/run`.
    std::println!(
        "loom executions: {}",
        runs.load(core::sync::atomic::Ordering::Relaxed)
    );
}

/// Polls once, with a waker that does nothing.
pub(crate) fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Option<F::Output> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// Polls once and drops: enters and leaves at once, waits and cancels, or meets a hand-over.
pub(crate) fn poll_and_drop<F: Future>(future: F) -> Option<F::Output> {
    let mut future = Box::pin(future);
    poll(future.as_mut())
}

pub(crate) use ::loom::{future::block_on, thread::spawn};

/// A point that two threads pass, before or after what each of them does: loom tries both orders.
///
/// It does not always do so by itself. It remembers one last access of each atomic, whoever's it was.
/// So where one thread loads, and another one loads and then exchanges, the second load hides the first
/// one from the exchange, and "exchange, then load" is not tried.
#[derive(Clone)]
pub(crate) struct Crossing(Arc<::loom::sync::atomic::AtomicUsize>);

impl Crossing {
    pub(crate) fn new() -> Self {
        Self(Arc::new(::loom::sync::atomic::AtomicUsize::new(0)))
    }

    /// One for each thread, all of the same point.
    pub(crate) fn sides<const N: usize>() -> [Self; N] {
        let point = Self::new();
        core::array::from_fn(|_| point.clone())
    }

    /// Relaxed: in the memory model it orders nothing.
    pub(crate) fn pass(&self) {
        self.0.fetch_add(1, core::sync::atomic::Ordering::Relaxed);
    }

    /// Passes before and after `f`.
    pub(crate) fn around<R>(&self, f: impl FnOnce() -> R) -> R {
        self.pass();
        let output = f();
        self.pass();
        output
    }
}

/// A value that loom checks for races: what a lock protects in a test.
pub(crate) struct Watched(::loom::cell::UnsafeCell<usize>);

#[allow(unsafe_code)]
// SAFETY: loom checks every access; that they are ordered is what the tests are for.
unsafe impl Sync for Watched {}
#[allow(unsafe_code)]
// SAFETY: a number.
unsafe impl Send for Watched {}

impl Watched {
    pub(crate) fn new(value: usize) -> Self {
        Self(::loom::cell::UnsafeCell::new(value))
    }

    /// A write, which no other access may be concurrent with.
    #[allow(unsafe_code)]
    pub(crate) fn bump(&self) -> usize {
        self.0.with_mut(|value| {
            // SAFETY: loom fails the test if anybody else reads or writes meanwhile.
            unsafe {
                *value += 1;
                *value
            }
        })
    }

    /// A read, which no write may be concurrent with.
    #[allow(unsafe_code)]
    pub(crate) fn read(&self) -> usize {
        self.0.with(|value| {
            // SAFETY: loom fails the test if anybody writes meanwhile.
            unsafe { *value }
        })
    }
}
