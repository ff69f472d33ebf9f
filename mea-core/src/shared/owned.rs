//! Locks that are reached through the `Arc` around them: guards that keep it, and may go anywhere.
//!
//! # Safety
//!
//! 1. `Owner::lock` is what `find` returned for `*owner`, as a pointer. By the type of `find` that
//!    reference is good for as long as `*owner` may be borrowed, that is, neither moved nor borrowed
//!    mutably; and the `Arc` beside the pointer, which is given to nobody, sees to both. (What `S` borrows
//!    itself outlives the owner, whose type mentions it, and `find`, a function pointer, has no other place
//!    to find a reference that ends.)
#![allow(unsafe_code)]

use alloc::sync::Arc;
use core::{fmt, marker::PhantomData, ptr::NonNull};

use super::AcquireOwned;
use crate::{
    guard::LockOwner,
    mutex::{LockOwned, Mutex, OwnedMutexGuard},
    order::Level,
    rwlock::{
        OwnedRwLockReadGuard, OwnedRwLockUpgradableReadGuard, OwnedRwLockWriteGuard, ReadOwned,
        RwLock, UpgradableReadOwned, WriteOwned,
    },
};

/// An `Arc<S>` as the owner of a lock that is a field of `S`: the owner in an owned guard.
pub struct Owner<S: ?Sized, Lock: ?Sized> {
    lock: NonNull<Lock>,
    owner: Arc<S>,
}

impl<S: ?Sized, Lock: ?Sized> Owner<S, Lock> {
    #[inline]
    fn new(owner: Arc<S>, find: fn(&S) -> &Lock) -> Self {
        Self {
            lock: NonNull::from(find(&owner)),
            owner,
        }
    }

    /// What the lock is a field of.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::mutex::OwnedMutexGuard;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// #     name: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(1, "visits".into())); // #[lock(mutex)] count: u32, name: String
    /// let count = state.count_arc().lock().await;
    /// let name = OwnedMutexGuard::owner(&count).shared().name();
    /// assert_eq!((name.as_str(), *count), ("visits", 1));
    /// # });
    /// ```
    #[inline]
    pub fn shared(&self) -> &S {
        &self.owner
    }
}

// SAFETY: an `Arc<S>`, and a pointer that is used as `&Lock`, which is `Send` if `Lock: Sync`.
unsafe impl<S: ?Sized, Lock: ?Sized + Sync> Send for Owner<S, Lock> where Arc<S>: Send {}
// SAFETY: as above; a `&Lock` is `Sync` on the same terms.
unsafe impl<S: ?Sized, Lock: ?Sized + Sync> Sync for Owner<S, Lock> where Arc<S>: Sync {}

// SAFETY: the pointer never changes, and what it points to stays where it is by invariant 1, also when
// the owner is moved: an `Arc` says nothing about other pointers to what it points to.
unsafe impl<S: ?Sized, Lock: ?Sized> LockOwner<Lock> for Owner<S, Lock> {
    #[inline]
    fn lock(&self) -> &Lock {
        // SAFETY: by invariant 1, for as long as `self` has the `Arc`.
        unsafe { self.lock.as_ref() }
    }
}

impl<S: ?Sized, Lock: ?Sized> fmt::Debug for Owner<S, Lock> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Owner").finish_non_exhaustive()
    }
}

/// A lock `Lock` of level `L`, a field of an `Arc<S>`: what the `*_arc` accessors of a
/// [`#[shared]`](macro@mea_macros::shared) struct return.
///
/// The guards keep the `Arc` alive and may go to another task. So they cannot be tied to a token of
/// the lock order, and do not count as held in the check at run time; but to wait for one is checked.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// #[mea::shared]
/// struct State {
///     #[lock(mutex)]
///     count: u32,
/// }
///
/// # mea::blocking::block_on(async {
/// let state = Arc::new(State::new(1));
/// let mut count = state.count_arc().lock().await;
/// let job = async move { *count += 1 }; // could be spawned: it borrows nothing
/// job.await;
/// assert_eq!(*state.count().lock().await, 2);
/// # });
/// ```
#[derive(Debug)]
pub struct OwnedHandle<S: ?Sized, Lock: ?Sized, L> {
    pub(super) owner: Owner<S, Lock>,
    level: PhantomData<fn() -> L>,
}

impl<S: ?Sized, Lock: ?Sized, L: Level> OwnedHandle<S, Lock, L> {
    /// The lock that `find` finds, as a lock of level `L`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{mutex::Mutex, shared::OwnedHandle};
    ///
    /// mea::lock_order! {
    ///     enum Count;
    /// }
    ///
    /// struct State {
    ///     count: Mutex<u32>,
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State { count: Mutex::new(1) });
    /// let count = OwnedHandle::<_, _, Count>::new(state.clone(), |state| &state.count);
    /// *count.lock().await += 1;
    /// assert_eq!(*state.count.lock().await, 2);
    /// # });
    /// ```
    #[inline]
    pub fn new(owner: Arc<S>, find: fn(&S) -> &Lock) -> Self {
        Self {
            owner: Owner::new(owner, find),
            level: PhantomData,
        }
    }
}

impl<S: ?Sized, T: ?Sized, L: Level> OwnedHandle<S, Mutex<T>, L> {
    /// Waits until the mutex is free, and takes it. The order is checked at run time only.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe, and not snooze-safe, as [`Mutex::lock_owned`].
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or by the
    /// [check at run time](crate::order#at-run-time).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(1)); // #[lock(mutex)] count: u32
    /// let mut count = state.count_arc().lock().await;
    /// drop(state); // the guard keeps it
    /// *count += 1;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock(self) -> AcquireOwned<LockOwned<T, Owner<S, Mutex<T>>>, L> {
        AcquireOwned::new(LockOwned::new(self.owner))
    }

    /// Takes the mutex if it is free and nobody waits for it. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// let state = Arc::new(State::new(1)); // #[lock(mutex)] count: u32
    /// let count = state.count_arc().try_lock().unwrap();
    /// assert!(state.count_arc().try_lock().is_none());
    /// # drop(count);
    /// ```
    #[inline]
    pub fn try_lock(self) -> Option<OwnedMutexGuard<T, Owner<S, Mutex<T>>>> {
        let access = crate::guard::try_acquire_owned(self.owner);
        access.ok().map(Into::into)
    }
}

impl<S: ?Sized, T: ?Sized, L: Level> OwnedHandle<S, RwLock<T>, L> {
    /// Waits until the value may be read, and takes the lock for that. The order is checked at run time
    /// only.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe, and not snooze-safe, as [`RwLock::read_owned`].
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or by the
    /// [check at run time](crate::order#at-run-time).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(vec![1])); // #[lock(rwlock)] list: Vec<u32>
    /// let list = state.list_arc().read().await;
    /// drop(state); // the guard keeps it
    /// assert_eq!(*list, [1]);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn read(self) -> AcquireOwned<ReadOwned<T, Owner<S, RwLock<T>>>, L> {
        AcquireOwned::new(ReadOwned::new(self.owner))
    }

    /// Waits until the value may be written, and takes the lock for that. Otherwise as
    /// [`read`](Self::read).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(vec![1])); // #[lock(rwlock)] list: Vec<u32>
    /// state.list_arc().write().await.push(2);
    /// assert_eq!(*state.list().read().await, [1, 2]);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn write(self) -> AcquireOwned<WriteOwned<T, Owner<S, RwLock<T>>>, L> {
        AcquireOwned::new(WriteOwned::new(self.owner))
    }

    /// Waits until the value may be read by one who may become its writer. Otherwise as
    /// [`read`](Self::read).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::OwnedRwLockUpgradableReadGuard;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(vec![1])); // #[lock(rwlock)] list: Vec<u32>
    /// let mut list = state.list_arc().upgradable_read().await;
    /// OwnedRwLockUpgradableReadGuard::upgrade(&mut list).await.push(2);
    /// assert_eq!(*list, [1, 2]);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn upgradable_read(self) -> AcquireOwned<UpgradableReadOwned<T, Owner<S, RwLock<T>>>, L> {
        AcquireOwned::new(UpgradableReadOwned::new(self.owner))
    }

    /// Takes the lock for reading, if that is possible now. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// let state = Arc::new(State::new(vec![1])); // #[lock(rwlock)] list: Vec<u32>
    /// assert_eq!(*state.list_arc().try_read().unwrap(), [1]);
    /// ```
    #[inline]
    pub fn try_read(self) -> Option<OwnedRwLockReadGuard<T, Owner<S, RwLock<T>>>> {
        let access = crate::guard::try_acquire_owned(self.owner);
        access.ok().map(Into::into)
    }

    /// Takes the lock for writing, if nobody has it. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// let state = Arc::new(State::new(vec![1])); // #[lock(rwlock)] list: Vec<u32>
    /// let reader = state.list_arc().try_read();
    /// assert!(state.list_arc().try_write().is_none());
    /// # drop(reader);
    /// ```
    #[inline]
    pub fn try_write(self) -> Option<OwnedRwLockWriteGuard<T, Owner<S, RwLock<T>>>> {
        let access = crate::guard::try_acquire_owned(self.owner);
        access.ok().map(Into::into)
    }

    /// Takes the lock for upgradable reading, if that is possible now. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// let state = Arc::new(State::new(vec![1])); // #[lock(rwlock)] list: Vec<u32>
    /// let list = state.list_arc().try_upgradable_read().unwrap();
    /// assert!(state.list_arc().try_read().is_some()); // readers beside it
    /// # drop(list);
    /// ```
    #[inline]
    pub fn try_upgradable_read(
        self,
    ) -> Option<OwnedRwLockUpgradableReadGuard<T, Owner<S, RwLock<T>>>> {
        let access = crate::guard::try_acquire_owned(self.owner);
        access.ok().map(Into::into)
    }
}
