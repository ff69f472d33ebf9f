//! The guards may dereference to something about the value, here to a slice; the value need not be
//! unsized, and the erased lock may be given by hand.
use std::{ptr::NonNull, sync::Arc};

use mea::{
    guard::{self, Exclusive, Guards, LockCell},
    semaphore::{AcquireAndForget, Semaphore},
};

struct Three<T> {
    permit: Semaphore,
    value: LockCell<Exclusive, [T; 3]>,
}

#[mea::guard_family(
    borrowed = Guard,
    mapped = Mapped,
    owned = Owned,
    owned_mapped = OwnedMapped,
)]
unsafe impl<T> Guards<Exclusive> for Three<T> {
    type Target = [T];
    type Raw = Semaphore;
    type Erased = Three<u8>;
    type Acquire<'a> = AcquireAndForget<'a>;

    fn target(&self) -> NonNull<[T]> {
        self.value.as_ptr()
    }
    fn raw(&self) -> &Semaphore {
        &self.permit
    }
    fn try_acquire(raw: &Semaphore) -> bool {
        raw.try_acquire_and_forget(1)
    }
    fn acquire(raw: &Semaphore) -> AcquireAndForget<'_> {
        raw.acquire_and_forget(1)
    }
    unsafe fn release(raw: &Semaphore) {
        raw.release(1);
    }
}

fn main() {
    let three = Arc::new(Three {
        permit: Semaphore::new(1),
        value: LockCell::new([1, 2, 3]),
    });

    let mut guard: Guard<'_, i32> = guard::try_acquire(&*three).unwrap().into();
    guard.sort_by_key(|n| -n);
    assert_eq!(format!("{guard:?}"), "[3, 2, 1]");
    let guard: Mapped<'_, i32> = Guard::map(guard, |slice| &mut slice[0]);
    assert_eq!(format!("{guard}"), "3");
    drop(guard);

    let guard: Owned<i32> = guard::try_acquire_owned(three.clone()).ok().unwrap().into();
    assert!(Arc::ptr_eq(Owned::owner(&guard), &three));
    let guard = Owned::filter_map(guard, |slice| slice.get_mut(3)).unwrap_err();
    let guard: OwnedMapped<i32, [i32]> = Owned::map(guard, |slice| &mut slice[1..]);
    let (guard, error) = OwnedMapped::try_map(guard, |_| Err::<&mut u8, _>("no")).unwrap_err();
    assert_eq!((&*guard, error), (&[2, 1][..], "no"));
    assert!(!three.permit.try_acquire_and_forget(1));
    drop(guard);
    assert!(three.permit.try_acquire_and_forget(1));
}
