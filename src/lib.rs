//! Locks, channels, signals and other ways for async tasks to wait for one another, on any runtime.
//!
//! - A wait lives in its future: it allocates nothing, and dropping it takes it back. Locks, permits and
//!   messages are handed over first come, first served.
//! - Async methods return futures with names, which say whether they lose something when they are
//!   dropped half-way ([`CancelSafe`](marker::CancelSafe)), and whether they hold somebody up when they
//!   are left alone ([`SnoozeSafe`](marker::SnoozeSafe)).
//! - What goes wrong with futures is a compile error where that is possible: [`select!`] and
//!   [`select_loop!`] refuse the borrowed future that stands still, and the one that loses what it has
//!   done; [`#[cancel_safe]`](macro@cancel_safe) checks an `async fn`; [`#[shared]`](macro@shared) and
//!   [`order`] refuse locks that are taken in two orders.
//!
//! # Example
//!
//! ```
//! use std::{sync::Arc, thread};
//!
//! use mea::{blocking::block_on, mutex::Mutex, semaphore::Semaphore};
//!
//! async fn job(id: u32, slots: Arc<Semaphore>, done: Arc<Mutex<Vec<u32>>>) {
//!     let _slot = slots.acquire(1).await; // two at a time, in the order of arrival
//!     done.lock().await.push(id);
//! } // the slot is free again
//!
//! let slots = Arc::new(Semaphore::new(2));
//! let done = Arc::new(Mutex::new(Vec::new()));
//! let jobs: Vec<_> = (0..8)
//!     .map(|id| job(id, slots.clone(), done.clone()))
//!     // Threads here; the futures may as well be spawned on an executor.
//!     .map(|job| thread::spawn(|| block_on(job)))
//!     .collect();
//! for job in jobs {
//!     job.join().unwrap();
//! }
//! assert_eq!(block_on(done.lock()).len(), 8);
//! ```
//!
//! # What there is
//!
//! | locks, and permits | use it when |
//! |---|---|
//! | [`mutex`] | a value belongs to one task at a time, also across an `.await`. `Mutex::eventually_fair` trades the order for throughput |
//! | [`rwlock`] | many read side by side and few write; a reader may reserve the right to become the writer |
//! | [`semaphore`] | at most so many do something at once; the number may change while it is in use |
//! | [`admission`] | permits are shared fairly among tenants, however much each of them asks for |
//! | [`condvar`] | a task waits for a condition on a value that a mutex protects |
//! | [`atomicbox`] | whole values are exchanged between threads without a lock |
//!
//! | signals | use it when |
//! |---|---|
//! | [`latch`] | tasks wait until a known number of things have happened |
//! | [`waitgroup`] | a task waits for others to finish, whose number is not known beforehand |
//! | [`barrier`] | a number of tasks work in rounds, and nobody begins the next one early |
//! | [`event`] | tasks wait for a signal that carries no value: a door that is open or shut, a doorbell |
//! | [`shutdown`] | tasks are told to stop, and somebody waits until they have |
//! | [`once`] | something is done, or a value made, by whoever comes first, while others wait |
//! | [`singleflight`] | many ask for the same thing at the same time, and one answer will do |
//!
//! | channels | use it when |
//! |---|---|
//! | [`oneshot`] | one task sends another one message, such as the answer to a request |
//! | [`mpsc`] | many send to one; bounded, with senders that wait for room, or unbounded |
//! | [`mpmc`] | many send, and any one of many receives: work that is shared |
//! | [`broadcast`] | every receiver gets every message; one that is too slow is told how many it has lost (`overflow`), or waited for (`bounded`) |
//! | [`watch`] | many watch a value that changes, and only the latest counts |
//! | [`channel`] | your code sends, and does not care who receives; the errors of all channels |
//!
//! | several things at once | use it when |
//! |---|---|
//! | [`coordination`] | a task waits for several things at once: [`select!`], [`select_loop!`], [`join!`], [`try_join!`], [`race!`] |
//! | [`#[coordinate]`](macro@coordinate) | a type has an event loop, and its handlers are to be methods that can be tested one by one |
//! | [`timeout`](mod@timeout) | a wait must not take for ever: any future, and any timer |
//! | [`blocking`] | a thread without a runtime waits for a future (with the feature `std`) |
//!
//! | promises that are checked | use it when |
//! |---|---|
//! | [`marker`] | a function asks which futures may be dropped, or left alone, half-way |
//! | [`#[cancel_safe]`](macro@cancel_safe) | an `async fn` is to lose nothing when it is dropped, and that is to be checked |
//! | [`shared`](mod@shared), [`#[shared]`](macro@shared) | tasks share a struct whose parts are behind locks of their own |
//! | [`order`], [`lock_order!`] | the compiler shall see to it that locks are taken in one order |
//! | [`guard`], [`#[guard_family]`](macro@guard_family) | you write a lock of your own |
//!
//! The page of each module begins with when to use it, and what to take when not. Then come an example, its
//! states, and what it guarantees, always in the same order: cancel safety, fairness, snooze safety,
//! memory ordering, allocation, panics. (That a wait does not allocate is said of this crate. With the
//! feature `std` its internal lock is the mutex of `std`, which some platforms, macOS among them,
//! allocate when it is first used.)
//!
//! # The guide
//!
//! [Choosing a primitive](guide::choosing) begins with what the tasks want of each other.
//! [Cancel safety and futurelock](guide::cancel_safety) and [Lock order](guide::lock_order) tell what can go
//! wrong, and how the compiler finds it. There are chapters on [stopping
//! gracefully](guide::graceful_shutdown), on [back-pressure](guide::back_pressure), on [writing a
//! lock](guide::writing_a_lock), on [testing](guide::testing), and for those who [come from
//! elsewhere](guide::migrating): `tokio::sync`, `async-lock`, `futures`.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `std` | yes | without it the crate is `no_std` and needs `alloc`; [`blocking`] is not there, and the internal lock spins |
//! | `macros` | yes | the macros |
//! | `stream` | no | `Stream` and `Sink` of the crate `futures`, for [`mpsc`] and [`mpmc`] |
//! | `tokio`, `futures` | no | the markers, for the futures of these crates; see [`marker`] |
//! | `no-order-check` | no | turns off the check of the [lock order at run time](order#at-run-time), which there is with `debug_assertions` |

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
pub use mea_core::blocking;
pub use mea_core::marker::{abandon, snooze_ok};
pub use mea_core::timeout::{self, timeout};
pub use mea_core::{
    admission, atomicbox, barrier, broadcast, channel, condvar, event, guard, latch, marker, mpmc,
    mpsc, mutex, once, oneshot, order, rwlock, semaphore, shared, shutdown, singleflight,
    waitgroup, watch,
};
#[cfg(feature = "macros")]
pub use mea_macros::{cancel_safe, coordinate, guard_family, shared};

pub mod coordination;
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "macros")]
mod macros;
#[doc(hidden)]
pub mod rt;

/// The programs of the README are tests as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
