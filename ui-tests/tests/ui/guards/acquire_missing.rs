//! A missing `Acquire` is for the compiler to report.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::Semaphore,
};

struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    mea_ui_tests::functions!(T);
}

fn main() {}
