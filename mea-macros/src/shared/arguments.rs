//! What stands in the parentheses of the attribute.

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Error, Ident, Path, Result, Token,
    ext::IdentExt,
    parenthesized,
    parse::{ParseStream, Parser},
    token,
};

use crate::errors::{Errors, did_you_mean, guess};

const EXPECTED: &str = "expected `after(Level)`, `unordered` or `crate = path`";

#[derive(Default)]
pub(super) struct Arguments {
    pub(super) krate: Option<Path>,
    /// The level that all locks come after.
    pub(super) after: Option<Path>,
    /// Whether the locks have no order among themselves.
    pub(super) unordered: bool,
}

/// Reads all arguments that can be read; goes on at the next comma after one that cannot.
pub(super) fn arguments(tokens: TokenStream, errors: &mut Errors) -> Arguments {
    let mut arguments = Arguments::default();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = argument(input, &mut arguments, errors) {
                errors.add(error);
            }
            if !input.is_empty() && !input.peek(Token![,]) {
                errors.add(input.error("expected `,`"));
            }
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<TokenTree>()?;
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    let parsed = parser.parse2(tokens);
    errors.ok(parsed);
    arguments
}

fn argument(input: ParseStream<'_>, to: &mut Arguments, errors: &mut Errors) -> Result<()> {
    if !input.peek(Ident::peek_any) {
        let error = input.error(EXPECTED);
        skip(input)?;
        return Err(error);
    }
    let key = input.call(Ident::parse_any)?;
    let mut once = |given: bool| {
        if given {
            errors.on(&key, format!("`{key}` is given twice: keep one"));
        }
    };
    match key.to_string().as_str() {
        "crate" => {
            let path = path_after_equals(input);
            let path = path.or_else(|_| {
                skip(input)?;
                let message = "`crate` takes the path of the crate `mea`: write `crate = ::mea`";
                Err(Error::new(key.span(), message))
            })?;
            once(to.krate.is_some());
            to.krate = Some(path);
        }
        "after" => {
            let level = level(input, &key)?;
            once(to.after.is_some());
            to.after = Some(level);
        }
        "unordered" => {
            once(to.unordered);
            to.unordered = true;
        }
        unknown => {
            skip(input)?;
            let guess = did_you_mean(guess(unknown, ["after", "unordered", "crate"]));
            let message = format!("unknown argument `{unknown}`{guess}; {EXPECTED}");
            return Err(Error::new(key.span(), message));
        }
    }
    Ok(())
}

/// `= path`
fn path_after_equals(input: ParseStream<'_>) -> Result<Path> {
    input.parse::<Token![=]>()?;
    Path::parse_mod_style(input)
}

/// `(Level)`
fn level(input: ParseStream<'_>, key: &Ident) -> Result<Path> {
    let needs = || {
        Error::new(
            key.span(),
            "`after` needs the level that comes before: write `after(Level)`",
        )
    };
    if !input.peek(token::Paren) {
        skip(input)?;
        return Err(needs());
    }
    let content;
    parenthesized!(content in input);
    if content.is_empty() {
        return Err(needs());
    }
    let level = content.call(Path::parse_mod_style)?;
    content.parse::<Option<Token![,]>>()?;
    if content.is_empty() {
        return Ok(level);
    }
    let message =
        "`after` takes one level; draw an order with several predecessors in `lock_order!`";
    let error = content.error(message);
    content.parse::<TokenStream>()?;
    Err(error)
}

/// Skips the rest of an argument.
fn skip(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
