//! The spelling with arrows: `pattern = future, if condition => handler`.

use proc_macro2::{Ident, TokenTree};
use syn::{
    Error, Expr, Pat, Result, Token,
    ext::IdentExt,
    parse::{ParseStream, discouraged::Speculative},
    spanned::Spanned,
    token,
};

use super::marks::marks;
use crate::{
    block::model::{Arm, Block, Fallback, With},
    errors::Errors,
};

/// What an arm looks like, for messages.
const SHAPE: &str = "`pattern = future => handler`";

/// Reads the arms, and goes on with the next one after one that cannot be read.
pub(super) fn arms(input: ParseStream<'_>, block: &mut Block, errors: &mut Errors) -> Result<()> {
    while !input.is_empty() {
        let arm = if is_fallback(input) {
            fallback(input, block, errors)
        } else {
            arm(input, errors).map(|arm| block.arms.push(arm))
        };
        if let Err(error) = arm {
            errors.add(error);
            skip_arm(input)?;
        }
    }
    Ok(())
}

/// Up to the next arm: past a comma, or past an arrow with a handler in braces.
fn skip_arm(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() {
        if input.parse::<Option<Token![,]>>()?.is_some() {
            break;
        }
        if input.parse::<Option<Token![=>]>>()?.is_none() {
            input.parse::<TokenTree>()?;
        } else if input.peek(token::Brace) {
            input.parse::<TokenTree>()?;
            input.parse::<Option<Token![,]>>()?;
            break;
        }
    }
    Ok(())
}

mod keyword {
    syn::custom_keyword!(complete);
    syn::custom_keyword!(with);
}

fn is_fallback(input: ParseStream<'_>) -> bool {
    let word =
        input.peek(Token![else]) || input.peek(keyword::complete) || input.peek(Token![default]);
    word && input.peek2(Token![=>])
}

fn fallback(input: ParseStream<'_>, block: &mut Block, errors: &mut Errors) -> Result<()> {
    let keyword = input.call(Ident::parse_any)?;
    input.parse::<Token![=>]>()?;
    let handler = handler(input)?;
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

fn arm(input: ParseStream<'_>, errors: &mut Errors) -> Result<Arm> {
    let marks = marks(input, errors)?;
    let pat = pattern(input)?;
    input.parse::<Token![=]>()?;
    let future = future(input)?;
    let Extras { with, condition } = extras(input, errors)?;
    arrow(input)?;
    let handler = handler(input)?;
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

/// Reads a pattern with an `=` behind it, which stays.
fn pattern(input: ParseStream<'_>) -> Result<Pat> {
    let begin = input.fork();
    let pat = input.call(Pat::parse_multi_with_leading_vert);
    if pat.is_ok() && input.peek(Token![=]) && !input.peek(Token![=>]) {
        return pat;
    }
    if pat.is_ok() && input.peek(Token![in]) {
        return Err(input.error(
            "expected `=`: for the next item of a stream write \
             `Some(item) = stream.next() => ..`",
        ));
    }
    // Perhaps the future alone.
    let alone = begin.fork();
    if let Ok(future) = alone.parse::<Expr>() {
        if alone.peek(Token![=>]) {
            input.advance_to(&alone);
            let message =
                format!("expected {SHAPE}: to ignore the output write `_ = future => ..`");
            return Err(Error::new_spanned(future, message));
        }
    }
    match pat {
        Ok(_) => Err(input.error(format!("expected `=` after the pattern: {SHAPE}"))),
        Err(error) => Err(error),
    }
}

/// Reads the future of an arm.
fn future(input: ParseStream<'_>) -> Result<Expr> {
    if input.is_empty() || input.peek(Token![=>]) || input.peek(Token![,]) {
        return Err(input.error(format!("expected a future: {SHAPE}")));
    }
    let mut future = input.parse()?;
    // Parentheses around all of it would be superfluous in what it becomes.
    while let Expr::Paren(inner) = future {
        future = *inner.expr;
    }
    Ok(future)
}

/// What may stand between the future and the arrow.
#[derive(Default)]
pub(crate) struct Extras {
    pub(crate) with: Option<With>,
    pub(crate) condition: Option<Expr>,
}

/// Reads `, with pattern = future` and `, if condition`, in any order.
pub(crate) fn extras(input: ParseStream<'_>, errors: &mut Errors) -> Result<Extras> {
    let mut extras = Extras::default();
    loop {
        if input.peek(Token![if]) {
            errors.add(input.error(
                "a precondition stands behind a comma: `pattern = future, if condition => handler`",
            ));
        } else if input.peek(Token![,]) && (input.peek2(Token![if]) || input.peek2(keyword::with)) {
            input.parse::<Token![,]>()?;
        } else {
            return Ok(extras);
        }
        if input.peek(Token![if]) {
            let keyword: Token![if] = input.parse()?;
            let condition = input.parse()?;
            if extras.condition.replace(condition).is_some() {
                errors.on(
                    keyword,
                    "an arm has one precondition: join the two with `&&`",
                );
            }
        } else {
            let keyword: keyword::with = input.parse()?;
            let pat = Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Token![=]>()?;
            let future = future(input)?;
            if extras.with.replace(With { pat, future }).is_some() {
                errors.on(keyword, "an arm waits for one thing more, not for several");
            }
        }
    }
}

fn arrow(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![=>]) {
        input.parse::<Token![=>]>()?;
        return Ok(());
    }
    let message = if input.peek(token::Brace) {
        format!("expected `=>` before the handler: {SHAPE}")
    } else if input.peek(Token![,]) {
        format!("expected `=> handler`, `, if condition` or `, with pattern = future`: {SHAPE}")
    } else {
        format!("expected `=> handler`: {SHAPE}")
    };
    Err(Error::new(input.span(), message))
}

/// Reads a handler and the comma behind it, which a block does not need.
fn handler(input: ParseStream<'_>) -> Result<Expr> {
    if input.is_empty() || input.peek(Token![,]) {
        return Err(input.error("expected a handler after `=>`; one that does nothing is `{}`"));
    }
    let handler = Expr::parse_with_earlier_boundary_rule(input)?;
    let needs_comma = !matches!(
        handler,
        Expr::Block(_)
            | Expr::If(_)
            | Expr::Match(_)
            | Expr::Loop(_)
            | Expr::While(_)
            | Expr::ForLoop(_)
            | Expr::Unsafe(_)
            | Expr::Async(_)
            | Expr::Const(_)
            | Expr::TryBlock(_)
    );
    let comma = input.parse::<Option<Token![,]>>()?;
    if needs_comma && comma.is_none() && !input.is_empty() {
        return Err(Error::new(
            handler.span(),
            "expected `,` after this handler: only a handler in braces goes without",
        ));
    }
    Ok(handler)
}
