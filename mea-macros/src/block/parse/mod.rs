//! Grammar: from tokens to a [`Block`], and on to the next arm after one that cannot be read.

mod arrow;
mod chain;
mod marks;
mod options;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Result, Token, parenthesized,
    parse::{ParseStream, Parser},
};

use super::model::{Block, Kind};
use crate::errors::Errors;

pub(crate) use self::{
    arrow::{Extras, extras},
    marks::{Marks, marks},
    options::{option, options},
};

/// Reads a block, with the path of the crate before it.
pub(crate) fn block(tokens: TokenStream, kind: Kind, errors: &mut Errors) -> Block {
    let mut block = Block::new(quote!(::mea), kind);
    let parser = |input: ParseStream<'_>| {
        if let Some(krate) = krate(input)? {
            block.krate = krate;
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

/// Reads `@(path)`, which the shims of the facade put before everything else: `$crate`.
pub(crate) fn krate(input: ParseStream<'_>) -> Result<Option<TokenStream>> {
    if input.parse::<Option<Token![@]>>()?.is_none() {
        return Ok(None);
    }
    let path;
    parenthesized!(path in input);
    path.parse().map(Some)
}
