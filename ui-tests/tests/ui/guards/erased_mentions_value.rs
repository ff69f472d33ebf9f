//! A mapped guard releases the lock as `Erased`, without the type of the value.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    type Erased = Self;
    mea_ui_tests::functions!(T);
}

fn main() {}
