//! What the handle of a mutex does.

use super::{Acquire, AcquireAfter, Guard, Handle, WithMut};
use crate::{
    mutex::{Lock, Mutex, MutexGuard},
    order::{Held, Level, LockBefore},
};

/// A mutex. See [`mutex`](crate::mutex) for what its methods promise.
impl<'a, T: ?Sized, L: Level> Handle<'a, Mutex<T>, L> {
    /// Waits until the mutex is free, and takes it. The order is checked at run time only.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe, and not snooze-safe, as [`Mutex::lock`].
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed, or by the
    /// [check at run time](crate::order#at-run-time).
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
    /// *state.count().lock().await += 1;
    /// assert_eq!(*state.count().lock().await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock(self) -> Acquire<Lock<'a, T>, L> {
        Acquire::new(self.lock.lock())
    }

    /// Takes the mutex if it is free and nobody waits for it. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// let state = State::new(1); // #[lock(mutex)] count: u32
    /// let count = state.count().try_lock().unwrap();
    /// assert!(state.count().try_lock().is_none());
    /// # drop(count);
    /// ```
    #[inline]
    pub fn try_lock(self) -> Option<Guard<MutexGuard<'a, T>>> {
        self.lock.try_lock().map(Guard::unrecorded)
    }

    /// Waits for the mutex, calls `f` with the value, and releases the mutex. No guard leaves the call.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: `f` has run completely or not at all. Not snooze-safe.
    ///
    /// # Panics
    ///
    /// As [`lock`](Self::lock), and if `f` panics; the mutex is released then.
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
    /// let doubled = state.count().with(|count| *count * 2).await;
    /// assert_eq!(doubled, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with<R, C>(self, f: C) -> WithMut<Acquire<Lock<'a, T>, L>, C>
    where
        C: FnOnce(&mut T) -> R,
    {
        WithMut::new(self.lock(), f)
    }

    /// [`lock`](Self::lock), after what `held` says is held: completes with the guard, and the token for
    /// what is locked next.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// #     #[lock(mutex)]
    /// #     log: Vec<u32>,
    /// # }
    /// use mea::order::Held;
    ///
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, Vec::new()); // count: u32, and after it log: Vec<u32>
    /// let mut held = Held::nothing();
    /// let (count, held) = state.count().lock_after(&mut held).await;
    /// let (mut log, _) = state.log().lock_after(held).await;
    /// log.push(*count);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
    ) -> AcquireAfter<'t, Lock<'t, T>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.lock.lock())
    }

    /// [`with`](Self::with), after what `held` says is held.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(mutex)]
    /// #     count: u32,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1); // #[lock(mutex)] count: u32
    /// let mut held = Held::nothing();
    /// state.count().with_after(&mut held, |count| *count += 1).await;
    /// assert_eq!(state.count().with_after(&mut held, |count| *count).await, 2);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn with_after<'t, R, C>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        f: C,
    ) -> WithMut<Acquire<Lock<'t, T>, L>, C>
    where
        'a: 't,
        C: FnOnce(&mut T) -> R,
    {
        held.skip_to::<L>();
        WithMut::new(Acquire::new(self.lock.lock()), f)
    }
}
