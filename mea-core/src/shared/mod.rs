//! State that tasks share, each part behind a lock of its own: what
//! [`#[shared]`](macro@mea_macros::shared) makes of the fields of a struct.
//!
//! # When to use it
//!
//! When a struct has several parts that tasks lock one by one, and some that they lock together: the attribute
//! puts the fields behind locks, writes one accessor a field, and gives each lock a place in the [lock
//! order](crate::order).
//!
//! | not for | take |
//! |---|---|
//! | parts that are always changed together | one [mutex](crate::mutex), or a group of fields here |
//! | one lock | a [mutex](crate::mutex), a [rwlock](crate::rwlock): there is no order |
//! | messages between tasks | a channel: [mpsc](crate::mpsc), [mpmc](crate::mpmc) |
//!
//! # Example
//!
//! ```
//! use std::collections::HashMap;
//!
//! #[mea::shared]
//! pub struct Bank {
//!     #[lock(mutex)]
//!     accounts: HashMap<u64, i64>,
//!     #[lock(rwlock)]
//!     rates: Vec<f64>,
//!     #[lock(mutex(ledger))]
//!     journal: Vec<String>,
//!     #[lock(mutex(ledger))]
//!     last_id: u64,
//!     name: String,
//! }
//!
//! # mea::blocking::block_on(async {
//! let bank = Bank::new(HashMap::new(), vec![0.5], Vec::new(), 0, "Mea".into());
//! bank.accounts().lock().await.insert(7, 100);
//! assert_eq!(bank.rates().read().await[0], 0.5);
//! assert_eq!(bank.accounts().with(|accounts| accounts.len()).await, 1);
//!
//! let mut ledger = bank.ledger().lock().await;
//! ledger.last_id += 1;
//! ledger.journal.push(format!("opened {}", bank.name()));
//! drop(ledger);
//! assert_eq!(*bank.last_id().lock().await, 1);
//!
//! // Named in any order, taken in the order of declaration.
//! let BankLocked { accounts, mut rates, .. } = bank.locks().rates_mut().accounts().lock().await;
//! rates.push(accounts.len() as f64);
//! # });
//! ```
//!
//! # States
//!
//! ```text
//!   bank.accounts()   Handle: the lock and its level, not locked; copied freely
//!        |
//!        |  lock()                       lock_after(&mut held): the same, with a token of the order
//!        v
//!   Acquire           in line, from the first poll on -- dropped: leaves the line, or passes the lock on
//!        |
//!        v
//!   Guard             the lock's own guard, and a record for the check at run time
//!        |
//!        |  dropped
//!        v
//!   free              the lock first, then the record
//!
//!
//!   bank.locks().rates().accounts().lock()     named in any order, taken in that of the declaration:
//!
//!        accounts -- taken --> ledger -- not asked for --> rates -- taken --> BankLocked { .. }
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every wait is cancel-safe, as that of the lock itself. One for several locks, [`LockAll`],
//!   that is dropped half-way releases what it has taken.
//! - **Fairness.** That of the locks.
//! - **Snooze safety.** No wait for a lock is snooze-safe: it may be handed to a future that nobody polls.
//! - **Memory ordering.** That of the locks: what a holder did happens before what the next holder does.
//! - **Allocation.** None, where the [check at run time](crate::order#at-run-time) is off; guards are as large as
//!   those of the locks then.
//! - **Panics.** A future that is polled after it has completed; the check at run time, at the first poll of a
//!   wait that violates the order. If the closure of `with` panics, the lock is released.
//!
//! # What an accessor returns
//!
//! A [`Handle`] to one lock, or, where several fields share a lock, a [`Part`] of what is behind it.
//!
//! | field | accessor returns | methods |
//! |---|---|---|
//! | `#[lock(mutex)]` | `Handle<'_, Mutex<T>, Level>` | `lock`, `try_lock`, `with`, `lock_after`, `with_after` |
//! | `#[lock(rwlock)]` | `Handle<'_, RwLock<T>, Level>` | `read`, `write`, `upgradable_read`, `try_*`, `with`, `with_mut`, `*_after` |
//! | `#[lock(semaphore = n)]`, `#[lock(semaphore)]` | `Handle<'_, Semaphore, Level>` | `acquire`, `try_acquire`, `acquire_after` |
//! | `#[lock(once)]` | `Handle<'_, OnceCell<T>, Level>` | `get`, `get_or_init`, `set`, `wait`, `get_or_init_after` |
//! | `#[lock(custom = Lock)]` | [`CustomHandle`] | `lock`, `try_lock`, `lock_after` |
//! | `#[lock(mutex(group))]` | `Part<'_, Mutex<Group>, T, Level>` | as of a mutex, for this field |
//! | the group itself | `Handle<'_, Mutex<Group>, Level>` | as of a mutex, for all of its fields |
//! | none | `&T` | |
//!
//! For a mutex and a rwlock there is `field_arc()` as well, on an `Arc` of the struct, with guards that
//! keep the `Arc`: [`OwnedHandle`], [`OwnedPart`]. And `locks()` takes several locks, named in any
//! order, in the declared one: [`LockAll`].
//!
//! The guards are those of the lock in a [`Guard`], which adds what the check at run time needs, and nothing
//! where that is off.

mod custom;
mod future;
mod guard;
mod handle;
mod locks;
#[cfg(all(test, loom))]
mod loom;
mod mutex;
mod once;
mod owned;
mod owned_part;
mod part;
mod pick;
mod rwlock;
mod semaphore;
#[cfg(all(test, not(loom)))]
mod tests;

pub use self::{
    custom::CustomHandle,
    future::{Acquire, AcquireAfter, AcquireOwned, WithMut, WithRef},
    guard::Guard,
    handle::Handle,
    locks::{Chain, LockAll, LockAllAfter, Locks, NotTaken, Slot, SlotAfter, SlotLevel, Slots},
    owned::{OwnedHandle, Owner},
    owned_part::OwnedPart,
    part::Part,
    pick::{Group, Pick, PickFrom, Picked},
};

/// What the code that `#[shared]` writes refers to.
#[doc(hidden)]
pub mod __private {
    pub use alloc::sync::Arc;

    pub use super::guard::Shown;
}
