//! Typed pointers to protected values, and [`Access`], which ties one to the hold that makes it
//! valid.
//!
//! # Safety
//!
//! The two pointers are the only places of the guard machinery that dereference anything.
//! Invariant: *a pointer inside an [`Access`] is valid, and aliased only as its mode allows, for as
//! long as the [`Access`] lives.* It is established by [`Access::new`] (unsafe) and kept because
//! pointer and hold never leave their `Access` apart, except through [`Access::into_parts`]
//! (crate-private), whose callers re-establish it.
#![allow(unsafe_code)]

use core::{marker::PhantomData, ptr::NonNull};

use super::{Guards, Hold, LockOwner, Mode, OwnedHold};

/// A pointer to a value that others may read at the same time; behaves like `&T`.
///
/// Covariant in `T`; `Send` and `Sync` if `T: Sync`. It has no public constructor or accessor: it
/// names the pointer type of the modes that share, for [`Access`].
pub struct SharedPtr<T: ?Sized> {
    ptr: NonNull<T>,
}

/// A pointer to a value that nobody else reads or writes; behaves like `&mut T`.
///
/// Invariant in `T`; `Send` if `T: Send`, `Sync` if `T: Sync`. It has no public constructor or
/// accessor: it names the pointer type of the exclusive modes, for [`Access`].
pub struct ExclusivePtr<T: ?Sized> {
    ptr: NonNull<T>,
    _invariant: PhantomData<*mut T>,
}

// SAFETY: behaves like `&T`, which is `Send` and `Sync` if `T: Sync`.
unsafe impl<T: ?Sized + Sync> Send for SharedPtr<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync> Sync for SharedPtr<T> {}
// SAFETY: behaves like `&mut T`, which is `Send` if `T: Send`.
unsafe impl<T: ?Sized + Send> Send for ExclusivePtr<T> {}
// SAFETY: behaves like `&mut T`, which is `Sync` if `T: Sync`.
unsafe impl<T: ?Sized + Sync> Sync for ExclusivePtr<T> {}

impl<T: ?Sized> SharedPtr<T> {
    #[inline]
    pub(crate) fn as_ptr(&self) -> NonNull<T> {
        self.ptr
    }
}

impl<T: ?Sized> ExclusivePtr<T> {
    #[inline]
    pub(crate) fn as_ptr(&self) -> NonNull<T> {
        self.ptr
    }
}

mod sealed {
    pub trait Sealed {}
    impl<T: ?Sized> Sealed for super::SharedPtr<T> {}
    impl<T: ?Sized> Sealed for super::ExclusivePtr<T> {}
}

/// The two pointer types. Sealed.
pub trait Pointer<T: ?Sized>: sealed::Sealed {
    #[doc(hidden)]
    fn from_raw(ptr: NonNull<T>) -> Self;
}

impl<T: ?Sized> Pointer<T> for SharedPtr<T> {
    #[inline]
    fn from_raw(ptr: NonNull<T>) -> Self {
        Self { ptr }
    }
}

impl<T: ?Sized> Pointer<T> for ExclusivePtr<T> {
    #[inline]
    fn from_raw(ptr: NonNull<T>) -> Self {
        Self {
            ptr,
            _invariant: PhantomData,
        }
    }
}

/// One acquisition of a lock together with the pointer to what it protects: the inside of every
/// guard.
///
/// `P` is [`SharedPtr`] or [`ExclusivePtr`], `H` is [`Hold`](super::Hold) or
/// [`OwnedHold`](super::OwnedHold). An `Access` is made by [`try_acquire`](super::try_acquire),
/// [`acquire`](super::acquire) or [`adopt`](super::adopt); the guard types that
/// [`#[guard_family]`](../attr.guard_family.html) writes wrap it. Dropping it releases the lock.
#[must_use = "if unused, the lock is released at once"]
pub struct Access<P, H> {
    ptr: P,
    hold: H,
}

impl<P, H> Access<P, H> {
    /// # Safety
    ///
    /// As [`new`](Self::new).
    #[inline]
    pub(crate) unsafe fn from_parts(ptr: P, hold: H) -> Self {
        Self { ptr, hold }
    }

    /// # Safety
    ///
    /// `hold` is one acquisition of a lock, and `ptr` points to the value, or a part of the value,
    /// that this acquisition gives access to in the mode of `P`, until `hold` is dropped.
    #[inline]
    pub(crate) unsafe fn new<T: ?Sized>(ptr: NonNull<T>, hold: H) -> Self
    where
        P: Pointer<T>,
    {
        Self {
            ptr: P::from_raw(ptr),
            hold,
        }
    }

    /// Takes the pair apart. The pointer may be used, through a new `Access`, only together with
    /// an acquisition that gives the same access.
    #[inline]
    pub(crate) fn into_parts(self) -> (P, H) {
        (self.ptr, self.hold)
    }
}

impl<P, E, M> Access<P, Hold<'_, E, M>>
where
    E: Guards<M>,
    M: Mode,
{
    #[inline]
    pub(crate) fn raw(&self) -> &E::Raw {
        self.hold.raw()
    }
}

impl<P, O, L, M> Access<P, OwnedHold<O, L, M>>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    /// The owner that keeps the lock alive.
    #[inline]
    pub fn owner(&self) -> &O {
        self.hold.owner()
    }
}

impl<T: ?Sized, H> Access<SharedPtr<T>, H> {
    #[inline]
    pub(crate) fn as_ptr(&self) -> NonNull<T> {
        self.ptr.as_ptr()
    }

    /// The protected value.
    #[inline]
    pub fn get(&self) -> &T {
        // SAFETY: by the invariant of the module, valid and not written to while `self` lives.
        unsafe { self.ptr.ptr.as_ref() }
    }

    /// Narrows the access to a part of the value.
    ///
    /// # Panics
    ///
    /// If `f` panics; the lock is released then.
    #[inline]
    pub fn map<U: ?Sized>(self, f: impl FnOnce(&T) -> &U) -> Access<SharedPtr<U>, H> {
        let ptr = NonNull::from(f(self.get()));
        self.with_ptr(SharedPtr { ptr })
    }

    /// Narrows the access to a part that may not be there.
    ///
    /// # Errors
    ///
    /// The access unchanged, if `f` returns `None`.
    #[inline]
    pub fn filter_map<U: ?Sized>(
        self,
        f: impl FnOnce(&T) -> Option<&U>,
    ) -> Result<Access<SharedPtr<U>, H>, Self> {
        match f(self.get()).map(NonNull::from) {
            Some(ptr) => Ok(self.with_ptr(SharedPtr { ptr })),
            None => Err(self),
        }
    }

    /// Narrows the access to a part that is found or not for a reason.
    ///
    /// # Errors
    ///
    /// The access unchanged and the error of `f`.
    #[inline]
    pub fn try_map<U: ?Sized, E>(
        self,
        f: impl FnOnce(&T) -> Result<&U, E>,
    ) -> Result<Access<SharedPtr<U>, H>, (Self, E)> {
        match f(self.get()).map(NonNull::from) {
            Ok(ptr) => Ok(self.with_ptr(SharedPtr { ptr })),
            Err(e) => Err((self, e)),
        }
    }
}

impl<T: ?Sized, H> Access<ExclusivePtr<T>, H> {
    /// The protected value.
    #[inline]
    pub fn get(&self) -> &T {
        // SAFETY: by the invariant of the module, valid and not written to while `self` is
        // borrowed.
        unsafe { self.ptr.ptr.as_ref() }
    }

    /// The protected value, for writing.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        // SAFETY: by the invariant of the module, valid and reached through `self` alone, which is
        // borrowed mutably.
        unsafe { self.ptr.ptr.as_mut() }
    }

    /// Narrows the access to a part of the value.
    ///
    /// # Panics
    ///
    /// If `f` panics; the lock is released then.
    #[inline]
    pub fn map<U: ?Sized>(
        mut self,
        f: impl FnOnce(&mut T) -> &mut U,
    ) -> Access<ExclusivePtr<U>, H> {
        let ptr = NonNull::from(f(self.get_mut()));
        self.with_ptr(ExclusivePtr::from_raw(ptr))
    }

    /// Narrows the access to a part that may not be there.
    ///
    /// # Errors
    ///
    /// The access unchanged, if `f` returns `None`.
    #[inline]
    pub fn filter_map<U: ?Sized>(
        mut self,
        f: impl FnOnce(&mut T) -> Option<&mut U>,
    ) -> Result<Access<ExclusivePtr<U>, H>, Self> {
        match f(self.get_mut()).map(NonNull::from) {
            Some(ptr) => Ok(self.with_ptr(ExclusivePtr::from_raw(ptr))),
            None => Err(self),
        }
    }

    /// Narrows the access to a part that is found or not for a reason.
    ///
    /// # Errors
    ///
    /// The access unchanged and the error of `f`.
    #[inline]
    pub fn try_map<U: ?Sized, E>(
        mut self,
        f: impl FnOnce(&mut T) -> Result<&mut U, E>,
    ) -> Result<Access<ExclusivePtr<U>, H>, (Self, E)> {
        match f(self.get_mut()).map(NonNull::from) {
            Ok(ptr) => Ok(self.with_ptr(ExclusivePtr::from_raw(ptr))),
            Err(e) => Err((self, e)),
        }
    }
}

impl<P, H> Access<P, H> {
    /// The same hold, another pointer. By the signatures of its callers the new pointer comes from
    /// a borrow of the old value that may last as long as the access does, or from a `'static`.
    #[inline]
    fn with_ptr<Q>(self, ptr: Q) -> Access<Q, H> {
        Access {
            ptr,
            hold: self.hold,
        }
    }
}
