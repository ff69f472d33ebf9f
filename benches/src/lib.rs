//! What the measurements have in common.

pub mod callgrind;
pub mod table;
