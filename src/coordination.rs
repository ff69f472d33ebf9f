//! Waiting for several things at once.

pub use mea_core::rt::seed;
