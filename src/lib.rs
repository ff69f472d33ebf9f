#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! | | one at a time | many at a time | a number at a time |
//! |---|---|---|---|
//! | locks | [`mutex`] | [`rwlock`] | [`semaphore`] |
//!
//! | wait for | |
//! |---|---|
//! | a condition on a locked value | [`condvar`] |
//! | a number of arrivals, once | [`latch`] |
//! | a number of arrivals, in rounds | [`barrier`] |
//! | tasks that finish | [`waitgroup`] |
//! | a signal | [`event`] |
//! | the order to stop, and that all have | [`shutdown`] |
//! | a value that somebody else is making | [`once`], [`singleflight`] |
//! | a permit, shared fairly among tenants | [`admission`] |
//!
//! | send | |
//! |---|---|
//! | one message | [`oneshot`] |
//! | messages to one receiver | [`mpsc`] |
//! | messages to any one of many receivers | [`mpmc`] |
//! | messages to each of many receivers | [`broadcast`] |
//! | the latest value to many who watch it | [`watch`] |
//!
//! [`atomicbox`] exchanges whole values without a lock and without waiting.
//!
//! [`guard`] is for those who write a lock of their own, with
//! [`#[guard_family]`](macro@guard_family). [`marker`] says which futures may be dropped, or left
//! alone, half-way. [`blocking`] runs a future on a thread without a runtime.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `std` | yes | without it the crate is `no_std` and needs `alloc`; [`blocking`] is not there, and the internal lock spins |
//! | `macros` | yes | the attribute macros |
//! | `stream` | no | `Stream` and `Sink` of the crate `futures`, for [`mpsc`] and [`mpmc`] |

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
pub use mea_core::blocking;
pub use mea_core::{
    admission, atomicbox, barrier, broadcast, channel, condvar, event, guard, latch, marker, mpmc,
    mpsc, mutex, once, oneshot, rwlock, semaphore, shutdown, singleflight, waitgroup, watch,
};
#[cfg(feature = "macros")]
pub use mea_macros::{coordinate, guard_family};

pub mod coordination;
#[cfg(feature = "macros")]
mod macros;
#[doc(hidden)]
pub mod rt;
