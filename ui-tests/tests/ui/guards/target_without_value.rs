//! The guards dereference to the value, or to something about it.
use std::marker::PhantomData;

use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T> {
    permit: Semaphore,
    kind: PhantomData<T>,
    value: LockCell<Exclusive, u8>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T> Guards<Exclusive> for Lock<T> {
    type Target = u8;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(u8);
}

fn main() {}
