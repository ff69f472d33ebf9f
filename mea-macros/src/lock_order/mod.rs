//! `lock_order!`: from chains of levels to what comes after what.
//!
//! ```text
//!   tokens ──parse──► Input ──graph──► Graph ──expand──► tokens
//! ```
//!
//! Mistakes are collected on the way and reported together. Levels that are declared are written in any
//! case, and so is what is in order about their order.

mod expand;
mod graph;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use self::graph::Graph;
use crate::errors::Errors;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let input = parse::input(input, &mut errors);
    let graph = Graph::new(&input, &mut errors);
    let mut output = expand::items(&input, &graph);
    output.extend(errors.report());
    output
}
