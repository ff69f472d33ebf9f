//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

unsafe impl<U: ?Sized> Guards<Upgraded> for Lock<U> {
    type Target = U;
    type Erased = Other;
    fn target(&self) -> NonNull<T> {
        self.value.as_ptr()
    }
    unsafe fn release(raw: &RawMutex) {
        raw.unlock()
    }
}
/**Exclusive access that was shared before, to the value in a [`Lock`]; releases it when dropped.

The form that keeps the lock alive is [`O`].*/
#[must_use = "if unused, the `Lock` is released at once"]
pub(crate) struct V<'a, U: ?::core::marker::Sized> {
    access: ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<U>,
        ::mea::guard::Hold<'a, Other, ::mea::guard::Upgraded>,
        ::mea::guard::Whole,
    >,
    _lives: ::core::marker::PhantomData<fn() -> &'a U>,
}
impl<'a, U: ?::core::marker::Sized> ::core::ops::Deref for V<'a, U> {
    type Target = U;
    #[inline]
    fn deref(&self) -> &U {
        self.access.get()
    }
}
impl<'a, U: ?::core::marker::Sized> ::core::ops::DerefMut for V<'a, U> {
    #[inline]
    fn deref_mut(&mut self) -> &mut U {
        self.access.get_mut()
    }
}
impl<'a, U: ?::core::marker::Sized> ::core::fmt::Debug for V<'a, U>
where
    U: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<'a, U: ?::core::marker::Sized> ::core::fmt::Display for V<'a, U>
where
    U: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    'a,
    U: ?::core::marker::Sized,
> ::core::convert::From<
    ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<U>,
        ::mea::guard::Hold<'a, Other, ::mea::guard::Upgraded>,
        ::mea::guard::Whole,
    >,
> for V<'a, U> {
    #[inline]
    fn from(
        access: ::mea::guard::Access<
            ::mea::guard::ExclusivePtr<U>,
            ::mea::guard::Hold<'a, Other, ::mea::guard::Upgraded>,
            ::mea::guard::Whole,
        >,
    ) -> Self {
        Self {
            access,
            _lives: ::core::marker::PhantomData,
        }
    }
}
impl<'a, U: ?::core::marker::Sized> ::core::convert::From<V<'a, U>>
for ::mea::guard::Access<
    ::mea::guard::ExclusivePtr<U>,
    ::mea::guard::Hold<'a, Other, ::mea::guard::Upgraded>,
    ::mea::guard::Whole,
> {
    #[inline]
    fn from(guard: V<'a, U>) -> Self {
        guard.access
    }
}
/**Exclusive access that was shared before, to the value in a [`Lock`]; releases it when dropped.

It keeps the lock alive through its owner, by default an `Arc`, so that it may outlive the place where it was made. The form that borrows the lock is [`V`]. [`map`](Self::map) narrows it to a part of the value, as [`E`].*/
#[must_use = "if unused, the `Lock` is released at once"]
pub(crate) struct O<U: ?::core::marker::Sized, P = ::mea::guard::__private::Arc<Lock<U>>>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    access: ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<U>,
        ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
        ::mea::guard::Whole,
    >,
}
#[allow(dead_code)]
impl<U: ?::core::marker::Sized, P> O<U, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    /**What keeps the [`Lock`] alive.

An associated function, `owner(&guard)`, so that it does not shadow a method of the value.*/
    #[must_use]
    #[inline]
    pub(crate) fn owner(guard: &Self) -> &P {
        guard.access.owner()
    }
    /**Narrows the guard to the part of the value that `f` returns, as [`E`]. The [`Lock`] stays held.

An associated function, `O::map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Lock`] is released.*/
    #[inline]
    pub(crate) fn map<W: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut U) -> &mut W,
    ) -> E<U, W, P> {
        ::core::convert::From::from(orig.access.map(f))
    }
    /**Narrows the guard to a part of the value that may not be there, as [`E`].

An associated function, `O::filter_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Lock`] is released.

# Errors

The guard, with the [`Lock`] still held, if `f` returns `None`.*/
    #[inline]
    pub(crate) fn filter_map<W: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut U) -> ::core::option::Option<&mut W>,
    ) -> ::core::result::Result<E<U, W, P>, Self> {
        match orig.access.filter_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err(access) => {
                ::core::result::Result::Err(::core::convert::From::from(access))
            }
        }
    }
    /**Narrows the guard to a part of the value that is found or not for a reason, as [`E`].

An associated function, `O::try_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Lock`] is released.

# Errors

The guard, with the [`Lock`] still held, and the error, if `f` returns one.*/
    #[inline]
    pub(crate) fn try_map<W: ?::core::marker::Sized, F>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut U) -> ::core::result::Result<&mut W, F>,
    ) -> ::core::result::Result<E<U, W, P>, (Self, F)> {
        match orig.access.try_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err((access, error)) => {
                ::core::result::Result::Err((::core::convert::From::from(access), error))
            }
        }
    }
}
impl<U: ?::core::marker::Sized, P> ::core::ops::Deref for O<U, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    type Target = U;
    #[inline]
    fn deref(&self) -> &U {
        self.access.get()
    }
}
impl<U: ?::core::marker::Sized, P> ::core::ops::DerefMut for O<U, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    #[inline]
    fn deref_mut(&mut self) -> &mut U {
        self.access.get_mut()
    }
}
impl<U: ?::core::marker::Sized, P> ::core::fmt::Debug for O<U, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
    U: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<U: ?::core::marker::Sized, P> ::core::fmt::Display for O<U, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
    U: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    U: ?::core::marker::Sized,
    P,
> ::core::convert::From<
    ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<U>,
        ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
        ::mea::guard::Whole,
    >,
> for O<U, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    #[inline]
    fn from(
        access: ::mea::guard::Access<
            ::mea::guard::ExclusivePtr<U>,
            ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
            ::mea::guard::Whole,
        >,
    ) -> Self {
        Self { access }
    }
}
impl<U: ?::core::marker::Sized, P> ::core::convert::From<O<U, P>>
for ::mea::guard::Access<
    ::mea::guard::ExclusivePtr<U>,
    ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
    ::mea::guard::Whole,
>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    #[inline]
    fn from(guard: O<U, P>) -> Self {
        guard.access
    }
}
/**Exclusive access that was shared before, to a part of the value in a [`Lock`]; releases it when dropped.

It keeps the lock alive through its owner, by default an `Arc`, so that it may outlive the place where it was made. It is made by [`O::map`] and its kin.*/
#[must_use = "if unused, the `Lock` is released at once"]
pub(crate) struct E<
    U: ?::core::marker::Sized,
    W: ?::core::marker::Sized,
    P = ::mea::guard::__private::Arc<Lock<U>>,
>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    access: ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<W>,
        ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
        ::mea::guard::Part,
    >,
}
#[allow(dead_code)]
impl<U: ?::core::marker::Sized, W: ?::core::marker::Sized, P> E<U, W, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    /**What keeps the [`Lock`] alive.

An associated function, `owner(&guard)`, so that it does not shadow a method of the value.*/
    #[must_use]
    #[inline]
    pub(crate) fn owner(guard: &Self) -> &P {
        guard.access.owner()
    }
    /**Narrows the guard to the part of the value that `f` returns, as [`E`]. The [`Lock`] stays held.

An associated function, `E::map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Lock`] is released.*/
    #[inline]
    pub(crate) fn map<X: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut W) -> &mut X,
    ) -> E<U, X, P>
    where
        W: 'static,
    {
        ::core::convert::From::from(orig.access.map(f))
    }
    /**Narrows the guard to a part of the value that may not be there, as [`E`].

An associated function, `E::filter_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Lock`] is released.

# Errors

The guard, with the [`Lock`] still held, if `f` returns `None`.*/
    #[inline]
    pub(crate) fn filter_map<X: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut W) -> ::core::option::Option<&mut X>,
    ) -> ::core::result::Result<E<U, X, P>, Self>
    where
        W: 'static,
    {
        match orig.access.filter_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err(access) => {
                ::core::result::Result::Err(::core::convert::From::from(access))
            }
        }
    }
    /**Narrows the guard to a part of the value that is found or not for a reason, as [`E`].

An associated function, `E::try_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Lock`] is released.

# Errors

The guard, with the [`Lock`] still held, and the error, if `f` returns one.*/
    #[inline]
    pub(crate) fn try_map<X: ?::core::marker::Sized, F>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut W) -> ::core::result::Result<&mut X, F>,
    ) -> ::core::result::Result<E<U, X, P>, (Self, F)>
    where
        W: 'static,
    {
        match orig.access.try_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err((access, error)) => {
                ::core::result::Result::Err((::core::convert::From::from(access), error))
            }
        }
    }
}
impl<U: ?::core::marker::Sized, W: ?::core::marker::Sized, P> ::core::ops::Deref
for E<U, W, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    type Target = W;
    #[inline]
    fn deref(&self) -> &W {
        self.access.get()
    }
}
impl<U: ?::core::marker::Sized, W: ?::core::marker::Sized, P> ::core::ops::DerefMut
for E<U, W, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    #[inline]
    fn deref_mut(&mut self) -> &mut W {
        self.access.get_mut()
    }
}
impl<U: ?::core::marker::Sized, W: ?::core::marker::Sized, P> ::core::fmt::Debug
for E<U, W, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
    W: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<U: ?::core::marker::Sized, W: ?::core::marker::Sized, P> ::core::fmt::Display
for E<U, W, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
    W: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    U: ?::core::marker::Sized,
    W: ?::core::marker::Sized,
    P,
> ::core::convert::From<
    ::mea::guard::Access<
        ::mea::guard::ExclusivePtr<W>,
        ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
        ::mea::guard::Part,
    >,
> for E<U, W, P>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    #[inline]
    fn from(
        access: ::mea::guard::Access<
            ::mea::guard::ExclusivePtr<W>,
            ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
            ::mea::guard::Part,
        >,
    ) -> Self {
        Self { access }
    }
}
impl<
    U: ?::core::marker::Sized,
    W: ?::core::marker::Sized,
    P,
> ::core::convert::From<E<U, W, P>>
for ::mea::guard::Access<
    ::mea::guard::ExclusivePtr<W>,
    ::mea::guard::OwnedHold<P, Lock<U>, ::mea::guard::Upgraded>,
    ::mea::guard::Part,
>
where
    P: ::mea::guard::LockOwner<Lock<U>>,
{
    #[inline]
    fn from(guard: E<U, W, P>) -> Self {
        guard.access
    }
}
