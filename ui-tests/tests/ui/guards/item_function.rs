//! The attribute on a function.
#[mea::guard_family(borrowed = LockGuard)]
unsafe fn lock() {}

fn main() {}
