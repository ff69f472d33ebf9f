//! Code that uses every macro of `mea` where nothing is what it seems: the crate has another name,
//! there is no prelude, and what is in scope has the names of what is not.
//!
//! That it compiles, without a warning, is the test. It is a member of the workspace twice, once for
//! each edition. Clippy looks at what the macros write through the eyes of a pedant.
#![no_std]
#![no_implicit_prelude]
#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(
    clippy::missing_errors_doc,
    clippy::unused_async,
    clippy::wildcard_imports
)]

pub mod actors;
pub mod blocks;
pub mod guards;
pub mod joins;
pub mod loops;
pub mod names;

/// `mea` by way of a module of ours.
pub mod reexported {
    pub use ::sync::{
        self as mea, cancel_safe, coordinate, guard_family, join, mpsc, race, select, select_loop,
        semaphore, try_join,
    };
}
