//! Asynchronous synchronization primitives, free of any runtime.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

#[cfg(feature = "std")]
pub use mea_core::blocking;
pub use mea_core::{condvar, guard, latch, marker, mutex, rwlock, semaphore};
#[cfg(feature = "macros")]
pub use mea_macros::guard_family;
