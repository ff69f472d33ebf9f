//! The hand-written futures, waiter queues and primitives behind
//! [`mea`](https://docs.rs/mea). Depend on that crate: it has the documentation, and it is what the
//! examples here use.
//!
//! The crate is built in floors; a module uses only modules of lower floors. See `ARCHITECTURE.md`
//! in the repository.
//!
//! | floor | modules |
//! |---|---|
//! | F0 | `sync` |
//! | F1 | `list`, `wake` |
//! | F2 | `queue`, `blocks` |
//! | F3 | `permits`, `gate` |
//! | F4 | [`guard`], [`marker`], [`channel`], [`order`] |
//! | F5 | [`admission`], [`atomicbox`], [`mutex`], [`rwlock`], [`semaphore`], [`latch`], [`barrier`], [`waitgroup`], [`event`], [`once`], [`mpsc`], [`mpmc`], [`blocking`], [`broadcast`], [`oneshot`], [`watch`] |
//! | F6 | [`condvar`], [`shutdown`], [`singleflight`], [`timeout`](mod@timeout), [`shared`], [`rt`] |

#![no_std]

extern crate alloc;
#[cfg(any(feature = "std", test, loom))]
extern crate std;

mod sync;

mod list;
mod wake;

mod blocks;
mod queue;

mod gate;
mod permits;

pub mod channel;
pub mod guard;
pub mod marker;
pub mod order;

pub mod admission;
pub mod atomicbox;
pub mod barrier;
#[cfg(any(feature = "std", loom))]
pub mod blocking;
pub mod broadcast;
pub mod event;
pub mod latch;
pub mod mpmc;
pub mod mpsc;
pub mod mutex;
pub mod once;
pub mod oneshot;
pub mod rwlock;
pub mod semaphore;
pub mod waitgroup;
pub mod watch;

pub mod condvar;
#[doc(hidden)]
pub mod rt;
pub mod shared;
pub mod shutdown;
pub mod singleflight;
pub mod timeout;
