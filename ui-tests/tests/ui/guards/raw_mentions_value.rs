//! A mapped guard keeps only `Raw`, which therefore cannot know the type of the value. The bounds of
//! `Raw` lead the compiler to the same place; the first error says what is behind it.
use std::{
    future::{Pending, pending},
    marker::PhantomData,
    ptr::NonNull,
};

use mea::guard::{Exclusive, Guards, LockCell};

struct Inner<T>(PhantomData<fn(T)>);

struct Lock<T> {
    inner: Inner<T>,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Inner<T>;
    type Acquire<'a> = Pending<()>;

    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }
    fn raw(&self) -> &Inner<T> {
        &self.inner
    }
    fn try_acquire(_: &Inner<T>) -> bool {
        false
    }
    fn acquire(_: &Inner<T>) -> Pending<()> {
        pending()
    }
    unsafe fn release(_: &Inner<T>) {}
}

fn main() {}
