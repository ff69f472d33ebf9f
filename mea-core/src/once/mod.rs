//! Things that are done once, by whoever comes first, while the others wait.
//!
//! | | keeps | the work is given | |
//! |---|---|---|---|
//! | [`Once`] | nothing | with each call | "has this been done?" |
//! | [`OnceCell`] | one value | with each call | a value that is made when it is first wanted |
//! | [`LazyCell`] | one value | with the cell | the same, where all callers would give the same work |
//! | [`OnceMap`] | a value for each key | with each call | such a value for each of many keys |
//!
//! To share the result of work that is under way, and then to forget it, use
//! [`singleflight`](crate::singleflight). For a value that can be made without an `.await`,
//! `std::sync::OnceLock` is as good. To wait for a number of things, use a
//! [`latch`](crate::latch).
//!
//! ```text
//!                 first in line               returns a value
//!   [ vacant ] ------------------> [ work ] -------------------> [ done ]   for ever
//!       ^                             |
//!       +-----------------------------+   dropped, panics, or returns an error:
//!                                         the next in line does its own work
//! ```
//!
//! - **Once.** At most one work is under way at any time, and after one has succeeded there is no
//!   other. The work of one caller is dropped before that of the next begins.
//! - **Nothing is poisoned.** A caller that is cancelled, panics or fails hands over to the next in
//!   line, which does the work that it brought itself.
//! - **Fair.** Those who bring work are served in the order of arrival; when it is done, all who wait
//!   are let go at once.
//! - **Done is cheap.** To see that it is done, and to get the value of a cell then, costs one load.
//! - **No allocation**, but one for each key of a map. A wait lives in its future; so does the work,
//!   or in the lazy cell.
//! - **Memory ordering.** The work happens before the end of every wait for it, and before every look
//!   that finds it done.
//!
//! Work that waits for its own result waits for ever: do not ask a cell for its value in the work
//! that makes it.
//!
//! # Examples
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
