//! What stands in the parentheses of the attribute.

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Error, Ident, Path, Result, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use crate::errors::{Errors, did_you_mean, guess};

const EXPECTED: &str = "expected `trust` or `crate = path`";

#[derive(Default)]
pub(in crate::cancel_safe) struct Arguments {
    /// The body is not checked.
    pub(in crate::cancel_safe) trust: bool,
    pub(in crate::cancel_safe) krate: Option<Path>,
}

/// Reads all arguments that can be read; goes on at the next comma after one that cannot.
pub(in crate::cancel_safe) fn arguments(tokens: TokenStream, errors: &mut Errors) -> Arguments {
    let mut arguments = Arguments::default();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = argument(input, &mut arguments) {
                errors.add(error);
                skip_argument(input)?;
            }
            comma(input, errors)?;
        }
        Ok(())
    };
    let parsed = parser.parse2(tokens);
    errors.ok(parsed);
    arguments
}

fn argument(input: ParseStream<'_>, arguments: &mut Arguments) -> Result<()> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(EXPECTED));
    }
    let key = input.call(Ident::parse_any)?;
    let twice = || Error::new_spanned(&key, format!("`{key}` is given twice: keep one"));
    match key.to_string().as_str() {
        "trust" if arguments.trust => return Err(twice()),
        "trust" => arguments.trust = true,
        "crate" => {
            let needs = |message: &str| {
                let message = format!("`crate` {message}: write `crate = ::mea`");
                move |error: Error| Error::new(error.span(), message)
            };
            if input.parse::<Option<Token![=]>>()?.is_none() {
                return Err(needs("needs a value")(Error::new_spanned(&key, "")));
            }
            let path =
                Path::parse_mod_style(input).map_err(needs("takes the path of the crate `mea`"))?;
            if arguments.krate.is_some() {
                return Err(twice());
            }
            arguments.krate = Some(path);
        }
        wrong => {
            let guess = did_you_mean(guess(wrong, ["trust", "crate"]));
            let message = format!("unknown argument `{wrong}`{guess}; {EXPECTED}");
            return Err(Error::new_spanned(&key, message));
        }
    }
    Ok(())
}

/// Reads the comma after an argument, and goes on without it if there is another argument.
fn comma(input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
    if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    let next: TokenTree = input.fork().parse()?;
    errors.on(&next, format!("expected `,` before `{next}`"));
    if !input.peek(Ident::peek_any) {
        skip_argument(input)?;
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(())
}

fn skip_argument(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
