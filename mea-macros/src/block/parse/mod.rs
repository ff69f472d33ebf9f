//! Grammar: from tokens to a [`Block`], and on to the next arm after one that cannot be read.

mod arrow;
mod binding;
mod chain;
mod extras;
mod handler;
mod marks;
mod options;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Token,
    parse::{ParseStream, Parser},
};

use super::model::{Block, Kind};
use crate::{errors::Errors, words};

pub(crate) use self::{
    extras::{Extras, extras},
    marks::{Marks, marks},
    options::{option, options},
};

/// Reads a block, with the path of the crate before it.
pub(crate) fn block(tokens: TokenStream, kind: Kind, errors: &mut Errors) -> Block {
    let mut block = Block::new(quote!(::mea), kind);
    let parser = |input: ParseStream<'_>| {
        if let Some(krate) = words::krate(input)? {
            block.krate = krate.into_token_stream();
            block.prefixed = true;
        }
        options(input, false, &mut block, errors)?;
        if input.peek(Token![if]) {
            chain::chain(input, &mut block, errors)
        } else {
            arrow::arms(input, &mut block, errors)
        }
    };
    let parsed = parser.parse2(tokens);
    errors.ok(parsed);
    block
}
