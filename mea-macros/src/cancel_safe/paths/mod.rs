//! How many awaits there are on the way through a function, at most.
//!
//! Of two branches the one with more counts; what comes after a `return` is on no path with what
//! comes before it. An await is in a loop if there is a way from it to the next turn.

mod flow;
mod macros;
mod walk;

use proc_macro2::{Span, TokenStream};
use syn::Block;

pub(super) use self::macros::{look_into, rewrite};
use self::walk::Walk;

/// What was found in a body.
#[derive(Default)]
pub(super) struct Found {
    /// The awaits on the longest path, in order.
    pub(super) longest: Vec<Span>,
    pub(super) in_loops: Vec<Span>,
    /// What cannot be looked into, and why that is a problem.
    pub(super) opaque: Vec<(TokenStream, String)>,
}

pub(super) fn awaits(body: &Block) -> Found {
    let mut walk = Walk::default();
    let flow = walk.block(body);
    let mut found = walk.found;
    found.longest = flow.longest();
    found
}
