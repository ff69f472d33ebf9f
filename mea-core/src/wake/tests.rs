//! A waker that counts, for the tests of this floor and of all above it.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::Wake,
};

/// Counts its wake-ups, and the wakers that somebody keeps.
#[derive(Clone, Default)]
pub(crate) struct Wakes(Arc<Count>);

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

impl Wakes {
    pub(crate) fn waker(&self) -> Waker {
        self.0.clone().into()
    }

    /// Polls with a waker that is counted here.
    pub(crate) fn poll<F: Future + ?Sized>(&self, future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(&self.waker()))
    }

    pub(crate) fn count(&self) -> usize {
        self.0.0.load(Relaxed)
    }

    #[allow(dead_code)] // The loom tests do without.
    pub(crate) fn reset(&self) {
        self.0.0.store(0, Relaxed);
    }

    /// How many wakers there are, if nobody has cloned this.
    pub(crate) fn kept(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}
