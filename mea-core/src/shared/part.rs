//! Fields that share a lock: each is reached by taking the lock, and looking at that field alone.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    Acquire, AcquireAfter, AcquireOwned, Guard, Handle, OwnedHandle, Owner, WithMut, WithRef,
};
use crate::{
    guard::LockOwner,
    marker::CancelSafe,
    mutex::{
        Lock, LockOwned, MappedMutexGuard, Mutex, MutexGuard, OwnedMappedMutexGuard,
        OwnedMutexGuard,
    },
    order::{Held, Level, LockBefore},
    rwlock::{
        MappedRwLockReadGuard, MappedRwLockWriteGuard, OwnedMappedRwLockReadGuard,
        OwnedMappedRwLockWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, Read, ReadOwned,
        RwLock, RwLockReadGuard, RwLockWriteGuard, Write, WriteOwned,
    },
};

/// A field of type `U` in a group of fields `G`.
pub struct Pick<G: ?Sized, U: ?Sized> {
    get: fn(&G) -> &U,
    get_mut: fn(&mut G) -> &mut U,
}

impl<G: ?Sized, U: ?Sized> Pick<G, U> {
    /// The field that the two functions find.
    #[inline]
    pub const fn new(get: fn(&G) -> &U, get_mut: fn(&mut G) -> &mut U) -> Self {
        Self { get, get_mut }
    }
}

impl<G: ?Sized, U: ?Sized> Clone for Pick<G, U> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<G: ?Sized, U: ?Sized> Copy for Pick<G, U> {}

impl<G: ?Sized, U: ?Sized> fmt::Debug for Pick<G, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pick").finish_non_exhaustive()
    }
}

/// A lock that several fields may share.
pub trait Group {
    /// The fields.
    type Fields;
}

impl<G> Group for Mutex<G> {
    type Fields = G;
}

impl<G> Group for RwLock<G> {
    type Fields = G;
}

/// A guard of a group of fields `G`, which can be narrowed to one of them.
pub trait PickFrom<G: ?Sized, U: ?Sized> {
    /// The guard of the field.
    type Guard;

    /// Narrows the guard.
    fn pick(self, pick: Pick<G, U>) -> Self::Guard;
}

macro_rules! pick_from {
    ($($Guard:ident, $OwnedGuard:ident of $Lock:ident to $Mapped:ident, $OwnedMapped:ident by $get:ident;)*) => {$(
        impl<'a, G: ?Sized, U: ?Sized + 'a> PickFrom<G, U> for $Guard<'a, G> {
            type Guard = $Mapped<'a, U>;

            #[inline]
            fn pick(self, pick: Pick<G, U>) -> Self::Guard {
                $Guard::map(self, pick.$get)
            }
        }

        impl<G: ?Sized, U: ?Sized, O: LockOwner<$Lock<G>>> PickFrom<G, U> for $OwnedGuard<G, O> {
            type Guard = $OwnedMapped<G, U, O>;

            #[inline]
            fn pick(self, pick: Pick<G, U>) -> Self::Guard {
                $OwnedGuard::map(self, pick.$get)
            }
        }
    )*};
}
pick_from! {
    MutexGuard, OwnedMutexGuard of Mutex
        to MappedMutexGuard, OwnedMappedMutexGuard by get_mut;
    RwLockReadGuard, OwnedRwLockReadGuard of RwLock
        to MappedRwLockReadGuard, OwnedMappedRwLockReadGuard by get;
    RwLockWriteGuard, OwnedRwLockWriteGuard of RwLock
        to MappedRwLockWriteGuard, OwnedMappedRwLockWriteGuard by get_mut;
}

pin_project! {
    /// The future of the lock of a group of fields `G`, around the lock's own future `F`, that completes
    /// with the guard of one field. Cancel-safe if `F` is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Picked<F, G, U>
    where
        G: ?Sized,
        U: ?Sized,
    {
        #[pin]
        future: F,
        pick: Pick<G, U>,
    }
}

impl<F, G: ?Sized, U: ?Sized> Future for Picked<F, G, U>
where
    F: Future,
    F::Output: PickFrom<G, U>,
{
    type Output = <F::Output as PickFrom<G, U>>::Guard;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let guard = ready!(this.future.poll(cx));
        Poll::Ready(guard.pick(*this.pick))
    }
}

impl<F: CancelSafe, G: ?Sized, U: ?Sized> CancelSafe for Picked<F, G, U> {}

impl<F, G: ?Sized, U: ?Sized> fmt::Debug for Picked<F, G, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picked").finish_non_exhaustive()
    }
}

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
    #[inline]
    pub const fn new(lock: &'a Lock, pick: Pick<Lock::Fields, U>) -> Self {
        Self {
            handle: Handle::new(lock),
            pick,
        }
    }

    #[inline]
    fn picked<F>(self, future: F) -> Picked<F, Lock::Fields, U> {
        Picked {
            future,
            pick: self.pick,
        }
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
    #[inline]
    #[track_caller]
    pub fn lock(self) -> Acquire<Picked<Lock<'a, G>, G, U>, L> {
        Acquire::new(self.picked(self.handle.lock.lock()))
    }

    /// Takes the mutex of the group, for this field, if it is free and nobody waits for it. Never waits,
    /// so in any order.
    #[inline]
    pub fn try_lock(self) -> Option<Guard<MappedMutexGuard<'a, U>>> {
        self.unrecorded(self.handle.lock.try_lock())
    }

    /// Calls `f` with the field. As [`Handle::with`].
    #[inline]
    #[track_caller]
    pub fn with<R, C>(self, f: C) -> WithMut<AcquirePart<Lock<'a, G>, G, U, L>, C>
    where
        C: FnOnce(&mut U) -> R,
    {
        WithMut::new(self.lock(), f)
    }

    /// [`lock`](Self::lock), after what `held` says is held. As [`Handle::lock_after`].
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
    #[inline]
    #[track_caller]
    pub fn read(self) -> Acquire<Picked<Read<'a, G>, G, U>, L> {
        Acquire::new(self.picked(self.handle.lock.read()))
    }

    /// Takes the lock of the group for writing, for this field. As [`Handle::write`].
    #[inline]
    #[track_caller]
    pub fn write(self) -> Acquire<Picked<Write<'a, G>, G, U>, L> {
        Acquire::new(self.picked(self.handle.lock.write()))
    }

    /// Takes the lock of the group for reading, for this field, if that is possible now. Never waits, so
    /// in any order.
    #[inline]
    pub fn try_read(self) -> Option<Guard<MappedRwLockReadGuard<'a, U>>> {
        self.unrecorded(self.handle.lock.try_read())
    }

    /// Takes the lock of the group for writing, for this field, if nobody has it. Never waits, so in any
    /// order.
    #[inline]
    pub fn try_write(self) -> Option<Guard<MappedRwLockWriteGuard<'a, U>>> {
        self.unrecorded(self.handle.lock.try_write())
    }

    /// Calls `f` with the field, to be read. As [`Handle::with`].
    #[inline]
    #[track_caller]
    pub fn with<R, C>(self, f: C) -> WithRef<AcquirePart<Read<'a, G>, G, U, L>, C>
    where
        C: FnOnce(&U) -> R,
    {
        WithRef::new(self.read(), f)
    }

    /// Calls `f` with the field, to be changed. As [`Handle::with_mut`].
    #[inline]
    #[track_caller]
    pub fn with_mut<R, C>(self, f: C) -> WithMut<AcquirePart<Write<'a, G>, G, U, L>, C>
    where
        C: FnOnce(&mut U) -> R,
    {
        WithMut::new(self.write(), f)
    }

    /// [`read`](Self::read), after what `held` says is held. As [`Handle::read_after`].
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

/// One field, of type `U`, of those behind a lock that is a field of an `Arc<S>`; the owned form of
/// [`Part`], see [`OwnedHandle`].
#[derive(Debug)]
pub struct OwnedPart<S: ?Sized, Lock: Group, U: ?Sized, L> {
    handle: OwnedHandle<S, Lock, L>,
    pick: Pick<Lock::Fields, U>,
}

impl<S: ?Sized, Lock: Group, U: ?Sized, L: Level> OwnedPart<S, Lock, U, L> {
    /// The field `pick` of those behind the lock that `find` finds.
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
    #[inline]
    #[track_caller]
    pub fn lock(self) -> AcquireOwned<Picked<LockOwned<G, Owner<S, Mutex<G>>>, G, U>, L> {
        AcquireOwned::new(Picked {
            future: LockOwned::new(self.handle.owner),
            pick: self.pick,
        })
    }

    /// Takes the mutex of the group, for this field, if it is free and nobody waits for it. Never waits,
    /// so in any order.
    #[inline]
    pub fn try_lock(self) -> Option<OwnedMappedMutexGuard<G, U, Owner<S, Mutex<G>>>> {
        let guard = self.handle.try_lock()?;
        Some(guard.pick(self.pick))
    }
}

impl<S: ?Sized, G, U: ?Sized, L: Level> OwnedPart<S, RwLock<G>, U, L> {
    /// Takes the lock of the group for reading, for this field. As [`OwnedHandle::read`].
    #[inline]
    #[track_caller]
    pub fn read(self) -> AcquireOwned<Picked<ReadOwned<G, Owner<S, RwLock<G>>>, G, U>, L> {
        AcquireOwned::new(Picked {
            future: ReadOwned::new(self.handle.owner),
            pick: self.pick,
        })
    }

    /// Takes the lock of the group for writing, for this field. As [`OwnedHandle::write`].
    #[inline]
    #[track_caller]
    pub fn write(self) -> AcquireOwned<Picked<WriteOwned<G, Owner<S, RwLock<G>>>, G, U>, L> {
        AcquireOwned::new(Picked {
            future: WriteOwned::new(self.handle.owner),
            pick: self.pick,
        })
    }

    /// Takes the lock of the group for reading, for this field, if that is possible now. Never waits, so
    /// in any order.
    #[inline]
    pub fn try_read(self) -> Option<OwnedMappedRwLockReadGuard<G, U, Owner<S, RwLock<G>>>> {
        let guard = self.handle.try_read()?;
        Some(guard.pick(self.pick))
    }

    /// Takes the lock of the group for writing, for this field, if nobody has it. Never waits, so in any
    /// order.
    #[inline]
    pub fn try_write(self) -> Option<OwnedMappedRwLockWriteGuard<G, U, Owner<S, RwLock<G>>>> {
        let guard = self.handle.try_write()?;
        Some(guard.pick(self.pick))
    }
}
