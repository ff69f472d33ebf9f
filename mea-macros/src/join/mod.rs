//! `join!`, `try_join!`, `race!`: futures without handlers.

mod expand;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    Error, Expr, Token,
    parse::{ParseStream, Parser},
};

use crate::{
    block::{
        model::{Block, Kind},
        parse,
    },
    errors::Errors,
};

/// Which macro it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// All of them.
    All,
    /// All of them, or the first error.
    Try,
    /// The first of them.
    Race,
}

impl Join {
    fn name(self) -> &'static str {
        match self {
            Self::All => "join!",
            Self::Try => "try_join!",
            Self::Race => "race!",
        }
    }
}

pub(crate) fn expand(input: TokenStream, join: Join) -> TokenStream {
    let mut errors = Errors::new();
    let futures = parse(input, join, &mut errors);
    match join {
        Join::All | Join::Try => expand::join(&futures, join, errors),
        Join::Race => expand::race(futures, errors),
    }
}

/// What is in the parentheses.
struct Futures {
    /// The path of the crate, and whether to poll from left to right.
    block: Block,
    futures: Vec<Expr>,
}

/// Reads the futures, and goes on with the next one after one that cannot be read.
fn parse(input: TokenStream, join: Join, errors: &mut Errors) -> Futures {
    let mut futures = Futures {
        block: Block::new(quote!(::mea), Kind::Select),
        futures: Vec::new(),
    };
    let parser = |input: ParseStream<'_>| {
        if let Some(krate) = parse::krate(input)? {
            futures.block.krate = krate;
        }
        parse::options(input, true, &mut futures.block, errors)?;
        while !input.is_empty() {
            futures.futures.push(input.parse()?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    let parsed = parser.parse2(input);
    if errors.ok(parsed).is_some() && futures.futures.is_empty() && join == Join::Race {
        let message = format!("`{}` needs a future to wait for", join.name());
        errors.add(Error::new(Span::call_site(), message));
    }
    futures
}
