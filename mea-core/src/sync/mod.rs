//! F0: atomics, cell and the internal lock. Four backends with one interface: `std`
//! (the default of the facade), `nostd` (a spin lock), `loom` (the model checker), `shuttle` (random
//! schedules). All `cfg(loom)` and `cfg(shuttle)` of the crate is below this module, but for the gates of
//! the loom tests.
//!
//! - `AtomicBool`, `AtomicPtr`, `AtomicU32`, `AtomicUsize`, `Ordering`: the usual ones.
//! - `AtomicNumber`: of 64 bits, so that it does not come around, where the machine has atomics of so
//!   many; otherwise a word.
//! - `UnsafeCell`: reached through `with` (to read) and `with_mut`, as loom wants it.
//! - `Tracked`: what is allocated has one, so that loom sees whether it is freed.
//! - `step`: a number that is another one at every call.
//! - `with_path`: which of the futures of a task are being polled.
//! - `thread`: sleeps until it is woken.
//! - `Lock`: guards queue links for a few instructions. No user code runs under it, so it cannot
//!   be poisoned and is never held across a wake-up.
//! - `GlobalLock`: the same for a `static`. Neither loom nor shuttle sees it: what is behind it outlives
//!   a run of theirs.

pub(crate) use core::sync::atomic::Ordering;

mod backoff;
#[cfg(any(loom, shuttle))]
mod global;
#[cfg(loom)]
mod loom;
#[cfg(all(test, loom))]
pub(crate) mod model;
#[cfg(not(any(loom, shuttle, feature = "std")))]
mod nostd;
mod path;
#[cfg(shuttle)]
mod shuttle;
#[cfg(all(feature = "std", not(any(loom, shuttle))))]
mod std;
mod step;
#[cfg(any(feature = "std", loom))]
pub(crate) mod thread;

#[cfg(loom)]
use self::loom as backend;
#[cfg(not(any(loom, shuttle, feature = "std")))]
use self::nostd as backend;
#[cfg(shuttle)]
use self::shuttle as backend;
#[cfg(all(feature = "std", not(any(loom, shuttle))))]
use self::std as backend;

#[cfg(target_has_atomic = "64")]
pub(crate) use self::backend::AtomicU64 as AtomicNumber;
#[cfg(not(target_has_atomic = "64"))]
pub(crate) use self::backend::AtomicUsize as AtomicNumber;
#[allow(unused_imports)] // of nobody, where the lock order is not checked at run time
#[cfg(not(any(loom, shuttle)))]
pub(crate) use self::backend::GlobalLock;
#[cfg(loom)]
pub(crate) use self::backend::Tracked;
pub(crate) use self::backend::{
    AtomicBool, AtomicPtr, AtomicU32, AtomicUsize, Lock, LockGuard, UnsafeCell,
};
#[allow(unused_imports)]
#[cfg(any(loom, shuttle))]
pub(crate) use self::global::GlobalLock;
#[allow(unused_imports)]
pub(crate) use self::path::with_path;
pub(crate) use self::{backoff::Backoff, step::step};

/// What is in an [`AtomicNumber`].
#[cfg(target_has_atomic = "64")]
pub(crate) type Number = u64;
#[cfg(not(target_has_atomic = "64"))]
pub(crate) type Number = usize;

/// A part of what is allocated: a loom test in which one is not dropped fails. Nothing without loom.
#[cfg(not(loom))]
pub(crate) struct Tracked;

#[cfg(not(loom))]
impl Tracked {
    pub(crate) const fn new() -> Self {
        Self
    }
}

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
