//! `biased;` and its kind, before the arms.

use proc_macro2::Ident;
use syn::{Result, Token, parse::ParseStream};

use crate::{
    block::model::{Block, Kind, Losers},
    errors::{Errors, did_you_mean, guess},
};

const OPTIONS: [&str; 3] = ["biased", "strict", "lossy"];

/// Reads the options, each with a semicolon after it, or with a comma before a chain of `if let`.
///
/// Before futures, as in `join!(a, b)`, only a semicolon makes a word an option.
pub(crate) fn options(
    input: ParseStream<'_>,
    before_futures: bool,
    block: &mut Block,
    errors: &mut Errors,
) -> Result<()> {
    let mut seen: Vec<Ident> = Vec::new();
    while input.peek(syn::Ident)
        && (input.peek2(Token![;]) || !before_futures && input.peek2(Token![,]))
    {
        let option: Ident = input.parse()?;
        if input.parse::<Option<Token![;]>>()?.is_none() {
            input.parse::<Token![,]>()?;
            if !input.peek(Token![if]) && !input.peek2(Token![,]) {
                errors.on(
                    &option,
                    format!("an option ends with a semicolon: write `{option};`"),
                );
            }
        }
        self::option(&option, block, errors);
        if seen.contains(&option) {
            errors.on(&option, format!("`{option}` is given twice: keep one"));
        }
        seen.push(option);
    }
    Ok(())
}

/// Applies one option.
pub(crate) fn option(option: &Ident, block: &mut Block, errors: &mut Errors) {
    let losers = match option.to_string().as_str() {
        "biased" => {
            block.biased = true;
            return;
        }
        "strict" => Losers::Strict,
        "lossy" => Losers::Lossy,
        unknown => {
            let guess = did_you_mean(guess(unknown, OPTIONS));
            let message = format!(
                "unknown option `{unknown}`{guess}; expected `biased`, `strict` or `lossy`",
            );
            errors.on(option, message);
            return;
        }
    };
    if block
        .losers
        .replace(losers)
        .is_some_and(|before| before != losers)
    {
        let usual = match block.kind {
            Kind::Select => "`select!` is lossy without either",
            Kind::Loop | Kind::EventLoop => "a loop is strict without either",
        };
        errors.on(
            option,
            format!("`strict` and `lossy` exclude each other: keep one ({usual})"),
        );
    }
}
