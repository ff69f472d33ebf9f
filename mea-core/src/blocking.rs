//! A bridge from threads: runs a future to its end on the thread that calls.
//!
//! # When to use it
//!
//! In a program without a runtime, on a thread that has none, and in tests: it is enough to try anything of
//! this crate.
//!
//! | not for | take |
//! |---|---|
//! | async code: it blocks the thread, and with it the other tasks there | `.await` |
//! | futures that wait for timers, input or output | the `block_on` of their runtime, which drives them |
//! | many futures at once | a runtime, or [`join!`](https://docs.rs/mea/latest/mea/macro.join.html) around them |
//! | a limit to the time of one wait in async code | [`timeout`](mod@crate::timeout) |
//!
//! # Example
//!
//! ```
//! use mea::{blocking::block_on, mutex::Mutex};
//!
//! let mutex = Mutex::new(1);
//! *block_on(mutex.lock()) += 1;
//! assert_eq!(mutex.into_inner(), 2);
//! ```
//!
//! # States
//!
//! ```text
//!               ready
//!    [ poll ] ---------> the output
//!      |  ^
//!      |  +----- woken -----+
//!      |                    |
//!      +--- pending ---> [ the thread sleeps ] ---> Err(Elapsed), the future is dropped
//!                                              wait_timeout: the time is over
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`wait_timeout`](FutureExt::wait_timeout) drops the future when the time is over:
//!   what is lost then is what that future loses. To keep it, pass it by reference.
//! - **Snooze safety.** A future that was passed by reference is left alone when the time is over: go on
//!   with it, or drop it, if it is not [`SnoozeSafe`](crate::marker::SnoozeSafe).
//! - **Memory ordering.** What was done before a wake-up happens before the poll that follows it.
//! - **Allocation.** One for each call: the waker.
//! - **Panics.** If the future panics, so does the call, and the future is dropped.

use alloc::{sync::Arc, task::Wake};
use core::{
    fmt,
    future::{Future, IntoFuture},
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};
use std::time::Instant;

use crate::sync::{
    AtomicBool,
    Ordering::{Acquire, Release},
    thread::{self, Thread},
};

#[cfg(all(test, loom))]
mod loom;

/// Runs `future` to its end on this thread, which sleeps while it is pending.
///
/// # Panics
///
/// If the future panics.
///
/// # Examples
///
/// ```
/// assert_eq!(mea::blocking::block_on(async { 1 + 1 }), 2);
/// ```
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    match run(future, None) {
        Ok(output) => output,
        Err(Elapsed(())) => unreachable!("there is no deadline"),
    }
}

/// Blocking, as methods of every future.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use mea::{blocking::FutureExt, semaphore::Semaphore};
///
/// let semaphore = Semaphore::new(1);
/// let permit = semaphore.acquire(1).block_on();
/// let second = semaphore.acquire(1).wait_timeout(Duration::from_millis(5));
/// assert!(second.is_err());
/// # drop(permit);
/// ```
pub trait FutureExt: IntoFuture {
    /// [`block_on`] as a method.
    ///
    /// # Panics
    ///
    /// If the future panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::blocking::FutureExt;
    ///
    /// assert_eq!(async { "done" }.block_on(), "done");
    /// ```
    fn block_on(self) -> Self::Output
    where
        Self: Sized,
    {
        block_on(self)
    }

    /// Runs the future on this thread, for `timeout` at the most; it is dropped when that has
    /// passed. It is polled once even if `timeout` is zero.
    ///
    /// # Errors
    ///
    /// [`Elapsed`], if the future was still pending at the end of the time.
    ///
    /// # Panics
    ///
    /// If the future panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::{future::pending, time::Duration};
    ///
    /// use mea::blocking::FutureExt;
    ///
    /// assert_eq!(async { 1 }.wait_timeout(Duration::from_secs(1)), Ok(1));
    /// assert!(pending::<()>().wait_timeout(Duration::from_millis(1)).is_err());
    /// ```
    fn wait_timeout(self, timeout: Duration) -> Result<Self::Output, Elapsed>
    where
        Self: Sized,
    {
        // A time that is too far away to name is never reached.
        run(self, Instant::now().checked_add(timeout))
    }
}

impl<F: IntoFuture> FutureExt for F {}

/// The time was up before the future completed.
///
/// # Examples
///
/// ```
/// use std::{future::pending, time::Duration};
///
/// use mea::blocking::FutureExt;
///
/// let late = pending::<()>().wait_timeout(Duration::ZERO).unwrap_err();
/// assert_eq!(late.to_string(), "the time was up before the future completed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Elapsed(());

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time was up before the future completed")
    }
}

impl core::error::Error for Elapsed {}

/// Wakes a thread. `woken` outlives a spurious or foreign unparking.
struct Unpark {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // Release: what led to the wake-up happens before the next poll.
        if !self.woken.swap(true, Release) {
            self.thread.unpark();
        }
    }
}

fn run<F: IntoFuture>(future: F, deadline: Option<Instant>) -> Result<F::Output, Elapsed> {
    let mut future = pin!(future.into_future());
    let unpark = Arc::new(Unpark {
        thread: thread::current(),
        woken: AtomicBool::new(false),
    });
    let waker = Waker::from(unpark.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Ok(output);
        }
        // At least one look at the clock a poll: a future may wake itself every time.
        loop {
            let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Err(Elapsed(()));
            }
            if unpark.woken.swap(false, Acquire) {
                break;
            }
            match left {
                None => thread::park(),
                Some(left) => thread::park_timeout(left),
            }
        }
    }
}
