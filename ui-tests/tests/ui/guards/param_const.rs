//! A lock with a const parameter.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized, const N: usize> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T: ?Sized, const N: usize> Guards<Exclusive> for Lock<T, N> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
