//! The bridge under loom: wake-ups against the sleep of the thread. Its park and unpark are those of loom.
//! Nobody joins those who wake: an unpark would end a join, too, and loom does not like that.

use core::{future::poll_fn, mem, task::Poll};
use std::sync::Arc;

use super::block_on;
use crate::sync::{
    AtomicUsize,
    Ordering::Relaxed,
    model::{Watched, bounded, exhaustive, spawn},
};

/// No wake-up is lost, and what was done before it happens before the poll that follows.
#[test]
fn wake_up_against_sleep() {
    exhaustive(|| {
        let cell = Arc::new(Watched::new(0));
        let mut waits = false;
        block_on(poll_fn(|cx| {
            if mem::replace(&mut waits, true) {
                // The waker is woken once, so that was it.
                assert_eq!(cell.read(), 1);
                return Poll::Ready(());
            }
            let (waker, mine) = (cx.waker().clone(), cell.clone());
            spawn(move || {
                mine.bump();
                waker.wake();
            });
            Poll::Pending
        }));
    });
}

/// A wake-up that comes while the future is polled for another one is a poll more.
#[test]
fn two_wake_ups_against_sleep() {
    bounded(3, || {
        let done = Arc::new(AtomicUsize::new(0));
        let mut waits = false;
        block_on(poll_fn(|cx| {
            if !mem::replace(&mut waits, true) {
                for _ in 0..2 {
                    let (waker, done) = (cx.waker().clone(), done.clone());
                    spawn(move || {
                        done.fetch_add(1, Relaxed);
                        waker.wake_by_ref();
                    });
                }
            }
            if done.load(Relaxed) == 2 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }));
    });
}
