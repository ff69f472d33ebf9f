//! Boxes that are exchanged atomically: one word that owns what it points to.
//!
//! Use them to hand whole values from thread to thread without a lock: a snapshot that is replaced, a
//! job that is left for whoever comes first, a one-element mailbox. The value itself is never shared:
//! to look at it is to take it out, or to have the atomic for oneself. To *read* a value that others
//! read too, use a rwlock or a watch channel.
//!
//! ```text
//!   AtomicBox          [ a ] --swap(b)--> [ b ]                       always a value
//!
//!   AtomicOptionBox    [ a ] --take()---> [   ] --store(Some(b))--> [ b ]
//! ```
//!
//! - **No lock, no wait.** Every operation is one atomic exchange. It allocates nothing, frees nothing
//!   and drops nothing, except for [`store`](AtomicBox::store), which drops what was there after the
//!   exchange.
//! - **Memory ordering.** Everything done before a box was put in happens before what is done by
//!   whoever gets it out: putting releases, getting acquires.
//! - **`Send` and `Sync` exactly if `T: Send`.** A shared atomic hands values from thread to thread
//!   (so `T: Send`), and never lends one to two of them (so `T: Sync` is not asked for).
//!
//! The interface is that of the crate `atomicbox` by Jason Orendorff.
//!
//! # Examples
//!
//! The latest snapshot wins; the reader takes it whole:
//!
//! ```
//! use std::sync::Arc;
//!
//! use mea::atomicbox::AtomicOptionBox;
//!
//! let latest = Arc::new(AtomicOptionBox::none());
//! let writer = {
//!     let latest = latest.clone();
//!     std::thread::spawn(move || {
//!         for version in 1..=3 {
//!             latest.store(Some(Box::new(version)));
//!         }
//!     })
//! };
//! writer.join().unwrap();
//! assert_eq!(latest.take(), Some(Box::new(3)));
//! assert_eq!(latest.take(), None);
//! ```

mod always;
#[cfg(all(test, loom))]
mod loom;
mod maybe;
mod slot;
#[cfg(all(test, not(loom)))]
mod tests;

pub use self::{always::AtomicBox, maybe::AtomicOptionBox};
