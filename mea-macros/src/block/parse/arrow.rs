//! The spelling with arrows: `pattern = future, if condition => handler`.
//!
//! What can only have been meant one way is read that way after it was reported, so that an arm with
//! a mistake is still an arm: names in it count as used, and nothing else complains.

use proc_macro2::{Ident, TokenTree};
use syn::{Error, Result, Token, ext::IdentExt, parse::ParseStream, token};

use super::{
    binding::{binding, is_binding},
    extras::{Extras, extras},
    handler::{arrow, handler},
    marks::marks,
    options::is_option,
};
use crate::{
    block::model::{Arm, Block, Fallback},
    errors::Errors,
};

/// What an arm looks like, for messages.
pub(super) const SHAPE: &str = "`pattern = future => handler`";

/// Reads the arms, and goes on with the next one after one that cannot be read.
pub(super) fn arms(input: ParseStream<'_>, block: &mut Block, errors: &mut Errors) -> Result<()> {
    while !input.is_empty() {
        let read = if is_fallback(input) {
            fallback(input, block, errors)
        } else if is_option(input) {
            late_option(input, errors)
        } else {
            arm(input, errors).map(|arm| block.arms.push(arm))
        };
        if let Err(error) = read {
            errors.add(error);
            skip_arm(input)?;
        }
    }
    Ok(())
}

/// Up to the next arm: past a comma behind which an arm may begin, or past an arrow with a handler
/// in braces.
fn skip_arm(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() {
        if input.parse::<Option<Token![,]>>()?.is_some() {
            if !input.peek(Token![if]) && !input.peek(keyword::with) {
                break;
            }
        } else if input.parse::<Option<Token![=>]>>()?.is_none() {
            input.parse::<TokenTree>()?;
        } else if input.peek(token::Brace) {
            input.parse::<TokenTree>()?;
            input.parse::<Option<Token![,]>>()?;
            break;
        }
    }
    Ok(())
}

/// Whether what follows can be read as the beginning of an arm.
pub(super) fn is_arm(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    let mut mistakes = Errors::new();
    let begins = is_fallback(input) || (marks(&fork, &mut mistakes).is_ok() && is_binding(&fork));
    mistakes.report();
    begins
}

pub(super) mod keyword {
    syn::custom_keyword!(complete);
    syn::custom_keyword!(with);
}

fn is_fallback(input: ParseStream<'_>) -> bool {
    let word = input.peek(keyword::complete) || input.peek(Token![default]);
    input.peek(Token![else]) || word && input.peek2(Token![=>])
}

fn fallback(input: ParseStream<'_>, block: &mut Block, errors: &mut Errors) -> Result<()> {
    let keyword = input.call(Ident::parse_any)?;
    if input.peek(Token![=]) && !input.peek(Token![=>]) {
        let message = format!("`{keyword}` waits for nothing: write `{keyword} => handler`");
        return Err(Error::new(keyword.span(), message));
    }
    let arrow = arrow(input, &keyword, &format!("`{keyword} => handler`"), errors)?;
    let handler = handler(input, arrow.as_ref(), errors)?;
    let place = if keyword == "default" {
        &mut block.default
    } else {
        &mut block.otherwise
    };
    if let Some(before) = place {
        let message = if before.keyword == keyword {
            format!("a second `{keyword}` arm: keep one")
        } else {
            format!(
                "`{}` and `{keyword}` are two names of the same arm: keep one",
                before.keyword,
            )
        };
        errors.on(keyword, message);
    } else {
        *place = Some(Fallback { keyword, handler });
    }
    Ok(())
}

/// Reads an option where none is looked for any more.
fn late_option(input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
    let option: Ident = input.parse()?;
    input.parse::<Token![;]>()?;
    let message = format!("options stand before the arms: move `{option};` up");
    errors.on(option, message);
    Ok(())
}

fn arm(input: ParseStream<'_>, errors: &mut Errors) -> Result<Arm> {
    if input.peek(Token![if]) {
        let message = if input.peek2(Token![let]) {
            "a block is written in one way: with arrows, `pattern = future => handler`, or as one \
             chain `if let pattern = future { .. } else if let ..`"
        } else {
            "a precondition stands behind the future: `pattern = future, if condition => handler`"
        };
        return Err(input.error(message));
    }
    let marks = marks(input, errors)?;
    let (pat, future) = binding(input, "", SHAPE, errors)?;
    let Extras { with, condition } = extras(input, errors)?;
    let arrow = arrow(input, &future, SHAPE, errors)?;
    let handler = handler(input, arrow.as_ref(), errors)?;
    Ok(Arm {
        control: marks.control.is_some(),
        mode: marks.mode(),
        pat,
        future,
        with,
        condition,
        handler,
    })
}
