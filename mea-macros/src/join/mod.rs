//! `join!`, `try_join!`, `race!`: futures without handlers.

mod expand;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Error, Expr, Result, Token,
    parse::{ParseStream, Parser},
};

use crate::{
    block::{
        model::{Block, Kind},
        parse,
    },
    errors::Errors,
    words,
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
        if let Some(krate) = words::krate(input)? {
            futures.block.krate = krate.into_token_stream();
        }
        let options = input.fork();
        parse::options(input, true, &mut futures.block, errors)?;
        if join == Join::All && futures.block.losers.is_some() {
            let message =
                "`join!` has no losers, of which anything could be asked: its option is `biased`";
            errors.add(Error::new(options.span(), message));
        }
        while !input.is_empty() {
            match future(input, join) {
                Ok(future) => futures.futures.push(future),
                Err(error) => {
                    errors.add(error);
                    skip(input)?;
                }
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

/// Reads one future, and the comma behind it.
fn future(input: ParseStream<'_>, join: Join) -> Result<Expr> {
    let future: Expr = input.parse()?;
    if let Expr::Assign(named) = &future {
        let name = join.name();
        let message = format!(
            "`{name}` takes futures alone, and gives their outputs in this order: \
             `let (a, b) = {name}(..)`",
        );
        return Err(Error::new_spanned(&named.left, message));
    }
    if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
        return Err(input.error("expected `,` before the next future"));
    }
    Ok(future)
}

/// Past the next comma.
fn skip(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
