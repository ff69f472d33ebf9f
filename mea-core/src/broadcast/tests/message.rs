//! Messages that are counted, and futures whose wake-ups are.

use core::task::Poll;
use std::{
    boxed::Box,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use crate::wake::tests::Wakes;

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

/// A future that waits, with its endpoint, which it gives back when it is dropped.
pub(super) struct Waiting<'a, T> {
    future: Pin<Box<dyn Future<Output = T> + 'a>>,
    wakes: Wakes,
}

impl<'a, T> Waiting<'a, T> {
    pub(super) fn new(future: impl Future<Output = T> + 'a) -> Self {
        Self {
            future: Box::pin(future),
            wakes: Wakes::default(),
        }
    }

    pub(super) fn poll(&mut self) -> Option<T> {
        match self.wakes.poll(self.future.as_mut()) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    pub(super) fn woken(&self) -> bool {
        self.wakes.count() != 0
    }
}
