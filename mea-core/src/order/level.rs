//! Levels, and which comes after which: what the compiler knows about the order.

use core::any::TypeId;

use super::Nothing;

/// A place in the lock order: the type that stands for one lock, or for one kind of lock.
///
/// [`#[shared]`](macro@mea_macros::shared) makes one for each lock of a struct, and
/// `lock_order!` makes those that it declares. A level has no values and is never made.
///
/// # Examples
///
/// ```
/// use mea::order::Level;
///
/// #[mea::shared]
/// struct Bank {
///     #[lock(mutex)]
///     accounts: u32,
/// }
///
/// assert_eq!(BankAccounts::LOCK, "accounts");
/// assert!(BankAccounts::OWNER.ends_with("Bank"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a level of the lock order",
    label = "not a level",
    note = "a level is made by `#[shared]` for each lock, such as `BankAccounts` for `accounts` of `Bank`, or by `lock_order!`"
)]
pub trait Level: Sized + 'static {
    /// The lock, as it is called in messages: the name of the field.
    const LOCK: &'static str;
    /// What the lock is a part of, as it is called in messages: the path of the struct.
    const OWNER: &'static str;

    /// Names levels that come right before this one, for the check at run time. It need not name
    /// all: those that come before them follow.
    fn after(name: &mut dyn FnMut(Place)) {
        let _ = name;
    }
}

impl Level for Nothing {
    const LOCK: &'static str = "nothing";
    const OWNER: &'static str = "a task";
}

/// A [`Level`] as a value.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code)] // read by the check at run time alone
pub struct Place {
    pub(super) id: TypeId,
    pub(super) after: fn(&mut dyn FnMut(Self)),
}

impl Place {
    /// The place of `L`.
    pub fn of<L: Level>() -> Self {
        Self {
            id: TypeId::of::<L>(),
            after: L::after,
        }
    }
}

/// This level may be locked while `P` is held.
///
/// Implemented by [`#[shared]`](macro@mea_macros::shared) and `lock_order!`; functions ask for
/// it in the other direction, by [`LockBefore`].
///
/// # Examples
///
/// ```
/// use mea::order::LockAfter;
///
/// mea::lock_order! {
///     enum Config, Users;
///     Config => Users;
/// }
///
/// fn is_declared<K: LockAfter<P>, P>() {}
///
/// is_declared::<Users, Config>();
/// ```
#[diagnostic::on_unimplemented(
    message = "lock order: `{Self}` cannot be locked while `{P}` is held",
    note = "declare the order with `#[shared(after(..))]` or in `lock_order!`"
)]
pub trait LockAfter<P> {}

/// `K` may be locked while this level is held: what functions ask of the token that they are given,
/// as in `held: &mut Held<impl LockBefore<BankAccounts>>`.
///
/// It follows from [`LockAfter`], which is the one to be implemented.
///
/// # Examples
///
/// ```
/// use mea::order::{Held, LockBefore};
///
/// #[mea::shared]
/// struct Bank {
///     #[lock(mutex)]
///     accounts: Vec<i64>,
///     #[lock(mutex)]
///     journal: Vec<String>,
/// }
///
/// /// For whoever holds nothing, or the accounts; for who has the journal it does not compile.
/// async fn note(bank: &Bank, text: &str, held: &mut Held<impl LockBefore<BankJournal>>) {
///     bank.journal().with_after(held, |journal| journal.push(text.into())).await;
/// }
///
/// # mea::blocking::block_on(async {
/// let bank = Bank::new(vec![1], Vec::new());
/// let mut held = Held::nothing();
/// note(&bank, "opened", &mut held).await;
/// let (accounts, held) = bank.accounts().lock_after(&mut held).await;
/// note(&bank, &format!("{} accounts", accounts.len()), held).await;
/// # });
/// ```
#[diagnostic::on_unimplemented(
    message = "lock order violation: `{K}` is locked while `{Self}` is held",
    label = "`{K}` does not come after `{Self}` in the declared lock order",
    note = "lock `{K}` first and `{Self}` second, drop the `{Self}` guard before, or lock both at once with `.locks()`",
    note = "fields of one `#[shared]` struct are ordered as they are declared, and none comes after itself; orders between structs come from `#[shared(after(..))]` or `lock_order!`"
)]
pub trait LockBefore<K>: Level {}

#[diagnostic::do_not_recommend]
impl<P: Level, K: LockAfter<P>> LockBefore<K> for P {}

/// This level is `P`, or comes after it.
///
/// Every level is at or after itself, and so cannot come after itself as well: if the compiler finds
/// *conflicting implementations* of this trait, the declared order is circular.
pub trait AtOrAfter<P> {}
