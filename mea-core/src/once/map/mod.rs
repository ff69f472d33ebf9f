//! `OnceMap`: a value for each of many keys, each made once.

mod compute;
#[cfg(all(test, loom))]
mod loom;
#[cfg(all(test, not(loom)))]
mod tests;

use alloc::sync::Arc;
use core::{
    borrow::Borrow,
    fmt,
    future::Future,
    hash::{BuildHasher, Hash},
};
#[cfg(feature = "std")]
use std::hash::RandomState;

pub use self::compute::{Compute, TryCompute};
use super::keyed::{Join, Keyed};
use crate::sync::const_fn;

/// A value for each of many keys, each made once.
///
/// Use it as a cache of what is worth making once and is never thrown away by itself: values stay
/// until they are [removed](Self::remove). For a single value use a [`OnceCell`](super::OnceCell). If
/// the value is to be forgotten as soon as those who asked for it have it, use
/// [`singleflight`](crate::singleflight).
///
/// ```text
///                      first to ask           returns a value
///   [ no such key ] ------------------> [ work ] -----------> [ value ]
///        ^   ^                            |                       |
///        |   +----------------------------+                       |
///        |     dropped, panics or fails, and nobody               |
///        |     else waits (or else: the next one's work)          |
///        +--------------------------------------------------------+
///                            remove, discard
/// ```
///
/// - **Once for each key.** While the work for a key is under way, others who ask for that key wait
///   for it; those who ask for other keys don't. A caller that is cancelled, panics or fails hands
///   over to the next in line for that key, who does its own work.
/// - **Nothing is left behind.** A key whose work came to nothing, with nobody else waiting for it, is
///   gone from the map. Room that is not needed any more is given back.
/// - **O(1)** per operation, on average over keys; there is none that takes time for each key in the map.
///   When there is more room to be made, entries move to it few by few, by the insertions that follow.
/// - **No user code under a lock.** Keys are hashed before, compared after, keys and values are cloned
///   and dropped after the map's lock. Any of that may come back to the map, or panic.
/// - **Values are cloned out.** Wrap them in an `Arc` if that is expensive.
/// - **Allocation.** One for each key. A wait allocates nothing.
/// - **Memory ordering.** The work for a key happens before all that returns its value.
///
/// The keys and values are reached from several threads at once, so both have to be `Send` and
/// `Sync` for the map to be shared by threads. `Eq` must agree with `Hash`, and neither may change
/// for a key in the map; otherwise keys are not found, and nothing worse.
///
/// Without the feature `std` there is no default for `S`, which makes the hashers.
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, once::OnceMap};
///
/// async fn read(name: &str) -> String {
///     format!("contents of {name}") // only the first time
/// }
///
/// let files = OnceMap::new();
/// block_on(async {
///     for _ in 0..3 {
///         let text = files.compute("a.txt", || read("a.txt")).await;
///         assert_eq!(text, "contents of a.txt");
///     }
/// });
/// assert_eq!(files.remove("a.txt").unwrap(), "contents of a.txt");
/// ```
pub struct OnceMap<K, V, #[cfg(feature = "std")] S = RandomState, #[cfg(not(feature = "std"))] S> {
    keyed: Keyed<K, V, S>,
}

#[cfg(feature = "std")]
impl<K, V> OnceMap<K, V> {
    /// An empty map.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// let map = OnceMap::<String, u32>::new();
    /// assert_eq!(map.get("a"), None);
    /// ```
    pub fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }

    /// An empty map with room for `capacity` keys, which it keeps.
    ///
    /// # Examples
    ///
    /// ```
    /// let map = mea::once::OnceMap::<u32, String>::with_capacity(100);
    /// assert!(map.is_empty());
    /// ```
    pub fn with_capacity(capacity: usize) -> Self {
        Self::with_capacity_and_hasher(capacity, RandomState::new())
    }
}

impl<K, V, S> OnceMap<K, V, S> {
    const_fn! {
        /// An empty map whose keys are hashed by `hasher`.
        ///
        /// # Examples
        ///
        /// ```
        /// use std::hash::{BuildHasherDefault, DefaultHasher};
        ///
        /// use mea::once::OnceMap;
        ///
        /// static FILES: OnceMap<String, String, BuildHasherDefault<DefaultHasher>> =
        ///     OnceMap::with_hasher(BuildHasherDefault::new());
        /// assert_eq!(FILES.get("a.txt"), None);
        /// ```
        pub const fn with_hasher(hasher: S) -> Self {
            Self {
                keyed: Keyed::new(hasher),
            }
        }
    }

    /// An empty map with room for `capacity` keys, which it keeps, hashed by `hasher`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::hash::RandomState;
    ///
    /// use mea::once::OnceMap;
    ///
    /// let map = OnceMap::<u32, String, _>::with_capacity_and_hasher(100, RandomState::new());
    /// assert!(map.is_empty());
    /// ```
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
        Self {
            keyed: Keyed::with_capacity(capacity, hasher),
        }
    }

    /// The number of keys, of those with a value and of those that are being worked for. It may be
    /// out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// let map = OnceMap::from_iter([(1, "one"), (2, "two")]);
    /// # let map: OnceMap<i32, &str> = map;
    /// assert_eq!(map.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.keyed.len()
    }

    /// Whether there is no key. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// let map: OnceMap<_, _> = OnceMap::from_iter([(1, "one")]);
    /// assert!(!map.is_empty());
    /// map.discard(&1);
    /// assert!(map.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<K, V, S> OnceMap<K, V, S>
where
    K: Eq + Hash,
    V: Clone,
    S: BuildHasher,
{
    /// A clone of the value for `key`, or, if it is not there, that of the work `func`, which is
    /// begun when it is this caller's turn. The map is asked at the first poll.
    ///
    /// # Cancel safety
    ///
    /// A call that is dropped while it waits loses its place in line and nothing else. Dropped while
    /// its work runs, it drops the work, and the next in line begins with its own: so the call is
    /// [`CancelSafe`](crate::marker::CancelSafe) exactly if the work is. If nobody is in line, the
    /// key is gone from the map. Not snooze-safe: others wait for the work.
    ///
    /// # Fairness
    ///
    /// The right to make the value for a key goes from one caller to the next in the order of
    /// arrival. When it is there, all who wait for it are let go at once.
    ///
    /// # Panics
    ///
    /// If the work does, or the key or the value when it is hashed, compared or cloned; the next in
    /// line has its turn then. The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// # mea::blocking::block_on(async {
    /// let squares = OnceMap::new();
    /// assert_eq!(squares.compute(3, async || 3 * 3).await, 9);
    /// assert_eq!(squares.compute(3, async || unreachable!()).await, 9);
    /// # });
    /// ```
    #[inline]
    pub fn compute<F, Fut>(&self, key: K, func: F) -> Compute<'_, K, V, S, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = V>,
    {
        Compute::new(Join::new(&self.keyed, key, func))
    }

    /// [`compute`](Self::compute) with work that may fail.
    ///
    /// # Cancel safety
    ///
    /// As [`compute`](Self::compute).
    ///
    /// # Fairness
    ///
    /// As [`compute`](Self::compute).
    ///
    /// # Errors
    ///
    /// That of this caller's own work; nothing is stored, and the next in line has its turn.
    ///
    /// # Panics
    ///
    /// As [`compute`](Self::compute).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// # mea::blocking::block_on(async {
    /// let numbers = OnceMap::<&str, u32>::new();
    /// assert!(numbers.try_compute("one", async || "one".parse()).await.is_err());
    /// assert_eq!(numbers.try_compute("1", async || "1".parse()).await, Ok(1));
    /// assert_eq!(numbers.len(), 1);
    /// # });
    /// ```
    #[inline]
    pub fn try_compute<E, F, Fut>(&self, key: K, func: F) -> TryCompute<'_, K, V, S, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<V, E>>,
    {
        TryCompute::new(Join::new(&self.keyed, key, func))
    }

    /// A clone of the value for `key`, if it is there.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// # mea::blocking::block_on(async {
    /// let squares = OnceMap::new();
    /// assert_eq!(squares.compute(3, async || 9).await, 9);
    /// assert_eq!(squares.get(&3), Some(9));
    /// assert_eq!(squares.get(&4), None);
    /// # });
    /// ```
    pub fn get<Q>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.keyed.get(key)?.cell.get().cloned()
    }

    /// Takes `key` out of the map, with its value if it has one.
    ///
    /// Work that is under way for it goes on, for those who wait for it now; the result is not
    /// stored. Whoever asks for the key later does new work.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// let map: OnceMap<_, _> = OnceMap::from_iter([(1, "one")]);
    /// map.discard(&1);
    /// assert_eq!(map.get(&1), None);
    /// ```
    pub fn discard<Q>(&self, key: &Q)
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        drop(self.keyed.remove(key));
    }

    /// [`discard`](Self::discard) that returns the value, if there was one: itself if nobody else is
    /// looking at it, otherwise a clone.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::once::OnceMap;
    ///
    /// let map: OnceMap<_, _> = OnceMap::from_iter([(1, "one")]);
    /// assert_eq!(map.remove(&1), Some("one"));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    pub fn remove<Q>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        match Arc::try_unwrap(self.keyed.remove(key)?) {
            Ok(entry) => entry.cell.into_inner(),
            Err(shared) => shared.cell.get().cloned(),
        }
    }
}

impl<K, V, S> Default for OnceMap<K, V, S>
where
    S: Default,
{
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

/// Of several values for a key, the last one stays.
impl<K, V, S> FromIterator<(K, V)> for OnceMap<K, V, S>
where
    K: Eq + Hash,
    S: BuildHasher + Default,
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            drop(map.keyed.insert(key, value));
        }
        map
    }
}

impl<K, V, S> fmt::Debug for OnceMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceMap")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
