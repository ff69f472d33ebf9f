//! Acquisitions as values: [`try_acquire`], [`acquire`], [`adopt`], and the handles through which
//! a waiter finds its lock.
//!
//! # Safety
//!
//! An access is made of one acquisition: that `try_acquire` returned `true` for, that a future of `acquire`
//! has completed for, or that another access has given up. By point 2 of [`Guards`] it gives access to the
//! target of the lock, in its mode, and by point 1 until it is released, which the hold does.
#![allow(unsafe_code)]

use core::{
    fmt,
    future::Future,
    mem::size_of,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{Access, Guards, Hold, LockOwner, Mode, OwnedHold, Standalone};
use crate::{marker::CancelSafe, queue::polled_after_completion};

/// An [`Access`] through a borrowed lock `L`: the inside of its borrowed guard.
pub type BorrowedAccess<'a, L, M> =
    Access<<M as Mode>::Pointer<<L as Guards<M>>::Target>, Hold<'a, <L as Guards<M>>::Erased, M>>;

/// An [`Access`] through an owner `O` of a lock `L`: the inside of its owned guard.
pub type OwnedAccess<O, L, M> =
    Access<<M as Mode>::Pointer<<L as Guards<M>>::Target>, OwnedHold<O, L, M>>;

/// Acquires `lock` without waiting.
///
/// # Examples
///
/// ```
/// use mea::{guard::{self, Exclusive}, mutex::Mutex};
///
/// let mutex = Mutex::new(1);
/// let access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
/// assert!(guard::try_acquire::<_, Exclusive>(&mutex).is_none());
/// # drop(access);
/// ```
#[inline]
pub fn try_acquire<L, M>(lock: &L) -> Option<BorrowedAccess<'_, L, M>>
where
    L: Guards<M> + ?Sized,
    M: Mode,
{
    // SAFETY: `try_acquire` returned `true`, so this is an acquisition.
    L::try_acquire(lock.raw()).then(|| unsafe { acquired(lock) })
}

/// Acquires the lock of `owner` without waiting.
///
/// # Errors
///
/// The owner, if the lock could not be acquired.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use mea::{guard::{self, Exclusive}, mutex::Mutex};
///
/// let mutex = Arc::new(Mutex::new(1));
/// let access = guard::try_acquire_owned::<_, Mutex<i32>, Exclusive>(mutex.clone()).unwrap();
/// let again = guard::try_acquire_owned::<_, Mutex<i32>, Exclusive>(mutex);
/// let mutex = again.unwrap_err(); // the owner comes back
/// drop(access);
/// assert!(mutex.try_lock().is_some());
/// ```
#[inline]
pub fn try_acquire_owned<O, L, M>(owner: O) -> Result<OwnedAccess<O, L, M>, O>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    if L::try_acquire(owner.lock().raw()) {
        // SAFETY: `try_acquire` returned `true`, so this is an acquisition.
        Ok(unsafe { acquired_owned(owner) })
    } else {
        Err(owner)
    }
}

/// Acquires `lock`.
///
/// # Cancel safety
///
/// As that of the lock's own [`Guards::acquire`]; nothing is acquired by a future that is dropped
/// before it completes.
///
/// # Panics
///
/// The future, if it is polled after it has completed.
///
/// # Examples
///
/// ```
/// use mea::{guard::{self, Guards, Mode}, mutex::Mutex};
///
/// /// Of any lock: waits until it is free.
/// async fn wait_for<M: Mode, L: Guards<M>>(lock: &L) {
///     drop(guard::acquire(lock).await);
/// }
///
/// # mea::blocking::block_on(async {
/// wait_for(&Mutex::new(1)).await;
/// # });
/// ```
#[inline]
pub fn acquire<L, M>(lock: &L) -> Acquire<'_, L, M>
where
    L: Guards<M> + ?Sized,
    M: Mode,
{
    Acquire {
        lock: Some(lock),
        acquire: L::acquire(lock.raw()),
    }
}

/// Turns an acquisition of a borrowed lock into one that keeps the lock alive through `owner`.
///
/// Of the whole value: a part, which `map` found, may end with the borrow.
///
/// # Errors
///
/// Both back, unchanged, if `access` is not of the lock that `owner` owns (or if
/// [`Guards::Raw`] has no size, which makes locks indistinguishable).
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use mea::{
///     guard::{self, Exclusive},
///     mutex::{Mutex, OwnedMutexGuard},
/// };
///
/// # mea::blocking::block_on(async {
/// let mutex = Arc::new(Mutex::new(1));
/// let access = guard::acquire::<_, Exclusive>(&*mutex).await;
/// let guard: OwnedMutexGuard<i32> = guard::adopt(mutex.clone(), access).unwrap().into();
/// assert!(mutex.try_lock().is_none()); // one acquisition all the time
/// # drop(guard);
/// # });
/// ```
#[allow(clippy::type_complexity)] // it is what comes in
pub fn adopt<'a, O, L, M>(
    owner: O,
    access: BorrowedAccess<'a, L, M>,
) -> Result<OwnedAccess<O, L, M>, (O, BorrowedAccess<'a, L, M>)>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Standalone,
{
    if size_of::<L::Raw>() == 0 || !core::ptr::eq(owner.lock().raw(), access.raw()) {
        return Err((owner, access));
    }
    let (_, hold) = access.into_parts();
    hold.into_raw();
    // SAFETY: `hold` was an acquisition of this very lock: its raw part has a size, the same address,
    // and is a part of one lock, by point 3 of `Guards`. It passes to the new access, which has a pointer
    // of its own; in a standalone mode it is not limited by the borrow that ends here.
    Ok(unsafe { acquired_owned(owner) })
}

/// # Safety
///
/// The caller has one acquisition of `lock` in mode `M` and hands it over.
#[inline]
pub(crate) unsafe fn acquired<L, M>(lock: &L) -> BorrowedAccess<'_, L, M>
where
    L: Guards<M> + ?Sized,
    M: Mode,
{
    // SAFETY: the acquisition gives access to the target, by point 2 of `Guards`.
    unsafe { Access::new(lock.target(), Hold::new(lock.raw())) }
}

/// # Safety
///
/// The caller has one acquisition of `owner.lock()` in mode `M` and hands it over.
#[inline]
pub(crate) unsafe fn acquired_owned<O, L, M>(owner: O) -> OwnedAccess<O, L, M>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    let target = owner.lock().target();
    // SAFETY: as in `acquired`; the target stays at its address, and the pointer to it valid, when the
    // owner moves, by the contract of `LockOwner`.
    unsafe { Access::new(target, OwnedHold::new(owner)) }
}

pin_project! {
    /// The future of [`acquire`](fn@acquire).
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Acquire<'a, L, M>
    where
        L: Guards<M>,
        L: ?Sized,
        M: Mode,
    {
        // `None` after completion: one acquisition, one access, also if `acquire` were ready again.
        lock: Option<&'a L>,
        #[pin]
        acquire: L::Acquire<'a>,
    }
}

impl<'a, L: Guards<M> + ?Sized, M: Mode> Future for Acquire<'a, L, M> {
    type Output = BorrowedAccess<'a, L, M>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let Some(lock) = *this.lock else {
            polled_after_completion("guard");
        };
        ready!(this.acquire.poll(cx));
        *this.lock = None;
        // SAFETY: the future has completed, for the first and last time, so this is an acquisition.
        Poll::Ready(unsafe { acquired(lock) })
    }
}

#[diagnostic::do_not_recommend]
impl<'a, L: Guards<M> + ?Sized, M: Mode> CancelSafe for Acquire<'a, L, M> where
    L::Acquire<'a>: CancelSafe
{
}

impl<L: Guards<M> + ?Sized, M: Mode> fmt::Debug for Acquire<'_, L, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acquire").finish_non_exhaustive()
    }
}
