//! `=> handler`, and the comma behind it.

use quote::ToTokens;
use syn::{Error, Expr, Result, Token, parse::ParseStream, parse_quote, token};

use super::arrow::is_arm;
use crate::errors::Errors;

/// Reads the arrow behind `before`. Without one there is a handler all the same, if something
/// follows that can only be one.
pub(super) fn arrow(
    input: ParseStream<'_>,
    before: &impl ToTokens,
    shape: &str,
    errors: &mut Errors,
) -> Result<Option<Token![=>]>> {
    if input.peek(Token![=>]) {
        return input.parse().map(Some);
    }
    if input.is_empty() {
        errors.on(before, format!("expected `=> handler` after this: {shape}"));
    } else if input.peek(Token![->]) {
        errors.add(input.error(format!("expected `=>`, not `->`: {shape}")));
        input.parse::<Token![->]>()?;
    } else if input.peek(token::Brace) {
        let brace = Error::new(
            input.span(),
            format!("expected `=>` before the handler: {shape}"),
        );
        errors.add(brace);
    } else if input.peek(Token![,]) {
        errors.add(input.error(format!("expected `=> handler` before the comma: {shape}")));
    } else {
        return Err(input.error(format!("expected `=> handler`: {shape}")));
    }
    Ok(None)
}

/// Reads a handler and the comma behind it, which a block does not need. It is missing with its
/// arrow, and that has been reported, or behind it.
pub(super) fn handler(
    input: ParseStream<'_>,
    arrow: Option<&Token![=>]>,
    errors: &mut Errors,
) -> Result<Expr> {
    if input.is_empty() || input.peek(Token![,]) {
        if let Some(arrow) = arrow {
            let message = "expected a handler after `=>`; one that does nothing is `{}`";
            errors.on(arrow, message);
        }
        input.parse::<Option<Token![,]>>()?;
        // It fits whatever type the others have, and does not go on to a next turn.
        return Ok(parse_quote!(::core::unreachable!()));
    }
    let handler = Expr::parse_with_earlier_boundary_rule(input)?;
    end(input, &handler, errors)?;
    Ok(handler)
}

/// Reads what stands behind a handler.
fn end(input: ParseStream<'_>, handler: &Expr, errors: &mut Errors) -> Result<()> {
    if input.parse::<Option<Token![,]>>()?.is_some() || input.is_empty() || is_block(handler) {
        return Ok(());
    }
    if input.peek(Token![;]) {
        errors.add(input.error("an arm ends with a comma: write `,` in place of `;`"));
        input.parse::<Token![;]>()?;
        return Ok(());
    }
    let message = "expected `,` after this handler: only a handler in braces goes without";
    // Without the comma, `f() (x) = g()` is one expression.
    let shown = match handler {
        Expr::Assign(next) => match &*next.left {
            Expr::Call(next) => &next.func,
            before => before,
        },
        handler => handler,
    };
    let error = Error::new_spanned(shown, message);
    if is_arm(input) {
        errors.add(error);
        return Ok(());
    }
    Err(error)
}

fn is_block(handler: &Expr) -> bool {
    matches!(
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
    )
}
