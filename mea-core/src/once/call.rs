//! `Once`, and its futures.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    attempt::Attempt,
    raw::{Done, RawOnce},
};
use crate::{
    gate::{Gate, Generations},
    marker::{CancelSafe, SnoozeSafe},
    queue::{Queue, Queued, Waiter},
    sync::const_fn,
};

/// Something that is done once; see the [module](crate::once).
///
/// # Examples
///
/// ```
/// use mea::once::Once;
///
/// static MIGRATED: Once = Once::new();
///
/// # mea::blocking::block_on(async {
/// for _ in 0..2 {
///     MIGRATED.call_once(async || println!("only the first time")).await;
/// }
/// assert!(MIGRATED.is_completed());
/// # });
/// ```
pub struct Once {
    raw: RawOnce,
}

impl Once {
    const_fn! {
        /// Something that has not been done.
        ///
        /// # Examples
        ///
        /// ```
        /// static STARTED: mea::once::Once = mea::once::Once::new();
        /// assert!(!STARTED.is_completed());
        /// ```
        pub const fn new() -> Self {
            Self {
                raw: RawOnce::new(),
            }
        }
    }

    /// Whether it has been done. If so, what was done is seen.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::Once;
    ///
    /// # mea::blocking::block_on(async {
    /// let once = Once::new();
    /// assert!(!once.is_completed());
    /// once.call_once(async || {}).await;
    /// assert!(once.is_completed());
    /// # });
    /// ```
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.raw.is_done()
    }

    /// Does it, with `work`, if it has not been done; otherwise waits until it is, or until it is
    /// this caller's turn.
    ///
    /// # Cancel safety
    ///
    /// A call that is dropped while it waits loses its place in line and nothing else. Dropped while
    /// its work runs, it drops the work, and the next in line begins with its own: so the call is
    /// [`CancelSafe`] exactly if the work is. Not snooze-safe: others wait for the work.
    ///
    /// # Fairness
    ///
    /// The right to do it goes from one caller to the next in the order of arrival.
    ///
    /// # Panics
    ///
    /// If the work does; the next in line has its turn then. The future, if it is polled after it
    /// has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::Once;
    ///
    /// # mea::blocking::block_on(async {
    /// let (once, mut times) = (Once::new(), 0);
    /// once.call_once(async || times += 1).await;
    /// once.call_once(async || times += 1).await;
    /// assert_eq!(times, 1);
    /// # });
    /// ```
    #[inline]
    pub fn call_once<F, Fut>(&self, work: F) -> CallOnce<'_, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = ()>,
    {
        CallOnce {
            attempt: Attempt::new(&self.raw, work),
        }
    }

    /// Waits until it has been done, by somebody else.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: nothing is lost. Snooze-safe: a wait that nobody polls holds up nobody.
    ///
    /// # Fairness
    ///
    /// All waits end at once.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, once::Once};
    ///
    /// static READY: Once = Once::new();
    ///
    /// let waiter = std::thread::spawn(|| block_on(READY.wait()));
    /// block_on(READY.call_once(async || {}));
    /// waiter.join().unwrap();
    /// ```
    #[inline]
    pub fn wait(&self) -> OnceWait<'_> {
        OnceWait {
            waiter: Waiter::new(self.raw.gate(), ()),
        }
    }

    /// [`wait`](Self::wait) with a future that keeps the `Once` alive, and so is `'static`.
    ///
    /// # Cancel safety
    ///
    /// As [`wait`](Self::wait); the `Arc` is dropped with the future.
    ///
    /// # Panics
    ///
    /// As [`wait`](Self::wait).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{blocking::block_on, once::Once};
    ///
    /// let ready = Arc::new(Once::new());
    /// let wait = ready.clone().wait_owned();
    /// let waiter = std::thread::spawn(move || block_on(wait));
    /// block_on(ready.call_once(async || {}));
    /// waiter.join().unwrap();
    /// ```
    #[inline]
    pub fn wait_owned(self: Arc<Self>) -> OwnedOnceWait {
        OwnedOnceWait {
            waiter: Waiter::new(self, ()),
        }
    }
}

impl Default for Once {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once")
            .field("is_completed", &self.is_completed())
            .finish()
    }
}

#[allow(unsafe_code)]
// SAFETY: a part of `self`.
unsafe impl Queued for Once {
    type Engine = Generations<Done>;

    #[inline(always)]
    fn queue(&self) -> &Queue<Generations<Done>> {
        self.raw.gate()
    }
}

pin_project! {
    /// The future of [`Once::call_once`]. Cancel-safe if the work is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct CallOnce<'a, F, Fut> {
        #[pin]
        attempt: Attempt<&'a RawOnce, F, Fut>,
    }
}

impl<F, Fut> Future for CallOnce<'_, F, Fut>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = ()>,
{
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some((right, ())) = ready!(self.project().attempt.poll(cx)) {
            right.complete();
        }
        Poll::Ready(())
    }
}

impl<F, Fut> fmt::Debug for CallOnce<'_, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOnce").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Once::wait`]. Cancel-safe and snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct OnceWait<'a> {
        #[pin]
        waiter: Waiter<&'a Gate<Done>>,
    }
}

impl Future for OnceWait<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

pin_project! {
    /// The future of [`Once::wait_owned`]. Cancel-safe and snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct OwnedOnceWait {
        #[pin]
        waiter: Waiter<Arc<Once>>,
    }
}

impl Future for OwnedOnceWait {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

#[diagnostic::do_not_recommend]
impl<F, Fut: CancelSafe> CancelSafe for CallOnce<'_, F, Fut> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for OnceWait<'_> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for OwnedOnceWait {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for OnceWait<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for OwnedOnceWait {}
