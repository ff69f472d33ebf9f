//! The guards: those of the locks, with a record for the check at run time beside them.

use core::{
    fmt,
    ops::{Deref, DerefMut},
};

use crate::order::Record;

/// A guard `G` of a lock that has a place in the lock order; releases the lock when it is dropped.
///
/// It is used like the guard inside. Where the [check at run time](crate::order#at-run-time) is off, it
/// has the size of that guard and does nothing else. What else that guard can do, it does by way of
/// [`convert`](Self::convert), [`as_inner_mut`](Self::as_inner_mut) and
/// [`into_inner`](Self::into_inner).
///
/// # Examples
///
/// ```
/// use mea::{rwlock::RwLockWriteGuard, shared::Guard};
///
/// #[mea::shared]
/// struct State {
///     #[lock(rwlock)]
///     pair: (u32, u32),
/// }
///
/// # mea::blocking::block_on(async {
/// let state = State::new((1, 2));
/// let mut writer = state.pair().write().await;
/// writer.0 += 1;
/// let reader = Guard::convert(writer, RwLockWriteGuard::downgrade);
/// assert_eq!(*reader, (2, 2));
/// # });
/// ```
#[must_use = "if unused, the lock is released at once"]
pub struct Guard<G> {
    // Released before the record goes: a record is never missing while the lock is held.
    guard: G,
    record: Record,
}

impl<G> Guard<G> {
    #[inline]
    pub(super) fn new(guard: G, record: Record) -> Self {
        Self { guard, record }
    }

    /// A guard that the check knows nothing of.
    #[inline]
    pub(super) fn unrecorded(guard: G) -> Self {
        Self::new(guard, Record::none())
    }

    /// The guard inside.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{mutex::MutexGuard, shared::Guard};
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1); // #[lock(mutex)] count: u32
    /// let count = state.count().lock().await;
    /// let inner: &MutexGuard<'_, u32> = Guard::as_inner(&count);
    /// assert_eq!(**inner, 1);
    /// # });
    /// ```
    #[inline]
    pub fn as_inner(this: &Self) -> &G {
        &this.guard
    }

    /// The guard inside, for what it can do by `&mut`, such as to upgrade.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{rwlock::RwLockUpgradableReadGuard, shared::Guard};
    ///
    /// #[mea::shared]
    /// struct State {
    ///     #[lock(rwlock)]
    ///     cache: Option<u32>,
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = State::new(None);
    /// let mut reader = state.cache().upgradable_read().await;
    /// if reader.is_none() {
    ///     *RwLockUpgradableReadGuard::upgrade(Guard::as_inner_mut(&mut reader)).await = Some(1);
    /// }
    /// assert_eq!(*reader, Some(1));
    /// # });
    /// ```
    #[inline]
    pub fn as_inner_mut(this: &mut Self) -> &mut G {
        &mut this.guard
    }

    /// The guard without the record: the check at run time does not count it as held any more. For a
    /// guard that is given to another task.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{mutex::MutexGuard, shared::Guard};
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1); // #[lock(mutex)] count: u32
    /// let count = state.count().lock().await;
    /// let mut count: MutexGuard<'_, u32> = Guard::into_inner(count);
    /// *count += 1;
    /// # });
    /// ```
    #[inline]
    pub fn into_inner(this: Self) -> G {
        this.guard
    }

    /// The guard turned into another one of the same lock, such as a mapped or a downgraded one.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{mutex::MutexGuard, shared::Guard};
    ///
    /// #[mea::shared]
    /// struct State {
    ///     #[lock(mutex)]
    ///     pair: (u32, u32),
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = State::new((1, 2));
    /// let pair = state.pair().lock().await;
    /// let mut second = Guard::convert(pair, |pair| MutexGuard::map(pair, |pair| &mut pair.1));
    /// *second += 1;
    /// # drop(second);
    /// # assert_eq!(state.pair().lock().await.1, 3);
    /// # });
    /// ```
    #[inline]
    pub fn convert<H>(this: Self, f: impl FnOnce(G) -> H) -> Guard<H> {
        Guard {
            guard: f(this.guard),
            record: this.record,
        }
    }
}

impl<G: Deref> Deref for Guard<G> {
    type Target = G::Target;

    #[inline]
    fn deref(&self) -> &G::Target {
        &self.guard
    }
}

impl<G: DerefMut> DerefMut for Guard<G> {
    #[inline]
    fn deref_mut(&mut self) -> &mut G::Target {
        &mut self.guard
    }
}

impl<G: fmt::Debug> fmt::Debug for Guard<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.guard.fmt(f)
    }
}

impl<G: fmt::Display> fmt::Display for Guard<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.guard.fmt(f)
    }
}

/// A field in the `Debug` output of a struct: its value, or that somebody has it locked.
pub struct Shown<'a, T: ?Sized>(pub Option<&'a T>);

impl<T: ?Sized + fmt::Debug> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("<locked>"),
        }
    }
}
