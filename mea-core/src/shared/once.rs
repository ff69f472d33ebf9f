//! What the handle of a cell does that is written once.

use core::future::Future;

use super::Handle;
use crate::{
    once::{GetOrInit, GetOrTryInit, OnceCell, OnceCellWait, Set, TryInsert},
    order::{Held, Level, LockBefore},
};

/// A value that is made once. See [`OnceCell`] for what the methods promise.
///
/// Who makes the value holds everybody up who wants it, like a lock: so the cell has a place in the
/// order, which [`get_or_init_after`](Self::get_or_init_after) checks. The check at run time does not
/// look at cells.
impl<'a, T, L: Level> Handle<'a, OnceCell<T>, L> {
    /// The value, if it has been made.
    #[inline]
    pub fn get(self) -> Option<&'a T> {
        self.lock.get()
    }

    /// The value, which is made by `init` if nobody has. As [`OnceCell::get_or_init`].
    #[inline]
    pub fn get_or_init<F, Fut>(self, init: F) -> GetOrInit<'a, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        self.lock.get_or_init(init)
    }

    /// [`get_or_init`](Self::get_or_init), after what `held` says is held; `init` gets the token for what
    /// it locks itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// #[mea::shared]
    /// struct State {
    ///     #[lock(once)]
    ///     schema: String,
    ///     #[lock(mutex)]
    ///     log: Vec<String>,
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = State::new(Vec::new());
    /// let mut held = Held::nothing();
    /// let init = async |held| {
    ///     state.log().lock_after(held).await.0.push("made".into());
    ///     "v1".to_owned()
    /// };
    /// assert_eq!(state.schema().get_or_init_after(&mut held, init).await, "v1");
    /// # });
    /// ```
    #[inline]
    pub fn get_or_init_after<'t, F, Fut>(
        self,
        held: &'t mut Held<impl LockBefore<L>>,
        init: F,
    ) -> GetOrInit<'a, T, impl FnOnce() -> Fut, Fut>
    where
        F: FnOnce(&'t mut Held<L>) -> Fut,
        Fut: Future<Output = T>,
    {
        let held = held.skip_to::<L>();
        self.lock.get_or_init(move || init(held))
    }

    /// The value, which is made by `init` if nobody has and `init` can. As
    /// [`OnceCell::get_or_try_init`].
    #[inline]
    pub fn get_or_try_init<E, F, Fut>(self, init: F) -> GetOrTryInit<'a, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        self.lock.get_or_try_init(init)
    }

    /// Waits until somebody has made the value. As [`OnceCell::wait`].
    #[inline]
    pub fn wait(self) -> OnceCellWait<'a, T> {
        self.lock.wait()
    }

    /// Puts a value in, if there is none. As [`OnceCell::set`].
    #[inline]
    pub fn set(self, value: T) -> Set<'a, T> {
        self.lock.set(value)
    }

    /// Puts a value in, if there is none, and shows it. As [`OnceCell::try_insert`].
    #[inline]
    pub fn try_insert(self, value: T) -> TryInsert<'a, T> {
        self.lock.try_insert(value)
    }
}
