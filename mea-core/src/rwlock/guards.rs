//! The guards of a rwlock, generated from one description for each mode, and the conversions between
//! them.
//!
//! A *mapped* write guard cannot be downgraded. Whoever maps a write guard to a `&mut U` may get
//! at a `Cell` by `&mut`; as a reader he would share it with the other readers, who have no right to
//! it by `&`. `downgrade_map` takes its place: it downgrades first, and maps what a reader sees.
//!
//! A write guard is `Send` if `T: Send`, so it may have come from another thread than the lock. As a
//! reader it would be on that thread beside readers on this one: hence `T: Sync` for `downgrade`.
#![allow(unsafe_code)]

use core::{
    future::{Pending, pending},
    ptr::NonNull,
};

use super::{AcquireUpgradable, RwLock, acquire::AcquireAccess, engine::Want, raw::RawRwLock};
use crate::guard::{
    Access, Exclusive, ExclusivePtr, Guards, Hold, LockOwner, OwnedHold, Shared, Upgradable,
    UpgradablePtr, Upgraded,
};

#[mea_macros::guard_family(
    pub,
    crate = crate,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockReadGuard};
    ///
    /// let lock = RwLock::new(vec![1, 2]);
    /// let all = lock.try_read().unwrap();
    /// let first = RwLockReadGuard::map(lock.try_read().unwrap(), |numbers| &numbers[0]);
    /// assert_eq!((all.len(), *first), (2, 1)); // side by side
    /// let all = RwLockReadGuard::filter_map(all, |numbers| numbers.get(7)).unwrap_err();
    /// let last = RwLockReadGuard::try_map(all, |numbers| numbers.last().ok_or("none"));
    /// assert_eq!(*last.unwrap(), 2);
    /// ```
    borrowed = RwLockReadGuard,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{MappedRwLockReadGuard, RwLock, RwLockReadGuard};
    ///
    /// let lock = RwLock::new([Some(("one", 1)), None]);
    /// let first = RwLockReadGuard::map(lock.try_read().unwrap(), |pairs| &pairs[0]);
    /// let pair = MappedRwLockReadGuard::filter_map(first, |first| first.as_ref()).unwrap();
    /// let name = MappedRwLockReadGuard::map(pair, |pair| &pair.0);
    /// assert_eq!(*name, "one");
    /// ```
    mapped = MappedRwLockReadGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedRwLockReadGuard, RwLock};
    ///
    /// let lock = Arc::new(RwLock::new(("one", 1)));
    /// let guard = lock.clone().try_read_owned().unwrap();
    /// assert!(Arc::ptr_eq(OwnedRwLockReadGuard::owner(&guard), &lock));
    /// let name = OwnedRwLockReadGuard::map(guard, |pair| &pair.0);
    /// std::thread::spawn(move || assert_eq!(*name, "one")).join().unwrap();
    /// ```
    owned = OwnedRwLockReadGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedMappedRwLockReadGuard, OwnedRwLockReadGuard, RwLock};
    ///
    /// let lock = Arc::new(RwLock::new(("one", 1)));
    /// let name = OwnedRwLockReadGuard::map(lock.try_read_owned().unwrap(), |pair| &pair.0);
    /// assert!(OwnedMappedRwLockReadGuard::owner(&name).try_write().is_none());
    /// ```
    owned_mapped = OwnedMappedRwLockReadGuard,
)]
// SAFETY: of all four, by the table of the raw part:
// (1) `try_acquire` and `acquire` take what the table says and `release` puts it back: counts and bits of
// a word, which do not know of threads.
// (2) Who writes or has upgraded does so while there are no readers and no other writer; the others
// only read. (Who has upgraded is counted as a reader still. Its guard is borrowed meanwhile; if it is not,
// as the upgrade was forgotten, nobody writes.) The engine orders what a writer does before and after what
// others do.
// The value is reached through guards, or through `&mut RwLock` or an owned one, when there are
// none. (3) Both are fields of `self`. (4) By `LockCell<Shared, _>`. (5) Nothing below looks at `T`.
unsafe impl<T: ?Sized> Guards<Shared> for RwLock<T> {
    type Target = T;
    type Raw = RawRwLock;
    type Acquire<'a> = AcquireAccess<'a>;

    #[inline]
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    #[inline]
    fn raw(&self) -> &RawRwLock {
        &self.raw
    }

    #[inline]
    fn try_acquire(raw: &RawRwLock) -> bool {
        raw.holders().try_take(Want::Read)
    }

    #[inline]
    fn acquire(raw: &RawRwLock) -> AcquireAccess<'_> {
        raw.acquire(Want::Read)
    }

    #[inline]
    unsafe fn release(raw: &RawRwLock) {
        raw.holders().unlock_read();
    }
}

#[mea_macros::guard_family(
    pub,
    crate = crate,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockWriteGuard};
    ///
    /// let lock = RwLock::new(vec![1, 2]);
    /// let all = lock.try_write().unwrap();
    /// let all = RwLockWriteGuard::filter_map(all, |numbers| numbers.get_mut(7)).unwrap_err();
    /// let last = RwLockWriteGuard::try_map(all, |numbers| numbers.last_mut().ok_or("none"));
    /// *last.unwrap() += 1;
    /// let first = RwLockWriteGuard::map(lock.try_write().unwrap(), |numbers| &mut numbers[0]);
    /// assert_eq!(*first, 1);
    /// ```
    borrowed = RwLockWriteGuard,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{MappedRwLockWriteGuard, RwLock, RwLockWriteGuard};
    ///
    /// let lock = RwLock::new([Some(("one", 1)), None]);
    /// let first = RwLockWriteGuard::map(lock.try_write().unwrap(), |pairs| &mut pairs[0]);
    /// let pair = MappedRwLockWriteGuard::filter_map(first, |first| first.as_mut()).unwrap();
    /// let mut number = MappedRwLockWriteGuard::map(pair, |pair| &mut pair.1);
    /// *number += 1;
    /// ```
    mapped = MappedRwLockWriteGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedRwLockWriteGuard, RwLock};
    ///
    /// let lock = Arc::new(RwLock::new(("one", 1)));
    /// let guard = lock.clone().try_write_owned().unwrap();
    /// assert!(Arc::ptr_eq(OwnedRwLockWriteGuard::owner(&guard), &lock));
    /// let mut number = OwnedRwLockWriteGuard::map(guard, |pair| &mut pair.1);
    /// std::thread::spawn(move || *number += 1).join().unwrap();
    /// assert_eq!(lock.try_read().unwrap().1, 2);
    /// ```
    owned = OwnedRwLockWriteGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedMappedRwLockWriteGuard, OwnedRwLockWriteGuard, RwLock};
    ///
    /// let lock = Arc::new(RwLock::new(("one", 1)));
    /// let name = OwnedRwLockWriteGuard::map(lock.try_write_owned().unwrap(), |pair| &mut pair.0);
    /// assert!(OwnedMappedRwLockWriteGuard::owner(&name).try_read().is_none());
    /// ```
    owned_mapped = OwnedMappedRwLockWriteGuard,
)]
// SAFETY: see `Guards<Shared>`.
unsafe impl<T: ?Sized> Guards<Exclusive> for RwLock<T> {
    type Target = T;
    type Raw = RawRwLock;
    type Acquire<'a> = AcquireAccess<'a>;

    #[inline]
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    #[inline]
    fn raw(&self) -> &RawRwLock {
        &self.raw
    }

    #[inline]
    fn try_acquire(raw: &RawRwLock) -> bool {
        raw.holders().try_take(Want::Write)
    }

    #[inline]
    fn acquire(raw: &RawRwLock) -> AcquireAccess<'_> {
        raw.acquire(Want::Write)
    }

    #[inline]
    unsafe fn release(raw: &RawRwLock) {
        raw.holders().unlock_write();
    }
}

#[mea_macros::guard_family(
    pub,
    crate = crate,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockUpgradableReadGuard};
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = RwLock::new(vec![1]);
    /// let mut numbers = lock.upgradable_read().await;
    /// if !numbers.contains(&2) {
    ///     RwLockUpgradableReadGuard::upgrade(&mut numbers).await.push(2);
    /// }
    /// assert_eq!(*numbers, [1, 2]); // a reader again
    /// # });
    /// ```
    borrowed = RwLockUpgradableReadGuard,
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedRwLockUpgradableReadGuard, RwLock};
    ///
    /// let lock = Arc::new(RwLock::new(1));
    /// let reader = lock.clone().try_upgradable_read_owned().unwrap();
    /// assert!(Arc::ptr_eq(OwnedRwLockUpgradableReadGuard::owner(&reader), &lock));
    /// assert_eq!(*reader, 1);
    /// ```
    owned = OwnedRwLockUpgradableReadGuard,
)]
// SAFETY: see `Guards<Shared>`.
unsafe impl<T: ?Sized> Guards<Upgradable> for RwLock<T> {
    type Target = T;
    type Raw = RawRwLock;
    type Acquire<'a> = AcquireUpgradable<'a>;

    #[inline]
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    #[inline]
    fn raw(&self) -> &RawRwLock {
        &self.raw
    }

    #[inline]
    fn try_acquire(raw: &RawRwLock) -> bool {
        raw.holders().try_upgradable()
    }

    #[inline]
    fn acquire(raw: &RawRwLock) -> AcquireUpgradable<'_> {
        AcquireUpgradable::new(raw)
    }

    #[inline]
    unsafe fn release(raw: &RawRwLock) {
        raw.holders().unlock_upgradable();
    }
}

#[mea_macros::guard_family(
    pub,
    crate = crate,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockUpgradableReadGuard, RwLockUpgradedGuard};
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = RwLock::new(("one", 1));
    /// let mut reader = lock.upgradable_read().await;
    /// let writer = RwLockUpgradableReadGuard::upgrade(&mut reader).await;
    /// let mut number = RwLockUpgradedGuard::map(writer, |pair| &mut pair.1);
    /// *number += 1;
    /// drop(number);
    /// assert_eq!(reader.1, 2);
    /// # });
    /// ```
    borrowed = RwLockUpgradedGuard,
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{
    ///     MappedRwLockUpgradedGuard, RwLock, RwLockUpgradableReadGuard, RwLockUpgradedGuard,
    /// };
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = RwLock::new([("one", 1)]);
    /// let mut reader = lock.upgradable_read().await;
    /// let writer = RwLockUpgradableReadGuard::upgrade(&mut reader).await;
    /// let first = RwLockUpgradedGuard::map(writer, |pairs| &mut pairs[0]);
    /// *MappedRwLockUpgradedGuard::map(first, |pair| &mut pair.1) += 1;
    /// assert_eq!(reader[0].1, 2);
    /// # });
    /// ```
    mapped = MappedRwLockUpgradedGuard,
)]
// SAFETY: (2) to (5) see `Guards<Shared>`. (1) This mode is reached only from the guard of an upgradable reader,
// which it borrows. It cannot be acquired from outside, so `try_acquire` fails and `acquire` is pending:
// neither ever begins an acquisition. `upgraded()`, below, does: its caller is the writer besides being
// the reader of the borrowed guard; `release` leaves that reader.
unsafe impl<T: ?Sized> Guards<Upgraded> for RwLock<T> {
    type Target = T;
    type Raw = RawRwLock;
    type Acquire<'a> = Pending<()>;

    #[inline]
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }

    #[inline]
    fn raw(&self) -> &RawRwLock {
        &self.raw
    }

    #[inline]
    fn try_acquire(_: &RawRwLock) -> bool {
        false
    }

    #[inline]
    fn acquire(_: &RawRwLock) -> Pending<()> {
        pending()
    }

    #[inline]
    unsafe fn release(raw: &RawRwLock) {
        raw.holders().unlock_upgraded();
    }
}

type Borrowed<'a, T, M> = Access<<M as crate::guard::Mode>::Pointer<T>, Hold<'a, RwLock<()>, M>>;
type Owned<O, T, M> = Access<<M as crate::guard::Mode>::Pointer<T>, OwnedHold<O, RwLock<T>, M>>;

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Becomes a reader, in one step: readers may come in, writers may not, and no writer gets
    /// between.
    ///
    /// `T: Sync`, because this guard may be on another thread than other readers of the lock.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::RwLock;
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = RwLock::new(1);
    /// let mut writer = lock.write().await;
    /// *writer += 1;
    /// let reader = writer.downgrade();
    /// assert_eq!((*reader, *lock.read().await), (2, 2));
    /// assert!(lock.try_write().is_none());
    /// # });
    /// ```
    pub fn downgrade(self) -> RwLockReadGuard<'a, T>
    where
        T: Sync,
    {
        let access: Borrowed<'a, T, Exclusive> = self.into();
        let (ptr, hold) = access.into_parts();
        let raw = hold.into_raw();
        // SAFETY: the one acquisition becomes that of this reader, and of no writer, by `downgrade`, before
        // the reader is used or dropped; the pointer is that of the value, and this may be shared on this
        // thread, as `T: Sync`. The reader is made first: should a waker panic below, it is dropped, and
        // nothing is lost.
        let reader = unsafe { Access::new(ptr.as_ptr(), Hold::new(raw)) };
        raw.holders().downgrade();
        RwLockReadGuard::from(reader)
    }

    /// [`downgrade`](Self::downgrade), then [`map`](RwLockReadGuard::map).
    ///
    /// `f` gets the value as a reader sees it. A mapped write guard cannot be downgraded: what it
    /// points to may be inside of a `Cell`, which readers must not share.
    ///
    /// # Panics
    ///
    /// If `f` panics; the lock is released then.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockWriteGuard};
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = RwLock::new((1, "one"));
    /// let mut writer = lock.write().await;
    /// writer.0 += 1;
    /// let first = RwLockWriteGuard::downgrade_map(writer, |pair| &pair.0);
    /// assert_eq!((*first, lock.read().await.1), (2, "one"));
    /// # });
    /// ```
    pub fn downgrade_map<U, F>(this: Self, f: F) -> MappedRwLockReadGuard<'a, U>
    where
        T: Sync,
        U: ?Sized,
        F: FnOnce(&T) -> &U,
    {
        RwLockReadGuard::map(this.downgrade(), f)
    }
}

impl<T: ?Sized, O: LockOwner<RwLock<T>>> OwnedRwLockWriteGuard<T, O> {
    /// Becomes a reader, in one step; see [`RwLockWriteGuard::downgrade`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::RwLock;
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = Arc::new(RwLock::new(1));
    /// let reader = lock.clone().write_owned().await.downgrade();
    /// assert_eq!((*reader, lock.try_write().is_none()), (1, true));
    /// # });
    /// ```
    pub fn downgrade(self) -> OwnedRwLockReadGuard<T, O>
    where
        T: Sync,
    {
        let access: Owned<O, T, Exclusive> = self.into();
        let (ptr, hold) = access.into_parts();
        // SAFETY: as of the borrowed form above; the pointer is good for as long as the owner has the lock.
        let reader: Owned<O, T, Shared> =
            unsafe { Access::new(ptr.as_ptr(), OwnedHold::new(hold.into_owner())) };
        let lock: &RwLock<T> = reader.owner().lock();
        lock.raw.holders().downgrade();
        OwnedRwLockReadGuard::from(reader)
    }

    /// [`downgrade`](Self::downgrade), then [`map`](OwnedRwLockReadGuard::map); see
    /// [`RwLockWriteGuard::downgrade_map`].
    ///
    /// # Panics
    ///
    /// If `f` panics; the lock is released then.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedRwLockWriteGuard, RwLock};
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = Arc::new(RwLock::new((1, "one")));
    /// let writer = lock.clone().write_owned().await;
    /// let second = OwnedRwLockWriteGuard::downgrade_map(writer, |pair| &pair.1);
    /// assert_eq!(*second, "one");
    /// # });
    /// ```
    pub fn downgrade_map<U, F>(this: Self, f: F) -> OwnedMappedRwLockReadGuard<T, U, O>
    where
        T: Sync,
        U: ?Sized,
        F: FnOnce(&T) -> &U,
    {
        OwnedRwLockReadGuard::map(this.downgrade(), f)
    }
}

impl<'a, T: ?Sized> RwLockUpgradableReadGuard<'a, T> {
    /// Becomes a plain reader: somebody else may have the right to upgrade.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::rwlock::{RwLock, RwLockUpgradableReadGuard};
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = RwLock::new(1);
    /// let first = lock.upgradable_read().await;
    /// assert!(lock.try_upgradable_read().is_none());
    /// let reader = RwLockUpgradableReadGuard::downgrade(first);
    /// assert!(lock.try_upgradable_read().is_some());
    /// assert_eq!(*reader, 1);
    /// # });
    /// ```
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let access: Borrowed<'a, T, Upgradable> = this.into();
        let (ptr, hold) = access.into_parts();
        let raw = hold.into_raw();
        // SAFETY: of the acquisition, the reader's access stays with this reader, and the right is given up
        // below; the pointer is that of the value. (`T` may be shared on this thread: the guard is `Send` only
        // if it may be shared everywhere.)
        let reader = unsafe { Access::new(ptr.as_ptr(), Hold::new(raw)) };
        raw.holders().unlock_right();
        RwLockReadGuard::from(reader)
    }

    pub(super) fn raw_parts(this: &mut Self) -> (NonNull<T>, &RawRwLock) {
        this.access.raw_parts()
    }
}

impl<T: ?Sized, O: LockOwner<RwLock<T>>> OwnedRwLockUpgradableReadGuard<T, O> {
    /// Becomes a plain reader; see [`RwLockUpgradableReadGuard::downgrade`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mea::rwlock::{OwnedRwLockUpgradableReadGuard, RwLock};
    ///
    /// # mea::blocking::block_on(async {
    /// let lock = Arc::new(RwLock::new(1));
    /// let first = lock.clone().upgradable_read_owned().await;
    /// let reader = OwnedRwLockUpgradableReadGuard::downgrade(first);
    /// assert!(lock.try_upgradable_read().is_some());
    /// assert_eq!(*reader, 1);
    /// # });
    /// ```
    pub fn downgrade(this: Self) -> OwnedRwLockReadGuard<T, O> {
        let access: Owned<O, T, Upgradable> = this.into();
        let (ptr, hold) = access.into_parts();
        // SAFETY: as of the borrowed form above; the pointer is good for as long as the owner has the lock.
        let reader: Owned<O, T, Shared> =
            unsafe { Access::new(ptr.as_ptr(), OwnedHold::new(hold.into_owner())) };
        let lock: &RwLock<T> = reader.owner().lock();
        lock.raw.holders().unlock_right();
        OwnedRwLockReadGuard::from(reader)
    }

    pub(super) fn raw_parts(this: &mut Self) -> (NonNull<T>, &RawRwLock) {
        this.access.raw_parts()
    }
}

/// # Safety
///
/// `raw` and `ptr` are those of a lock of which the caller has an upgradable guard, borrowed mutably for
/// `'g`, and the caller has become the writer.
pub(super) unsafe fn upgraded<'g, T: ?Sized>(
    ptr: NonNull<T>,
    raw: &'g RawRwLock,
) -> RwLockUpgradedGuard<'g, T> {
    let access: Access<ExclusivePtr<T>, Hold<'g, RwLock<()>, Upgraded>> =
        // SAFETY: the writer's access, which goes to the hold, excludes all but the guard, which cannot be
        // used while it is borrowed mutably; so it is exclusive for `'g`.
        unsafe { Access::new(ptr, Hold::new(raw)) };
    access.into()
}

impl<T: ?Sized, E: Guards<M, Raw = RawRwLock>, M: crate::guard::Mode>
    Access<UpgradablePtr<T>, Hold<'_, E, M>>
{
    fn raw_parts(&mut self) -> (NonNull<T>, &RawRwLock) {
        let ptr = self.as_ptr();
        (ptr, self.raw())
    }
}

impl<T: ?Sized, O: LockOwner<RwLock<T>>>
    Access<UpgradablePtr<T>, OwnedHold<O, RwLock<T>, Upgradable>>
{
    fn raw_parts(&mut self) -> (NonNull<T>, &RawRwLock) {
        let ptr = self.as_ptr();
        (ptr, &self.owner().lock().raw)
    }
}
