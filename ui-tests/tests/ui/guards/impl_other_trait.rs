//! An `impl` of another trait.
struct Lock<T: ?Sized>(T);

#[mea::guard_family(borrowed = LockGuard)]
unsafe impl<T: ?Sized> Send for Lock<T> {}

fn main() {}
