//! A lock and its place in the lock order.

use core::{fmt, marker::PhantomData};

use crate::order::Level;

/// A lock `Lock` of level `L`: what the accessors of a [`#[shared]`](macro@mea_macros::shared) struct
/// return. The methods depend on the kind of lock.
///
/// # Examples
///
/// A lock that is not in such a struct gets its place by hand:
///
/// ```
/// use mea::{mutex::Mutex, order::Held, shared::Handle};
///
/// mea::lock_order! {
///     enum Config, Users;
///     Config => Users;
/// }
///
/// static CONFIG: Mutex<u32> = Mutex::new(1);
/// static USERS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
///
/// # mea::blocking::block_on(async {
/// let config = Handle::<_, Config>::new(&CONFIG);
/// let users = Handle::<_, Users>::new(&USERS);
/// let mut held = Held::nothing();
/// let (config, held) = config.lock_after(&mut held).await;
/// let (mut users, _) = users.lock_after(held).await;
/// users.push(*config);
/// # });
/// ```
pub struct Handle<'a, Lock: ?Sized, L> {
    pub(super) lock: &'a Lock,
    level: PhantomData<fn() -> L>,
}

impl<'a, Lock: ?Sized, L: Level> Handle<'a, Lock, L> {
    /// `lock` as a lock of level `L`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{mutex::Mutex, shared::Handle};
    ///
    /// mea::lock_order! {
    ///     enum Config;
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let mutex = Mutex::new(1);
    /// let config = Handle::<_, Config>::new(&mutex);
    /// assert_eq!(*config.lock().await, 1);
    /// # });
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
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1); // #[lock(mutex)] count: u32
    /// let mutex: &mea::mutex::Mutex<u32> = state.count().as_lock();
    /// assert_eq!(*mutex.lock().await, 1);
    /// # });
    /// ```
    #[inline]
    pub const fn as_lock(self) -> &'a Lock {
        self.lock
    }
}

impl<Lock: ?Sized, L> Clone for Handle<'_, Lock, L> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Lock: ?Sized, L> Copy for Handle<'_, Lock, L> {}

impl<Lock: ?Sized + fmt::Debug, L> fmt::Debug for Handle<'_, Lock, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(&self.lock).finish()
    }
}
