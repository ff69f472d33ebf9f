//! The guards are documented and contain no `unsafe`, which may be allowed for the description alone.
//! No lint that a strict user turns on finds anything in them.
#![deny(warnings, missing_docs, unsafe_code, unreachable_pub)]
#![deny(missing_debug_implementations, unnameable_types, unused_qualifications)]
#![deny(rust_2018_idioms, single_use_lifetimes, unused_lifetimes)]

use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

/// A lock.
#[derive(Debug)]
pub struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(
    pub,
    /// It may be documented by its owner, too.
    borrowed = LockGuard,
    mapped = MappedLockGuard,
    owned = OwnedLockGuard,
    owned_mapped = OwnedMappedLockGuard,
)]
#[allow(unsafe_code)]
// SAFETY: see `functions`.
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

mod private {
    use super::*;

    #[derive(Debug)]
    pub(super) struct Lock<T: ?Sized> {
        pub(super) permit: Semaphore,
        pub(super) value: LockCell<Exclusive, T>,
    }

    // No function of these guards is used, and nobody is told.
    #[mea::guard_family(
        pub(super),
        borrowed = LockGuard,
        mapped = MappedLockGuard,
        owned = OwnedLockGuard,
        owned_mapped = OwnedMappedLockGuard,
    )]
    #[allow(unsafe_code)]
    // SAFETY: see `functions`.
    unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
        type Target = T;
        type Raw = Semaphore;
        type Acquire<'a> = AcquireAndForget<'a>;
        mea_ui_tests::functions!(T);
    }
}

fn main() {
    let (permit, value) = (Semaphore::new(1), LockCell::new(1));
    let lock = private::Lock { permit, value };
    let guard = mea::guard::try_acquire(&lock).map(private::LockGuard::from);
    assert_eq!(guard.as_deref(), Some(&1));
}
