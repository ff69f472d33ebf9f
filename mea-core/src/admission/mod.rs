//! Admission control: permits that are shared fairly among those who ask, *tenants* told apart by a key.
//!
//! # When to use it
//!
//! Where so many may be at something at once, and nobody may crowd out the others: the queries of users, the
//! requests of clients. A semaphore serves requests in the order in which they come: a tenant that sends a
//! thousand at once has the next thousand turns. [`FairShare`] serves tenants.
//!
//! | not for | take |
//! |---|---|
//! | requests that are all alike, or that ask for several permits at once | a [semaphore](crate::semaphore) |
//! | a number that changes while it is in use | a [semaphore](crate::semaphore) |
//!
//! # Example
//!
//! ```
//! use std::sync::Arc;
//!
//! use mea::{admission::FairShare, blocking::block_on};
//!
//! // Two queries at a time, whoever sends them.
//! let queries = Arc::new(FairShare::new(2));
//! let users: Vec<_> = ["ann", "ann", "ann", "bob"]
//!     .map(|user| {
//!         let queries = queries.clone();
//!         std::thread::spawn(move || {
//!             let permit = block_on(queries.acquire(user));
//!             assert_eq!(*permit.key(), user);
//!             // query
//!         })
//!     })
//!     .into();
//! for user in users {
//!     user.join().unwrap();
//! }
//! assert_eq!(queries.available_permits(), 2);
//! ```
//!
//! # States
//!
//! ```text
//!                     acquire
//!                     +-----+
//!                     |     v    acquire: none is free
//!    new(n) ---> [ some are free ] ---------------------> [ tenants wait ] ---+  a permit comes back:
//!                     |     ^  ^                            |          ^      |  to the tenant that
//!                     +-----+  +--- the last wait ends -----+          +------+  holds the fewest
//!                a permit comes back
//! ```
//!
//! While tenants wait, no permit is free. Who is next:
//!
//! ```text
//!                  holds   waiting
//!   "greedy"         3     [W] [W] [W] [W] [W] ...
//!   "modest"         1     [W] [W]
//!   "new"            0     [W]                      <-- gets the next permit
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe): dropped, it gives up
//!   its place in line. A permit that it was given and has not seen goes to the tenant that is next then.
//! - **Fairness.** *Work-conserving*: while a permit is free, whoever asks gets it at once; nothing is kept
//!   back for tenants that do not ask. *Max-min fair* among tenants: a permit that comes back goes to the
//!   tenant that holds the fewest, of those that wait. So over time the permits are shared equally among the
//!   tenants that want so many, and a tenant that wants less than its share gets what it wants. *Round
//!   robin* among tenants that hold equally many: the one that has waited longest since it was last granted
//!   a permit, or began to wait. So a tenant that holds nothing waits for one grant to each tenant that
//!   waited before it, at most, however many requests those have. *First come, first served* among the
//!   requests of one tenant. All of this is about the number of permits held at one time, not about how
//!   long they are held, or what was held before.
//! - **Snooze safety.** No future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it may be given
//!   a permit, which others wait for.
//! - **Memory ordering.** What was done before a permit was released happens before what is done after it
//!   was acquired.
//! - **Allocation.** A tenant, and its rank among those that wait; they go when it neither holds nor waits.
//!   A wait allocates nothing if its tenant waits already.
//! - **Panics.** A future that is polled after it has completed. A controller of no permits. A key that
//!   panics when it is hashed or compared: nothing is taken then. If a waker panics, its task has its permit
//!   all the same.
//! - **O(log n)** per operation for n tenants that hold or wait, also in the worst case.
//! - **No user code under the lock.** Keys are hashed, compared and dropped outside, so that an `Eq`
//!   that panics, or uses the same controller, does no harm.
//!
//! # Sources
//!
//! Giving the next unit to whom has the least is how max-min fairness is reached for one resource (D.
//! Bertsekas and R. Gallager, *Data Networks*, 6.5.2; for several resources, A. Ghodsi and others,
//! *Dominant Resource Fairness*, NSDI 2011). Turns go round as in J. Nagle's fair queueing (RFC 970).

mod acquire;
mod ledger;
#[cfg(all(test, loom))]
mod loom;
mod permit;
mod seat;
#[cfg(all(test, not(loom)))]
mod tests;

use alloc::sync::Arc;
use core::{
    fmt,
    hash::{BuildHasher, Hash},
};
#[cfg(feature = "std")]
use std::hash::RandomState;

pub use self::{
    acquire::{Acquire, AcquireOwned},
    permit::{FairSharePermit, OwnedFairSharePermit},
};
use self::{
    ledger::{Admission, Ledger},
    seat::Seat,
};
use crate::{
    queue::{Queue, Queued},
    sync::const_fn,
};

/// A number of permits, shared fairly among tenants; see the [module](self).
///
/// # Examples
///
/// ```
/// use mea::admission::FairShare;
///
/// # mea::blocking::block_on(async {
/// let share = FairShare::new(2);
/// let first = share.acquire("greedy").await;
/// let second = share.acquire("greedy").await; // nobody else wants it
/// assert!(share.try_acquire("modest").is_none());
/// drop(first);
/// let third = share.acquire("modest").await;
/// # drop((second, third));
/// # });
/// ```
pub struct FairShare<K, #[cfg(feature = "std")] S = RandomState, #[cfg(not(feature = "std"))] S> {
    queue: Queue<Admission<K>>,
    hash_builder: S,
}

#[cfg(feature = "std")]
impl<K> FairShare<K> {
    /// A controller with `permits` permits.
    ///
    /// # Panics
    ///
    /// If `permits` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::admission::FairShare;
    ///
    /// let share = FairShare::<String>::new(3);
    /// assert_eq!(share.available_permits(), 3);
    /// ```
    #[track_caller]
    pub fn new(permits: usize) -> Self {
        Self::with_hasher(permits, RandomState::new())
    }
}

impl<K, S> FairShare<K, S> {
    const_fn! {
        /// A controller with `permits` permits that hashes keys with `hash_builder`.
        ///
        /// # Panics
        ///
        /// If `permits` is 0.
        ///
        /// # Examples
        ///
        /// ```
        /// use std::hash::{BuildHasherDefault, DefaultHasher};
        ///
        /// use mea::admission::FairShare;
        ///
        /// static SHARE: FairShare<u32, BuildHasherDefault<DefaultHasher>> =
        ///     FairShare::with_hasher(3, BuildHasherDefault::new());
        /// assert!(SHARE.try_acquire(7).is_some());
        /// ```
        #[track_caller]
        pub const fn with_hasher(permits: usize, hash_builder: S) -> Self {
            assert!(permits > 0, "a fair share has at least 1 permit, not 0");
            Self {
                queue: Queue::new(Admission::new(), Ledger::new(permits), 0),
                hash_builder,
            }
        }
    }

    /// How many permits are free: neither held nor given to somebody who has waited for one.
    ///
    /// 0 while anybody waits. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::admission::FairShare;
    ///
    /// let share = FairShare::new(2);
    /// let permit = share.try_acquire("tenant");
    /// assert_eq!(share.available_permits(), 1);
    /// # drop(permit);
    /// ```
    pub fn available_permits(&self) -> usize {
        self.queue.lock().state().free()
    }

    /// How many acquisitions wait for a permit.
    ///
    /// One that has been given its permit does not count, even if it has not been polled since. The
    /// number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::admission::FairShare;
    ///
    /// let share = FairShare::<u32>::new(1);
    /// assert_eq!(share.num_waiters(), 0);
    /// ```
    pub fn num_waiters(&self) -> usize {
        self.queue.lock().state().waiting()
    }
}

impl<K: Eq + Hash, S: BuildHasher> FairShare<K, S> {
    fn hash(&self, key: &K) -> u64 {
        self.hash_builder.hash_one(key)
    }

    /// Takes a permit for `key` if one is free; then nobody waits for one.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::admission::FairShare;
    ///
    /// let share = FairShare::new(1);
    /// let permit = share.try_acquire("one").unwrap();
    /// assert!(share.try_acquire("two").is_none());
    /// # drop(permit);
    /// ```
    pub fn try_acquire(&self, key: K) -> Option<FairSharePermit<'_, K, S>> {
        Seat::take(self, self.hash(&key), key, false).map(FairSharePermit::new)
    }

    /// [`try_acquire`](Self::try_acquire) through an `Arc`, with a permit that borrows nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::admission::FairShare;
    ///
    /// let share = Arc::new(FairShare::new(1));
    /// let permit = share.clone().try_acquire_owned("one").unwrap();
    /// assert!(share.clone().try_acquire_owned("two").is_none());
    /// # drop(permit);
    /// ```
    pub fn try_acquire_owned(self: Arc<Self>, key: K) -> Option<OwnedFairSharePermit<K, S>> {
        let hash = self.hash(&key);
        Seat::take(self, hash, key, false).map(OwnedFairSharePermit::new)
    }

    /// Waits for a permit for `key`.
    ///
    /// The key is hashed at once. It gets in line at the first poll.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: dropping the future loses its place in line and nothing else. A permit that it was
    /// given and has not seen goes to the tenant that is next then. Not snooze-safe: it may be given a
    /// permit while nobody polls it.
    ///
    /// # Fairness
    ///
    /// The permit goes to the tenant that holds the fewest, in turn; see the [module](self).
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or if comparing keys panics. Nothing is
    /// taken in either case.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::admission::FairShare;
    ///
    /// # mea::blocking::block_on(async {
    /// let share = FairShare::new(2);
    /// let permit = share.acquire("tenant").await;
    /// assert_eq!(share.available_permits(), 1);
    /// drop(permit); // for whoever waits and holds the fewest
    /// assert_eq!(share.available_permits(), 2);
    /// # });
    /// ```
    pub fn acquire(&self, key: K) -> Acquire<'_, K, S> {
        Acquire::new(self, self.hash(&key), key)
    }

    /// [`acquire`](Self::acquire) through an `Arc`, with a future and a permit that borrow nothing.
    ///
    /// # Cancel safety
    ///
    /// As [`acquire`](Self::acquire); the `Arc` is dropped with the future.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::admission::FairShare;
    ///
    /// # mea::blocking::block_on(async {
    /// let share = Arc::new(FairShare::new(1));
    /// let permit = share.clone().acquire_owned("tenant").await;
    /// assert_eq!(share.available_permits(), 0);
    /// # drop(permit);
    /// # });
    /// ```
    pub fn acquire_owned(self: Arc<Self>, key: K) -> AcquireOwned<K, S> {
        let hash = self.hash(&key);
        AcquireOwned::new(self, hash, key)
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl<K, S> Queued for FairShare<K, S> {
    type Engine = Admission<K>;

    #[inline(always)]
    fn queue(&self) -> &Queue<Admission<K>> {
        &self.queue
    }
}

impl<K, S> fmt::Debug for FairShare<K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (free, waiting) = {
            let mut line = self.queue.lock();
            let ledger = line.state();
            (ledger.free(), ledger.waiting())
        };
        f.debug_struct("FairShare")
            .field("available_permits", &free)
            .field("num_waiters", &waiting)
            .finish_non_exhaustive()
    }
}
