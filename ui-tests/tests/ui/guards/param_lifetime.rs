//! A lock with a lifetime parameter.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<'s, T: ?Sized> {
    permit: Semaphore,
    name: &'s str,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<'s, T: ?Sized> Guards<Exclusive> for Lock<'s, T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
