//! An `impl` that says what is not a lock.
use mea::guard::{Exclusive, Guards};

struct Lock<T: ?Sized>(T);

#[mea::guard_family(borrowed = LockGuard)]
impl<T: ?Sized> !Guards<Exclusive> for Lock<T> {}

fn main() {}
