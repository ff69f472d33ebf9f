//! `pattern = future`, of an arm or behind `with`.

use syn::{
    Error, Expr, Pat, Result, Token,
    parse::{ParseStream, discouraged::Speculative},
    parse_quote,
};

use crate::errors::Errors;

/// Whether a pattern follows, with an `=` behind it.
pub(super) fn is_binding(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    Pat::parse_multi_with_leading_vert(&fork).is_ok() && is_equals(&fork)
}

fn is_equals(input: ParseStream<'_>) -> bool {
    input.peek(Token![=]) && !input.peek(Token![=>]) && !input.peek(Token![==])
}

/// Reads `pattern = future`. `before` is what it stands behind, `shape` what it is part of.
pub(super) fn binding(
    input: ParseStream<'_>,
    before: &str,
    shape: &str,
    errors: &mut Errors,
) -> Result<(Pat, Expr)> {
    if !is_binding(input) {
        // Perhaps the future alone.
        let alone = input.fork();
        if let Ok(future) = alone.parse::<Expr>() {
            if alone.peek(Token![=>]) || alone.peek(Token![,]) && alone.peek2(Token![if]) {
                input.advance_to(&alone);
                let message =
                    format!("expected {shape}: to ignore the output write `{before}_ = future`");
                errors.on(&future, message);
                return Ok((parse_quote!(_), future));
            }
        }
    }
    let pat = pattern(input, shape)?;
    if !is_equals(input) {
        return Err(input.error(expected_equals(input, shape)));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![=>]) || input.peek(Token![,]) {
        return Err(input.error(format!("expected a future: {shape}")));
    }
    let mut future = input.parse()?;
    // Parentheses around all of it would be superfluous in what it becomes.
    while let Expr::Paren(inner) = future {
        future = *inner.expr;
    }
    Ok((pat, future))
}

fn pattern(input: ParseStream<'_>, shape: &str) -> Result<Pat> {
    Pat::parse_multi_with_leading_vert(input).map_err(|error| {
        // Otherwise the message is all that a pattern may begin with.
        if error.to_string().starts_with("expected one of") {
            Error::new(error.span(), format!("expected a pattern: {shape}"))
        } else {
            error
        }
    })
}

fn expected_equals(input: ParseStream<'_>, shape: &str) -> String {
    if input.peek(Token![in]) {
        "expected `=`: for the next item of a stream write `Some(item) = stream.next()`".to_owned()
    } else if input.peek(Token![if]) {
        "a precondition stands behind the future: `pattern = future, if condition => handler`"
            .to_owned()
    } else {
        format!("expected `=` after the pattern: {shape}")
    }
}
