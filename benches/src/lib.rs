//! What the measurements have in common.

// For blocks of many arms.
#![recursion_limit = "512"]

#[cfg(feature = "peers")]
pub mod blocks;
pub mod callgrind;
