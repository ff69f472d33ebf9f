//! From the guard of a group of fields to that of one of them.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    guard::LockOwner,
    marker::CancelSafe,
    mutex::{MappedMutexGuard, Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard},
    rwlock::{
        MappedRwLockReadGuard, MappedRwLockWriteGuard, OwnedMappedRwLockReadGuard,
        OwnedMappedRwLockWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock,
        RwLockReadGuard, RwLockWriteGuard,
    },
};

/// A field of type `U` in a group of fields `G`.
pub struct Pick<G: ?Sized, U: ?Sized> {
    get: fn(&G) -> &U,
    get_mut: fn(&mut G) -> &mut U,
}

impl<G: ?Sized, U: ?Sized> Pick<G, U> {
    /// The field that the two functions find.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::shared::Pick;
    ///
    /// const FIRST: Pick<(u32, char), u32> = Pick::new(|pair| &pair.0, |pair| &mut pair.0);
    /// # let _ = FIRST;
    /// ```
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

impl<F, G: ?Sized, U: ?Sized> Picked<F, G, U> {
    #[inline]
    pub(super) fn new(future: F, pick: Pick<G, U>) -> Self {
        Self { future, pick }
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

#[diagnostic::do_not_recommend]
impl<F: CancelSafe, G: ?Sized, U: ?Sized> CancelSafe for Picked<F, G, U> {}

impl<F, G: ?Sized, U: ?Sized> fmt::Debug for Picked<F, G, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picked").finish_non_exhaustive()
    }
}
