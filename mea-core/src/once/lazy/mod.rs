//! `LazyCell`: a value and the work that makes it.
//!
//! # Safety
//!
//! 1. `work` is reached through `&self` only by the holder of the right of `cell`, of which there is
//!    one at a time.
//! 2. `Work::begun` is pinned with the cell: it is polled only by a `Forcing`, which is made of a
//!    pinned borrow, or if `Fut: Unpin`, where pinning means nothing; it is dropped in its place; and
//!    the cell is `Unpin` only if `Fut` is. Nothing else in the cell is pinned.
#![allow(unsafe_code)]

mod force;
#[cfg(all(test, not(loom)))]
mod tests;

use alloc::boxed::Box;
use core::{
    cell::UnsafeCell,
    fmt,
    future::Future,
    panic::{RefUnwindSafe, UnwindSafe},
    pin::Pin,
};

pub use self::force::{Force, TryForce};
use super::OnceCell;
use crate::sync::const_fn;

/// A value with the work that makes it when it is first wanted; see the [module](crate::once).
///
/// The work is a closure that begins it and a future that goes on with it. All callers of
/// [`force`](Self::force) wait for the same work:
///
/// ```text
///               force                  force goes on                 ready
///   [ nothing ] -----> [ work begun ] ---------------> [ work begun ] -----> [ value ]   for ever
///        ^                   |  ^                           |
///        |                   |  +---- the caller is dropped-+
///        +-------------------+  the work panics, or fails
/// ```
///
/// - **The work survives those who wait for it.** It is kept in the cell, not in the call. A call
///   that is dropped leaves it as far as it is, and the next one goes on with it. (It is polled only
///   while somebody calls. What it holds, a lock for example, or the waker of its last caller, it
///   keeps meanwhile. Where the work should rather be dropped with the caller, use
///   [`OnceCell::get_or_init`](super::OnceCell::get_or_init).)
/// - **Work that panics or fails is dropped**, and the next caller begins it again: that is why the
///   closure is `FnMut`.
///
/// # Types
///
/// `Fut` is the work and `F` is what begins it. In a `static` or a field, where closures have no
/// name, the defaults are what is wanted: a boxed future and a function. The future is kept in the
/// cell itself, so either it is [`Unpin`], as a boxed one is, or the cell has to be pinned; see
/// [`force_pin`](Self::force_pin).
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, once::LazyCell};
///
/// async fn load() -> String {
///     "hello".into()
/// }
///
/// static GREETING: LazyCell<String> = LazyCell::new(|| Box::pin(load()));
///
/// assert_eq!(GREETING.get(), None);
/// assert_eq!(block_on(GREETING.force()), "hello");
/// assert_eq!(GREETING.get().unwrap(), "hello");
/// ```
pub struct LazyCell<T, Fut = Pin<Box<dyn Future<Output = T> + Send>>, F = fn() -> Fut> {
    cell: OnceCell<T>,
    work: UnsafeCell<Work<Fut, F>>,
}

struct Work<Fut, F> {
    begin: F,
    begun: Option<Fut>,
}

// SAFETY: the work is sent from holder to holder of the right (invariant 1) and is never shared. The
// value is shared as the cell shares it.
unsafe impl<T: Send + Sync, Fut: Send, F: Send> Sync for LazyCell<T, Fut, F> {}

// Work that panics leaves no value behind; but the closure that began it is called again.
impl<T, Fut, F> RefUnwindSafe for LazyCell<T, Fut, F>
where
    T: UnwindSafe + RefUnwindSafe,
    Fut: UnwindSafe,
    F: UnwindSafe,
{
}

/// By invariant 2 only the work is pinned.
impl<T, Fut: Unpin, F> Unpin for LazyCell<T, Fut, F> {}

impl<T, Fut, F> LazyCell<T, Fut, F> {
    const_fn! {
        /// A cell without a value. `begin` is called when the value is first wanted, and again only
        /// if the work panics.
        ///
        /// # Examples
        ///
        /// ```
        /// use std::future::ready;
        ///
        /// use mea::once::LazyCell;
        ///
        /// # mea::blocking::block_on(async {
        /// let cell = LazyCell::new(|| ready(1));
        /// assert_eq!(*cell.force().await, 1);
        /// # });
        /// ```
        pub const fn new(begin: F) -> Self
        where
            F: FnMut() -> Fut,
            Fut: Future<Output = T>,
        {
            Self::with(begin)
        }
    }

    const_fn! {
        /// A cell whose work may fail; see [`try_force`](Self::try_force).
        ///
        /// # Examples
        ///
        /// ```
        /// use std::pin::Pin;
        ///
        /// use mea::{blocking::block_on, once::LazyCell};
        ///
        /// type Work = Pin<Box<dyn Future<Output = Result<u16, std::env::VarError>> + Send>>;
        ///
        /// static PORT: LazyCell<u16, Work> = LazyCell::fallible(|| {
        ///     Box::pin(async { Err(std::env::VarError::NotPresent) })
        /// });
        ///
        /// assert!(block_on(PORT.try_force()).is_err());
        /// ```
        pub const fn fallible<E>(begin: F) -> Self
        where
            F: FnMut() -> Fut,
            Fut: Future<Output = Result<T, E>>,
        {
            Self::with(begin)
        }
    }

    const_fn! {
        const fn with(begin: F) -> Self {
            Self {
                cell: OnceCell::new(),
                work: UnsafeCell::new(Work { begin, begun: None }),
            }
        }
    }

    /// The value, if it is there. Begins nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::ready;
    ///
    /// use mea::once::LazyCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = LazyCell::new(|| ready(1));
    /// assert_eq!(cell.get(), None);
    /// cell.force().await;
    /// assert_eq!(cell.get(), Some(&1));
    /// # });
    /// ```
    #[inline]
    pub fn get(&self) -> Option<&T> {
        self.cell.get()
    }

    /// The value, if it is there, to be changed. Begins nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::ready;
    ///
    /// use mea::once::LazyCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let mut cell = LazyCell::new(|| ready(1));
    /// cell.force().await;
    /// *cell.get_mut().unwrap() += 1;
    /// assert_eq!(cell.into_inner(), Some(2));
    /// # });
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.cell.get_mut()
    }

    /// The value, if it is there. Work that was begun is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::ready;
    ///
    /// use mea::once::LazyCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = LazyCell::new(|| ready(1));
    /// cell.force().await;
    /// assert_eq!(cell.into_inner(), Some(1));
    /// # });
    /// ```
    #[inline]
    pub fn into_inner(self) -> Option<T> {
        self.cell.into_inner()
    }

    /// The value; begins the work, or goes on with it, if it is not there.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when a call is dropped: the work stays where it is, and the next in line goes
    /// on with it. But nobody polls it until there is a next one, so the call is
    /// [`CancelSafe`](crate::marker::CancelSafe) exactly if the work is
    /// [`SnoozeSafe`](crate::marker::SnoozeSafe). The call itself is not snooze-safe: others wait
    /// for it to go on.
    ///
    /// # Fairness
    ///
    /// If the caller who goes on with the work is dropped, the one who has waited longest goes on.
    /// When the value is there, all waits end at once.
    ///
    /// # Panics
    ///
    /// If the work does, or the closure that begins it; the next in line begins it again. The
    /// future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use mea::{blocking::FutureExt, latch::Latch, once::LazyCell};
    ///
    /// let (connected, mut begun) = (Latch::new(1), 0);
    /// let cell = LazyCell::new(|| {
    ///     begun += 1;
    ///     Box::pin(async {
    ///         connected.wait().await;
    ///         "connection"
    ///     })
    /// });
    /// assert!(cell.force().wait_timeout(Duration::from_millis(1)).is_err()); // gives up
    /// connected.count_down();
    /// assert_eq!(*cell.force().block_on(), "connection"); // goes on with the same work
    /// drop(cell);
    /// assert_eq!(begun, 1);
    /// ```
    #[inline]
    pub fn force(&self) -> Force<'_, T, Fut, F>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = T> + Unpin,
    {
        Force::new(Pin::new(self))
    }

    /// [`force`](Self::force) for a cell that is pinned.
    ///
    /// # Cancel safety
    ///
    /// As [`force`](Self::force).
    ///
    /// # Fairness
    ///
    /// As [`force`](Self::force).
    ///
    /// # Panics
    ///
    /// As [`force`](Self::force).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use mea::once::LazyCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = pin!(LazyCell::new(|| async { 1 })); // no box
    /// assert_eq!(*cell.as_ref().force_pin().await, 1);
    /// # });
    /// ```
    #[inline]
    pub fn force_pin<'a>(self: Pin<&'a Self>) -> Force<'a, T, Fut, F>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = T>,
    {
        Force::new(self)
    }

    /// [`force`](Self::force) for work that may fail.
    ///
    /// # Cancel safety
    ///
    /// As [`force`](Self::force).
    ///
    /// # Fairness
    ///
    /// As [`force`](Self::force).
    ///
    /// # Errors
    ///
    /// That of the work, for the caller who was going on with it; the next in line begins it again.
    ///
    /// # Panics
    ///
    /// As [`force`](Self::force).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::ready;
    ///
    /// use mea::once::LazyCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let mut answers = ["one", "1"].into_iter();
    /// let cell = LazyCell::fallible(move || ready(answers.next().unwrap().parse::<u32>()));
    /// assert!(cell.try_force().await.is_err());
    /// assert_eq!(cell.try_force().await, Ok(&1));
    /// # });
    /// ```
    #[inline]
    pub fn try_force<E>(&self) -> TryForce<'_, T, Fut, F>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<T, E>> + Unpin,
    {
        TryForce::new(Pin::new(self))
    }

    /// [`try_force`](Self::try_force) for a cell that is pinned.
    ///
    /// # Cancel safety
    ///
    /// As [`force`](Self::force).
    ///
    /// # Fairness
    ///
    /// As [`force`](Self::force).
    ///
    /// # Errors
    ///
    /// As [`try_force`](Self::try_force).
    ///
    /// # Panics
    ///
    /// As [`force`](Self::force).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use mea::once::LazyCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = pin!(LazyCell::fallible(|| async { "1".parse::<u32>() }));
    /// assert_eq!(cell.as_ref().try_force_pin().await, Ok(&1));
    /// # });
    /// ```
    #[inline]
    pub fn try_force_pin<'a, E>(self: Pin<&'a Self>) -> TryForce<'a, T, Fut, F>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        TryForce::new(self)
    }
}

impl<T: fmt::Debug, Fut, F> fmt::Debug for LazyCell<T, Fut, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("LazyCell");
        match self.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<no value>")),
        };
        tuple.finish()
    }
}
