//! Fields that share a lock: each is reached by taking the lock, and looking at that field alone.

use core::fmt;

use super::{
    Acquire, AcquireAfter, Group, Guard, Handle, Pick, PickFrom, Picked, WithMut, WithRef,
};
use crate::{
    mutex::{Lock, MappedMutexGuard, Mutex},
    order::{Held, Level, LockBefore},
    rwlock::{MappedRwLockReadGuard, MappedRwLockWriteGuard, Read, RwLock, Write},
};

/// One field, of type `U`, of those behind a lock `Lock` of level `L`: what the accessors of the
/// fields of a group return. To take it is to take the lock.
///
/// Two fields of a group are not taken one after the other: they have the same lock, and the second
/// wait would be for ever. Take the group.
///
/// # Examples
///
/// ```
/// #[mea::shared]
/// struct State {
///     #[lock(mutex(pair))]
///     first: u32,
///     #[lock(mutex(pair))]
///     second: String,
/// }
///
/// # mea::blocking::block_on(async {
/// let state = State::new(1, "one".into());
/// *state.first().lock().await += 1;
/// state.second().with(|second| second.push('!')).await;
///
/// let pair = state.pair().lock().await;
/// assert_eq!((pair.first, &*pair.second), (2, "one!"));
/// # });
/// ```
pub struct Part<'a, Lock: Group, U: ?Sized, L> {
    handle: Handle<'a, Lock, L>,
    pick: Pick<Lock::Fields, U>,
}

impl<'a, Lock: Group, U: ?Sized, L: Level> Part<'a, Lock, U, L> {
    /// The field `pick` of those behind `lock`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{mutex::Mutex, shared::{Part, Pick}};
    ///
    /// mea::lock_order! {
    ///     enum Pair;
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let pair: Mutex<(u32, char)> = Mutex::new((1, 'x'));
    /// let first = Part::<_, _, Pair>::new(&pair, Pick::new(|pair| &pair.0, |pair| &mut pair.0));
    /// *first.lock().await += 1;
    /// assert_eq!(*pair.lock().await, (2, 'x'));
    /// # });
    /// ```
    #[inline]
    pub const fn new(lock: &'a Lock, pick: Pick<Lock::Fields, U>) -> Self {
        Self {
            handle: Handle::new(lock),
            pick,
        }
    }

    #[inline]
    fn picked<F>(self, future: F) -> Picked<F, Lock::Fields, U> {
        Picked::new(future, self.pick)
    }

    #[inline]
    fn unrecorded<G>(self, guard: Option<G>) -> Option<Guard<G::Guard>>
    where
        G: PickFrom<Lock::Fields, U>,
    {
        guard.map(|guard| Guard::unrecorded(guard.pick(self.pick)))
    }
}

impl<Lock: Group, U: ?Sized, L> Clone for Part<'_, Lock, U, L> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Lock: Group, U: ?Sized, L> Copy for Part<'_, Lock, U, L> {}

impl<Lock: Group, U: ?Sized, L> fmt::Debug for Part<'_, Lock, U, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").finish_non_exhaustive()
    }
}

/// The future of a field `U` of the group `G`.
type AcquirePart<F, G, U, L> = Acquire<Picked<F, G, U>, L>;

impl<'a, G, U: ?Sized + 'a, L: Level> Part<'a, Mutex<G>, U, L> {
    /// Takes the mutex of the group, for this field. As [`Handle::lock`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(mutex(pair))] first: u32, second: u32
    /// *state.first().lock().await += 1;
    /// assert_eq!(state.pair().lock().await.first, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock(self) -> Acquire<Picked<Lock<'a, G>, G, U>, L> {
        Acquire::new(self.picked(self.handle.lock.lock()))
    }

    /// Takes the mutex of the group, for this field, if it is free and nobody waits for it. Never waits,
    /// so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// let state = State::new(1, 2); // #[lock(mutex(pair))] first: u32, second: u32
    /// let first = state.first().try_lock();
    /// assert!(state.second().try_lock().is_none()); // the same lock
    /// # drop(first);
    /// ```
    #[inline]
    pub fn try_lock(self) -> Option<Guard<MappedMutexGuard<'a, U>>> {
        self.unrecorded(self.handle.lock.try_lock())
    }

    /// Calls `f` with the field. As [`Handle::with`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(mutex(pair))] first: u32, second: u32
    /// assert_eq!(state.second().with(|second| *second).await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with<R, C>(self, f: C) -> WithMut<AcquirePart<Lock<'a, G>, G, U, L>, C>
    where
        C: FnOnce(&mut U) -> R,
    {
        WithMut::new(self.lock(), f)
    }

    /// [`lock`](Self::lock), after what `held` says is held. As [`Handle::lock_after`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(mutex(pair))] first: u32, second: u32
    /// let mut held = Held::nothing();
    /// let (mut first, held) = state.first().lock_after(&mut held).await;
    /// *first += 1; // and `held` is for what comes after the pair
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, Picked<Lock<'t, G>, G, U>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.picked(self.handle.lock.lock()))
    }

    /// [`with`](Self::with), after what `held` says is held.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex(pair))]
    /// #     first: u32,
    /// #     #[lock(mutex(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(mutex(pair))] first: u32, second: u32
    /// let mut held = Held::nothing();
    /// let first = state.first().with_after(&mut held, |first| *first).await;
    /// assert_eq!(first, 1);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_after<'t, R, C>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        f: C,
    ) -> WithMut<AcquirePart<Lock<'t, G>, G, U, L>, C>
    where
        'a: 't,
        C: FnOnce(&mut U) -> R,
    {
        held.skip_to::<L>();
        WithMut::new(Acquire::new(self.picked(self.handle.lock.lock())), f)
    }
}

impl<'a, G, U: ?Sized + 'a, L: Level> Part<'a, RwLock<G>, U, L> {
    /// Takes the lock of the group for reading, for this field. As [`Handle::read`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let first = state.first().read().await;
    /// assert_eq!(*first + *state.second().read().await, 3);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn read(self) -> Acquire<Picked<Read<'a, G>, G, U>, L> {
        Acquire::new(self.picked(self.handle.lock.read()))
    }

    /// Takes the lock of the group for writing, for this field. As [`Handle::write`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// *state.first().write().await += 1;
    /// assert_eq!(state.pair().read().await.first, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn write(self) -> Acquire<Picked<Write<'a, G>, G, U>, L> {
        Acquire::new(self.picked(self.handle.lock.write()))
    }

    /// Takes the lock of the group for reading, for this field, if that is possible now. Never waits, so
    /// in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// assert_eq!(*state.first().try_read().unwrap(), 1);
    /// ```
    #[inline]
    pub fn try_read(self) -> Option<Guard<MappedRwLockReadGuard<'a, U>>> {
        self.unrecorded(self.handle.lock.try_read())
    }

    /// Takes the lock of the group for writing, for this field, if nobody has it. Never waits, so in any
    /// order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let first = state.first().try_write();
    /// assert!(state.second().try_read().is_none()); // the same lock
    /// # drop(first);
    /// ```
    #[inline]
    pub fn try_write(self) -> Option<Guard<MappedRwLockWriteGuard<'a, U>>> {
        self.unrecorded(self.handle.lock.try_write())
    }

    /// Calls `f` with the field, to be read. As [`Handle::with`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// assert_eq!(state.second().with(|second| *second).await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with<R, C>(self, f: C) -> WithRef<AcquirePart<Read<'a, G>, G, U, L>, C>
    where
        C: FnOnce(&U) -> R,
    {
        WithRef::new(self.read(), f)
    }

    /// Calls `f` with the field, to be changed. As [`Handle::with_mut`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// state.second().with_mut(|second| *second += 1).await;
    /// assert_eq!(*state.second().read().await, 3);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_mut<R, C>(self, f: C) -> WithMut<AcquirePart<Write<'a, G>, G, U, L>, C>
    where
        C: FnOnce(&mut U) -> R,
    {
        WithMut::new(self.write(), f)
    }

    /// [`read`](Self::read), after what `held` says is held. As [`Handle::read_after`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let mut held = Held::nothing();
    /// let (first, held) = state.first().read_after(&mut held).await;
    /// assert_eq!(*first, 1); // and `held` is for what comes after the pair
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn read_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, Picked<Read<'t, G>, G, U>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.picked(self.handle.lock.read()))
    }

    /// [`write`](Self::write), after what `held` says is held. As [`Handle::write_after`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let mut held = Held::nothing();
    /// let (mut first, held) = state.first().write_after(&mut held).await;
    /// *first += 1; // and `held` is for what comes after the pair
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn write_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, Picked<Write<'t, G>, G, U>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.picked(self.handle.lock.write()))
    }

    /// [`with`](Self::with), after what `held` says is held.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let mut held = Held::nothing();
    /// let first = state.first().with_after(&mut held, |first| *first).await;
    /// assert_eq!(first, 1);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_after<'t, R, C>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        f: C,
    ) -> WithRef<AcquirePart<Read<'t, G>, G, U, L>, C>
    where
        'a: 't,
        C: FnOnce(&U) -> R,
    {
        held.skip_to::<L>();
        WithRef::new(Acquire::new(self.picked(self.handle.lock.read())), f)
    }

    /// [`with_mut`](Self::with_mut), after what `held` says is held.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock(pair))]
    /// #     first: u32,
    /// #     #[lock(rwlock(pair))]
    /// #     second: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2); // #[lock(rwlock(pair))] first: u32, second: u32
    /// let mut held = Held::nothing();
    /// state.first().with_mut_after(&mut held, |first| *first += 1).await;
    /// assert_eq!(*state.first().read().await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_mut_after<'t, R, C>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        f: C,
    ) -> WithMut<AcquirePart<Write<'t, G>, G, U, L>, C>
    where
        'a: 't,
        C: FnOnce(&mut U) -> R,
    {
        held.skip_to::<L>();
        WithMut::new(Acquire::new(self.picked(self.handle.lock.write())), f)
    }
}
