//! The value of an argument is a name, and the macro writes the parameters.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard, mapped = MappedLockGuard<'a, T>, owned = "OwnedLockGuard", owned_mapped = guards::Other)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
