//! Chapters about what goes wrong in asynchronous programs, and what to do about it.
//!
//! | chapter | |
//! |---|---|
//! | [Choosing a primitive](choosing) | from what the tasks want of each other |
//! | [Lock order](lock_order) | deadlocks, and how the compiler finds them |
//! | [Cancel safety and futurelock](cancel_safety) | futures that are dropped half-way, and futures that nobody polls |
//! | [Graceful shutdown](graceful_shutdown) | so that nothing is cut in half |
//! | [Back-pressure](back_pressure) | so that a program does not take in more than it can do |
//! | [Writing your own lock](writing_a_lock) | with all guards, and one `unsafe impl` |
//! | [Testing](testing) | how to make tasks meet |
//! | [All panics](panics) | when, with what message, and what to do instead |
//! | [Coming from elsewhere](migrating) | `tokio::sync`, `async-lock`, `futures`, `mea` 0.6 |
//!
//! They are part of the documentation only.

#[doc = include_str!("../docs/choosing.md")]
pub mod choosing {}

#[doc = include_str!("../docs/lock-order.md")]
pub mod lock_order {}

#[doc = include_str!("../docs/cancel-safety.md")]
pub mod cancel_safety {}

#[doc = include_str!("../docs/graceful-shutdown.md")]
pub mod graceful_shutdown {}

#[doc = include_str!("../docs/back-pressure.md")]
pub mod back_pressure {}

#[doc = include_str!("../docs/writing-a-lock.md")]
pub mod writing_a_lock {}

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}

#[doc = include_str!("../docs/panics.md")]
pub mod panics {}

#[doc = include_str!("../docs/migrating.md")]
pub mod migrating {}
