#![doc = include_str!("links.md")]
#![doc = include_str!("../docs/README.md")]
//!
//! Each chapter is the documentation of a module that has nothing else in it.

// The pages are read in the repository, too, and in a book, where links lead to files. Each has them at its
// end, as references; of two references with one name the first counts, and so those of `links.md` take
// their place here. (That is why their tests have the name of that file, and lines that count from there; the
// module says which chapter it is.)

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/choosing.md")]
pub mod choosing {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/migrating.md")]
pub mod migrating {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/cancel-safety.md")]
pub mod cancel_safety {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/lock-order.md")]
pub mod lock_order {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/back-pressure.md")]
pub mod back_pressure {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/graceful-shutdown.md")]
pub mod graceful_shutdown {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/testing.md")]
pub mod testing {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/panics.md")]
pub mod panics {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/writing-a-lock.md")]
pub mod writing_a_lock {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/performance.md")]
pub mod performance {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/measurements.md")]
pub mod measurements {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../docs/kv-server.md")]
pub mod kv_server {}
