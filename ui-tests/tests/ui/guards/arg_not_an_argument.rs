//! Something that is no argument at all.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard, 1)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
