//! A description of something that has no name.
use mea::guard::{Exclusive, Guards};

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T: ?Sized> Guards<Exclusive> for &T {}

fn main() {}
