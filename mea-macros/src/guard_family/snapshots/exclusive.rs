//! An expansion, written by `UPDATE_SNAPSHOTS=1 cargo test -p mea-macros`.

/// A comment.
#[cfg(all())]
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
/**Exclusive access to the value in a [`Mutex`]; releases it when dropped.

The form that keeps the lock alive is [`OwnedMutexGuard`]. [`map`](Self::map) narrows it to a part of the value, as [`MappedMutexGuard`].*/
#[must_use = "if unused, the `Mutex` is released at once"]
pub struct MutexGuard<'a, T: ?::core::marker::Sized> {
    access: crate::guard::Access<
        crate::guard::ExclusivePtr<T>,
        crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
        crate::guard::Whole,
    >,
    _lives: ::core::marker::PhantomData<fn() -> &'a T>,
}
#[allow(dead_code)]
impl<'a, T: ?::core::marker::Sized> MutexGuard<'a, T> {
    /**Narrows the guard to the part of the value that `f` returns, as [`MappedMutexGuard`]. The [`Mutex`] stays held.

An associated function, `MutexGuard::map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.*/
    #[inline]
    pub fn map<U: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> &mut U,
    ) -> MappedMutexGuard<'a, U> {
        ::core::convert::From::from(orig.access.map(f))
    }
    /**Narrows the guard to a part of the value that may not be there, as [`MappedMutexGuard`].

An associated function, `MutexGuard::filter_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, if `f` returns `None`.*/
    #[inline]
    pub fn filter_map<U: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> ::core::option::Option<&mut U>,
    ) -> ::core::result::Result<MappedMutexGuard<'a, U>, Self> {
        match orig.access.filter_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err(access) => {
                ::core::result::Result::Err(::core::convert::From::from(access))
            }
        }
    }
    /**Narrows the guard to a part of the value that is found or not for a reason, as [`MappedMutexGuard`].

An associated function, `MutexGuard::try_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, and the error, if `f` returns one.*/
    #[inline]
    pub fn try_map<U: ?::core::marker::Sized, E>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> ::core::result::Result<&mut U, E>,
    ) -> ::core::result::Result<MappedMutexGuard<'a, U>, (Self, E)> {
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
impl<'a, T: ?::core::marker::Sized> ::core::ops::Deref for MutexGuard<'a, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        self.access.get()
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::ops::DerefMut for MutexGuard<'a, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.access.get_mut()
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::fmt::Debug for MutexGuard<'a, T>
where
    T: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::fmt::Display for MutexGuard<'a, T>
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
    crate::guard::Access<
        crate::guard::ExclusivePtr<T>,
        crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
        crate::guard::Whole,
    >,
> for MutexGuard<'a, T> {
    #[inline]
    fn from(
        access: crate::guard::Access<
            crate::guard::ExclusivePtr<T>,
            crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
            crate::guard::Whole,
        >,
    ) -> Self {
        Self {
            access,
            _lives: ::core::marker::PhantomData,
        }
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::convert::From<MutexGuard<'a, T>>
for crate::guard::Access<
    crate::guard::ExclusivePtr<T>,
    crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
    crate::guard::Whole,
> {
    #[inline]
    fn from(guard: MutexGuard<'a, T>) -> Self {
        guard.access
    }
}
/**Exclusive access to a part of the value in a [`Mutex`]; releases it when dropped.

The form that keeps the lock alive is [`OwnedMappedMutexGuard`]. It is made by [`MutexGuard::map`] and its kin. It has forgotten the type of the whole value.*/
#[must_use = "if unused, the `Mutex` is released at once"]
pub struct MappedMutexGuard<'a, T: ?::core::marker::Sized> {
    access: crate::guard::Access<
        crate::guard::ExclusivePtr<T>,
        crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
        crate::guard::Part,
    >,
    _lives: ::core::marker::PhantomData<fn() -> &'a T>,
}
#[allow(dead_code)]
impl<'a, T: ?::core::marker::Sized> MappedMutexGuard<'a, T> {
    /**Narrows the guard to the part of the value that `f` returns, as [`MappedMutexGuard`]. The [`Mutex`] stays held.

An associated function, `MappedMutexGuard::map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.*/
    #[inline]
    pub fn map<U: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> &mut U,
    ) -> MappedMutexGuard<'a, U> {
        ::core::convert::From::from(orig.access.map(f))
    }
    /**Narrows the guard to a part of the value that may not be there, as [`MappedMutexGuard`].

An associated function, `MappedMutexGuard::filter_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, if `f` returns `None`.*/
    #[inline]
    pub fn filter_map<U: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> ::core::option::Option<&mut U>,
    ) -> ::core::result::Result<MappedMutexGuard<'a, U>, Self> {
        match orig.access.filter_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err(access) => {
                ::core::result::Result::Err(::core::convert::From::from(access))
            }
        }
    }
    /**Narrows the guard to a part of the value that is found or not for a reason, as [`MappedMutexGuard`].

An associated function, `MappedMutexGuard::try_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, and the error, if `f` returns one.*/
    #[inline]
    pub fn try_map<U: ?::core::marker::Sized, E>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> ::core::result::Result<&mut U, E>,
    ) -> ::core::result::Result<MappedMutexGuard<'a, U>, (Self, E)> {
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
impl<'a, T: ?::core::marker::Sized> ::core::ops::Deref for MappedMutexGuard<'a, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        self.access.get()
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::ops::DerefMut for MappedMutexGuard<'a, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.access.get_mut()
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::fmt::Debug for MappedMutexGuard<'a, T>
where
    T: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::fmt::Display for MappedMutexGuard<'a, T>
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
    crate::guard::Access<
        crate::guard::ExclusivePtr<T>,
        crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
        crate::guard::Part,
    >,
> for MappedMutexGuard<'a, T> {
    #[inline]
    fn from(
        access: crate::guard::Access<
            crate::guard::ExclusivePtr<T>,
            crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
            crate::guard::Part,
        >,
    ) -> Self {
        Self {
            access,
            _lives: ::core::marker::PhantomData,
        }
    }
}
impl<'a, T: ?::core::marker::Sized> ::core::convert::From<MappedMutexGuard<'a, T>>
for crate::guard::Access<
    crate::guard::ExclusivePtr<T>,
    crate::guard::Hold<'a, Mutex<()>, crate::guard::Exclusive>,
    crate::guard::Part,
> {
    #[inline]
    fn from(guard: MappedMutexGuard<'a, T>) -> Self {
        guard.access
    }
}
/**Exclusive access to the value in a [`Mutex`]; releases it when dropped.

It keeps the lock alive through its owner, by default an `Arc`, so that it may outlive the place where it was made. The form that borrows the lock is [`MutexGuard`]. [`map`](Self::map) narrows it to a part of the value, as [`OwnedMappedMutexGuard`].*/
///
/// # Examples
///
/// Of the user.
#[must_use = "if unused, the `Mutex` is released at once"]
pub struct OwnedMutexGuard<
    T: ?::core::marker::Sized,
    O = crate::guard::__private::Arc<Mutex<T>>,
>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    access: crate::guard::Access<
        crate::guard::ExclusivePtr<T>,
        crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
        crate::guard::Whole,
    >,
}
#[allow(dead_code)]
impl<T: ?::core::marker::Sized, O> OwnedMutexGuard<T, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    /**What keeps the [`Mutex`] alive.

An associated function, `owner(&guard)`, so that it does not shadow a method of the value.*/
    #[must_use]
    #[inline]
    pub fn owner(guard: &Self) -> &O {
        guard.access.owner()
    }
    /**Narrows the guard to the part of the value that `f` returns, as [`OwnedMappedMutexGuard`]. The [`Mutex`] stays held.

An associated function, `OwnedMutexGuard::map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.*/
    #[inline]
    pub fn map<U: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> &mut U,
    ) -> OwnedMappedMutexGuard<T, U, O> {
        ::core::convert::From::from(orig.access.map(f))
    }
    /**Narrows the guard to a part of the value that may not be there, as [`OwnedMappedMutexGuard`].

An associated function, `OwnedMutexGuard::filter_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, if `f` returns `None`.*/
    #[inline]
    pub fn filter_map<U: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> ::core::option::Option<&mut U>,
    ) -> ::core::result::Result<OwnedMappedMutexGuard<T, U, O>, Self> {
        match orig.access.filter_map(f) {
            ::core::result::Result::Ok(access) => {
                ::core::result::Result::Ok(::core::convert::From::from(access))
            }
            ::core::result::Result::Err(access) => {
                ::core::result::Result::Err(::core::convert::From::from(access))
            }
        }
    }
    /**Narrows the guard to a part of the value that is found or not for a reason, as [`OwnedMappedMutexGuard`].

An associated function, `OwnedMutexGuard::try_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, and the error, if `f` returns one.*/
    #[inline]
    pub fn try_map<U: ?::core::marker::Sized, E>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut T) -> ::core::result::Result<&mut U, E>,
    ) -> ::core::result::Result<OwnedMappedMutexGuard<T, U, O>, (Self, E)> {
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
impl<T: ?::core::marker::Sized, O> ::core::ops::Deref for OwnedMutexGuard<T, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        self.access.get()
    }
}
impl<T: ?::core::marker::Sized, O> ::core::ops::DerefMut for OwnedMutexGuard<T, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.access.get_mut()
    }
}
impl<T: ?::core::marker::Sized, O> ::core::fmt::Debug for OwnedMutexGuard<T, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
    T: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<T: ?::core::marker::Sized, O> ::core::fmt::Display for OwnedMutexGuard<T, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
    T: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    T: ?::core::marker::Sized,
    O,
> ::core::convert::From<
    crate::guard::Access<
        crate::guard::ExclusivePtr<T>,
        crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
        crate::guard::Whole,
    >,
> for OwnedMutexGuard<T, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    #[inline]
    fn from(
        access: crate::guard::Access<
            crate::guard::ExclusivePtr<T>,
            crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
            crate::guard::Whole,
        >,
    ) -> Self {
        Self { access }
    }
}
impl<T: ?::core::marker::Sized, O> ::core::convert::From<OwnedMutexGuard<T, O>>
for crate::guard::Access<
    crate::guard::ExclusivePtr<T>,
    crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
    crate::guard::Whole,
>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    #[inline]
    fn from(guard: OwnedMutexGuard<T, O>) -> Self {
        guard.access
    }
}
/**Exclusive access to a part of the value in a [`Mutex`]; releases it when dropped.

It keeps the lock alive through its owner, by default an `Arc`, so that it may outlive the place where it was made. The form that borrows the lock is [`MappedMutexGuard`]. It is made by [`OwnedMutexGuard::map`] and its kin.*/
#[must_use = "if unused, the `Mutex` is released at once"]
pub struct OwnedMappedMutexGuard<
    T: ?::core::marker::Sized,
    U: ?::core::marker::Sized,
    O = crate::guard::__private::Arc<Mutex<T>>,
>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    access: crate::guard::Access<
        crate::guard::ExclusivePtr<U>,
        crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
        crate::guard::Part,
    >,
}
#[allow(dead_code)]
impl<
    T: ?::core::marker::Sized,
    U: ?::core::marker::Sized,
    O,
> OwnedMappedMutexGuard<T, U, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    /**What keeps the [`Mutex`] alive.

An associated function, `owner(&guard)`, so that it does not shadow a method of the value.*/
    #[must_use]
    #[inline]
    pub fn owner(guard: &Self) -> &O {
        guard.access.owner()
    }
    /**Narrows the guard to the part of the value that `f` returns, as [`OwnedMappedMutexGuard`]. The [`Mutex`] stays held.

An associated function, `OwnedMappedMutexGuard::map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.*/
    #[inline]
    pub fn map<V: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut U) -> &mut V,
    ) -> OwnedMappedMutexGuard<T, V, O>
    where
        U: 'static,
    {
        ::core::convert::From::from(orig.access.map(f))
    }
    /**Narrows the guard to a part of the value that may not be there, as [`OwnedMappedMutexGuard`].

An associated function, `OwnedMappedMutexGuard::filter_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, if `f` returns `None`.*/
    #[inline]
    pub fn filter_map<V: ?::core::marker::Sized>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut U) -> ::core::option::Option<&mut V>,
    ) -> ::core::result::Result<OwnedMappedMutexGuard<T, V, O>, Self>
    where
        U: 'static,
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
    /**Narrows the guard to a part of the value that is found or not for a reason, as [`OwnedMappedMutexGuard`].

An associated function, `OwnedMappedMutexGuard::try_map(guard, f)`, so that it does not shadow a method of the value. If `f` panics, the [`Mutex`] is released.

# Errors

The guard, with the [`Mutex`] still held, and the error, if `f` returns one.*/
    #[inline]
    pub fn try_map<V: ?::core::marker::Sized, E>(
        orig: Self,
        f: impl ::core::ops::FnOnce(&mut U) -> ::core::result::Result<&mut V, E>,
    ) -> ::core::result::Result<OwnedMappedMutexGuard<T, V, O>, (Self, E)>
    where
        U: 'static,
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
impl<T: ?::core::marker::Sized, U: ?::core::marker::Sized, O> ::core::ops::Deref
for OwnedMappedMutexGuard<T, U, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    type Target = U;
    #[inline]
    fn deref(&self) -> &U {
        self.access.get()
    }
}
impl<T: ?::core::marker::Sized, U: ?::core::marker::Sized, O> ::core::ops::DerefMut
for OwnedMappedMutexGuard<T, U, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    #[inline]
    fn deref_mut(&mut self) -> &mut U {
        self.access.get_mut()
    }
}
impl<T: ?::core::marker::Sized, U: ?::core::marker::Sized, O> ::core::fmt::Debug
for OwnedMappedMutexGuard<T, U, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
    U: ::core::fmt::Debug,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Debug::fmt(self.access.get(), f)
    }
}
impl<T: ?::core::marker::Sized, U: ?::core::marker::Sized, O> ::core::fmt::Display
for OwnedMappedMutexGuard<T, U, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
    U: ::core::fmt::Display,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::Display::fmt(self.access.get(), f)
    }
}
impl<
    T: ?::core::marker::Sized,
    U: ?::core::marker::Sized,
    O,
> ::core::convert::From<
    crate::guard::Access<
        crate::guard::ExclusivePtr<U>,
        crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
        crate::guard::Part,
    >,
> for OwnedMappedMutexGuard<T, U, O>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    #[inline]
    fn from(
        access: crate::guard::Access<
            crate::guard::ExclusivePtr<U>,
            crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
            crate::guard::Part,
        >,
    ) -> Self {
        Self { access }
    }
}
impl<
    T: ?::core::marker::Sized,
    U: ?::core::marker::Sized,
    O,
> ::core::convert::From<OwnedMappedMutexGuard<T, U, O>>
for crate::guard::Access<
    crate::guard::ExclusivePtr<U>,
    crate::guard::OwnedHold<O, Mutex<T>, crate::guard::Exclusive>,
    crate::guard::Part,
>
where
    O: crate::guard::LockOwner<Mutex<T>>,
{
    #[inline]
    fn from(guard: OwnedMappedMutexGuard<T, U, O>) -> Self {
        guard.access
    }
}
