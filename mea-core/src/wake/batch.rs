//! Wakers that were collected under a lock and are woken after it.
//!
//! # Safety
//!
//! The batch keeps `wakers[woken..len]` initialised and everything else not.
#![allow(unsafe_code)]

use core::{mem::MaybeUninit, task::Waker};

use crate::sync::small_under_loom;

/// Up to [`CAPACITY`](Self::CAPACITY) wakers. Dropping it wakes those that are left, so a waker that
/// panics does not keep the others from being woken. (Should a second one panic meanwhile, the
/// process aborts, as for any panic during a panic.)
///
/// Keep it in one place: moving it copies all of it.
pub(crate) struct WakeBatch {
    woken: usize,
    len: usize,
    wakers: [MaybeUninit<Waker>; Self::CAPACITY],
}

impl WakeBatch {
    pub(crate) const CAPACITY: usize = small_under_loom(32, 2);

    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            woken: 0,
            len: 0,
            wakers: [const { MaybeUninit::uninit() }; Self::CAPACITY],
        }
    }

    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.len == Self::CAPACITY
    }

    /// How many wakers it has room for.
    #[inline]
    pub(crate) fn room(&self) -> usize {
        Self::CAPACITY - self.len
    }

    /// # Panics
    ///
    /// If the batch is full.
    #[inline]
    pub(crate) fn push(&mut self, waker: Waker) {
        self.wakers[self.len].write(waker);
        self.len += 1;
    }

    /// Wakes all and leaves the batch empty.
    #[inline]
    pub(crate) fn wake(&mut self) {
        while self.woken < self.len {
            // SAFETY: initialised, see the module; `woken` moves past it before user code runs, so
            // it is read once.
            let waker = unsafe { self.wakers[self.woken].assume_init_read() };
            self.woken += 1;
            waker.wake();
        }
        self.woken = 0;
        self.len = 0;
    }
}

impl Drop for WakeBatch {
    #[inline]
    fn drop(&mut self) {
        self.wake();
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::{
        panic::{AssertUnwindSafe, catch_unwind},
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering::Relaxed},
        },
        task::Wake,
    };

    use super::*;

    struct Count(AtomicUsize, bool);
    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Relaxed);
            assert!(!self.1, "a waker that panics");
        }
    }

    #[test]
    fn wakes_every_waker_once_and_is_empty_then() {
        let count = Arc::new(Count(AtomicUsize::new(0), false));
        let mut batch = WakeBatch::new();
        for round in 1..=3 {
            while !batch.is_full() {
                batch.push(count.clone().into());
            }
            batch.wake();
            assert_eq!(count.0.load(Relaxed), round * WakeBatch::CAPACITY);
        }
        drop(batch);
        assert_eq!(Arc::strong_count(&count), 1);
    }

    #[test]
    fn a_panicking_waker_does_not_stop_the_rest() {
        let (good, bad) = (
            Arc::new(Count(AtomicUsize::new(0), false)),
            Arc::new(Count(AtomicUsize::new(0), true)),
        );
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            let mut batch = WakeBatch::new();
            batch.push(good.clone().into());
            batch.push(bad.clone().into());
            batch.push(good.clone().into());
            batch.wake();
        }));
        assert!(panicked.is_err());
        assert_eq!((good.0.load(Relaxed), bad.0.load(Relaxed)), (2, 1));
        assert_eq!((Arc::strong_count(&good), Arc::strong_count(&bad)), (1, 1));
    }
}
