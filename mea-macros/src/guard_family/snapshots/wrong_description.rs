//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

unsafe impl<T: Clone> Guards<Exclusive> for Mutex<T> {
    type Target = T;
    type Raw = RawMutex;
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }
    unsafe fn release(raw: &RawMutex) {
        raw.unlock()
    }
    type Erased = Mutex<()>;
}
::core::compile_error! {
    "`T` may be bounded by `?Sized` only, because a mapped guard forgets the value and releases the lock as `Mutex<()>`: move the bound to the methods that need it"
}
///Could not be written: see the errors of `#[guard_family]`.
#[allow(dead_code)]
pub struct MutexGuard<'a, T: ?::core::marker::Sized>(
    &'a (),
    ::core::marker::PhantomData<T>,
);
///Could not be written: see the errors of `#[guard_family]`.
#[allow(dead_code)]
pub struct MappedMutexGuard<'a, T: ?::core::marker::Sized>(
    &'a (),
    ::core::marker::PhantomData<T>,
);
///Could not be written: see the errors of `#[guard_family]`.
#[allow(dead_code)]
pub struct OwnedMutexGuard<T: ?::core::marker::Sized, O = ()>(
    O,
    ::core::marker::PhantomData<T>,
);
///Could not be written: see the errors of `#[guard_family]`.
#[allow(dead_code)]
pub struct OwnedMappedMutexGuard<
    T: ?::core::marker::Sized,
    U: ?::core::marker::Sized,
    O = (),
>(
    O,
    ::core::marker::PhantomData<T>,
    ::core::marker::PhantomData<U>,
);
