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
    #[inline]
    #[track_caller]
    pub fn read(self) -> Acquire<Read<'a, T>, L> {
        Acquire::new(self.lock.read())
    }

    /// Waits until the value may be written, and takes the lock for that. Otherwise as
    /// [`read`](Self::read).
    #[inline]
    #[track_caller]
    pub fn write(self) -> Acquire<Write<'a, T>, L> {
        Acquire::new(self.lock.write())
    }

    /// Waits until the value may be read by one who may become its writer. Otherwise as
    /// [`read`](Self::read).
    #[inline]
    #[track_caller]
    pub fn upgradable_read(self) -> Acquire<UpgradableRead<'a, T>, L> {
        Acquire::new(self.lock.upgradable_read())
    }

    /// Takes the lock for reading, if that is possible now. Never waits, so in any order.
    #[inline]
    pub fn try_read(self) -> Option<Guard<RwLockReadGuard<'a, T>>> {
        self.lock.try_read().map(Guard::unrecorded)
    }

    /// Takes the lock for writing, if nobody has it. Never waits, so in any order.
    #[inline]
    pub fn try_write(self) -> Option<Guard<RwLockWriteGuard<'a, T>>> {
        self.lock.try_write().map(Guard::unrecorded)
    }

    /// Takes the lock for upgradable reading, if that is possible now. Never waits, so in any order.
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
