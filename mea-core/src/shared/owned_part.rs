//! Fields that share a lock, by way of the `Arc` around it.
#![allow(clippy::type_complexity)] // aliases would hide that these are the futures of the lock

use alloc::sync::Arc;

use super::{AcquireOwned, Group, OwnedHandle, Owner, Pick, PickFrom, Picked};
use crate::{
    mutex::{LockOwned, Mutex, OwnedMappedMutexGuard},
    order::Level,
    rwlock::{
        OwnedMappedRwLockReadGuard, OwnedMappedRwLockWriteGuard, ReadOwned, RwLock, WriteOwned,
    },
};

/// One field, of type `U`, of those behind a lock that is a field of an `Arc<S>`; the owned form of
/// [`Part`](super::Part), see [`OwnedHandle`].
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// # #[mea::shared]
/// # struct State {
/// #     #[lock(mutex(pair))]
/// #     first: u32,
/// #     #[lock(mutex(pair))]
/// #     second: u32,
/// # }
/// # mea::blocking::block_on(async {
/// let state = Arc::new(State::new(1, 2)); // #[lock(mutex(pair))] first: u32, second: u32
/// let mut first = state.first_arc().lock().await;
/// drop(state); // the guard keeps it
/// *first += 1;
/// assert_eq!(*first, 2);
/// # });
/// ```
#[derive(Debug)]
pub struct OwnedPart<S: ?Sized, Lock: Group, U: ?Sized, L> {
    handle: OwnedHandle<S, Lock, L>,
    pick: Pick<Lock::Fields, U>,
}

impl<S: ?Sized, Lock: Group, U: ?Sized, L: Level> OwnedPart<S, Lock, U, L> {
    /// The field `pick` of those behind the lock that `find` finds.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::{mutex::Mutex, shared::{OwnedPart, Pick}};
    ///
    /// mea::lock_order! {
    ///     enum Pair;
    /// }
    ///
    /// struct State {
    ///     pair: Mutex<(u32, char)>,
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State { pair: Mutex::new((1, 'x')) });
    /// let first = Pick::new(|pair: &(u32, char)| &pair.0, |pair| &mut pair.0);
    /// let first = OwnedPart::<_, _, _, Pair>::new(state, |state| &state.pair, first);
    /// assert_eq!(*first.lock().await, 1);
    /// # });
    /// ```
    #[inline]
    pub fn new(owner: Arc<S>, find: fn(&S) -> &Lock, pick: Pick<Lock::Fields, U>) -> Self {
        Self {
            handle: OwnedHandle::new(owner, find),
            pick,
        }
    }
}

impl<S: ?Sized, G, U: ?Sized, L: Level> OwnedPart<S, Mutex<G>, U, L> {
    /// Takes the mutex of the group, for this field. As [`OwnedHandle::lock`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(1, 2)); // #[lock(mutex(pair))] first: u32, second: u32
    /// *state.first_arc().lock().await += 1;
    /// assert_eq!(state.pair().lock().await.first, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock(self) -> AcquireOwned<Picked<LockOwned<G, Owner<S, Mutex<G>>>, G, U>, L> {
        AcquireOwned::new(Picked::new(LockOwned::new(self.handle.owner), self.pick))
    }

    /// Takes the mutex of the group, for this field, if it is free and nobody waits for it. Never waits,
    /// so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// let state = Arc::new(State::new(1, 2)); // #[lock(mutex(pair))] first: u32, second: u32
    /// let first = state.first_arc().try_lock();
    /// assert!(state.second_arc().try_lock().is_none()); // the same lock
    /// # drop(first);
    /// ```
    #[inline]
    pub fn try_lock(self) -> Option<OwnedMappedMutexGuard<G, U, Owner<S, Mutex<G>>>> {
        let guard = self.handle.try_lock()?;
        Some(guard.pick(self.pick))
    }
}

impl<S: ?Sized, G, U: ?Sized, L: Level> OwnedPart<S, RwLock<G>, U, L> {
    /// Takes the lock of the group for reading, for this field. As [`OwnedHandle::read`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(1, 2)); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let first = state.first_arc().read().await;
    /// assert_eq!(*first, 1);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn read(self) -> AcquireOwned<Picked<ReadOwned<G, Owner<S, RwLock<G>>>, G, U>, L> {
        AcquireOwned::new(Picked::new(ReadOwned::new(self.handle.owner), self.pick))
    }

    /// Takes the lock of the group for writing, for this field. As [`OwnedHandle::write`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = Arc::new(State::new(1, 2)); // #[lock(rwlock(pair))] first: u32, second: u32
    /// *state.first_arc().write().await += 1;
    /// assert_eq!(state.pair().read().await.first, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn write(self) -> AcquireOwned<Picked<WriteOwned<G, Owner<S, RwLock<G>>>, G, U>, L> {
        AcquireOwned::new(Picked::new(WriteOwned::new(self.handle.owner), self.pick))
    }

    /// Takes the lock of the group for reading, for this field, if that is possible now. Never waits, so
    /// in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// let state = Arc::new(State::new(1, 2)); // #[lock(rwlock(pair))] first: u32, second: u32
    /// assert_eq!(*state.first_arc().try_read().unwrap(), 1);
    /// ```
    #[inline]
    pub fn try_read(self) -> Option<OwnedMappedRwLockReadGuard<G, U, Owner<S, RwLock<G>>>> {
        let guard = self.handle.try_read()?;
        Some(guard.pick(self.pick))
    }

    /// Takes the lock of the group for writing, for this field, if nobody has it. Never waits, so in any
    /// order.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// let state = Arc::new(State::new(1, 2)); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let first = state.first_arc().try_write();
    /// assert!(state.second_arc().try_read().is_none()); // the same lock
    /// # drop(first);
    /// ```
    #[inline]
    pub fn try_write(self) -> Option<OwnedMappedRwLockWriteGuard<G, U, Owner<S, RwLock<G>>>> {
        let guard = self.handle.try_write()?;
        Some(guard.pick(self.pick))
    }
}
