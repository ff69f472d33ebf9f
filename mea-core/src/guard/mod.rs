//! Guards, for those who write a lock of their own.
//!
//! # When to use it
//!
//! When none of the locks of this crate grants as yours shall, and its users expect the guards that a lock
//! has: borrowed and owned ones, and the mapped form of each, with the right variance, `Send` and `Sync`.
//! [`#[guard_family]`](macro@mea_macros::guard_family) writes them from one description of the lock, an
//! `unsafe impl` of [`Guards`], which is the only unsafe code that such a lock needs.
//!
//! | not for | take |
//! |---|---|
//! | a value behind a lock that there is | a [mutex](crate::mutex), a [rwlock](crate::rwlock) |
//! | a lock without a value | a [semaphore](crate::semaphore): its permits are given back when they are dropped |
//! | a lock in the fields of a struct | [shared](crate::shared), also with a lock of yours |
//!
//! # Example
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
//! # States
//!
//! A guard is an [`Access`]: one acquisition of the lock, the *hold*, with the pointer to what it protects.
//!
//! ```text
//!                                         map, filter_map, try_map: another pointer, the same hold
//!                                                +-----+
//!                                                |     v
//!   free --- try_acquire, acquire --->  Access( pointer, hold ) --- dropped: `Guards::release` ---> free
//!                                                         | ^
//!                                                         +-+
//!                                         adopt: a borrowed hold becomes one that keeps the lock
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`Acquire`] is cancel-safe if the future of the lock is: nothing is acquired by one
//!   that is dropped before it completes.
//! - **Fairness.** That of the lock.
//! - **Snooze safety.** None is promised: the lock may be handed to a future that nobody polls.
//! - **Memory ordering.** What a holder did happens before what the next holder does. The implementation of
//!   [`Guards`] has promised it, by point 2 of its contract.
//! - **Allocation.** None.
//! - **Panics.** [`Acquire`], if it is polled after it has completed. If the closure of `map` or its like
//!   panics, the lock is released.
//! - **Send, Sync and variance** of a guard follow from its fields: exclusive access, and access that may
//!   become exclusive, is invariant, shared access is covariant, and a guard is `Send` exactly when the
//!   reference that it stands for is.
//! - **A part never becomes the whole again**: what `map` found may be gone once the lock was released, or
//!   must not be shared.
//!
//! # What the guards are
//!
//! ```text
//!   MutexGuard<'a, T>             =  Access< ExclusivePtr<T>,  Hold<'a, ..>,  Whole >
//!   MappedMutexGuard<'a, U>       =  Access< ExclusivePtr<U>,  Hold<'a, ..>,  Part  >
//!   OwnedMutexGuard<T>            =  Access< ExclusivePtr<T>,  OwnedHold<..>, Whole >
//!   OwnedMappedMutexGuard<T, U>   =  Access< ExclusivePtr<U>,  OwnedHold<..>, Part  >
//!   RwLockReadGuard<'a, T>        =  Access< SharedPtr<T>,     Hold<'a, ..>,  Whole >
//!   RwLockUpgradableReadGuard<..> =  Access< UpgradablePtr<T>, Hold<'a, ..>,  Whole >
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
    hold::{Hold, OwnedHold, Within},
    wait::{Acquire, BorrowedAccess, OwnedAccess, acquire, adopt, try_acquire, try_acquire_owned},
};
pub(crate) use self::{
    home::{Acquiring, BorrowedHome, OwnedHome, acquire_futures},
    wait::{acquired, acquired_owned},
};

/// A way to hold a lock: what the guard may do with the value. Sealed.
///
/// # Examples
///
/// ```
/// use mea::{guard::{self, Exclusive, Guards, Mode, Shared}, mutex::Mutex, rwlock::RwLock};
///
/// /// Whatever the mode is.
/// fn is_free<M: Mode, L: Guards<M>>(lock: &L) -> bool {
///     guard::try_acquire(lock).is_some()
/// }
///
/// assert!(is_free::<Exclusive, _>(&Mutex::new(1)));
/// assert!(is_free::<Shared, _>(&RwLock::new(1)));
/// ```
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
///    [`release`](Self::release), on any thread, or never. A future that is dropped before it completes is
///    no acquisition.
/// 2. During an acquisition of `self.raw()`, [`target`](Self::target) points to a value that is
///    valid and that nobody else writes (modes with a [`SharedPtr`] or [`UpgradablePtr`]) or
///    reaches at all (modes with an [`ExclusivePtr`]); everything a holder did happens before what
///    the next holder does.
/// 3. `raw` and `target` return the same address for as long as `self` is not moved, and do not
///    panic; `raw` is a part of `self`, not shared with another lock.
/// 4. If `Self: Sync`, then `Target: Send`, and `Target: Sync` too if any mode is shared. If any mode has an
///    [`ExclusivePtr`] or [`UpgradablePtr`], the lock is invariant in what `Target` mentions, as a
///    [`Cell`](core::cell::Cell) is: otherwise a lock of `&'static str` would be one that a `&'short str` may
///    be written to. [`LockCell`] sees to both.
/// 5. [`Erased`](Self::Erased) is this lock for another value: its functions on `Raw` do the same.
///
/// # Examples
///
/// A complete one is in the [module](self#example). As a bound, for code that does not care which lock it is:
///
/// ```
/// use mea::{guard::{self, Exclusive, Guards}, mutex::Mutex};
///
/// fn is_free<L: Guards<Exclusive>>(lock: &L) -> bool {
///     guard::try_acquire(lock).is_some()
/// }
///
/// let mutex = Mutex::new(1);
/// assert!(is_free(&mutex));
/// let guard = mutex.try_lock();
/// assert!(!is_free(&mutex));
/// # drop(guard);
/// ```
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
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use mea::{
///     guard::{self, Exclusive, LockOwner},
///     mutex::{Mutex, OwnedMutexGuard},
/// };
///
/// struct Door {
///     name: &'static str,
///     knocks: Mutex<u32>,
/// }
///
/// struct Owner(Arc<Door>);
///
/// // SAFETY: what an `Arc` points to stays where it is until the last one is dropped, and may be pointed
/// // to by others.
/// unsafe impl LockOwner<Mutex<u32>> for Owner {
///     fn lock(&self) -> &Mutex<u32> {
///         &self.0.knocks
///     }
/// }
///
/// let owner = Owner(Arc::new(Door { name: "front", knocks: Mutex::new(0) }));
/// let access = guard::try_acquire_owned::<_, _, Exclusive>(owner).ok().unwrap();
/// let mut knocks: OwnedMutexGuard<u32, Owner> = access.into();
/// *knocks += 1;
/// assert_eq!(OwnedMutexGuard::owner(&knocks).0.name, "front");
/// ```
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
