//! Programs that use the primitives of `mea` together, as applications do, with tasks that give up
//! their waits at any moment. Each ends by itself, and then a *law of conservation* holds: what was made
//! is gone, what was taken was given back, each message came once. A law that is broken is a panic; a
//! wake-up that is lost is a program that does not end.
//!
//! Each [scenario](scenarios) is written once, for any [`Runtime`]:
//!
//! - `just shuttle` runs a few rounds of it under the schedules of [shuttle], some hundred thousand of
//!   them: at random, and with few switches (PCT).
//! - `just soak` runs all of them at once, with many rounds, again and again, on tokio, on smol, and on a
//!   thread for each task.
//!
//! [shuttle]: https://docs.rs/shuttle

mod counted;
mod crew;
pub mod runtime;
pub mod scenarios;

pub use self::runtime::Runtime;
