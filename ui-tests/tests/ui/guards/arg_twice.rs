//! An argument that is given twice.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

pub struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(pub, borrowed = LockGuard, crate = ::mea, pub(crate), borrowed = Other, crate = mea)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
