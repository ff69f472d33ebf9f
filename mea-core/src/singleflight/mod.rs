//! One piece of work for all who want it at the same time.
//!
//! # When to use it
//!
//! Where many tasks may ask for the same thing at once, and one answer will do for all of them: a cache
//! that is cold, a token that has expired. The group keeps no answer: who asks after the work has ended
//! starts it again.
//!
//! | not for | take |
//! |---|---|
//! | answers that are kept | a [`OnceMap`](crate::once::OnceMap) |
//! | a single thing, made once | a [`OnceCell`](crate::once::OnceCell) |
//! | tasks that do work of their own, one at a time | a [mutex](crate::mutex) |
//! | results that cannot be cloned | wrap them in an `Arc` |
//!
//! # Example
//!
//! ```
//! use std::{pin::pin, time::Duration};
//!
//! use mea::{blocking::FutureExt, latch::Latch, singleflight::Group};
//!
//! let (group, ready) = (Group::new(), Latch::new(1));
//! let mut first = pin!(group.work("key", async || {
//!     ready.wait().await;
//!     "result"
//! }));
//! let mut second = pin!(group.work("key", async || "not called"));
//! for work in [&mut first as &mut (dyn Future<Output = _> + Unpin), &mut second] {
//!     assert!(work.wait_timeout(Duration::ZERO).is_err()); // polls it once
//! }
//! ready.count_down();
//! assert_eq!(first.block_on(), "result");
//! assert_eq!(second.block_on(), "result"); // has joined the first
//! ```
//!
//! # States
//!
//! Of a key:
//!
//! ```text
//!                      first to ask              ready
//!   [ no such key ] ------------------> [ flight ] -----> all who joined have the result
//!         ^                               |  ^  |
//!         |                               |  +--+  the leader is dropped, panics or fails:
//!         |                               |        the next who joined leads, with its own work
//!         +-------------------------------+
//!            at the end of the flight, or `forget`
//! ```
//!
//! There is one flight at a time for each key. Who asks while it is under way joins it, and gets a clone of
//! its result. Flights of different keys have nothing to do with one another. At the end of a flight, also
//! of one that came to nothing, its key is gone: the group takes as much memory as there are flights.
//!
//! # Guarantees
//!
//! - **Cancel safety.** A call is [`CancelSafe`](crate::marker::CancelSafe) exactly if its work is. Dropped
//!   while it waits for the work of another, it loses nothing; a leader that is dropped drops its work, and
//!   the next one leads with its own.
//! - **Fairness.** The lead goes from one caller to the next in the order in which they joined. When there
//!   is a result, all are let go at once.
//! - **Snooze safety.** No future is [`SnoozeSafe`](crate::marker::SnoozeSafe): others wait for its work.
//! - **Memory ordering.** The work of a flight happens before all that returns its result.
//! - **Allocation.** One for each flight, and the table that grows with their number. A wait allocates
//!   nothing.
//! - **Panics.** A future that is polled after it has completed. If the work of the leader panics, so does
//!   its call, and the next one leads. What a leader's own work returned as an error is its own, too: the
//!   others do not see it. If a waker panics, the others have the result all the same.
//! - **No user code under a lock.** Keys are hashed before, compared after, keys and values are cloned
//!   and dropped after the group's lock. Any of that may come back to the group, or panic.

#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;
mod work;

use core::{
    borrow::Borrow,
    fmt,
    future::Future,
    hash::{BuildHasher, Hash},
};
#[cfg(feature = "std")]
use std::hash::RandomState;

pub use self::work::{TryWork, Work};
use crate::{
    once::keyed::{Join, Keyed},
    sync::const_fn,
};

/// Flights by key; see the [module](self).
///
/// Without the feature `std` there is no default for `S`, which makes the hashers.
///
/// # Examples
///
/// ```
/// use mea::singleflight::Group;
///
/// # mea::blocking::block_on(async {
/// let group = Group::new();
/// assert_eq!(group.work("key", async || 1).await, 1);
/// assert_eq!(group.work("key", async || 2).await, 2); // the first flight has ended
/// # });
/// ```
pub struct Group<K, V, #[cfg(feature = "std")] S = RandomState, #[cfg(not(feature = "std"))] S> {
    keyed: Keyed<K, V, S>,
}

#[cfg(feature = "std")]
impl<K, V> Group<K, V> {
    /// A group without flights.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::singleflight::Group;
    ///
    /// let group = Group::<String, u32>::new();
    /// assert!(group.is_empty());
    /// ```
    pub fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }
}

impl<K, V, S> Group<K, V, S> {
    const_fn! {
        /// A group without flights whose keys are hashed by `hasher`.
        ///
        /// # Examples
        ///
        /// ```
        /// use std::hash::{BuildHasherDefault, DefaultHasher};
        ///
        /// use mea::singleflight::Group;
        ///
        /// static TOKENS: Group<String, String, BuildHasherDefault<DefaultHasher>> =
        ///     Group::with_hasher(BuildHasherDefault::new());
        /// assert!(TOKENS.is_empty());
        /// ```
        pub const fn with_hasher(hasher: S) -> Self {
            Self {
                keyed: Keyed::new(hasher),
            }
        }
    }

    /// The number of flights, less those that were forgotten. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::singleflight::Group;
    ///
    /// # mea::blocking::block_on(async {
    /// let group = Group::new();
    /// let flights = group.work("key", async || group.len()).await;
    /// assert_eq!((flights, group.len()), (1, 0));
    /// # });
    /// ```
    pub fn len(&self) -> usize {
        self.keyed.len()
    }

    /// Whether there is no flight. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::singleflight::Group;
    ///
    /// # mea::blocking::block_on(async {
    /// let group = Group::new();
    /// let meanwhile = group.work("key", async || group.is_empty()).await;
    /// assert_eq!((meanwhile, group.is_empty()), (false, true));
    /// # });
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<K, V, S> Group<K, V, S>
where
    K: Eq + Hash,
    V: Clone,
    S: BuildHasher,
{
    /// The result of the flight for `key`: of the one that is under way, if there is one, or of a new
    /// one, which this caller leads with `func`. The group is asked at the first poll.
    ///
    /// The result of a flight that nobody joins is moved, not cloned.
    ///
    /// # Cancel safety
    ///
    /// A call that is dropped while it waits for the work of another leaves the flight and loses
    /// nothing. A leader that is dropped drops its work, and the next one leads with its own: so the
    /// call is [`CancelSafe`](crate::marker::CancelSafe) exactly if the work is. Not snooze-safe:
    /// others wait for the work.
    ///
    /// # Fairness
    ///
    /// The lead goes from one caller to the next in the order in which they joined. When there is a
    /// result, all are let go at once.
    ///
    /// # Panics
    ///
    /// If the work does, or the key or the value when it is hashed, compared or cloned; the next one
    /// leads then, if there is no result yet. The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{join, latch::Latch, singleflight::Group};
    ///
    /// # mea::blocking::block_on(async {
    /// let (group, loaded) = (Group::new(), Latch::new(1));
    /// let (one, two, ()) = join!(
    ///     biased;
    ///     group.work("key", async || {
    ///         loaded.wait().await;
    ///         "answer"
    ///     }),
    ///     group.work("key", async || unreachable!("joins the first")),
    ///     async { loaded.count_down() },
    /// );
    /// assert_eq!((one, two), ("answer", "answer"));
    /// # });
    /// ```
    #[inline]
    pub fn work<F, Fut>(&self, key: K, func: F) -> Work<'_, K, V, S, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = V>,
    {
        Work::new(Join::new(&self.keyed, key, func))
    }

    /// [`work`](Self::work) that may fail.
    ///
    /// # Cancel safety
    ///
    /// As [`work`](Self::work).
    ///
    /// # Fairness
    ///
    /// As [`work`](Self::work).
    ///
    /// # Errors
    ///
    /// That of this caller's own work; the next one leads then.
    ///
    /// # Panics
    ///
    /// As [`work`](Self::work).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::singleflight::Group;
    ///
    /// # mea::blocking::block_on(async {
    /// let group = Group::<&str, u32>::new();
    /// assert!(group.try_work("key", async || "one".parse()).await.is_err());
    /// assert_eq!(group.try_work("key", async || "1".parse()).await, Ok(1));
    /// # });
    /// ```
    #[inline]
    pub fn try_work<E, F, Fut>(&self, key: K, func: F) -> TryWork<'_, K, V, S, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<V, E>>,
    {
        TryWork::new(Join::new(&self.keyed, key, func))
    }

    /// Forgets the flight for `key`: who asks from now on starts a new one. The old one goes on, for
    /// those who have joined it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::singleflight::Group;
    ///
    /// # mea::blocking::block_on(async {
    /// let group = Group::new();
    /// let result = group.work("key", async || {
    ///     group.forget("key"); // what is asked from here on must not get this result
    ///     group.work("key", async || "new").await
    /// });
    /// assert_eq!(result.await, "new");
    /// # });
    /// ```
    pub fn forget<Q>(&self, key: &Q)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        drop(self.keyed.remove(key));
    }
}

impl<K, V, S> Default for Group<K, V, S>
where
    S: Default,
{
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

impl<K, V, S> fmt::Debug for Group<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
