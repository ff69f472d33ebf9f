//! All mistakes are reported in one run, and code that uses the guards adds none.
use mea::{
    guard::{Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Lock<T: ?Sized> {
    permit: Semaphore,
    value: LockCell<Exclusive, T>,
}

#[mea::guard_family(mappd = MappedLockGuard owned = OwnedLockGuard, owned = Twice)]
unsafe impl<T: ?Sized + Clone> Guards<Exclusive> for Lock<T> {
    type Target = T;
    type Raw = Semaphore;
    type Acquire<'a> = AcquireAndForget<'a>;
    mea_ui_tests::functions!(T);
}

fn main() {
    let _: Option<(MappedLockGuard<'_, u8>, OwnedLockGuard<u8>, Twice<u8>)> = None;
}
