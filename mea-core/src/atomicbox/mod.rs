//! Boxes that are exchanged atomically: one word that owns what it points to.
//!
//! # When to use it
//!
//! To hand whole values from thread to thread without a lock: a snapshot that is replaced, a job that is
//! left for whoever comes first, a one-element mailbox. The value itself is never shared: to look at it is
//! to take it out, or to have the atomic for oneself.
//!
//! | | |
//! |---|---|
//! | [`AtomicBox`] | always has a value |
//! | [`AtomicOptionBox`] | may be empty |
//!
//! | not for | take |
//! |---|---|
//! | a value that several read | a [rwlock](crate::rwlock), a [watch](crate::watch) channel |
//! | waiting until a value is there | a [oneshot](crate::oneshot) or [mpsc](crate::mpsc) channel |
//! | values none of which may be dropped unseen | a channel: [mpsc](crate::mpsc), [mpmc](crate::mpmc) |
//! | a number, a flag | [`std::sync::atomic`](https://doc.rust-lang.org/std/sync/atomic/index.html) |
//!
//! # Example
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
//!
//! # States
//!
//! ```text
//!   AtomicBox          [ a ] --swap(b)--> [ b ]                       always a value
//!
//!   AtomicOptionBox    [ a ] --take()---> [   ] --store(Some(b))--> [ b ]
//! ```
//!
//! # Guarantees
//!
//! - **Memory ordering.** Everything done before a box was put in happens before what is done by
//!   whoever gets it out: putting releases, getting acquires.
//! - **Allocation.** None: the boxes are the caller's. Nothing is freed either, but what
//!   [`store`](AtomicBox::store) drops.
//! - **Panics.** None of its own. If the drop of the old value panics, in `store`, the new one is in its
//!   place already.
//! - **No lock, no wait.** Every operation is one atomic exchange.
//! - **`Send` and `Sync` exactly if `T: Send`.** A shared atomic hands values from thread to thread
//!   (so `T: Send`), and never lends one to two of them (so `T: Sync` is not asked for).
//!
//! The interface is that of the crate `atomicbox` by Jason Orendorff.

mod always;
#[cfg(all(test, loom))]
mod loom;
mod maybe;
mod slot;
#[cfg(all(test, not(loom)))]
mod tests;

pub use self::{always::AtomicBox, maybe::AtomicOptionBox};
