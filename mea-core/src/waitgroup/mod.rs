//! Waiting for tasks to finish whose number is not known beforehand.
//!
//! # When to use it
//!
//! Where somebody starts tasks as they come, and waits until all are done. Every task has a handle, and
//! drops it when it is done, also by a panic; who awaits a handle waits for all the others.
//!
//! | not for | take |
//! |---|---|
//! | a number that is known | a [latch](crate::latch), which needs no handles |
//! | tasks that are to be told to finish | a [shutdown](crate::shutdown), which waits for them, too |
//! | the results of the tasks | the join handles of the runtime, or [`join!`](https://docs.rs/mea/latest/mea/macro.join.html) |
//!
//! # Example
//!
//! ```
//! use std::{
//!     sync::{
//!         Arc,
//!         atomic::{AtomicU32, Ordering::Relaxed},
//!     },
//!     thread,
//! };
//!
//! use mea::{blocking::block_on, waitgroup::WaitGroup};
//!
//! let group = WaitGroup::new();
//! let done = Arc::new(AtomicU32::new(0));
//! for _ in 0..3 {
//!     let (handle, done) = (group.clone(), done.clone());
//!     thread::spawn(move || {
//!         done.fetch_add(1, Relaxed);
//!         drop(handle);
//!     });
//! }
//! block_on(group);
//! assert_eq!(done.load(Relaxed), 3);
//! ```
//!
//! # States
//!
//! ```text
//!              clone: one more
//!                  +----+
//!                  |    v         the last one is dropped, or awaited
//!    new ---> [ n handles ] ------------------------------------------> [ none ]   all waits end,
//!                  |    ^                                                          now and for ever
//!                  +----+
//!             drop, .await: one less
//! ```
//!
//! A handle that is awaited does not count: `group.await` gives it up first. So two handles that are
//! awaited do not wait for each other. When no handle is left there is none to make another of; a clone of
//! a [`Wait`] waits for the same, and is over at once then.
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`Wait`] is [`CancelSafe`]: another one waits for the same. The handle that
//!   was awaited is given up in any case.
//! - **Fairness.** All waits end at once.
//! - **Snooze safety.** [`Wait`] is [`SnoozeSafe`]: left alone, it holds up nobody.
//! - **Memory ordering.** What was done before a handle was dropped, or awaited, happens before the end of
//!   every wait.
//! - **Allocation.** One, in [`WaitGroup::new`]. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. One more handle, or wait, if there are
//!   `isize::MAX / 2`, or `isize::MAX`, already: nothing changes then. If a waker panics, the others are
//!   woken all the same; the panic comes out of what gave up the last handle.

mod group;
mod handles;
#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;

use core::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use self::group::{Handle, Member};
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    queue::Waiter,
};

/// A handle of a group that is waited for; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::waitgroup::WaitGroup;
///
/// # mea::blocking::block_on(async {
/// let group = WaitGroup::new();
/// let other = group.clone();
/// assert_eq!(group.len(), 2);
/// drop(other);
/// group.await;
/// # });
/// ```
#[doc(alias = "TaskTracker")]
pub struct WaitGroup {
    handle: Handle,
}

impl WaitGroup {
    /// The first handle of a new group.
    ///
    /// # Examples
    ///
    /// ```
    /// let group = mea::waitgroup::WaitGroup::new();
    /// mea::blocking::block_on(group); // the only one: nobody to wait for
    /// ```
    pub fn new() -> Self {
        Self {
            handle: Handle::new(),
        }
    }

    /// How many handles there are, this one among them. Waits are none.
    ///
    /// The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::waitgroup::WaitGroup;
    ///
    /// let group = WaitGroup::new();
    /// let wait = group.clone().into_future();
    /// assert_eq!(group.len(), 1);
    /// # drop(wait);
    /// ```
    #[expect(clippy::len_without_is_empty, reason = "there is this one")]
    pub fn len(&self) -> usize {
        self.handle.handles().len()
    }
}

impl Default for WaitGroup {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for WaitGroup {
    /// One more handle to wait for.
    ///
    /// # Panics
    ///
    /// If there are `isize::MAX / 2` handles already (all but a few must have been forgotten, then).
    /// Nothing changes in that case.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        Self {
            handle: self.handle.clone(),
        }
    }
}

impl IntoFuture for WaitGroup {
    type Output = ();
    type IntoFuture = Wait;

    /// Gives the handle up, now, and waits until there is none.
    ///
    /// # Cancel safety
    ///
    /// The handle is given up in any case. The wait is cancel-safe: another one waits for the same.
    /// Snooze-safe: it holds up nobody.
    ///
    /// # Fairness
    ///
    /// All waits end at once.
    ///
    /// # Panics
    ///
    /// If there are `isize::MAX` waits already (all but a few must have been forgotten, then). The
    /// future, if it is polled after it has completed.
    #[inline]
    #[track_caller]
    fn into_future(self) -> Wait {
        Wait::new(self.handle.into_member())
    }
}

impl fmt::Debug for WaitGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitGroup")
            .field("len", &self.len())
            .finish()
    }
}

pin_project! {
    /// The future of [`WaitGroup`], when it is awaited: ready when no handle is left. Cancel-safe and
    /// snooze-safe.
    ///
    /// It is no handle. A clone of it, also of one that has completed, waits for the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, waitgroup::WaitGroup};
    ///
    /// let group = WaitGroup::new();
    /// let wait = group.clone().into_future();
    /// let same = wait.clone();
    /// drop(group);
    /// block_on(wait);
    /// block_on(same);
    /// ```
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Wait {
        #[pin]
        waiter: Waiter<Member>,
    }
}

impl Wait {
    #[inline]
    fn new(member: Member) -> Self {
        Self {
            waiter: Waiter::new(member, ()),
        }
    }

    fn member(&self) -> &Member {
        let Some(member) = self.waiter.home() else {
            unreachable!("it is never taken out");
        };
        member
    }
}

impl Clone for Wait {
    /// Another wait for the same, which has not begun.
    ///
    /// # Panics
    ///
    /// If there are `isize::MAX` waits already (all but a few must have been forgotten, then).
    #[track_caller]
    fn clone(&self) -> Self {
        Self::new(self.member().clone())
    }
}

impl Future for Wait {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for Wait {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for Wait {}

impl fmt::Debug for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("handles", &self.member().gate().rules().len())
            .finish()
    }
}
