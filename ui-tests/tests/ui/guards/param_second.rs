//! A lock with a second type parameter.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized, N> {
    permit: Semaphore,
    name: N,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T: ?Sized, N> Guards<Exclusive> for Lock<T, N> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
