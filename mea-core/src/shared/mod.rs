//! State that tasks share, each part behind a lock of its own: what
//! [`#[shared]`](macro@mea_macros::shared) makes of the fields of a struct.
//!
//! The attribute rewrites the struct, and writes one accessor a field. What an accessor returns is
//! here: a [`Handle`] to one lock, or, where several fields share a lock, a [`Part`] of what is behind
//! it. Both know their place in the [lock order](crate::order), and are copied freely.
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
//! Every method that waits returns a named future that is cancel-safe and not snooze-safe, like that of
//! the lock itself. The guards are those of the lock in a [`Guard`], which adds what the check at run
//! time needs, and nothing where that is off.
//!
//! # Examples
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

mod custom;
mod future;
mod guard;
mod handle;
mod locks;
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
