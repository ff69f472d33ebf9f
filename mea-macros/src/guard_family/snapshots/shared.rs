//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

unsafe impl<T> guard::Guards<guard::Shared> for lock::Slice<T> {
    type Target = [T];
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }
    unsafe fn release(raw: &RawMutex) {
        raw.unlock()
    }
    type Erased = lock::Slice<()>;
}
///Shared access to the value in a [`Slice`](lock::Slice); releases it when dropped.
#[must_use = "if unused, the `Slice` is released at once"]
struct ReadGuard<'a, T> {
    access: ::mea::guard::Access<
        ::mea::guard::SharedPtr<[T]>,
        ::mea::guard::Hold<'a, lock::Slice<()>, ::mea::guard::Shared>,
        ::mea::guard::Whole,
    >,
    _lives: ::core::marker::PhantomData<fn() -> &'a [T]>,
}
impl<'a, T> ::core::ops::Deref for ReadGuard<'a, T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        self.access.get()
    }
}
impl<'a, T> ::core::fmt::Debug for ReadGuard<'a, T>
where
    [T]: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<'a, T> ::core::fmt::Display for ReadGuard<'a, T>
where
    [T]: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    'a,
    T,
> ::core::convert::From<
    ::mea::guard::Access<
        ::mea::guard::SharedPtr<[T]>,
        ::mea::guard::Hold<'a, lock::Slice<()>, ::mea::guard::Shared>,
        ::mea::guard::Whole,
    >,
> for ReadGuard<'a, T> {
    #[inline]
    fn from(
        access: ::mea::guard::Access<
            ::mea::guard::SharedPtr<[T]>,
            ::mea::guard::Hold<'a, lock::Slice<()>, ::mea::guard::Shared>,
            ::mea::guard::Whole,
        >,
    ) -> Self {
        Self {
            access,
            _lives: ::core::marker::PhantomData,
        }
    }
}
impl<'a, T> ::core::convert::From<ReadGuard<'a, T>>
for ::mea::guard::Access<
    ::mea::guard::SharedPtr<[T]>,
    ::mea::guard::Hold<'a, lock::Slice<()>, ::mea::guard::Shared>,
    ::mea::guard::Whole,
> {
    #[inline]
    fn from(guard: ReadGuard<'a, T>) -> Self {
        guard.access
    }
}
