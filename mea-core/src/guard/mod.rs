//! Guards, for those who write a lock of their own.
//!
//! A guard is an [`Access`]: a typed pointer to the protected value and a hold that releases the
//! lock when it is dropped. [`#[guard_family]`](macro@mea_macros::guard_family) turns one description of
//! a lock, an `unsafe impl` of [`Guards`], into the named guard types (borrowed, owned, and the
//! mapped form of each) with everything that users expect of a guard. The description is the only
//! unsafe code that such a lock needs.
//!
//! ```text
//!   MutexGuard<'a, T>             =  Access< ExclusivePtr<T>,  Hold<'a, ..>,  Whole >
//!   MappedMutexGuard<'a, U>       =  Access< ExclusivePtr<U>,  Hold<'a, ..>,  Part  >
//!   OwnedMutexGuard<T>            =  Access< ExclusivePtr<T>,  OwnedHold<..>, Whole >
//!   OwnedMappedMutexGuard<T, U>   =  Access< ExclusivePtr<U>,  OwnedHold<..>, Part  >
//!   RwLockReadGuard<'a, T>        =  Access< SharedPtr<T>,     Hold<'a, ..>,  Whole >
//!   RwLockUpgradableReadGuard<..> =  Access< UpgradablePtr<T>, Hold<'a, ..>,  Whole >
//! ```
//!
//! Variance, `Send` and `Sync` of a guard follow from these fields: exclusive access, and access that
//! may become exclusive, is invariant, shared access is covariant, and a guard is `Send` exactly when
//! the reference that it stands for is. An access to a part never becomes one to the whole again:
//! what `map` found may be gone once the lock was released, or must not be shared.
//!
//! # Examples
//!
//! A mutex with a name, out of a [`Semaphore`](crate::semaphore::Semaphore) of one permit. A
//! complete program is `examples/custom_lock.rs`.
//!
//! ```
//! use std::ptr::NonNull;
//!
//! use mea::{
//!     guard::{Exclusive, Guards, LockCell},
//!     semaphore::{AcquireAndForget, Semaphore},
//! };
//!
//! pub struct Named<T: ?Sized> {
//!     name: &'static str,
//!     permit: Semaphore,
//!     value: LockCell<Exclusive, T>,
//! }
//!
//! #[mea::guard_family(pub, borrowed = NamedGuard, mapped = MappedNamedGuard)]
//! // SAFETY: `permit` starts with one permit, an acquisition takes it and a release puts it back,
//! // so there is one holder at a time; the value is reached through guards alone.
//! unsafe impl<T: ?Sized> Guards<Exclusive> for Named<T> {
//!     type Target = T;
//!     type Raw = Semaphore;
//!     type Acquire<'a> = AcquireAndForget<'a>;
//!
//!     fn target(&self) -> NonNull<T> {
//!         self.value.as_ptr()
//!     }
//!     fn raw(&self) -> &Semaphore {
//!         &self.permit
//!     }
//!     fn try_acquire(raw: &Semaphore) -> bool {
//!         raw.try_acquire_and_forget(1)
//!     }
//!     fn acquire(raw: &Semaphore) -> AcquireAndForget<'_> {
//!         raw.acquire_and_forget(1)
//!     }
//!     unsafe fn release(raw: &Semaphore) {
//!         raw.release(1)
//!     }
//! }
//!
//! impl<T: ?Sized> Named<T> {
//!     pub async fn lock(&self) -> NamedGuard<'_, T> {
//!         mea::guard::acquire(self).await.into()
//!     }
//! }
//!
//! # mea::blocking::block_on(async {
//! let lock = Named {
//!     name: "pair",
//!     permit: Semaphore::new(1),
//!     value: LockCell::new((1, 'x')),
//! };
//! let mut first = NamedGuard::map(lock.lock().await, |pair| &mut pair.0);
//! *first += 1;
//! drop(first);
//! assert_eq!((lock.name, *lock.lock().await), ("pair", (2, 'x')));
//! # });
//! ```
#![allow(unsafe_code)]

mod access;
mod cell;
mod hold;
mod home;
mod wait;

use alloc::sync::Arc;
use core::{fmt, future::Future, ptr::NonNull};

pub use self::{
    access::{Access, ExclusivePtr, Part, Pointer, SharedPtr, UpgradablePtr, Whole},
    cell::LockCell,
    hold::{Hold, OwnedHold},
    wait::{Acquire, BorrowedAccess, OwnedAccess, acquire, adopt, try_acquire, try_acquire_owned},
};
pub(crate) use self::{
    home::{Acquiring, BorrowedHome, OwnedHome, acquire_futures},
    wait::{acquired, acquired_owned},
};

/// A way to hold a lock: what the guard may do with the value. Sealed.
pub trait Mode: sealed::Sealed + 'static {
    /// [`SharedPtr`], [`UpgradablePtr`] or [`ExclusivePtr`].
    type Pointer<T: ?Sized>: Pointer<T>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! modes {
    ($($(#[$doc:meta])* $Mode:ident: $Pointer:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $Mode {}
        impl sealed::Sealed for $Mode {}
        impl Mode for $Mode {
            type Pointer<T: ?Sized> = $Pointer<T>;
        }
    )*};
}
modes! {
    /// One holder, who may read and write.
    Exclusive: ExclusivePtr;
    /// Several holders, who may read.
    Shared: SharedPtr;
    /// One holder, who may read while [`Shared`] holders do, and may become [`Upgraded`].
    Upgradable: UpgradablePtr;
    /// The [`Upgradable`] holder, alone with the value: may read and write.
    Upgraded: ExclusivePtr;
}

/// A mode whose acquisitions last until they are released, however long the lock was borrowed for.
/// All but [`Upgraded`], which ends with the borrow of the [`Upgradable`] guard.
#[diagnostic::on_unimplemented(
    message = "an acquisition of mode `{Self}` is borrowed from another one",
    label = "cannot outlive that borrow"
)]
pub trait Standalone: Mode {}
impl Standalone for Exclusive {}
impl Standalone for Shared {}
impl Standalone for Upgradable {}

/// A lock that hands out guards with access mode `M`; the description that
/// [`#[guard_family]`](macro@mea_macros::guard_family) starts from.
///
/// # Safety
///
/// 1. *An acquisition* in mode `M` begins when [`try_acquire`](Self::try_acquire) returns `true` or
///    a future of [`acquire`](Self::acquire) completes, and ends with one call of
///    [`release`](Self::release). A future that is dropped before it completes is no acquisition.
/// 2. During an acquisition of `self.raw()`, [`target`](Self::target) points to a value that is
///    valid and that nobody else writes (modes with a [`SharedPtr`] or [`UpgradablePtr`]) or
///    reaches at all (modes with an [`ExclusivePtr`]); everything a holder did happens before what
///    the next holder does.
/// 3. `raw` and `target` return the same address for as long as `self` is not moved, and do not
///    panic; `raw` is a part of `self`, not shared with another lock.
/// 4. If `Self: Sync`, then `Target: Send`, and `Target: Sync` too if any mode is shared.
///    [`LockCell`] sees to it.
/// 5. [`Erased`](Self::Erased) is this lock for another value: its functions on `Raw` do the same.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a lock with access mode `{M}`",
    label = "no guards of mode `{M}`",
    note = "describe the lock with `#[mea::guard_family(..)] unsafe impl<T: ?Sized> Guards<{M}> for Lock<T>`"
)]
pub unsafe trait Guards<M: Mode> {
    /// What the guards dereference to.
    type Target: ?Sized;
    /// The part of the lock that is enough to acquire and release it. It must not mention the type
    /// of the value, which a mapped guard has forgotten.
    type Raw: Sync + 'static;
    /// The same lock around another value, such as `Mutex<()>` for `Mutex<T>`.
    /// `#[guard_family]` writes this item.
    type Erased: Guards<M, Raw = Self::Raw>;
    /// The future of [`acquire`](Self::acquire).
    type Acquire<'a>: Future<Output = ()>;

    /// The address of the protected value.
    fn target(&self) -> NonNull<Self::Target>;
    /// The part that is acquired and released.
    fn raw(&self) -> &Self::Raw;
    /// Acquires without waiting; `true` if it did.
    fn try_acquire(raw: &Self::Raw) -> bool;
    /// Acquires; completes when it has.
    fn acquire(raw: &Self::Raw) -> Self::Acquire<'_>;
    /// Ends an acquisition.
    ///
    /// # Safety
    ///
    /// The caller has an acquisition of `raw` in mode `M`, and gives it up.
    unsafe fn release(raw: &Self::Raw);
}

/// Something that keeps a lock `L` alive at one address: the owner in an owned guard.
///
/// # Safety
///
/// - [`lock`](Self::lock) returns the same reference for as long as the owner lives, also after the
///   owner was moved, and does not panic.
/// - What was derived from an earlier `lock` stays valid when the owner is moved. (So an owner is not a
///   `Box`, whose move asserts that nothing else points inside.)
pub unsafe trait LockOwner<L: ?Sized> {
    /// The lock.
    fn lock(&self) -> &L;
}

// SAFETY: what an `Arc` points to stays where it is until the last `Arc` is dropped, and a move of an
// `Arc` says nothing about other pointers to it.
unsafe impl<L: ?Sized> LockOwner<L> for Arc<L> {
    #[inline]
    fn lock(&self) -> &L {
        self
    }
}

// SAFETY: it stays where it is for ever, and may be pointed to by others.
unsafe impl<L: ?Sized> LockOwner<L> for &'static L {
    #[inline]
    fn lock(&self) -> &L {
        self
    }
}

impl<P, H, S> fmt::Debug for Access<P, H, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").finish_non_exhaustive()
    }
}

impl<E: Guards<M>, M: Mode> fmt::Debug for Hold<'_, E, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hold").finish_non_exhaustive()
    }
}

impl<O: LockOwner<L>, L: Guards<M> + ?Sized, M: Mode> fmt::Debug for OwnedHold<O, L, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedHold").finish_non_exhaustive()
    }
}

impl<T: ?Sized> fmt::Debug for SharedPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedPtr").finish_non_exhaustive()
    }
}

impl<T: ?Sized> fmt::Debug for UpgradablePtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpgradablePtr").finish_non_exhaustive()
    }
}

impl<T: ?Sized> fmt::Debug for ExclusivePtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExclusivePtr").finish_non_exhaustive()
    }
}

#[doc(hidden)]
pub mod __private {
    pub use alloc::sync::Arc;
}
