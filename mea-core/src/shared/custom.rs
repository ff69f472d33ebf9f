//! The handle of a lock that is not of this crate.

use core::{fmt, marker::PhantomData};

use super::{Acquire, AcquireAfter, Guard};
use crate::{
    guard::{self, BorrowedAccess, Guards, Mode},
    order::{Held, Level, LockBefore},
};

/// A lock of level `L` of which all that is known is [`Guards`]: what `#[lock(custom = Lock)]` gives.
///
/// The methods have the access mode as a parameter, to be named where the lock has several:
/// `handle.lock::<Shared>()`. A guard is an [`Access`](guard::Access) in a [`Guard`];
/// [`Guard::convert`] turns it into the named one that
/// [`#[guard_family]`](macro@mea_macros::guard_family) made.
///
/// # Examples
///
/// ```
/// # use std::ptr::NonNull;
/// #
/// # use mea::{
/// #     guard::{Exclusive, Guards, LockCell},
/// #     semaphore::{AcquireAndForget, Semaphore},
/// # };
/// #
/// # pub struct Named<T: ?Sized> {
/// #     permit: Semaphore,
/// #     value: LockCell<Exclusive, T>,
/// # }
/// #
/// # #[mea::guard_family(pub, borrowed = NamedGuard, mapped = MappedNamedGuard)]
/// # // SAFETY: as in the example of the module `guard`.
/// # unsafe impl<T: ?Sized> Guards<Exclusive> for Named<T> {
/// #     type Target = T;
/// #     type Raw = Semaphore;
/// #     type Acquire<'a> = AcquireAndForget<'a>;
/// #
/// #     fn target(&self) -> NonNull<T> { self.value.as_ptr() }
/// #     fn raw(&self) -> &Semaphore { &self.permit }
/// #     fn try_acquire(raw: &Semaphore) -> bool { raw.try_acquire_and_forget(1) }
/// #     fn acquire(raw: &Semaphore) -> AcquireAndForget<'_> { raw.acquire_and_forget(1) }
/// #     unsafe fn release(raw: &Semaphore) { raw.release(1) }
/// # }
/// #
/// # impl<T> Named<T> {
/// #     fn new(value: T) -> Self {
/// #         Self { permit: Semaphore::new(1), value: LockCell::new(value) }
/// #     }
/// # }
/// use mea::shared::Guard;
///
/// #[mea::shared]
/// struct State {
///     #[lock(custom = Named)] // a lock that `#[guard_family]` described
///     count: u32,
/// }
///
/// # mea::blocking::block_on(async {
/// let state = State::new(Named::new(1));
/// *state.count().lock().await += 1;
///
/// let count: Guard<NamedGuard<'_, u32>> = Guard::convert(state.count().lock().await, Into::into);
/// assert_eq!(*count, 2);
/// # });
/// ```
pub struct CustomHandle<'a, Lock: ?Sized, L> {
    lock: &'a Lock,
    level: PhantomData<fn() -> L>,
}

impl<'a, Lock: ?Sized, L: Level> CustomHandle<'a, Lock, L> {
    /// `lock` as a lock of level `L`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::Exclusive, mutex::Mutex, shared::CustomHandle};
    ///
    /// mea::lock_order! {
    ///     enum Config;
    /// }
    ///
    /// let mutex = Mutex::new(1); // or any lock that has `Guards`
    /// let config = CustomHandle::<_, Config>::new(&mutex);
    /// assert!(config.try_lock::<Exclusive>().is_some());
    /// ```
    #[inline]
    pub const fn new(lock: &'a Lock) -> Self {
        Self {
            lock,
            level: PhantomData,
        }
    }

    /// The lock itself, which knows nothing of its level.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{mutex::Mutex, shared::CustomHandle};
    ///
    /// mea::lock_order! {
    ///     enum Config;
    /// }
    ///
    /// let mutex = Mutex::new(1); // or any lock that has `Guards`
    /// let config = CustomHandle::<_, Config>::new(&mutex);
    /// assert!(std::ptr::eq(config.as_lock(), &mutex));
    /// ```
    #[inline]
    pub const fn as_lock(self) -> &'a Lock {
        self.lock
    }

    /// Waits for the lock and takes it, in mode `M`. The order is checked at run time only.
    ///
    /// # Cancel safety
    ///
    /// As the future of the lock; nothing is taken by one that is dropped before it completes.
    ///
    /// # Panics
    ///
    /// As the future of the lock, and by the [check at run time](crate::order#at-run-time).
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::Exclusive, mutex::Mutex, shared::CustomHandle};
    ///
    /// mea::lock_order! {
    ///     enum Config;
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let mutex = Mutex::new(1); // or any lock that has `Guards`
    /// let config = CustomHandle::<_, Config>::new(&mutex);
    /// *config.lock::<Exclusive>().await += 1;
    /// assert_eq!(*mutex.lock().await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock<M: Mode>(self) -> Acquire<guard::Acquire<'a, Lock, M>, L>
    where
        Lock: Guards<M>,
    {
        Acquire::new(guard::acquire(self.lock))
    }

    /// Takes the lock in mode `M` if it can be taken now. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::Exclusive, mutex::Mutex, shared::CustomHandle};
    ///
    /// mea::lock_order! {
    ///     enum Config;
    /// }
    ///
    /// let mutex = Mutex::new(1); // or any lock that has `Guards`
    /// let config = CustomHandle::<_, Config>::new(&mutex);
    /// let guard = config.try_lock::<Exclusive>();
    /// assert!(config.try_lock::<Exclusive>().is_none());
    /// # drop(guard);
    /// ```
    #[inline]
    pub fn try_lock<M: Mode>(self) -> Option<Guard<BorrowedAccess<'a, Lock, M>>>
    where
        Lock: Guards<M>,
    {
        guard::try_acquire(self.lock).map(Guard::unrecorded)
    }

    /// [`lock`](Self::lock), after what `held` says is held: completes with the guard, and the token for
    /// what is locked next.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{guard::Exclusive, mutex::Mutex, order::Held, shared::CustomHandle};
    ///
    /// mea::lock_order! {
    ///     enum Config;
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let mutex = Mutex::new(1); // or any lock that has `Guards`
    /// let config = CustomHandle::<_, Config>::new(&mutex);
    /// let mut held = Held::nothing();
    /// let (mut guard, held) = config.lock_after::<Exclusive>(&mut held).await;
    /// *guard += 1; // and `held` is for what comes after it
    /// # let _ = held;
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock_after<'t, M: Mode>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, guard::Acquire<'t, Lock, M>, L>
    where
        'a: 't,
        Lock: Guards<M>,
    {
        held.skip_to::<L>();
        AcquireAfter::new(guard::acquire(self.lock))
    }
}

impl<Lock: ?Sized, L> Clone for CustomHandle<'_, Lock, L> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Lock: ?Sized, L> Copy for CustomHandle<'_, Lock, L> {}

impl<Lock: ?Sized, L> fmt::Debug for CustomHandle<'_, Lock, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomHandle").finish_non_exhaustive()
    }
}
