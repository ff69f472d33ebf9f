//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T> {
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
    "unknown guard variant `borowed` (did you mean `borrowed`?); expected `borrowed`, `owned`, `mapped`, `owned_mapped`, `crate` or a visibility"
}
///Exclusive access to the value in a [`Mutex`]; releases it when dropped.
#[must_use = "if unused, the `Mutex` is released at once"]
struct Twice<'a, T: ?::core::marker::Sized> {
    access: ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<T>,
        ::mea::guard::Hold<'a, Mutex<()>, ::mea::guard::Exclusive>,
        ::mea::guard::Whole,
    >,
    _lives: ::core::marker::PhantomData<fn() -> &'a T>,
}
impl<'a, T: ?::core::marker::Sized> ::core::ops::Deref for Twice<'a, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        self.access.get()
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::ops::DerefMut for Twice<'a, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.access.get_mut()
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::fmt::Debug for Twice<'a, T>
where
    T: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::fmt::Display for Twice<'a, T>
where
    T: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    'a,
    T: ?::core::marker::Sized,
> ::core::convert::From<
    ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<T>,
        ::mea::guard::Hold<'a, Mutex<()>, ::mea::guard::Exclusive>,
        ::mea::guard::Whole,
    >,
> for Twice<'a, T> {
    #[inline]
    fn from(
        access: ::mea::guard::Access<
            ::mea::guard::ExclusivePtr<T>,
            ::mea::guard::Hold<'a, Mutex<()>, ::mea::guard::Exclusive>,
            ::mea::guard::Whole,
        >,
    ) -> Self {
        Self {
            access,
            _lives: ::core::marker::PhantomData,
        }
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::convert::From<Twice<'a, T>>
for ::mea::guard::Access<
    ::mea::guard::ExclusivePtr<T>,
    ::mea::guard::Hold<'a, Mutex<()>, ::mea::guard::Exclusive>,
    ::mea::guard::Whole,
> {
    #[inline]
    fn from(guard: Twice<'a, T>) -> Self {
        guard.access
    }
}
///Could not be written: see the errors of `#[guard_family]`.
#[allow(dead_code)]
struct Guard<'a, T: ?::core::marker::Sized>(&'a (), ::core::marker::PhantomData<T>);
