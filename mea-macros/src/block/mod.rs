//! A coordination block: arms, each a future with a handler, of which the first that is ready wins.
//! `select!`, `select_loop!`, `race!` and the event loop of `#[coordinate]` are blocks.
//!
//! ```text
//!   tokens ──parse──► Block ──check──► mistakes ──expand──► tokens
//! ```
//!
//! There are two spellings, that of the arrows and that of an `if let` chain, which rustfmt can
//! format; both become the same [`Block`](model::Block). Mistakes are collected on the way and
//! reported together. What could be read is expanded all the same, in a place that is not reached,
//! so that editors complete in it and nothing is said to be unused.

pub(crate) mod check;
pub(crate) mod expand;
pub(crate) mod model;
pub(crate) mod parse;
mod pattern;
mod print;
#[cfg(test)]
mod tests;
mod text;
mod ways_out;
