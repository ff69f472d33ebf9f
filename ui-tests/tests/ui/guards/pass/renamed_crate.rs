//! `crate = path` says where the crate is, and guards need no `mea` at the root of paths.
mod dependencies {
    pub mod locks {
        pub use ::mea::*;
    }
}

use dependencies::locks::{
    guard::{self, Exclusive, Guards, LockCell},
    guard_family,
    semaphore::{AcquireAndForget, Semaphore},
};

mod mea {}

macro_rules! lock {
    ($Lock:ident, $($args:tt)*) => {
        struct $Lock<T: ?Sized> {
            permit: Semaphore,
            value: LockCell<Exclusive, T>,
        }

        #[guard_family($($args)*)]
        unsafe impl<T: ?Sized> Guards<Exclusive> for $Lock<T> {
            type Target = T;
            type Raw = Semaphore;
            type Acquire<'a> = AcquireAndForget<'a>;
            mea_ui_tests::functions!(T);
        }

        impl<T> $Lock<T> {
            fn new(value: T) -> Self {
                Self {
                    permit: Semaphore::new(1),
                    value: LockCell::new(value),
                }
            }
        }
    };
}

lock! {
    First,
    crate = dependencies::locks, borrowed = FirstGuard, mapped = MappedFirstGuard,
    owned = OwnedFirstGuard, owned_mapped = OwnedMappedFirstGuard
}

macro_rules! with_path_of_this_crate {
    () => {
        lock! { Second, crate = $crate::dependencies::locks, borrowed = SecondGuard }
    };
}
with_path_of_this_crate!();

fn main() {
    let first = First::new((1, 2));
    let guard = FirstGuard::from(guard::try_acquire(&first).unwrap());
    assert_eq!(*FirstGuard::map(guard, |pair| &mut pair.1), 2);

    let second = Second::new(3);
    assert_eq!(*SecondGuard::from(guard::try_acquire(&second).unwrap()), 3);
}
