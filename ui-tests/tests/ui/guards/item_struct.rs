//! The attribute on the lock instead of on its description.
#[mea::guard_family(borrowed = LockGuard)]
pub struct Lock<T: ?Sized> {
    value: T,
}

fn lock<T>(_: &Lock<T>) -> LockGuard<'_, T> {
    todo!()
}

fn main() {}
