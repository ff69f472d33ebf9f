//! What the handle of a rwlock does.

use super::{Acquire, AcquireAfter, Guard, Handle, WithMut, WithRef};
use crate::{
    order::{Held, Level, LockBefore},
    rwlock::{
        Read, RwLock, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard, UpgradableRead,
        Write,
    },
};

/// A reader-writer lock. See [`rwlock`](crate::rwlock) for what its methods promise.
impl<'a, T: ?Sized, L: Level> Handle<'a, RwLock<T>, L> {
    /// Waits until the value may be read, and takes the lock for that. The order is checked at run time
    /// only.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe, and not snooze-safe, as [`RwLock::read`].
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or by the
    /// [check at run time](crate::order#at-run-time).
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let one = state.list().read().await;
    /// let two = state.list().read().await; // side by side
    /// assert_eq!(*one, *two);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn read(self) -> Acquire<Read<'a, T>, L> {
        Acquire::new(self.lock.read())
    }

    /// Waits until the value may be written, and takes the lock for that. Otherwise as
    /// [`read`](Self::read).
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// state.list().write().await.push(2);
    /// assert_eq!(*state.list().read().await, [1, 2]);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn write(self) -> Acquire<Write<'a, T>, L> {
        Acquire::new(self.lock.write())
    }

    /// Waits until the value may be read by one who may become its writer. Otherwise as
    /// [`read`](Self::read).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{rwlock::RwLockUpgradableReadGuard, shared::Guard};
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let mut list = state.list().upgradable_read().await;
    /// if list.len() < 2 {
    ///     RwLockUpgradableReadGuard::upgrade(Guard::as_inner_mut(&mut list)).await.push(2);
    /// }
    /// assert_eq!(*list, [1, 2]);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn upgradable_read(self) -> Acquire<UpgradableRead<'a, T>, L> {
        Acquire::new(self.lock.upgradable_read())
    }

    /// Takes the lock for reading, if that is possible now. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let list = state.list().try_read().unwrap();
    /// assert!(state.list().try_read().is_some());
    /// # drop(list);
    /// ```
    #[inline]
    pub fn try_read(self) -> Option<Guard<RwLockReadGuard<'a, T>>> {
        self.lock.try_read().map(Guard::unrecorded)
    }

    /// Takes the lock for writing, if nobody has it. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// state.list().try_write().unwrap().push(2);
    /// let reader = state.list().try_read();
    /// assert!(state.list().try_write().is_none());
    /// # drop(reader);
    /// ```
    #[inline]
    pub fn try_write(self) -> Option<Guard<RwLockWriteGuard<'a, T>>> {
        self.lock.try_write().map(Guard::unrecorded)
    }

    /// Takes the lock for upgradable reading, if that is possible now. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let list = state.list().try_upgradable_read().unwrap();
    /// assert!(state.list().try_read().is_some()); // readers beside it
    /// assert!(state.list().try_upgradable_read().is_none()); // but no other one of its kind
    /// # drop(list);
    /// ```
    #[inline]
    pub fn try_upgradable_read(self) -> Option<Guard<RwLockUpgradableReadGuard<'a, T>>> {
        self.lock.try_upgradable_read().map(Guard::unrecorded)
    }

    /// Waits to read, calls `f` with the value, and releases the lock. No guard leaves the call.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: `f` has run completely or not at all. Not snooze-safe.
    ///
    /// # Panics
    ///
    /// As [`read`](Self::read), and if `f` panics; the lock is released then.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// assert_eq!(state.list().with(|list| list.len()).await, 1);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with<R, C>(self, f: C) -> WithRef<Acquire<Read<'a, T>, L>, C>
    where
        C: FnOnce(&T) -> R,
    {
        WithRef::new(self.read(), f)
    }

    /// Waits to write, calls `f` with the value, and releases the lock. Otherwise as
    /// [`with`](Self::with).
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// state.list().with_mut(|list| list.push(2)).await;
    /// assert_eq!(*state.list().read().await, [1, 2]);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_mut<R, C>(self, f: C) -> WithMut<Acquire<Write<'a, T>, L>, C>
    where
        C: FnOnce(&mut T) -> R,
    {
        WithMut::new(self.write(), f)
    }

    /// [`read`](Self::read), after what `held` says is held: completes with the guard, and the token for
    /// what is locked next.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let mut held = Held::nothing();
    /// let (list, held) = state.list().read_after(&mut held).await;
    /// assert_eq!(*list, [1]); // and `held` is for what comes after it
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn read_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, Read<'t, T>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.lock.read())
    }

    /// [`write`](Self::write), after what `held` says is held: completes with the guard, and the token
    /// for what is locked next.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let mut held = Held::nothing();
    /// let (mut list, held) = state.list().write_after(&mut held).await;
    /// list.push(2); // and `held` is for what comes after it
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn write_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, Write<'t, T>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.lock.write())
    }

    /// [`upgradable_read`](Self::upgradable_read), after what `held` says is held: completes with the
    /// guard, and the token for what is locked next.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let mut held = Held::nothing();
    /// let (list, held) = state.list().upgradable_read_after(&mut held).await;
    /// assert_eq!(*list, [1]); // and `held` is for what comes after it
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn upgradable_read_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, UpgradableRead<'t, T>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.lock.upgradable_read())
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
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let mut held = Held::nothing();
    /// assert_eq!(state.list().with_after(&mut held, |list| list.len()).await, 1);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_after<'t, R, C>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        f: C,
    ) -> WithRef<Acquire<Read<'t, T>, L>, C>
    where
        'a: 't,
        C: FnOnce(&T) -> R,
    {
        held.skip_to::<L>();
        WithRef::new(Acquire::new(self.lock.read()), f)
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
    /// #     #[lock(rwlock)]
    /// #     list: Vec<u32>,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(vec![1]); // #[lock(rwlock)] list: Vec<u32>
    /// let mut held = Held::nothing();
    /// state.list().with_mut_after(&mut held, |list| list.push(2)).await;
    /// assert_eq!(state.list().with_after(&mut held, |list| list.len()).await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_mut_after<'t, R, C>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        f: C,
    ) -> WithMut<Acquire<Write<'t, T>, L>, C>
    where
        'a: 't,
        C: FnOnce(&mut T) -> R,
    {
        held.skip_to::<L>();
        WithMut::new(Acquire::new(self.lock.write()), f)
    }
}
