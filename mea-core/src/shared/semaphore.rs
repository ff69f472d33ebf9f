//! What the handle of a semaphore does.

use super::{Acquire, AcquireAfter, Guard, Handle};
use crate::{
    order::{Held, Level, LockBefore},
    semaphore::{self, Semaphore, SemaphorePermit},
};

/// Permits. See [`semaphore`] for what the methods promise. The permits are in a [`Guard`]: what
/// else can be done with them is done by [`Guard::as_inner_mut`] and [`Guard::into_inner`].
impl<'a, L: Level> Handle<'a, Semaphore, L> {
    /// Waits for `permits` permits, and takes them. The order is checked at run time only.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe, and not snooze-safe, as [`Semaphore::acquire`].
    ///
    /// # Panics
    ///
    /// The future, by the [check at run time](crate::order#at-run-time).
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(semaphore = 2)]
    /// #     slots: (),
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(semaphore = 2)] slots: ()
    /// let slot = state.slots().acquire(1).await;
    /// assert_eq!(state.slots().available_permits(), 1);
    /// # drop(slot);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn acquire(self, permits: usize) -> Acquire<semaphore::Acquire<'a>, L> {
        Acquire::new(self.lock.acquire(permits))
    }

    /// Takes `permits` permits, if there are as many and nobody waits. Never waits, so in any order.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(semaphore = 2)]
    /// #     slots: (),
    /// # }
    /// let state = State::new(); // #[lock(semaphore = 2)] slots: ()
    /// let both = state.slots().try_acquire(2);
    /// assert!(state.slots().try_acquire(1).is_none());
    /// # drop(both);
    /// ```
    #[inline]
    pub fn try_acquire(self, permits: usize) -> Option<Guard<SemaphorePermit<'a>>> {
        self.lock.try_acquire(permits).map(Guard::unrecorded)
    }

    /// [`acquire`](Self::acquire), after what `held` says is held: completes with the permits, and the
    /// token for what is locked next.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(semaphore = 2)]
    /// #     slots: (),
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(semaphore = 2)] slots: ()
    /// let mut held = Held::nothing();
    /// let (slot, held) = state.slots().acquire_after(&mut held, 1).await;
    /// // `held` is for what comes after the permits
    /// # let _ = (slot, held);
    /// # });
    /// ```
    #[inline]
    #[track_caller]
    pub fn acquire_after<'t>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        permits: usize,
    ) -> AcquireAfter<'t, semaphore::Acquire<'t>, L>
    where
        'a: 't,
    {
        held.skip_to::<L>();
        AcquireAfter::new(self.lock.acquire(permits))
    }

    /// The number of permits that could be taken now.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(semaphore = 2)]
    /// #     slots: (),
    /// # }
    /// let state = State::new(); // #[lock(semaphore = 2)] slots: ()
    /// assert_eq!(state.slots().available_permits(), 2);
    /// ```
    #[inline]
    pub fn available_permits(self) -> usize {
        self.lock.available_permits()
    }
}
