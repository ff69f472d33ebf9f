//! The guards do not rely on what is in scope.
#![no_implicit_prelude]

use ::core::marker::Sized;
use ::mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[::mea::guard_family(
    borrowed = LockGuard,
    mapped = MappedLockGuard,
    owned = OwnedLockGuard,
    owned_mapped = OwnedMappedLockGuard,
)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    ::mea_ui_tests::functions!(T);
}

fn main() {
    let lock = Lock {
        permit: Semaphore::new(1),
        value: LockCell::new(1),
    };
    let access = ::mea::guard::try_acquire(&lock).unwrap();
    let guard: LockGuard<'_, i32> = ::core::convert::From::from(access);
    ::std::assert_eq!(*guard, 1);
}
