//! The futures of upgradable reads: of becoming an upgradable reader, and of upgrading.
//!
//! # Safety
//!
//! 1. Who has waited for the right, and then for a reader's access, has what [`Upgradable`] takes. Both
//!    waits are ready once, and panic after that: so it is one acquisition.
//! 2. An upgrade has the pointer and the raw part of one upgradable guard, which it borrows mutably for `'g`:
//!    meanwhile the guard is neither read through nor dropped. What it waits for is the `WRITER`, which
//!    excludes all readers but that guard, see [`word`](super::word).
#![allow(unsafe_code)]

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    ptr::NonNull,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    OwnedRwLockUpgradableReadGuard, RwLock, RwLockUpgradableReadGuard, RwLockUpgradedGuard,
    acquire::AcquireAccess,
    engine::{Holders, Want},
    guards::upgraded,
    raw::RawRwLock,
};
use crate::{
    guard::{LockOwner, OwnedHome, Shared, Upgradable, acquired, acquired_owned},
    marker::CancelSafe,
    queue::Waiter,
};

pin_project! {
    /// Waits for the right to upgrade, then for a reader's access.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireUpgradable<'a> {
        raw: &'a RawRwLock,
        #[pin]
        right: AcquireAccess<'a>,
        // There while the right is held and the access is not.
        #[pin]
        access: Option<AcquireAccess<'a>>,
    }

    impl PinnedDrop for AcquireUpgradable<'_> {
        fn drop(this: Pin<&mut Self>) {
            // The wait for the access is dropped after this; who has the right then queues behind it.
            if this.access.is_some() {
                this.raw.holders().unlock_right();
            }
        }
    }
}

impl<'a> AcquireUpgradable<'a> {
    pub(super) fn new(raw: &'a RawRwLock) -> Self {
        Self {
            raw,
            right: raw.acquire(Want::Right),
            access: None,
        }
    }
}

impl Future for AcquireUpgradable<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        if this.access.is_none() {
            ready!(this.right.poll(cx));
            this.access.set(Some(this.raw.acquire(Want::Read)));
        }
        if let Some(access) = this.access.as_mut().as_pin_mut() {
            ready!(access.poll(cx));
        }
        // Both are the caller's now.
        this.access.set(None);
        Poll::Ready(())
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for AcquireUpgradable<'_> {}

impl fmt::Debug for AcquireUpgradable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcquireUpgradable").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`RwLock::upgradable_read`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct UpgradableRead<'a, T>
    where
        T: ?Sized,
    {
        lock: &'a RwLock<T>,
        #[pin]
        acquire: AcquireUpgradable<'a>,
    }
}

impl<'a, T: ?Sized> UpgradableRead<'a, T> {
    pub(super) fn new(lock: &'a RwLock<T>) -> Self {
        Self {
            lock,
            acquire: AcquireUpgradable::new(&lock.raw),
        }
    }
}

impl<'a, T: ?Sized> Future for UpgradableRead<'a, T> {
    type Output = RwLockUpgradableReadGuard<'a, T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.acquire.poll(cx));
        // SAFETY: by invariant 1: `acquire`, of the raw part of this lock, was ready.
        Poll::Ready(unsafe { acquired::<_, Upgradable>(*this.lock) }.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> CancelSafe for UpgradableRead<'_, T> {}

impl<T: ?Sized> fmt::Debug for UpgradableRead<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpgradableRead").finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`RwLock::upgradable_read_owned`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct UpgradableReadOwned<T, O = Arc<RwLock<T>>>
    where
        T: ?Sized,
        O: LockOwner<RwLock<T>>,
    {
        #[pin]
        right: Waiter<OwnedHome<O, RwLock<T>, Upgradable>>,
        // There while the right is held and the access is not.
        #[pin]
        access: Option<Waiter<OwnedHome<O, RwLock<T>, Shared>>>,
    }

    impl<T, O> PinnedDrop for UpgradableReadOwned<T, O>
    where
        T: ?Sized,
        O: LockOwner<RwLock<T>>,
    {
        fn drop(this: Pin<&mut Self>) {
            // As above.
            if let Some(home) = this.access.as_ref().and_then(Waiter::home) {
                home.owner().lock().raw.holders().unlock_right();
            }
        }
    }
}

impl<T: ?Sized, O: LockOwner<RwLock<T>>> UpgradableReadOwned<T, O> {
    pub(crate) fn new(owner: O) -> Self {
        Self {
            right: Waiter::new(OwnedHome::new(owner), Want::Right),
            access: None,
        }
    }
}

impl<T: ?Sized, O: LockOwner<RwLock<T>>> Future for UpgradableReadOwned<T, O> {
    type Output = OwnedRwLockUpgradableReadGuard<T, O>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        if this.access.is_none() {
            ready!(this.right.as_mut().poll(cx));
            let owner = this.right.finish().into_owner();
            let access = Waiter::new(OwnedHome::new(owner), Want::Read);
            this.access.set(Some(access));
        }
        let Some(mut access) = this.access.as_mut().as_pin_mut() else {
            unreachable!("set above");
        };
        ready!(access.as_mut().poll(cx));
        // Both are in the guard from here on: a drop finds no home that has the right.
        let owner = access.finish().into_owner();
        // SAFETY: by invariant 1: `right` was ready before there was an `access`, and gave its owner to that.
        Poll::Ready(unsafe { acquired_owned::<_, _, Upgradable>(owner) }.into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, O: LockOwner<RwLock<T>>> CancelSafe for UpgradableReadOwned<T, O> {}

impl<T: ?Sized, O: LockOwner<RwLock<T>>> fmt::Debug for UpgradableReadOwned<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpgradableReadOwned")
            .finish_non_exhaustive()
    }
}

pin_project! {
    /// The future of [`RwLockUpgradableReadGuard::upgrade`] and its owned form. Cancel-safe; not
    /// snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Upgrade<'g, T>
    where
        T: ?Sized,
    {
        ptr: UpgradePtr<'g, T>,
        raw: &'g RawRwLock,
        #[pin]
        waiter: Waiter<&'g Holders>,
    }
}

/// The pointer of an upgradable guard that an upgrade has borrowed: not used before it is upgraded.
/// Invariant in `T`, as the `&mut T` that comes of it: nothing else in an `Upgrade` mentions `T`.
struct UpgradePtr<'g, T: ?Sized> {
    ptr: NonNull<T>,
    _upgraded: PhantomData<fn() -> &'g mut T>,
}

// SAFETY: it stands for the `&mut` to the guard that is borrowed, which may be sent if `T: Send + Sync`: to
// send it allows to get at the value by `&mut`, after the upgrade.
unsafe impl<T: ?Sized + Send + Sync> Send for UpgradePtr<'_, T> {}
// SAFETY: a shared `Upgrade` allows nothing: the pointer is reached by `poll` alone.
unsafe impl<T: ?Sized> Sync for UpgradePtr<'_, T> {}

impl<'g, T: ?Sized> Upgrade<'g, T> {
    /// # Safety
    ///
    /// `ptr` and `raw` are those of an upgradable guard that is borrowed mutably for `'g`.
    unsafe fn new(ptr: NonNull<T>, raw: &'g RawRwLock) -> Self {
        Self {
            ptr: UpgradePtr {
                ptr,
                _upgraded: PhantomData,
            },
            raw,
            // It waits in front of the line, where a writer waits for our own read.
            waiter: Waiter::new(raw.holders(), Want::Upgrade),
        }
    }
}

impl<'g, T: ?Sized> Future for Upgrade<'g, T> {
    type Output = RwLockUpgradedGuard<'g, T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.waiter.poll(cx));
        // SAFETY: by invariant 2: the waiter has taken the `WRITER`, once, and `new` was promised the guard.
        Poll::Ready(unsafe { upgraded(this.ptr.ptr, this.raw) })
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> CancelSafe for Upgrade<'_, T> {}

impl<T: ?Sized> fmt::Debug for Upgrade<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upgrade").finish_non_exhaustive()
    }
}

macro_rules! upgrade {
    ([$($generics:tt)*], $Self:ty, $how:literal) => {
        impl<$($generics)*> $Self {
            /// Waits until the other readers have left, and then has the value for itself, for as
            /// long as the returned guard lives. After that it is an upgradable reader again.
            ///
            /// Nobody writes between the read and the write: the upgrade goes before those writers
            /// that wait already, and no new readers come in meanwhile.
            ///
            /// # Cancel safety
            ///
            /// Cancel-safe: a future that is dropped leaves this guard as it was, and lets readers in
            /// again. Not snooze-safe: nobody else gets in while it waits.
            ///
            /// # Deadlock
            ///
            /// A task that awaits this while it has another read guard of the same lock waits for
            /// ever.
            ///
            /// # Panics
            ///
            /// The future, if it is polled after it has completed.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = $how]
            ///
            /// # mea::blocking::block_on(async {
            /// let lock = Arc::new(RwLock::new(vec![1, 2]));
            /// let mut reader = read(&lock).await;
            /// if !reader.contains(&3) {
            ///     let mut writer = Guard::upgrade(&mut reader).await;
            ///     writer.push(3);
            /// } // an upgradable reader again
            /// assert_eq!(*reader, [1, 2, 3]);
            /// # });
            /// ```
            pub fn upgrade(this: &mut Self) -> Upgrade<'_, T> {
                let (ptr, raw) = Self::raw_parts(this);
                // SAFETY: of this guard, borrowed mutably for as long as the future.
                unsafe { Upgrade::new(ptr, raw) }
            }

            /// [`upgrade`](Self::upgrade) if there is no other reader now.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = $how]
            ///
            /// # mea::blocking::block_on(async {
            /// let lock = Arc::new(RwLock::new(1));
            /// let mut reader = read(&lock).await;
            /// let other = lock.read().await;
            /// assert!(Guard::try_upgrade(&mut reader).is_none());
            /// drop(other);
            /// *Guard::try_upgrade(&mut reader).unwrap() += 1;
            /// assert_eq!(*reader, 2);
            /// # });
            /// ```
            pub fn try_upgrade(this: &mut Self) -> Option<RwLockUpgradedGuard<'_, T>> {
                let (ptr, raw) = Self::raw_parts(this);
                // SAFETY: by invariant 2: `WRITER` was taken, and this guard is borrowed mutably for as long
                // as what is returned.
                raw.holders().try_upgrade().then(|| unsafe { upgraded(ptr, raw) })
            }
        }
    };
}

upgrade! {
    [T: ?Sized], RwLockUpgradableReadGuard<'_, T>,
    "# use std::sync::Arc;\nuse mea::rwlock::{RwLock, RwLockUpgradableReadGuard as Guard};\n# async fn read<T>(lock: &RwLock<T>) -> Guard<'_, T> { lock.upgradable_read().await }"
}
upgrade! {
    [T: ?Sized, O: LockOwner<RwLock<T>>],
    OwnedRwLockUpgradableReadGuard<T, O>,
    "# use std::sync::Arc;\nuse mea::rwlock::{RwLock, OwnedRwLockUpgradableReadGuard as Guard};\n# async fn read<T>(lock: &Arc<RwLock<T>>) -> Guard<T> { lock.clone().upgradable_read_owned().await }"
}
