//! A waker that counts how often it is woken and how many clones of it there are.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Wake, Waker},
};

#[derive(Clone)]
pub(crate) struct Count {
    inner: Arc<Inner>,
}

struct Inner {
    wakes: AtomicUsize,
}

impl Wake for Inner {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wakes.fetch_add(1, SeqCst);
    }
}

impl Count {
    pub(crate) fn new() -> Self {
        Self {
            inner: Arc::new(Inner {
                wakes: AtomicUsize::new(0),
            }),
        }
    }

    pub(crate) fn waker(&self) -> Waker {
        self.inner.clone().into()
    }

    pub(crate) fn wakes(&self) -> usize {
        self.inner.wakes.load(SeqCst)
    }

    pub(crate) fn reset(&self) {
        self.inner.wakes.store(0, SeqCst);
    }

    /// How many wakers of it somebody has kept.
    pub(crate) fn kept(&self) -> usize {
        Arc::strong_count(&self.inner) - 1
    }
}
