//! Waiting, with a mutex, for a condition on the value in it.
//!
//! # When to use it
//!
//! Where a task has to wait until a value in a [mutex](crate::mutex) is as it wants it, and others
//! change that value: a queue that is not empty, a buffer that has room. Test the condition under the
//! lock, as [`wait_while`](Condvar::wait_while) does: others may have held the lock between the
//! notification and the end of the wait.
//!
//! | not for | take |
//! |---|---|
//! | messages from task to task | a channel: [mpsc](crate::mpsc), [mpmc](crate::mpmc) |
//! | a signal without a value | an [event](crate::event), which keeps a signal that nobody waits for |
//! | something that happens once | a [latch](crate::latch), [once](crate::once) |
//! | the latest value | a [watch](crate::watch) channel |
//! | a number of free places | a [semaphore](crate::semaphore) |
//!
//! # Example
//!
//! ```
//! use std::{collections::VecDeque, sync::Arc};
//!
//! use mea::{blocking::block_on, condvar::Condvar, mutex::Mutex};
//!
//! let queue = Arc::new((Mutex::new(VecDeque::new()), Condvar::new()));
//! let producer = {
//!     let queue = queue.clone();
//!     std::thread::spawn(move || {
//!         block_on(queue.0.lock()).push_back("hello");
//!         queue.1.notify_one();
//!     })
//! };
//! let message = block_on(async {
//!     let guard = queue.0.lock().await;
//!     let mut guard = queue.1.wait_while(guard, |queue| queue.is_empty()).await;
//!     guard.pop_front()
//! });
//! assert_eq!(message, Some("hello"));
//! producer.join().unwrap();
//! ```
//!
//! # States
//!
//! Of a wait. It gets in line before it puts the lock down: no notification can fall between the two.
//!
//! ```text
//!    [ has the guard ] --poll--> [ in line ] --notified--> [ waits for the lock ] --> ready
//!           |                        |                              |
//!           v                        v                              v
//!     drop: unlocks           drop: leaves              drop: passes the
//!                             the line                  notification on
//! ```
//!
//! The condition variable itself has no state but its line: a notification that finds nobody there
//! does nothing, and is not kept.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`]: nothing is lost but the guard that was given to
//!   it. Dropped after it was notified, even while it waits for the lock again, it passes the
//!   notification on to the next in line. (One of `notify_all` it does not: all have theirs.)
//! - **Fairness.** [`notify_one`](Condvar::notify_one) reaches the one that has waited longest,
//!   [`notify_all`](Condvar::notify_all) those who wait at that moment, and none that come while they
//!   are being woken. Those who were notified queue for the lock like others.
//! - **Snooze safety.** No future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it may be
//!   given the one notification, or the lock, and others wait until it is polled or dropped.
//! - **Memory ordering.** That of the mutex: what was done under the lock happens before the end of a
//!   wait that gets the lock later. A notification alone promises none.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. A condition that panics; the lock is
//!   released then. If a waker panics, its task is notified, and the others are, all the same.
//! - **No spurious wake-ups.** `wait` returns after a notification. (The condition may be false again
//!   by then.)

use core::{
    fmt,
    future::Future,
    ops::DerefMut,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    gate::{Gate, Generation, Rules},
    marker::CancelSafe,
    mutex::{MutexGuard, OwnedMutexGuard, Relock, Relockable},
    queue::{Waiter, polled_after_completion},
    sync::{AtomicBool, Ordering::Relaxed, const_fn},
};

#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;

/// A condition variable that is awaited; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::{condvar::Condvar, mutex::Mutex};
///
/// static READY: Mutex<bool> = Mutex::new(false);
/// static CHANGED: Condvar = Condvar::new();
///
/// # mea::blocking::block_on(async {
/// *READY.lock().await = true;
/// CHANGED.notify_all();
/// let ready = CHANGED.wait_while(READY.lock().await, |ready| !*ready).await;
/// assert!(*ready);
/// # });
/// ```
pub struct Condvar {
    gate: Gate<Waiting>,
}

/// Whether somebody may be in line who has not been notified. Changed under the lock of the gate.
///
/// A notification looks at it without that lock. It does not miss a wait that it must find, one that
/// happens before it: that one has set the sign, or it was set; and who unsets it has notified all that
/// were in line.
pub(crate) struct Waiting(AtomicBool);

impl Rules for Waiting {
    const MODULE: &'static str = "condvar";
    type Place = Generation;

    #[inline]
    fn arrive(&self) -> bool {
        self.0.store(true, Relaxed);
        false
    }

    #[inline]
    fn all_notified(&self) {
        self.0.store(false, Relaxed);
    }
}

impl Condvar {
    const_fn! {
        /// A condition variable that nobody waits for.
        ///
        /// # Examples
        ///
        /// ```
        /// static CHANGED: mea::condvar::Condvar = mea::condvar::Condvar::new();
        /// CHANGED.notify_one(); // nobody waits: nothing happens
        /// ```
        pub const fn new() -> Self {
            Self {
                gate: Gate::with_rules(Waiting(AtomicBool::new(false))),
            }
        }
    }

    /// Notifies the one that has waited longest; nobody, if nobody waits.
    ///
    /// The lock need not be held. But the value must have been changed under it, also if that is an atomic:
    /// a notification reaches the waits that were there when the lock was last taken for the change.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, condvar::Condvar, mutex::Mutex};
    ///
    /// static JOBS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
    /// static MORE: Condvar = Condvar::new();
    ///
    /// let worker = std::thread::spawn(|| {
    ///     block_on(async {
    ///         let jobs = JOBS.lock().await;
    ///         MORE.wait_while(jobs, |jobs| jobs.is_empty()).await.pop()
    ///     })
    /// });
    /// block_on(JOBS.lock()).push(7);
    /// MORE.notify_one();
    /// assert_eq!(worker.join().unwrap(), Some(7));
    /// ```
    #[inline]
    pub fn notify_one(&self) {
        if self.somebody_waits() {
            self.gate.notify_one();
        }
    }

    /// Notifies all who wait now. They get the lock one after the other, in the order in which they
    /// are polled.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, condvar::Condvar, mutex::Mutex};
    ///
    /// static READY: Mutex<bool> = Mutex::new(false);
    /// static CHANGED: Condvar = Condvar::new();
    ///
    /// let workers = [0; 3].map(|_| {
    ///     std::thread::spawn(|| {
    ///         block_on(async {
    ///             drop(CHANGED.wait_while(READY.lock().await, |ready| !*ready).await);
    ///         })
    ///     })
    /// });
    /// *block_on(READY.lock()) = true;
    /// CHANGED.notify_all();
    /// for worker in workers {
    ///     worker.join().unwrap();
    /// }
    /// ```
    #[inline]
    pub fn notify_all(&self) {
        if self.somebody_waits() {
            self.gate.notify_all();
        }
    }

    /// Relaxed: the lock of the mutex orders it, see [`Waiting`]. Whoever waits got in line before the
    /// mutex was released; whoever has changed the value for it since had the mutex after that.
    #[inline]
    fn somebody_waits(&self) -> bool {
        self.gate.rules().0.load(Relaxed)
    }

    /// Puts the lock down, waits for a notification, and picks the lock up again.
    ///
    /// The wait gets in line, and the lock is released, at the first poll. Until then it is held: a
    /// future that is dropped unpolled drops the guard.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe in that nothing is lost but the guard that was given: a notification that had
    /// arrived goes to the next in line. Not snooze-safe: it may be given the one notification, or
    /// the lock, while nobody polls it.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{condvar::Condvar, mutex::Mutex};
    ///
    /// async fn wait_until_positive(value: &Mutex<i32>, changed: &Condvar) -> i32 {
    ///     let mut guard = value.lock().await;
    ///     while *guard <= 0 {
    ///         guard = changed.wait(guard).await;
    ///     }
    ///     *guard
    /// }
    /// # let (value, changed) = (Mutex::new(1), Condvar::new());
    /// # assert_eq!(mea::blocking::block_on(wait_until_positive(&value, &changed)), 1);
    /// ```
    pub fn wait<'a, 'm, T: ?Sized>(
        &'a self,
        guard: MutexGuard<'m, T>,
    ) -> Wait<'a, MutexGuard<'m, T>> {
        Wait::new(self, guard)
    }

    /// [`wait`](Self::wait) with an owned guard.
    ///
    /// # Cancel safety
    ///
    /// As [`wait`](Self::wait).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{condvar::Condvar, mutex::Mutex};
    ///
    /// # mea::blocking::block_on(async {
    /// let (value, changed) = (Arc::new(Mutex::new(1)), Condvar::new());
    /// let mut guard = value.clone().lock_owned().await;
    /// while *guard == 0 {
    ///     guard = changed.wait_owned(guard).await;
    /// }
    /// assert_eq!(*guard, 1);
    /// # });
    /// ```
    pub fn wait_owned<T: ?Sized>(&self, guard: OwnedMutexGuard<T>) -> Wait<'_, OwnedMutexGuard<T>> {
        Wait::new(self, guard)
    }

    /// Waits for as long as `condition` holds; returns at once if it does not.
    ///
    /// # Cancel safety
    ///
    /// As [`wait`](Self::wait).
    ///
    /// # Panics
    ///
    /// If `condition` panics; the lock is released then.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{condvar::Condvar, mutex::Mutex};
    ///
    /// # mea::blocking::block_on(async {
    /// let (queue, changed) = (Mutex::new(vec![1]), Condvar::new());
    /// let mut queue = changed.wait_while(queue.lock().await, |queue| queue.is_empty()).await;
    /// assert_eq!(queue.pop(), Some(1));
    /// # });
    /// ```
    pub fn wait_while<'a, 'm, T, F>(
        &'a self,
        guard: MutexGuard<'m, T>,
        condition: F,
    ) -> WaitWhile<'a, MutexGuard<'m, T>, F>
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        WaitWhile::new(self, guard, condition)
    }

    /// [`wait_while`](Self::wait_while) with an owned guard.
    ///
    /// # Cancel safety
    ///
    /// As [`wait`](Self::wait).
    ///
    /// # Panics
    ///
    /// As [`wait_while`](Self::wait_while).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{condvar::Condvar, mutex::Mutex};
    ///
    /// # mea::blocking::block_on(async {
    /// let (value, changed) = (Arc::new(Mutex::new(1)), Condvar::new());
    /// let guard = value.clone().lock_owned().await;
    /// let guard = changed.wait_while_owned(guard, |value| *value == 0).await;
    /// assert_eq!(*guard, 1);
    /// # });
    /// ```
    pub fn wait_while_owned<T, F>(
        &self,
        guard: OwnedMutexGuard<T>,
        condition: F,
    ) -> WaitWhile<'_, OwnedMutexGuard<T>, F>
    where
        T: ?Sized,
        F: FnMut(&mut T) -> bool,
    {
        WaitWhile::new(self, guard, condition)
    }
}

impl Default for Condvar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Condvar::wait`] and [`Condvar::wait_owned`]; `G` is the guard. Cancel-safe;
    /// not snooze-safe.
    ///
    /// It goes through three states: holding the guard (not polled yet), in line, and waiting for
    /// the lock. In the third the notification is kept unseen in `notified`, so that dropping passes
    /// it on.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Wait<'a, G>
    where
        G: Relockable,
    {
        guard: Option<G>,
        // Dropped before `notified`: a lock that was handed over is free when the next is woken.
        #[pin]
        relock: Option<Relock<G>>,
        #[pin]
        notified: Waiter<&'a Gate<Waiting>>,
    }
}

impl<'a, G: Relockable> Wait<'a, G> {
    fn new(condvar: &'a Condvar, guard: G) -> Self {
        Self {
            guard: Some(guard),
            relock: None,
            notified: Waiter::new(&condvar.gate, ()),
        }
    }
}

impl<G: Relockable> Wait<'_, G> {
    /// `poll` that does not take the notification: dropped after this, the wait still passes it on.
    fn poll_unseen(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<G> {
        let mut this = self.project();
        let notified = this.notified.as_mut().poll_unseen(cx);
        if let Some(guard) = this.guard.take() {
            // In line now: whoever gets the lock and notifies finds us there.
            this.relock.set(Some(Relock::put_down(guard)));
        }
        ready!(notified);
        let Some(relock) = this.relock.as_mut().as_pin_mut() else {
            unreachable!("set when the guard was put down");
        };
        relock.poll(cx)
    }

    /// After [`poll_unseen`](Self::poll_unseen) was ready: the notification is ours.
    fn see(self: Pin<&mut Self>, cx: &mut Context<'_>) {
        let seen = self.project().notified.poll(cx);
        debug_assert!(seen.is_ready());
    }
}

impl<G: Relockable> Future for Wait<'_, G> {
    type Output = G;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<G> {
        let guard = ready!(self.as_mut().poll_unseen(cx));
        self.see(cx);
        Poll::Ready(guard)
    }
}

#[diagnostic::do_not_recommend]
impl<G: Relockable> CancelSafe for Wait<'_, G> {}

impl<G: Relockable> fmt::Debug for Wait<'_, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`Condvar::wait_while`] and [`Condvar::wait_while_owned`]; `G` is the guard.
    /// Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct WaitWhile<'a, G, F>
    where
        G: Relockable,
    {
        condvar: &'a Condvar,
        condition: F,
        guard: Option<G>,
        #[pin]
        wait: Option<Wait<'a, G>>,
    }
}

impl<'a, G: Relockable, F> WaitWhile<'a, G, F> {
    fn new(condvar: &'a Condvar, guard: G, condition: F) -> Self {
        Self {
            condvar,
            condition,
            guard: Some(guard),
            wait: None,
        }
    }
}

impl<G, F> Future for WaitWhile<'_, G, F>
where
    G: Relockable + DerefMut,
    F: FnMut(&mut G::Target) -> bool,
{
    type Output = G;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<G> {
        let mut this = self.project();
        loop {
            let mut guard = match this.wait.as_mut().as_pin_mut() {
                Some(wait) => ready!(wait.poll_unseen(cx)),
                None => match this.guard.take() {
                    Some(guard) => guard,
                    None => polled_after_completion("condvar"),
                },
            };
            // A condition that panics has not made use of the notification.
            let goes_on = (this.condition)(&mut guard);
            if let Some(wait) = this.wait.as_mut().as_pin_mut() {
                wait.see(cx);
            }
            this.wait.set(None);
            if !goes_on {
                return Poll::Ready(guard);
            }
            this.wait.set(Some(Wait::new(this.condvar, guard)));
        }
    }
}

#[diagnostic::do_not_recommend]
impl<G: Relockable, F> CancelSafe for WaitWhile<'_, G, F> {}

impl<G: Relockable, F> fmt::Debug for WaitWhile<'_, G, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitWhile").finish_non_exhaustive()
    }
}
