//! What the measurements have in common: how competitors are measured, and how that is shown.

// For blocks of many arms.
#![recursion_limit = "512"]

#[cfg(feature = "peers")]
pub mod blocks;
pub mod callgrind;
pub mod charts;
pub mod cost;
pub mod measure;
pub mod objdump;
pub mod options;
pub mod report;
pub mod table;
