//! Tasks that are polled by hand, on one thread, in the order that the fuzzer says.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
};

/// A future and a waker that remembers.
pub struct Task<T> {
    future: Pin<Box<dyn Future<Output = T>>>,
    woken: Arc<Woken>,
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, SeqCst);
    }
}

impl<T> Task<T> {
    /// One that was not polled yet.
    pub fn new(future: impl Future<Output = T> + 'static) -> Self {
        Self {
            future: Box::pin(future),
            woken: Arc::default(),
        }
    }

    /// Polls it, with a new waker; the old one is nobody's any more then.
    pub fn poll(&mut self) -> Option<T> {
        self.woken = Arc::default();
        let waker = Waker::from(self.woken.clone());
        match self.future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        }
    }

    /// Was it woken since it was polled?
    pub fn is_woken(&self) -> bool {
        self.woken.0.load(SeqCst)
    }
}

/// Which one of `n` a byte means.
pub fn pick(byte: u8, n: usize) -> Option<usize> {
    (n > 0).then(|| usize::from(byte) % n)
}

/// A number that is counted while it lives.
#[derive(Debug)]
pub struct Counted {
    /// Which one it is.
    pub n: usize,
    alive: Arc<AtomicUsize>,
}

/// Makes them.
#[derive(Clone, Default)]
pub struct Source(Arc<AtomicUsize>);

impl Source {
    /// One more.
    pub fn make(&self, n: usize) -> Counted {
        self.0.fetch_add(1, SeqCst);
        let alive = self.0.clone();
        Counted { n, alive }
    }

    /// How many live.
    pub fn alive(&self) -> usize {
        self.0.load(SeqCst)
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Source(self.alive.clone()).make(self.n)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, SeqCst);
    }
}
