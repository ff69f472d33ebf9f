//! Things that are done once, by whoever comes first, while the others wait.
//!
//! # When to use it
//!
//! Where something is made, loaded or set up when it is first wanted, by work that awaits.
//!
//! | | keeps | the work is given | |
//! |---|---|---|---|
//! | [`Once`] | nothing | with each call | "has this been done?" |
//! | [`OnceCell`] | one value | with each call | a value that is made when it is first wanted |
//! | [`LazyCell`] | one value | with the cell | the same, where all callers would give the same work |
//! | [`OnceMap`] | a value for each key | with each call | such a value for each of many keys |
//!
//! | not for | take |
//! |---|---|
//! | a value that is made without an `.await` | [`std::sync::OnceLock`](https://doc.rust-lang.org/std/sync/struct.OnceLock.html): as good |
//! | a result that is shared by those who ask meanwhile, and then forgotten | [singleflight](crate::singleflight) |
//! | a number of things to wait for | a [latch](crate::latch) |
//! | a value that changes | a [rwlock](crate::rwlock), a [watch](crate::watch) channel |
//!
//! # Example
//!
//! ```
//! use mea::{blocking::block_on, once::OnceCell};
//!
//! static GREETING: OnceCell<String> = OnceCell::new();
//!
//! async fn greeting() -> &'static str {
//!     // Whoever comes first loads it. If that is cancelled, the next one does.
//!     GREETING.get_or_init(|| async { "hello".to_owned() }).await
//! }
//!
//! let threads = [(); 3].map(|()| std::thread::spawn(|| block_on(greeting())));
//! for thread in threads {
//!     assert_eq!(thread.join().unwrap(), "hello");
//! }
//! ```
//!
//! # States
//!
//! ```text
//!                 first in line               returns a value
//!   [ vacant ] ------------------> [ work ] -------------------> [ done ]   for ever
//!       ^                             |
//!       +-----------------------------+   dropped, panics, or returns an error:
//!                                         the next in line does its own work
//! ```
//!
//! At most one work is under way at any time, and after one has succeeded there is no other. The work of
//! one caller is dropped before that of the next begins. The pictures of [`LazyCell`], which keeps work that
//! was begun, and of [`OnceMap`], which forgets a key without a value, are with them.
//!
//! # Guarantees
//!
//! - **Cancel safety.** A call that brings work is [`CancelSafe`](crate::marker::CancelSafe) exactly if the
//!   work is: dropped while it waits, it loses its place in line; while its work runs, the work. That of a
//!   lazy cell stays in the cell, so the call is cancel-safe exactly if the work is snooze-safe. A call
//!   that brings a value, or only waits, is cancel-safe.
//! - **Fairness.** Those who bring work, or a value, have their turn in the order of arrival, counted from
//!   the first poll. When it is done, all who wait are let go at once.
//! - **Snooze safety.** What only waits ([`Once::wait`], [`OnceCell::wait`]) is
//!   [`SnoozeSafe`](crate::marker::SnoozeSafe). A call that brings work or a value is not: others wait for
//!   it. (Through `&mut OnceCell` nobody does: that is snooze-safe if the work is.)
//! - **Memory ordering.** The work happens before the end of every wait for it, and before every look
//!   that finds it done.
//! - **Allocation.** None, but for a map: one for each key, and the table that grows with their number. A
//!   wait lives in its future; so does the work, or in the lazy cell.
//! - **Panics.** A future that is polled after it has completed. If the work panics, so does the call that
//!   polled it, and the next in line has its turn: nothing is poisoned. If a waker panics, it is done and
//!   all are let go all the same.
//! - **Done is cheap.** To see that it is done, and to get the value of a cell then, costs one load.
//! - **Deadlock.** Work that waits for its own result waits for ever: do not ask a cell for its value in
//!   the work that makes it.

mod attempt;
mod call;
mod cell;
pub(crate) mod keyed;
mod lazy;
#[cfg(all(test, loom))]
mod loom;
mod map;
#[cfg(all(test, not(loom)))]
pub(crate) mod model;
mod raw;
#[cfg(all(test, not(loom)))]
mod tests;

pub use self::{
    call::{CallOnce, Once, OnceWait, OwnedOnceWait},
    cell::{
        GetMutOrInit, GetMutOrTryInit, GetOrInit, GetOrTryInit, OnceCell, OnceCellWait, Set,
        TryInsert,
    },
    lazy::{Force, LazyCell, TryForce},
    map::{Compute, OnceMap, TryCompute},
};
