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

use super::{Guards, LockOwner, Mode, Part, Whole};

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

/// That a hold does not last longer than `T`, where scope `S` of a lock is a `T`: what it takes to
/// [`map`](super::Access::map) an access. Sealed.
///
/// The closure of `map` is one for any `&'x T`, of which the compiler takes for granted that `T: 'x`. So
/// it may return whatever lives as long as `T`, and the access that comes of it knows `T` no more.
///
/// | the hold | `T` |
/// |---|---|
/// | borrows the lock for `'a` | `T: 'a` |
/// | keeps the lock, [`Whole`] | the value of that lock |
/// | keeps the lock, [`Part`] | `T: 'static` |
pub trait Within<T: ?Sized, S>: sealed::Within<T, S> {}
impl<T: ?Sized, S, H: sealed::Within<T, S>> Within<T, S> for H {}

mod sealed {
    /// # Safety
    ///
    /// While a value of type `Self`, or of one that it is a subtype of, is in use, `T` is alive: a
    /// lifetime that `T` mentions has not ended.
    pub unsafe trait Within<T: ?Sized, S> {}
}

// SAFETY: it is not used after `'a`, which may have become shorter and not longer.
unsafe impl<'a, T: ?Sized + 'a, E: Guards<M>, M: Mode, S> sealed::Within<T, S> for Hold<'a, E, M> {}

// SAFETY: the lifetimes of the value are among those of `L`, which the type of the hold mentions.
unsafe impl<O, L, M> sealed::Within<L::Target, Whole> for OwnedHold<O, L, M>
where
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
}

// SAFETY: it mentions none that ends. (Which lifetimes a part may have, the hold does not tell.)
unsafe impl<T, O, L, M> sealed::Within<T, Part> for OwnedHold<O, L, M>
where
    T: ?Sized + 'static,
    O: LockOwner<L>,
    L: Guards<M> + ?Sized,
    M: Mode,
{
}
