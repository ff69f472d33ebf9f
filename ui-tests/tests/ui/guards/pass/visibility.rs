//! The guards and their functions have the visibility that is asked for.
mod outer {
    pub mod inner {
        use mea::{
            guard::{Exclusive, Guards, LockCell},
            semaphore::{AcquireAndForget, Semaphore},
        };

        macro_rules! lock {
            ($vis:vis $Lock:ident, $Guard:ident, $Mapped:ident) => {
                $vis struct $Lock<T: ?Sized> {
                    permit: Semaphore,
                    value: LockCell<Exclusive, T>,
                }

                #[mea::guard_family($vis, borrowed = $Guard, mapped = $Mapped)]
                unsafe impl<T: ?Sized> Guards<Exclusive> for $Lock<T> {
                    type Target = T;
                    type Raw = Semaphore;
                    type Acquire<'a> = AcquireAndForget<'a>;
                    mea_ui_tests::functions!(T);
                }

                impl<T> $Lock<T> {
                    $vis fn new(value: T) -> Self {
                        Self {
                            permit: Semaphore::new(1),
                            value: LockCell::new(value),
                        }
                    }

                    $vis fn try_lock(&self) -> Option<$Guard<'_, T>> {
                        mea::guard::try_acquire(self).map(Into::into)
                    }
                }
            };
        }

        lock!(pub Public, PublicGuard, MappedPublicGuard);
        lock!(pub(in crate::outer) Near, NearGuard, MappedNearGuard);
        lock!(Private, PrivateGuard, MappedPrivateGuard);

        pub fn private() {
            let lock = Private::new((1, 2));
            let guard: PrivateGuard<'_, _> = lock.try_lock().unwrap();
            let guard: MappedPrivateGuard<'_, _> = PrivateGuard::map(guard, |pair| &mut pair.0);
            assert_eq!(*guard, 1);
        }
    }

    pub fn near() {
        let lock = inner::Near::new((1, 2));
        let guard: inner::NearGuard<'_, _> = lock.try_lock().unwrap();
        let guard: inner::MappedNearGuard<'_, _> = inner::NearGuard::map(guard, |pair| &mut pair.0);
        assert_eq!(*guard, 1);
    }
}

fn main() {
    let lock = outer::inner::Public::new((1, 2));
    let guard: outer::inner::PublicGuard<'_, _> = lock.try_lock().unwrap();
    let guard: outer::inner::MappedPublicGuard<'_, _> =
        outer::inner::PublicGuard::map(guard, |pair| &mut pair.0);
    assert_eq!(*guard, 1);
    outer::near();
    outer::inner::private();
}
