//! `OnceCell`: a value that is made once.
//!
//! # Safety
//!
//! 1. Until it is done, the value is reached through `&self` only by the holder of the cell's
//!    [`Right`], of which there is one at a time, in [`OnceCell::fill`], which makes
//!    sure that the right is this cell's. It writes the value and completes the right, in one step;
//!    nobody else completes it.
//! 2. So when it is done there is a value. Nobody writes it through `&self` any more: there is no
//!    right then. So all may share it.
//! 3. Through `&mut self` or `self` nobody else reaches anything. It leaves "there is a value" and "it
//!    is done" the same.
#![allow(unsafe_code)]

mod init;
mod init_mut;
mod set;

use alloc::sync::Arc;
use core::{
    cell::UnsafeCell,
    fmt,
    future::Future,
    mem,
    panic::{RefUnwindSafe, UnwindSafe},
};

pub use self::{
    init::{GetOrInit, GetOrTryInit},
    init_mut::{GetMutOrInit, GetMutOrTryInit},
    set::{OnceCellWait, Set, TryInsert},
};
use super::raw::{RawOnce, Right, Seat};
use crate::{
    permits::Word,
    queue::{Queue, Queued},
    sync::const_fn,
};

/// A value that is made when it is first wanted; see the [module](crate::once).
///
/// # Examples
///
/// ```
/// use mea::once::OnceCell;
///
/// static LIMIT: OnceCell<u32> = OnceCell::new();
///
/// # mea::blocking::block_on(async {
/// let asked: Result<_, &str> = LIMIT.get_or_try_init(async || Err("no connection")).await;
/// assert!(asked.is_err());
/// assert_eq!(*LIMIT.get_or_init(async || 7).await, 7);
/// assert_eq!(LIMIT.get(), Some(&7));
/// # });
/// ```
#[doc(alias = "SetOnce")]
pub struct OnceCell<T> {
    raw: RawOnce,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: by the invariants one thread at a time writes the value, which may then be dropped by
// another one (`T: Send`), and several may share it when it is there (`T: Sync`).
unsafe impl<T: Send + Sync> Sync for OnceCell<T> {}

// Work that panics leaves no value behind.
impl<T: UnwindSafe + RefUnwindSafe> RefUnwindSafe for OnceCell<T> {}

impl<T> OnceCell<T> {
    const_fn! {
        /// A cell without a value.
        ///
        /// # Examples
        ///
        /// ```
        /// use mea::once::OnceCell;
        ///
        /// static ADDRESS: OnceCell<String> = OnceCell::new();
        /// assert_eq!(ADDRESS.get(), None);
        /// ```
        pub const fn new() -> Self {
            Self {
                raw: RawOnce::new(),
                value: UnsafeCell::new(None),
            }
        }
    }

    const_fn! {
        /// A cell that has its value.
        ///
        /// # Examples
        ///
        /// ```
        /// static LIMIT: mea::once::OnceCell<u32> = mea::once::OnceCell::from_value(7);
        /// assert_eq!(LIMIT.get(), Some(&7));
        /// ```
        pub const fn from_value(value: T) -> Self {
            Self {
                raw: RawOnce::done(),
                value: UnsafeCell::new(Some(value)),
            }
        }
    }

    /// The value, if it is there.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = OnceCell::new();
    /// assert_eq!(cell.get(), None);
    /// cell.get_or_init(async || 1).await;
    /// assert_eq!(cell.get(), Some(&1));
    /// # });
    /// ```
    #[inline]
    pub fn get(&self) -> Option<&T> {
        // SAFETY: it is done.
        self.raw.is_done().then(|| unsafe { self.get_unchecked() })
    }

    /// The value, if it is there, to be changed.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut cell = mea::once::OnceCell::from_value(1);
    /// *cell.get_mut().unwrap() += 1;
    /// assert_eq!(cell.get(), Some(&2));
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// The value, or, if it is not there, that of the work `init`, which is begun when it is this
    /// caller's turn.
    ///
    /// # Cancel safety
    ///
    /// A call that is dropped while it waits loses its place in line and nothing else. Dropped while
    /// its work runs, it drops the work, and the next in line begins with its own: so the call is
    /// [`CancelSafe`](crate::marker::CancelSafe) exactly if the work is. (A
    /// [`LazyCell`](super::LazyCell) keeps the work for the next one.) Not snooze-safe: others wait
    /// for the work.
    ///
    /// # Fairness
    ///
    /// The right to make the value goes from one caller to the next in the order of arrival.
    ///
    /// # Panics
    ///
    /// If the work does; the next in line has its turn then. The future, if it is polled after it
    /// has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = OnceCell::new();
    /// assert_eq!(*cell.get_or_init(|| async { 1 }).await, 1);
    /// assert_eq!(*cell.get_or_init(|| async { 2 }).await, 1);
    /// # });
    /// ```
    #[inline]
    pub fn get_or_init<F, Fut>(&self, init: F) -> GetOrInit<'_, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        GetOrInit::new(self, init)
    }

    /// [`get_or_init`](Self::get_or_init) with work that may fail.
    ///
    /// # Cancel safety
    ///
    /// As [`get_or_init`](Self::get_or_init).
    ///
    /// # Fairness
    ///
    /// As [`get_or_init`](Self::get_or_init).
    ///
    /// # Errors
    ///
    /// That of this caller's own work; the next in line has its turn then.
    ///
    /// # Panics
    ///
    /// As [`get_or_init`](Self::get_or_init).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = OnceCell::<u32>::new();
    /// assert!(cell.get_or_try_init(async || "one".parse()).await.is_err());
    /// assert_eq!(cell.get_or_try_init(async || "1".parse()).await, Ok(&1));
    /// # });
    /// ```
    #[inline]
    pub fn get_or_try_init<E, F, Fut>(&self, init: F) -> GetOrTryInit<'_, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        GetOrTryInit::new(self, init)
    }

    /// [`get_or_init`](Self::get_or_init) through the only reference: nobody else can be at it.
    ///
    /// # Cancel safety
    ///
    /// Dropped while the work runs, the call drops the work: it is cancel-safe exactly if the work
    /// is, and snooze-safe if the work is, since nobody waits for it.
    ///
    /// # Panics
    ///
    /// If the work does; the cell is as before then. The future, if it is polled after it has
    /// completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let mut cell = OnceCell::new();
    /// *cell.get_mut_or_init(async || 1).await += 1;
    /// assert_eq!(cell.get(), Some(&2));
    /// # });
    /// ```
    #[inline]
    pub fn get_mut_or_init<F, Fut>(&mut self, init: F) -> GetMutOrInit<'_, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        GetMutOrInit::new(self, init)
    }

    /// [`get_mut_or_init`](Self::get_mut_or_init) with work that may fail.
    ///
    /// # Cancel safety
    ///
    /// As [`get_mut_or_init`](Self::get_mut_or_init).
    ///
    /// # Errors
    ///
    /// That of the work; the cell is as before then.
    ///
    /// # Panics
    ///
    /// As [`get_mut_or_init`](Self::get_mut_or_init).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let mut cell = OnceCell::<u32>::new();
    /// assert!(cell.get_mut_or_try_init(async || "one".parse()).await.is_err());
    /// assert_eq!(cell.get(), None);
    /// # });
    /// ```
    #[inline]
    pub fn get_mut_or_try_init<E, F, Fut>(&mut self, init: F) -> GetMutOrTryInit<'_, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        GetMutOrTryInit::new(self, init)
    }

    /// Sets the value, unless somebody else does before. Waits for work that is under way: it may
    /// fail.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: nothing is lost but the value that was given. Not snooze-safe: others may wait
    /// for its turn.
    ///
    /// # Fairness
    ///
    /// In line with those who bring work.
    ///
    /// # Errors
    ///
    /// The value that is there, and the one that was given.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = OnceCell::new();
    /// assert_eq!(cell.try_insert("a").await, Ok(&"a"));
    /// assert_eq!(cell.try_insert("b").await, Err((&"a", "b")));
    /// # });
    /// ```
    #[inline]
    pub fn try_insert(&self, value: T) -> TryInsert<'_, T> {
        TryInsert::new(self, value)
    }

    /// [`try_insert`](Self::try_insert) for those who do not want to see the value.
    ///
    /// # Cancel safety
    ///
    /// As [`try_insert`](Self::try_insert).
    ///
    /// # Fairness
    ///
    /// As [`try_insert`](Self::try_insert).
    ///
    /// # Errors
    ///
    /// The value that was given, if there is one.
    ///
    /// # Panics
    ///
    /// As [`try_insert`](Self::try_insert).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceCell;
    ///
    /// # mea::blocking::block_on(async {
    /// let cell = OnceCell::new();
    /// assert_eq!(cell.set("a").await, Ok(()));
    /// assert_eq!(cell.set("b").await, Err("b"));
    /// # });
    /// ```
    #[inline]
    pub fn set(&self, value: T) -> Set<'_, T> {
        Set::new(self, value)
    }

    /// Waits until the value is there, without making it.
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
    /// use mea::{blocking::block_on, once::OnceCell};
    ///
    /// static ADDRESS: OnceCell<String> = OnceCell::new();
    ///
    /// let client = std::thread::spawn(|| block_on(ADDRESS.wait()));
    /// block_on(ADDRESS.set("localhost:80".into())).unwrap();
    /// assert_eq!(client.join().unwrap(), "localhost:80");
    /// ```
    #[inline]
    pub fn wait(&self) -> OnceCellWait<'_, T> {
        OnceCellWait::new(self)
    }

    /// The value.
    ///
    /// # Examples
    ///
    /// ```
    /// let cell = mea::once::OnceCell::from_value(1);
    /// assert_eq!(cell.into_inner(), Some(1));
    /// ```
    #[inline]
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Takes the value out: the cell is new then.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut cell = mea::once::OnceCell::from_value(1);
    /// assert_eq!(cell.take(), Some(1));
    /// assert_eq!(cell.get(), None);
    /// ```
    #[inline]
    pub fn take(&mut self) -> Option<T> {
        mem::take(self).into_inner()
    }

    #[inline(always)]
    pub(crate) fn is_done(&self) -> bool {
        self.raw.is_done()
    }

    #[inline(always)]
    pub(super) fn raw(&self) -> &RawOnce {
        &self.raw
    }

    /// # Safety
    ///
    /// It was seen to be done.
    #[inline(always)]
    unsafe fn get_unchecked(&self) -> &T {
        // SAFETY: by invariant 2 there is a value that nobody writes, and seeing that it is done was
        // an Acquire that the write happens before.
        unsafe { (*self.value.get()).as_ref().unwrap_unchecked() }
    }

    /// The value, of which an attempt or a claim said that it is there.
    #[inline]
    pub(crate) fn there(&self) -> &T {
        match self.get() {
            Some(value) => value,
            None => unreachable!("an attempt fails only when it is done"),
        }
    }

    /// The holder of the right sets the value and lets everybody in.
    ///
    /// # Panics
    ///
    /// If the right is another cell's; or if a waker does. In the second case the value is set, and
    /// everybody let in.
    pub(crate) fn fill<H: Seat>(&self, right: Right<H>, value: T) -> &T {
        assert!(core::ptr::eq(right.raw(), &self.raw));
        // SAFETY: whoever has the right is alone (invariant 1), and gives it up just below.
        unsafe { self.value.get().write(Some(value)) };
        right.complete();
        // SAFETY: `complete` has set it.
        unsafe { self.get_unchecked() }
    }
}

/// A cell with something beside it, which an `Arc` is a seat of: what the entries of maps are made of.
pub(crate) struct CellWith<X, T> {
    pub(crate) with: X,
    pub(crate) cell: OnceCell<T>,
}

// SAFETY: a part of a field of `self`.
unsafe impl<X, T> Queued for CellWith<X, T> {
    type Engine = Word;
    const MODULE: &'static str = "once";

    #[inline(always)]
    fn queue(&self) -> &Queue<Word> {
        self.cell.raw.queue()
    }
}

impl<X, T> Seat for Arc<CellWith<X, T>> {
    #[inline(always)]
    fn raw(&self) -> &RawOnce {
        &self.cell.raw
    }
}

impl<T> Default for OnceCell<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self {
        Self::from_value(value)
    }
}

/// A new cell with a clone of the value, if there is one.
impl<T: Clone> Clone for OnceCell<T> {
    fn clone(&self) -> Self {
        self.get().cloned().map_or_else(Self::new, Self::from_value)
    }
}

/// Compares what [`get`](OnceCell::get) returns.
impl<T: PartialEq> PartialEq for OnceCell<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceCell<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("OnceCell");
        match self.get() {
            Some(value) => tuple.field(value),
            None => tuple.field(&format_args!("<no value>")),
        };
        tuple.finish()
    }
}
