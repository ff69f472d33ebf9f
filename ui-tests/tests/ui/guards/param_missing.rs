//! A lock without a type parameter.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock {
    permit: Semaphore,
    value: LockCell<Exclusive, u8>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl Guards<Exclusive> for Lock {
    type Target = u8;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(u8);
}

fn main() {}
