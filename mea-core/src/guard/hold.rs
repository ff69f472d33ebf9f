//! The two holds: an acquisition that is given up when it is dropped. The only `Drop` of the guard
//! machinery.
//!
//! # Safety
//!
//! Invariant: *a hold stands for exactly one acquisition of its lock in its mode.* It is
//! established by `Hold::new` and `OwnedHold::new` (unsafe); `into_raw` moves the acquisition out,
//! and `Drop` gives it up.
#![allow(unsafe_code)]

use core::{marker::PhantomData, mem::ManuallyDrop};

use super::{Guards, LockOwner, Mode};

/// One acquisition of a borrowed lock; gives it up when dropped.
///
/// `E` is [`Guards::Erased`], the lock without the type of its value, so that a mapped guard can
/// forget that type.
#[must_use = "if unused, the lock is released at once"]
pub struct Hold<'a, E: Guards<M>, M: Mode> {
    raw: &'a E::Raw,
    _kind: PhantomData<fn() -> (*const E, M)>,
}

impl<'a, E: Guards<M>, M: Mode> Hold<'a, E, M> {
    /// # Safety
    ///
    /// The caller has one acquisition of `raw` in mode `M`, as a lock whose `Erased` is `E`, and
    /// hands it over.
    #[inline]
    pub(crate) unsafe fn new(raw: &'a E::Raw) -> Self {
        Self {
            raw,
            _kind: PhantomData,
        }
    }

    /// The acquisition without the hold: the caller has it now.
    #[inline]
    pub(crate) fn into_raw(self) -> &'a E::Raw {
        ManuallyDrop::new(self).raw
    }

    #[inline]
    pub(crate) fn raw(&self) -> &'a E::Raw {
        self.raw
    }
}

impl<E: Guards<M>, M: Mode> Drop for Hold<'_, E, M> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: by the invariant of the module we have one acquisition, and give it up here.
        unsafe { E::release(self.raw) }
    }
}

/// One acquisition of a lock that the hold keeps alive through its owner; gives it up when
/// dropped, before the owner.
#[must_use = "if unused, the lock is released at once"]
pub struct OwnedHold<O, L, M>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    owner: O,
    _kind: PhantomData<fn() -> (*const L, M)>,
}

impl<O, L, M> OwnedHold<O, L, M>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    /// # Safety
    ///
    /// The caller has one acquisition of `owner.lock()` in mode `M` and hands it over.
    #[inline]
    pub(crate) unsafe fn new(owner: O) -> Self {
        Self {
            owner,
            _kind: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn owner(&self) -> &O {
        &self.owner
    }

    /// The owner without the hold: the caller has the acquisition now.
    #[inline]
    pub(crate) fn into_owner(self) -> O {
        let this = ManuallyDrop::new(self);
        // SAFETY: `this` is not used again and not dropped, so its owner is moved out once.
        unsafe { core::ptr::read(&this.owner) }
    }
}

impl<O, L, M> Drop for OwnedHold<O, L, M>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
    #[inline]
    fn drop(&mut self) {
        // SAFETY: by the invariant of the module we have one acquisition, and give it up here;
        // `owner` is dropped after this, so the lock is alive.
        unsafe { L::release(self.owner.lock().raw()) }
    }
}
