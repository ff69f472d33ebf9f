//! Messages that are counted, and wakers that count.

use core::task::{Context, Poll};
use std::{
    boxed::Box,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    task::{Wake, Waker},
};

/// A number; how many there are of it and its like is counted.
#[derive(Debug)]
pub(super) struct Message(pub(super) usize, Arc<AtomicUsize>);

impl Message {
    pub(super) fn new(n: usize, alive: &Arc<AtomicUsize>) -> Self {
        alive.fetch_add(1, Relaxed);
        Self(n, alive.clone())
    }
}

impl Clone for Message {
    fn clone(&self) -> Self {
        Self::new(self.0, &self.1)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.1.fetch_sub(1, Relaxed);
    }
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// A future that waits, with its endpoint, which it gives back when it is dropped.
pub(super) struct Waiting<'a, T> {
    future: Pin<Box<dyn Future<Output = T> + 'a>>,
    wakes: Arc<Wakes>,
}

impl<'a, T> Waiting<'a, T> {
    pub(super) fn new(future: impl Future<Output = T> + 'a) -> Self {
        Self {
            future: Box::pin(future),
            wakes: Arc::default(),
        }
    }

    pub(super) fn poll(&mut self) -> Option<T> {
        let waker = Waker::from(self.wakes.clone());
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    pub(super) fn woken(&self) -> bool {
        self.wakes.0.load(Relaxed) != 0
    }
}
