//! The order in which locks are taken, as types.
//!
//! # When to use it
//!
//! When tasks take a lock while they hold another one. Two tasks that take two locks in two orders wait for
//! each other for ever, sooner or later; if every task takes them in the same order, none does. Here each
//! lock has a [*level*](Level), a type; the order of the levels is declared; and [`Held<L>`](Held), a token
//! without a size, shows what a task holds. To lock takes a token of an earlier level and gives back one of
//! the lock's own, so that a program which takes locks in another order does not compile.
//!
//! | not for | take |
//! |---|---|
//! | one lock at a time | the lock alone: without a second one there is no order |
//! | several locks of one struct at once | [`locks()`](crate::shared::LockAll), which takes them in the declared order, however they are named |
//! | locks that are only tried | `try_lock` and its like: what does not wait may be taken in any order |
//!
//! # Example
//!
//! ```
//! use std::collections::HashMap;
//!
//! use mea::order::{Held, LockBefore};
//!
//! #[mea::shared]
//! pub struct Bank {
//!     #[lock(mutex)]
//!     accounts: HashMap<u64, i64>,
//!     #[lock(mutex)]
//!     journal: Vec<String>,
//! }
//!
//! /// May be called by whoever holds nothing that comes after the accounts.
//! async fn deposit(bank: &Bank, held: &mut Held<impl LockBefore<BankAccounts>>) {
//!     let (mut accounts, held) = bank.accounts().lock_after(held).await;
//!     *accounts.entry(7).or_default() += 100;
//!     let (mut journal, _) = bank.journal().lock_after(held).await;
//!     journal.push("7 has 100 more".into());
//! }
//!
//! # mea::blocking::block_on(async {
//! let bank = Bank::new(HashMap::new(), Vec::new());
//! deposit(&bank, &mut Held::nothing()).await;
//! assert_eq!(bank.journal().lock().await.len(), 1);
//! # });
//! ```
//!
//! # States
//!
//! The token, as a task goes along the order:
//!
//! ```text
//!    Held<Nothing>  --accounts().lock_after()-->  Held<BankAccounts>  --journal().lock_after()-->  ..
//!          ^                                            |
//!          +---- again, when guard and token are gone --+
//!
//!    Held<BankJournal>  --accounts().lock_after()-->  does not compile: `BankJournal` is not
//!                                                     `LockBefore<BankAccounts>`
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** To lock with a token is as cancel-safe as to lock without one; a wait that is dropped
//!   gives the token back. [`Held::join`] is not cancel-safe.
//! - **Fairness.** That of the locks.
//! - **Snooze safety.** None of the waits is snooze-safe: a lock may be handed to one that nobody polls.
//! - **Memory ordering.** That of the locks; a token is not there at run time.
//! - **Allocation.** Tokens and levels have no size, and allocate nothing. The check at run time, where it is
//!   on, keeps a table.
//! - **Panics.** A [`Held::join`] that is polled after it has completed. What the compiler checks does not panic;
//!   the check at run time does, at the first poll of a wait that violates the order.
//!
//! # Declaring it
//!
//! - The locks of one [`#[shared]`](macro@mea_macros::shared) struct are ordered as they are
//!   declared.
//! - `#[shared(after(Level))]` puts all of a struct after a level of another one.
//! - `lock_order!` draws a graph.
//!
//! # At run time
//!
//! [`Held::nothing`] can be called twice in a task, and locks can be taken without a token; then the
//! compiler has nothing to compare. So with `debug_assertions` the same order is checked at run time
//! for what is locked through [`shared`](crate::shared): a violation panics and names both locks and
//! both places. Without `debug_assertions`, or with the feature `no-order-check`, nothing is left of it.
//!
//! A *task* is whoever is polled with the same waker. What is known to be held by a task is what it
//! has waited for, by a borrowed guard: a guard of a `try_` method comes from nowhere in particular,
//! and an owned guard may be anywhere, so neither counts as held. (Owned guards are checked when they
//! are waited for.)
//!
//! - **Branches.** The futures that a block of this crate (`select!`, `select_loop!`, `join!`, ..) or
//!   [`Held::join`] polls side by side are told apart: what one of them holds counts in it alone. Those
//!   of another crate's `join!` or `select!` have the same waker and count as one task; so do all
//!   without `std`. Where one of them holds a late lock while another takes an early one, wrap them in
//!   [`branch()`].
//! - **Guards on the move.** A task that gives a guard away, to another task, has it all the same as
//!   far as the check can see. [`Guard::into_inner`](crate::shared::Guard::into_inner) takes the guard
//!   out of the check.
//! - **No identity.** Wakers without data, such as [`Waker::noop`](core::task::Waker::noop), are
//!   everybody's: who is polled with one is not checked. An executor that gives one waker, with data,
//!   to several tasks makes them one; turn the check off then.
//! - **Same level.** Two locks of one level, of two banks, have no declared order and are not
//!   compared, nor are levels that no declaration connects. An order that is declared in `lock_order!`
//!   between levels that were declared elsewhere is known from the first time on that a token passes
//!   it.

mod branch;
pub(crate) mod check;
mod join;
mod level;

use alloc::boxed::Box;
use core::{fmt, marker::PhantomData};

pub(crate) use self::check::{Record, Site};
pub use self::{
    branch::{Branch, branch},
    join::{Join, Side},
    level::{AtOrAfter, Level, LockAfter, LockBefore, Place},
};

/// What the current task holds: locks up to and including those of level `L`.
///
/// A token has no size, and no clone. Locking borrows it: a `&mut Held<L>` goes in and a `&mut Held<K>`
/// comes out, together with the guard. So while the guard or the later token is in use, the earlier
/// one cannot be used, and after that it can be again: the borrow checker keeps the account.
///
/// # Examples
///
/// A task begins with nothing:
///
/// ```
/// use mea::order::Held;
///
/// #[mea::shared]
/// struct State {
///     #[lock(mutex)]
///     first: u32,
///     #[lock(mutex)]
///     second: u32,
/// }
///
/// # mea::blocking::block_on(async {
/// let state = State::new(1, 2);
/// let mut held = Held::nothing();
/// {
///     let (first, held) = state.first().lock_after(&mut held).await;
///     let (mut second, _) = state.second().lock_after(held).await;
///     *second += *first;
/// }
/// // both are released, and `held` is as before
/// let (first, _) = state.first().lock_after(&mut held).await;
/// # assert_eq!(*first, 1);
/// # });
/// ```
pub struct Held<L>(PhantomData<fn() -> L>);

/// The level of a task that holds no lock.
#[derive(Debug)]
pub enum Nothing {}

impl Held<Nothing> {
    /// The token of a task that holds nothing: make one at the top of each task, and pass it on from
    /// there.
    ///
    /// A second one in the same task knows nothing of what the first one led to; what it is used for
    /// wrongly is found at run time (see the [module](self)), not by the compiler.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// #[mea::shared]
    /// struct State {
    ///     #[lock(mutex)]
    ///     count: u32,
    /// }
    ///
    /// async fn task(state: &State) {
    ///     let mut held = Held::nothing();
    ///     *state.count().lock_after(&mut held).await.0 += 1;
    /// }
    ///
    /// # mea::blocking::block_on(task(&State::new(1)));
    /// ```
    #[inline]
    pub const fn nothing() -> Self {
        Self(PhantomData)
    }
}

impl<L> Held<L> {
    /// Gives up the levels between `L` and `K` without locking anything: a token to call what wants
    /// level `K`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::order::Held;
    ///
    /// #[mea::shared]
    /// struct State {
    ///     #[lock(mutex)]
    ///     first: u32,
    ///     #[lock(mutex)]
    ///     second: u32,
    /// }
    ///
    /// async fn last(state: &State, held: &mut Held<StateFirst>) -> u32 {
    ///     *state.second().lock_after(held).await.0
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// let state = State::new(1, 2);
    /// assert_eq!(last(&state, Held::nothing().skip_to()).await, 2);
    /// # });
    /// ```
    #[inline]
    pub fn skip_to<K: Level>(&mut self) -> &mut Held<K>
    where
        L: LockBefore<K>,
    {
        check::declare::<L, K>();
        Held::conjure()
    }

    /// A token of this level, for as long as the caller has promised.
    #[inline]
    pub(crate) fn conjure<'t>() -> &'t mut Self {
        // It has no size, so this allocates nothing.
        Box::leak(Box::new(Self(PhantomData)))
    }
}

/// Without the name of the level, which may be long.
impl<L> fmt::Debug for Held<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").finish_non_exhaustive()
    }
}
