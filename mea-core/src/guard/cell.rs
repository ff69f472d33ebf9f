//! The cell that a lock keeps its value in.
//!
//! # Safety
//!
//! Through a shared reference the cell hands out an address and nothing else, so that by itself it may be
//! shared by threads, whatever is in it. Who may dereference the address is the business of the lock's
//! `unsafe impl Guards`, which by point 4 of that contract may rely on the bounds of the two `Sync`s below:
//! they are those of a correct lock of the mode. The cell is invariant in `T`, as point 4 wants it, too.
#![allow(unsafe_code)]

use core::{cell::UnsafeCell, fmt, marker::PhantomData, ptr::NonNull};

use super::{Exclusive, Shared};

/// Storage for the value of a lock whose access modes are at most `M`.
///
/// Like [`UnsafeCell`], but `Sync` when the lock around it may be: for [`Exclusive`] if `T: Send`
/// (the value goes from one holder to the next), for [`Shared`] if `T: Send + Sync` (several
/// holders look at it at once). A lock with any shared mode must use [`Shared`].
///
/// # Examples
///
/// ```
/// use mea::guard::{Exclusive, LockCell};
///
/// let mut cell = LockCell::<Exclusive, _>::new(1);
/// *cell.get_mut() += 1;
/// assert_eq!(cell.into_inner(), 2);
/// ```
pub struct LockCell<M, T: ?Sized> {
    _mode: PhantomData<fn() -> M>,
    value: UnsafeCell<T>,
}

// SAFETY: a `&LockCell` gives nobody the value. Whoever gets at it by the address has the contract of
// `Guards<Exclusive>`, that is one holder at a time: the value is sent from holder to holder.
unsafe impl<T: ?Sized + Send> Sync for LockCell<Exclusive, T> {}
// SAFETY: as above, with several holders at once, who have `&T`: it is shared. With an exclusive mode
// beside it, it is sent, too.
unsafe impl<T: ?Sized + Send + Sync> Sync for LockCell<Shared, T> {}

impl<M, T> LockCell<M, T> {
    /// A cell with `value` in it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::guard::{LockCell, Shared};
    ///
    /// static CELL: LockCell<Shared, u32> = LockCell::new(1);
    /// # let _ = CELL.as_ptr();
    /// ```
    #[inline]
    pub const fn new(value: T) -> Self {
        Self {
            _mode: PhantomData,
            value: UnsafeCell::new(value),
        }
    }

    /// The value.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::guard::{LockCell, Shared};
    ///
    /// assert_eq!(LockCell::<Shared, _>::new(1).into_inner(), 1);
    /// ```
    #[inline]
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<M, T: ?Sized> LockCell<M, T> {
    /// The value, reached through the only reference to the cell.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::guard::{LockCell, Shared};
    ///
    /// let mut cell = LockCell::<Shared, _>::new(1);
    /// *cell.get_mut() += 1;
    /// assert_eq!(cell.into_inner(), 2);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// The address of the value: what [`Guards::target`](super::Guards::target) returns.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::guard::{LockCell, Shared};
    ///
    /// let cell = LockCell::<Shared, _>::new(1);
    /// // SAFETY: nobody else has the cell.
    /// assert_eq!(unsafe { *cell.as_ptr().as_ref() }, 1);
    /// ```
    #[inline]
    pub const fn as_ptr(&self) -> NonNull<T> {
        // SAFETY: the address of a field of what we have a reference to is not null.
        unsafe { NonNull::new_unchecked(self.value.get()) }
    }
}

impl<M, T: ?Sized> fmt::Debug for LockCell<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LockCell").finish_non_exhaustive()
    }
}
