//! Chapters about what goes wrong in asynchronous programs, and what to do about it.
//!
//! They are part of the documentation only.

#[doc = include_str!("../docs/cancel-safety.md")]
pub mod cancel_safety {}

#[doc = include_str!("../docs/lock-order.md")]
pub mod lock_order {}
