//! A mapped guard keeps only `Raw`, which therefore cannot know the type of the value.
use std::marker::PhantomData;

use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Inner<T: ?Sized>(Semaphore, PhantomData<fn(Box<T>)>);

struct Lock<T: ?Sized> {
    permit: Inner<T>,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Inner<T>;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {}
