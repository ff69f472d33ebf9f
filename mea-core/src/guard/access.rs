//! Typed pointers to protected values, and [`Access`], which ties one to the hold that makes it
//! valid.
//!
//! # Safety
//!
//! The pointers are the only places of the guard machinery that dereference anything.
//! Invariant: *a pointer inside an [`Access`] is valid, and aliased only as its mode allows, for as
//! long as the [`Access`] lives; if the scope is [`Whole`], it points to the value of the lock.* It
//! is established by [`Access::new`] and [`Access::from_parts`] (unsafe) and kept because pointer and hold
//! never leave their `Access` apart, except through [`Access::into_parts`] (crate-private), whose callers
//! re-establish it; because a new pointer comes only from a borrow of what the old one points to, which
//! lives as long as the hold ([`Within`]); and because the type of an exclusive pointer is invariant.
//!
//! A pointer by itself is an address: [`Pointer::from_raw`] is safe, and public, as a part of a sealed trait
//! is. Only an `Access` dereferences it, and nobody outside of this crate puts one into an `Access`.
#![allow(unsafe_code)]

use core::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
    ptr::NonNull,
};

use super::{Guards, Hold, LockOwner, Mode, OwnedHold, Within};

/// A pointer to a value that others may read at the same time; behaves like `&T`.
///
/// Covariant in `T`; `Send` and `Sync` if `T: Sync`. It gives nobody what it points to: it
/// names the pointer type of the mode [`Shared`](super::Shared) and of parts, for [`Access`].
pub struct SharedPtr<T: ?Sized> {
    ptr: NonNull<T>,
}

/// A pointer to a value that others may read at the same time, and that this holder may get for
/// itself later; reads like `&T`, and is otherwise like the `&mut T` it may become.
///
/// Invariant in `T`; `Send` if `T: Send + Sync`, `Sync` if `T: Sync`. It gives nobody what it points to: it
/// names the pointer type of the mode [`Upgradable`](super::Upgradable), for [`Access`].
pub struct UpgradablePtr<T: ?Sized> {
    ptr: NonNull<T>,
    _invariant: PhantomData<*mut T>,
    _half_written: NotUnwindSafe,
}

/// A pointer to a value that nobody else reads or writes; behaves like `&mut T`.
///
/// Invariant in `T`; `Send` if `T: Send`, `Sync` if `T: Sync`. It gives nobody what it points to: it
/// names the pointer type of the exclusive modes, for [`Access`].
pub struct ExclusivePtr<T: ?Sized> {
    ptr: NonNull<T>,
    _invariant: PhantomData<*mut T>,
    _half_written: NotUnwindSafe,
}

/// A lock is not poisoned: what a panic leaves half-written is seen by the next one who has it. So what
/// writes is no more `UnwindSafe` than a `&mut T`.
type NotUnwindSafe = PhantomData<&'static mut ()>;

// SAFETY: behaves like `&T`, which is `Send` and `Sync` if `T: Sync`.
unsafe impl<T: ?Sized + Sync> Send for SharedPtr<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync> Sync for SharedPtr<T> {}
// SAFETY: sends a `&T` now, and a `&mut T` when it is upgraded.
unsafe impl<T: ?Sized + Send + Sync> Send for UpgradablePtr<T> {}
// SAFETY: a shared one is a `&T`; to upgrade takes a mutable one.
unsafe impl<T: ?Sized + Sync> Sync for UpgradablePtr<T> {}
// SAFETY: behaves like `&mut T`, which is `Send` if `T: Send`.
unsafe impl<T: ?Sized + Send> Send for ExclusivePtr<T> {}
// SAFETY: behaves like `&mut T`, which is `Sync` if `T: Sync`.
unsafe impl<T: ?Sized + Sync> Sync for ExclusivePtr<T> {}

impl<T: ?Sized> UpgradablePtr<T> {
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
    impl<T: ?Sized> Sealed for super::UpgradablePtr<T> {}
    impl<T: ?Sized> Sealed for super::ExclusivePtr<T> {}
}

/// The pointer types. Sealed.
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

impl<T: ?Sized> Pointer<T> for UpgradablePtr<T> {
    #[inline]
    fn from_raw(ptr: NonNull<T>) -> Self {
        Self {
            ptr,
            _invariant: PhantomData,
            _half_written: PhantomData,
        }
    }
}

impl<T: ?Sized> Pointer<T> for ExclusivePtr<T> {
    #[inline]
    fn from_raw(ptr: NonNull<T>) -> Self {
        Self {
            ptr,
            _invariant: PhantomData,
            _half_written: PhantomData,
        }
    }
}

/// The scope of an [`Access`] to the whole value, which may be downgraded, upgraded, or put down and
/// picked up again.
#[derive(Debug)]
pub enum Whole {}

/// The scope of an [`Access`] to a part of the value, or to something else that `map` found.
///
/// It is not the type of an access to a whole value, even if the type of the part is that of the
/// value: what the pointer of a part points to may be gone once the lock was released, or must not
/// be used in another mode.
#[derive(Debug)]
pub enum Part {}

/// One acquisition of a lock together with the pointer to what it protects: the inside of every
/// guard.
///
/// `P` is [`SharedPtr`], [`UpgradablePtr`] or [`ExclusivePtr`], `H` is [`Hold`] or [`OwnedHold`],
/// `S` is [`Whole`] or [`Part`]. An `Access` is made by
/// [`try_acquire`](super::try_acquire), [`acquire`](super::acquire) or [`adopt`](super::adopt); the
/// guard types that [`#[guard_family]`](../attr.guard_family.html) writes wrap it. Dropping it
/// releases the lock.
///
/// # Examples
///
/// ```
/// use mea::{guard::{self, Exclusive}, mutex::{Mutex, MutexGuard}};
///
/// let mutex = Mutex::new(1);
/// let mut access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
/// *access += 1;
/// let guard: MutexGuard<'_, i32> = access.into(); // it is what is inside
/// assert_eq!(*guard, 2);
/// ```
#[must_use = "if unused, the lock is released at once"]
pub struct Access<P, H, S = Whole> {
    ptr: P,
    hold: H,
    _scope: PhantomData<fn() -> S>,
}

impl<P, H, S> Access<P, H, S> {
    /// # Safety
    ///
    /// As [`new`](Self::new).
    #[inline]
    pub(crate) unsafe fn from_parts(ptr: P, hold: H) -> Self {
        Self {
            ptr,
            hold,
            _scope: PhantomData,
        }
    }

    /// # Safety
    ///
    /// `hold` is one acquisition of a lock, and `ptr` points to the value, or a part of the value,
    /// that this acquisition gives access to in the mode of `P`, until `hold` is dropped; to the
    /// value if `S` is [`Whole`].
    #[inline]
    pub(crate) unsafe fn new<T: ?Sized>(ptr: NonNull<T>, hold: H) -> Self
    where
        P: Pointer<T>,
    {
        Self {
            ptr: P::from_raw(ptr),
            hold,
            _scope: PhantomData,
        }
    }

    /// Takes the pair apart. The pointer may be used, through a new `Access`, only together with
    /// an acquisition that gives the same access.
    #[inline]
    pub(crate) fn into_parts(self) -> (P, H) {
        (self.ptr, self.hold)
    }
}

impl<P, E, M, S> Access<P, Hold<'_, E, M>, S>
where
    E: Guards<M>,
    M: Mode,
{
    #[inline]
    pub(crate) fn raw(&self) -> &E::Raw {
        self.hold.raw()
    }
}

impl<P, O, L, M, S> Access<P, OwnedHold<O, L, M>, S>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    /// The owner that keeps the lock alive.
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
    /// assert!(Arc::ptr_eq(access.owner(), &mutex));
    /// ```
    #[inline]
    pub fn owner(&self) -> &O {
        self.hold.owner()
    }
}

/// What an access that reads can do, whether or not it may be upgraded.
macro_rules! reading {
    ($Ptr:ident) => {
        impl<T: ?Sized, H, S> Access<$Ptr<T>, H, S> {
            /// The protected value.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::{guard::{self, Shared}, rwlock::RwLock};
            ///
            /// let lock = RwLock::new((1, 2));
            /// let access = guard::try_acquire::<_, Shared>(&lock).unwrap();
            /// assert_eq!(access.get(), &(1, 2));
            /// ```
            #[inline]
            pub fn get(&self) -> &T {
                // SAFETY: by the invariant of the module, valid and not written to while `self`
                // lives.
                unsafe { self.ptr.ptr.as_ref() }
            }

            /// Narrows the access to a part of the value.
            ///
            /// # Panics
            ///
            /// If `f` panics; the lock is released then.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::{guard::{self, Shared}, rwlock::RwLock};
            ///
            /// let lock = RwLock::new((1, 2));
            /// let access = guard::try_acquire::<_, Shared>(&lock).unwrap();
            /// let second = access.map(|pair| &pair.1);
            /// assert_eq!(*second, 2);
            /// ```
            #[inline]
            pub fn map<U: ?Sized>(self, f: impl FnOnce(&T) -> &U) -> Access<SharedPtr<U>, H, Part>
            where
                H: Within<T, S>,
            {
                let ptr = NonNull::from(f(self.get()));
                self.with_ptr(SharedPtr { ptr })
            }

            /// Narrows the access to a part that may not be there.
            ///
            /// # Errors
            ///
            /// The access unchanged, if `f` returns `None`.
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::{guard::{self, Shared}, rwlock::RwLock};
            ///
            /// let lock = RwLock::new(vec![1]);
            /// let access = guard::try_acquire::<_, Shared>(&lock).unwrap();
            /// let access = access.filter_map(|list| list.get(7)).unwrap_err(); // there is none
            /// let first = access.filter_map(|list| list.first()).unwrap();
            /// assert_eq!(*first, 1);
            /// ```
            #[inline]
            pub fn filter_map<U: ?Sized>(
                self,
                f: impl FnOnce(&T) -> Option<&U>,
            ) -> Result<Access<SharedPtr<U>, H, Part>, Self>
            where
                H: Within<T, S>,
            {
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
            ///
            /// # Examples
            ///
            /// ```
            /// use mea::{guard::{self, Shared}, rwlock::RwLock};
            ///
            /// let lock = RwLock::new(vec![1]);
            /// let access = guard::try_acquire::<_, Shared>(&lock).unwrap();
            /// let (access, error) = access.try_map(|list| list.get(7).ok_or("too few")).unwrap_err();
            /// assert_eq!((error, access.len()), ("too few", 1));
            /// ```
            #[inline]
            pub fn try_map<U: ?Sized, E>(
                self,
                f: impl FnOnce(&T) -> Result<&U, E>,
            ) -> Result<Access<SharedPtr<U>, H, Part>, (Self, E)>
            where
                H: Within<T, S>,
            {
                match f(self.get()).map(NonNull::from) {
                    Ok(ptr) => Ok(self.with_ptr(SharedPtr { ptr })),
                    Err(e) => Err((self, e)),
                }
            }
        }

        impl<T: ?Sized, H, S> Deref for Access<$Ptr<T>, H, S> {
            type Target = T;

            #[inline]
            fn deref(&self) -> &T {
                self.get()
            }
        }
    };
}
reading!(SharedPtr);
reading!(UpgradablePtr);

impl<T: ?Sized, H> Access<UpgradablePtr<T>, H> {
    #[inline]
    pub(crate) fn as_ptr(&self) -> NonNull<T> {
        self.ptr.as_ptr()
    }
}

impl<T: ?Sized, H, S> Access<ExclusivePtr<T>, H, S> {
    /// The protected value.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::{self, Exclusive}, mutex::Mutex};
    ///
    /// let mutex = Mutex::new((1, 2));
    /// let access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
    /// assert_eq!(access.get(), &(1, 2));
    /// ```
    #[inline]
    pub fn get(&self) -> &T {
        // SAFETY: by the invariant of the module, valid and not written to while `self` is
        // borrowed.
        unsafe { self.ptr.ptr.as_ref() }
    }

    /// The protected value, for writing.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::{self, Exclusive}, mutex::Mutex};
    ///
    /// let mutex = Mutex::new((1, 2));
    /// let mut access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
    /// access.get_mut().0 = 3;
    /// assert_eq!(*access, (3, 2));
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::{self, Exclusive}, mutex::Mutex};
    ///
    /// let mutex = Mutex::new((1, 2));
    /// let access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
    /// let mut second = access.map(|pair| &mut pair.1);
    /// *second += 1;
    /// # assert_eq!(*second, 3);
    /// ```
    #[inline]
    pub fn map<U: ?Sized>(
        mut self,
        f: impl FnOnce(&mut T) -> &mut U,
    ) -> Access<ExclusivePtr<U>, H, Part>
    where
        H: Within<T, S>,
    {
        let ptr = NonNull::from(f(self.get_mut()));
        self.with_ptr(ExclusivePtr::from_raw(ptr))
    }

    /// Narrows the access to a part that may not be there.
    ///
    /// # Errors
    ///
    /// The access unchanged, if `f` returns `None`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::{self, Exclusive}, mutex::Mutex};
    ///
    /// let mutex = Mutex::new(vec![1]);
    /// let access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
    /// let access = access.filter_map(|list| list.get_mut(7)).unwrap_err(); // there is none
    /// let mut first = access.filter_map(|list| list.first_mut()).unwrap();
    /// *first += 1;
    /// ```
    #[inline]
    pub fn filter_map<U: ?Sized>(
        mut self,
        f: impl FnOnce(&mut T) -> Option<&mut U>,
    ) -> Result<Access<ExclusivePtr<U>, H, Part>, Self>
    where
        H: Within<T, S>,
    {
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
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::{self, Exclusive}, mutex::Mutex};
    ///
    /// let mutex = Mutex::new(vec![1]);
    /// let access = guard::try_acquire::<_, Exclusive>(&mutex).unwrap();
    /// let found = access.try_map(|list| list.get_mut(7).ok_or("too few"));
    /// let (access, error) = found.unwrap_err();
    /// assert_eq!((error, access.len()), ("too few", 1));
    /// ```
    #[inline]
    pub fn try_map<U: ?Sized, E>(
        mut self,
        f: impl FnOnce(&mut T) -> Result<&mut U, E>,
    ) -> Result<Access<ExclusivePtr<U>, H, Part>, (Self, E)>
    where
        H: Within<T, S>,
    {
        match f(self.get_mut()).map(NonNull::from) {
            Ok(ptr) => Ok(self.with_ptr(ExclusivePtr::from_raw(ptr))),
            Err(e) => Err((self, e)),
        }
    }
}

impl<T: ?Sized, H, S> Deref for Access<ExclusivePtr<T>, H, S> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.get()
    }
}

impl<T: ?Sized, H, S> DerefMut for Access<ExclusivePtr<T>, H, S> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.get_mut()
    }
}

impl<P, H, S> Access<P, H, S> {
    /// The same hold, another pointer: of a reference that a closure returned, which takes any borrow of
    /// the old value, a `T`. So it is good for as long as `T` may be borrowed, and by [`Within`], which the
    /// callers ask for, that is for as long as the hold lasts.
    #[inline]
    fn with_ptr<Q>(self, ptr: Q) -> Access<Q, H, Part> {
        Access {
            ptr,
            hold: self.hold,
            _scope: PhantomData,
        }
    }
}
