//! A future with a limit to the time it may take, measured by any timer: a future that completes
//! when the time is up.
//!
//! # When to use it
//!
//! Where a wait may take too long. There is no clock in this crate: a runtime has one
//! (`tokio::time::sleep`, `smol::Timer::after`, `futures_timer::Delay`), and so has a test that completes
//! the timer by hand.
//!
//! | not for | take |
//! |---|---|
//! | a thread without a runtime | [`wait_timeout`](crate::blocking::FutureExt::wait_timeout) |
//! | the order to stop, for many tasks | a [shutdown](crate::shutdown) |
//! | several waits, of which the first counts | [`select!`](https://docs.rs/mea/latest/mea/macro.select.html), [`race!`](https://docs.rs/mea/latest/mea/macro.race.html) |
//! | an attempt that does not wait at all | the `try_` method of the primitive |
//!
//! # Example
//!
//! ```
//! use std::{sync::Arc, thread, time::Duration};
//!
//! use mea::{event::ManualResetEvent, mutex::Mutex, timeout::Elapsed};
//!
//! /// A timer for those who have no runtime: a thread that sleeps.
//! async fn sleep(duration: Duration) {
//!     let over = Arc::new(ManualResetEvent::new());
//!     let alarm = over.clone();
//!     thread::spawn(move || {
//!         thread::sleep(duration);
//!         alarm.set();
//!     });
//!     over.wait().await;
//! }
//!
//! # mea::blocking::block_on(async {
//! let mutex = Mutex::new(1);
//! let guard = mutex.lock().await;
//! let late = mea::timeout(mutex.lock(), sleep(Duration::from_millis(5))).await;
//! assert_eq!(late.err(), Some(Elapsed));
//!
//! drop(guard);
//! let in_time = mea::timeout(mutex.lock(), sleep(Duration::from_millis(5))).await?;
//! assert_eq!(*in_time, 1);
//! # Ok::<(), Elapsed>(())
//! # }).unwrap();
//! ```
//!
//! # States
//!
//! ```text
//!                the future is ready
//!    [ waits ] -----------------------> Ok(output)         also if the time is up
//!        |
//!        +----------------------------> Err(Elapsed)       the future is dropped with the whole
//!                the timer is ready
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`CancelSafe`] if the future is: a time that is up drops it, too.
//! - **Fairness.** The future is polled first: if both are ready, its output counts.
//! - **Snooze safety.** [`SnoozeSafe`] if future and timer are.
//! - **Memory ordering.** That of the future, and of the timer; none is added.
//! - **Allocation.** None: both are part of the future.
//! - **Panics.** If future or timer do. Polled again after it has completed, it polls them again.

#[cfg(all(test, loom))]
mod loom;

use core::{
    error::Error,
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::marker::{CancelSafe, SnoozeSafe};

/// Waits for `future`, but not longer than for `timer`.
///
/// The future is polled first: if it is ready when the time is up, its output counts.
///
/// The future is part of the one that is returned. When the time is up it is not polled any more,
/// and it is dropped with the whole, not before; an `.await` does so at once. To give it more time,
/// pass it by reference.
///
/// # Errors
///
/// [`Elapsed`] if the timer completes first. What the timer completes with is dropped.
///
/// # Cancel safety
///
/// That of the future, for a time that is up drops it, too: nothing is lost if it is
/// [`CancelSafe`]. It is [`SnoozeSafe`] if the future and the timer are.
///
/// # Panics
///
/// Polled again after it has completed, it polls future and timer again, and panics if they do.
///
/// # Examples
///
/// With a runtime the timer is its sleep: `mea::timeout(future, tokio::time::sleep(duration))`. Any
/// future is a timer, also an event that another task sets:
///
/// ```
/// use mea::{event::ManualResetEvent, latch::Latch, timeout::Elapsed};
///
/// # mea::blocking::block_on(async {
/// let (jobs, impatient) = (Latch::new(1), ManualResetEvent::new());
///
/// impatient.set();
/// assert_eq!(mea::timeout(jobs.wait(), impatient.wait()).await, Err(Elapsed));
///
/// jobs.count_down();
/// assert_eq!(mea::timeout(jobs.wait(), impatient.wait()).await, Ok(()));
/// # });
/// ```
#[inline]
pub fn timeout<F: IntoFuture, T: IntoFuture>(
    future: F,
    timer: T,
) -> Timeout<F::IntoFuture, T::IntoFuture> {
    Timeout {
        future: future.into_future(),
        timer: timer.into_future(),
    }
}

pin_project! {
    /// The future of [`timeout`]. Cancel-safe if the future is; snooze-safe if future and timer are.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::{Pending, Ready, pending, ready};
    ///
    /// use mea::timeout::{Elapsed, Timeout};
    ///
    /// # mea::blocking::block_on(async {
    /// let wait: Timeout<Pending<u8>, Ready<()>> = mea::timeout(pending(), ready(()));
    /// assert_eq!(wait.await, Err(Elapsed));
    /// # });
    /// ```
    #[derive(Clone, Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Timeout<F, T> {
        #[pin]
        future: F,
        #[pin]
        timer: T,
    }
}

impl<F, T> Timeout<F, T> {
    /// The future whose time is limited.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::{pending, ready};
    ///
    /// let limited = mea::timeout(ready(1), pending::<()>());
    /// assert_eq!(limited.get_ref().clone().into_inner(), 1);
    /// ```
    pub fn get_ref(&self) -> &F {
        &self.future
    }

    /// The future whose time is limited.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::{pending, ready};
    ///
    /// # mea::blocking::block_on(async {
    /// let mut limited = mea::timeout(ready(1), pending::<()>());
    /// *limited.get_mut() = ready(2);
    /// assert_eq!(limited.await, Ok(2));
    /// # });
    /// ```
    pub fn get_mut(&mut self) -> &mut F {
        &mut self.future
    }

    /// The future whose time is limited, pinned: to go on with it when the time is up, say.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::{future::ready, pin::pin};
    ///
    /// use mea::latch::Latch;
    ///
    /// # mea::blocking::block_on(async {
    /// let latch = Latch::new(1);
    /// let mut limited = pin!(mea::timeout(latch.wait(), ready(())));
    /// assert!(limited.as_mut().await.is_err());
    /// latch.count_down();
    /// limited.as_mut().get_pin_mut().await; // the same wait, still in line
    /// # });
    /// ```
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut F> {
        self.project().future
    }

    /// The future without the limit. What it has done so far is kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::ready;
    ///
    /// use mea::latch::Latch;
    ///
    /// # mea::blocking::block_on(async {
    /// let latch = Latch::new(1);
    /// let mut limited = mea::timeout(Box::pin(latch.wait()), ready(()));
    /// assert!((&mut limited).await.is_err());
    /// latch.count_down();
    /// limited.into_inner().await; // without a limit
    /// # });
    /// ```
    pub fn into_inner(self) -> F {
        self.future
    }
}

impl<F: Future, T: Future> Future for Timeout<F, T> {
    type Output = Result<F::Output, Elapsed>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        this.timer.poll(cx).map(|_| Err(Elapsed))
    }
}

#[diagnostic::do_not_recommend]
impl<F: CancelSafe, T> CancelSafe for Timeout<F, T> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe, T: SnoozeSafe> SnoozeSafe for Timeout<F, T> {}

/// The error of [`timeout`]: the time was up before the future completed.
///
/// # Examples
///
/// ```
/// use std::future::{pending, ready};
///
/// use mea::timeout::Elapsed;
///
/// # mea::blocking::block_on(async {
/// let late = mea::timeout(pending::<()>(), ready("the bell")).await;
/// assert_eq!(late, Err(Elapsed));
/// # });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time was up before the future completed")
    }
}

impl Error for Elapsed {}
