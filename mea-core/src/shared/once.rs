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
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(once)]
    /// #     schema: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(once)] schema: String
    /// assert_eq!(state.schema().get(), None);
    /// state.schema().set("v1".to_owned()).await.unwrap();
    /// assert_eq!(state.schema().get().unwrap(), "v1");
    /// # });
    /// ```
    #[inline]
    pub fn get(self) -> Option<&'a T> {
        self.lock.get()
    }

    /// The value, which is made by `init` if nobody has. As [`OnceCell::get_or_init`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(once)]
    /// #     schema: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(once)] schema: String
    /// let schema = state.schema().get_or_init(async || "v1".to_owned()).await;
    /// assert_eq!(schema, "v1");
    /// # });
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(once)]
    /// #     schema: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(once)] schema: String
    /// let failed = state.schema().get_or_try_init(async || Err("no connection")).await;
    /// assert!(failed.is_err());
    /// let schema = state.schema().get_or_try_init(async || Ok::<_, ()>("v1".to_owned())).await;
    /// assert_eq!(schema.unwrap(), "v1"); // whoever comes next tries again
    /// # });
    /// ```
    #[inline]
    pub fn get_or_try_init<E, F, Fut>(self, init: F) -> GetOrTryInit<'a, T, F, Fut>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        self.lock.get_or_try_init(init)
    }

    /// Waits until somebody has made the value. As [`OnceCell::wait`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(once)]
    /// #     schema: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(once)] schema: String
    /// let (schema, made) = mea::join!(
    ///     state.schema().wait(),
    ///     state.schema().set("v1".to_owned()),
    /// );
    /// assert_eq!((schema.as_str(), made), ("v1", Ok(())));
    /// # });
    /// ```
    #[inline]
    pub fn wait(self) -> OnceCellWait<'a, T> {
        self.lock.wait()
    }

    /// Puts a value in, if there is none. As [`OnceCell::set`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(once)]
    /// #     schema: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(once)] schema: String
    /// assert!(state.schema().set("v1".to_owned()).await.is_ok());
    /// assert!(state.schema().set("v2".to_owned()).await.is_err()); // with the value
    /// # });
    /// ```
    #[inline]
    pub fn set(self, value: T) -> Set<'a, T> {
        self.lock.set(value)
    }

    /// Puts a value in, if there is none, and shows it. As [`OnceCell::try_insert`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[mea::shared]
    /// # struct State {
    /// #     #[lock(once)]
    /// #     schema: String,
    /// # }
    /// # mea::blocking::block_on(async {
    /// let state = State::new(); // #[lock(once)] schema: String
    /// assert_eq!(state.schema().try_insert("v1".to_owned()).await.unwrap(), "v1");
    /// assert!(state.schema().try_insert("v2".to_owned()).await.is_err());
    /// # });
    /// ```
    #[inline]
    pub fn try_insert(self, value: T) -> TryInsert<'a, T> {
        self.lock.try_insert(value)
    }
}
