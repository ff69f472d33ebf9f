//! Attributes in the arguments that are no documentation of a guard.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(
    /// Of no guard.
    pub,
    #[derive(Clone)]
    borrowed = LockGuard,
    /// Fine.
    mapped = MappedLockGuard,
)]
unsafe impl<T: ?Sized> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {
    let _: Option<MappedLockGuard<'_, u8>> = None;
}
