//! F0: atomics, cell and the internal lock. Three backends with one interface: `std`
//! (the default of the facade), `nostd` (a spin lock), `loom` (the model checker). All `cfg(loom)`
//! of the crate is below this module, but for the gates of the loom tests.
//!
//! - `AtomicBool`, `AtomicPtr`, `AtomicU32`, `AtomicUsize`, `Ordering`: the usual ones.
//! - `UnsafeCell`: reached through `with` (to read) and `with_mut`, as loom wants it.
//! - `step`: a number that is another one at every call.
//! - `Lock`: guards queue links for a few instructions. No user code runs under it, so it cannot
//!   be poisoned and is never held across a wake-up.
//! - `GlobalLock`: the same for a `static`. Loom does not see it: what is behind it outlives a model.

pub(crate) use core::sync::atomic::Ordering;

mod backoff;
#[cfg(loom)]
mod loom;
#[cfg(all(test, loom))]
pub(crate) mod model;
#[cfg(not(any(loom, feature = "std")))]
mod nostd;
#[cfg(all(feature = "std", not(loom)))]
mod std;
mod step;

#[cfg(loom)]
use self::loom as backend;
#[cfg(not(any(loom, feature = "std")))]
use self::nostd as backend;
#[cfg(all(feature = "std", not(loom)))]
use self::std as backend;

pub(crate) use self::backend::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, GlobalLock, Lock, LockGuard, UnsafeCell,
};
pub(crate) use self::{backoff::Backoff, step::step};

/// `const fn`, except under loom, whose types have no const constructors.
macro_rules! const_fn {
    ($(#[$meta:meta])* $vis:vis const fn $($rest:tt)*) => {
        $(#[$meta])*
        #[cfg(not(loom))]
        $vis const fn $($rest)*
        $(#[$meta])*
        #[cfg(loom)]
        $vis fn $($rest)*
    };
}
pub(crate) use const_fn;

/// A number that shrinks under loom, so that the path behind it is reached there.
pub(crate) const fn small_under_loom(usual: usize, loom: usize) -> usize {
    if cfg!(loom) { loom } else { usual }
}
