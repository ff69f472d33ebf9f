//! One atomic word that owns what it points to: all the unsafe code of both boxes.
//!
//! # Safety
//!
//! 1. The word of a slot came from [`Owner::into_ptr`], and nobody else has it: whoever gets it out
//!    puts another one in with the same atomic exchange, or has the slot by value or by `&mut`.
//!    So each pointer goes back through [`Owner::from_ptr`] once.
//! 2. A pointer goes in with `Release` and comes out with `Acquire`. All writes to the word are
//!    exchanges of that kind, so what was done to the value before it was put in happens before what
//!    is done to it after it was got out.
#![allow(unsafe_code)]

use alloc::boxed::Box;
use core::{
    fmt,
    marker::PhantomData,
    mem::ManuallyDrop,
    panic::{RefUnwindSafe, UnwindSafe},
    ptr,
};

use crate::sync::{
    AtomicPtr,
    Ordering::{AcqRel, Relaxed},
    const_fn,
};

/// A value that is one pointer: a box, or maybe one.
///
/// # Safety
///
/// Neither function panics. `from_ptr` of what `into_ptr` returned gives the same owner back, on any
/// thread if the owner is `Send`. The pointer is null, or to a valid target that is reached only by
/// whoever has the pointer from `into_ptr`.
pub(super) unsafe trait Owner: Sized {
    type Target;

    fn into_ptr(self) -> *mut Self::Target;

    /// # Safety
    ///
    /// `ptr` was returned by `into_ptr` of this type, and is given back once.
    unsafe fn from_ptr(ptr: *mut Self::Target) -> Self;
}

// SAFETY: the documented round trip of a box, which does not panic.
unsafe impl<T> Owner for Box<T> {
    type Target = T;

    #[inline]
    fn into_ptr(self) -> *mut T {
        Box::into_raw(self)
    }

    #[inline]
    unsafe fn from_ptr(ptr: *mut T) -> Self {
        // SAFETY: from `into_raw`, and given back once, as the caller promises.
        unsafe { Box::from_raw(ptr) }
    }
}

// SAFETY: as for a box; null, which no box is, stands for none.
unsafe impl<T> Owner for Option<Box<T>> {
    type Target = T;

    #[inline]
    fn into_ptr(self) -> *mut T {
        self.map_or(ptr::null_mut(), Box::into_raw)
    }

    #[inline]
    unsafe fn from_ptr(ptr: *mut T) -> Self {
        // SAFETY: if it is not null, it is from `into_raw` and given back once, as the caller
        // promises.
        (!ptr.is_null()).then(|| unsafe { Box::from_raw(ptr) })
    }
}

/// The word. Invariant in its type, as what is put in through one reference comes out of another.
pub(super) struct Slot<P: Owner> {
    ptr: AtomicPtr<P::Target>,
    _owns: PhantomData<P>,
}

// SAFETY: shared access moves owners in and out, each to one thread at a time (invariant 1), ordered
// by invariant 2; it never lends a target. So it needs `P: Send`, and not `P: Sync`. (Being written
// out, this takes the place of the automatic rule, which would be satisfied with `P: Sync` alone.)
unsafe impl<P: Owner + Send> Sync for Slot<P> {}

// What is in it was put in whole; nobody works on it there.
impl<P: Owner + UnwindSafe> UnwindSafe for Slot<P> {}
impl<P: Owner + UnwindSafe> RefUnwindSafe for Slot<P> {}

impl<T> Slot<Option<Box<T>>> {
    const_fn! {
        pub(super) const fn none() -> Self {
            Self {
                ptr: AtomicPtr::new(ptr::null_mut()),
                _owns: PhantomData,
            }
        }
    }
}

impl<P: Owner> Slot<P> {
    #[inline]
    pub(super) fn new(owner: P) -> Self {
        Self {
            ptr: AtomicPtr::new(owner.into_ptr()),
            _owns: PhantomData,
        }
    }

    #[inline]
    pub(super) fn swap(&self, owner: P) -> P {
        let ptr = self.ptr.swap(owner.into_ptr(), AcqRel);
        // SAFETY: it was in the word, and the exchange took it out (invariant 1).
        unsafe { P::from_ptr(ptr) }
    }

    #[inline]
    pub(super) fn swap_mut(&self, owner: &mut P) {
        // SAFETY: `owner` is valid to read. From here to the `write` it counts as moved out, and
        // nothing in between panics.
        let taken = unsafe { ptr::read(owner) };
        let swapped = self.swap(taken);
        // SAFETY: valid to write; what was there has been moved out above.
        unsafe { ptr::write(owner, swapped) }
    }

    #[inline]
    pub(super) fn into_inner(self) -> P {
        let this = ManuallyDrop::new(self);
        // SAFETY: it is in the word of a slot that we have by value, and that is not dropped.
        unsafe { P::from_ptr(this.address()) }
    }

    /// The target; `None` if there is none.
    #[inline]
    pub(super) fn get_mut(&mut self) -> Option<&mut P::Target> {
        // SAFETY: null, or a valid target that only the slot reaches (invariant 1); we have the slot
        // by `&mut` for as long as the reference lives.
        unsafe { self.address().as_mut() }
    }

    #[inline]
    fn address(&self) -> *mut P::Target {
        // Relaxed: by `&mut` or by value it is ordered by how we got it; otherwise only the address
        // is looked at.
        self.ptr.load(Relaxed)
    }
}

impl<P: Owner> Drop for Slot<P> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it is in the word, and the slot goes: nobody else gets it out.
        drop(unsafe { P::from_ptr(self.address()) });
    }
}

impl<P: Owner> fmt::Pointer for Slot<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.address(), f)
    }
}
