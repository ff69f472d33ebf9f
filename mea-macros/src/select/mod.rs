//! `select!`: one wait.

use proc_macro2::TokenStream;

use crate::{
    block::{check, expand, model::Kind, parse},
    errors::Errors,
};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    block(input, Kind::Select)
}

/// `select_loop!`: one wait after the other.
pub(crate) fn expand_loop(input: TokenStream) -> TokenStream {
    block(input, Kind::Loop)
}

fn block(input: TokenStream, kind: Kind) -> TokenStream {
    let mut errors = Errors::new();
    let mut block = parse::block(input, kind, &mut errors);
    check::block(&mut block, &mut errors);
    expand::block(block, errors)
}
