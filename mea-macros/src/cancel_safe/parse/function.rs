//! The function under the attribute: free, a method, or a declaration in a trait.

use proc_macro2::TokenStream;
use syn::{
    Attribute, Block, Result, Signature, Token, Visibility, braced,
    parse::{ParseStream, Parser},
    token,
};

use crate::errors::Errors;

pub(in crate::cancel_safe) struct Function {
    pub(in crate::cancel_safe) attrs: Vec<Attribute>,
    pub(in crate::cancel_safe) vis: Visibility,
    pub(in crate::cancel_safe) default: Option<Token![default]>,
    pub(in crate::cancel_safe) sig: Signature,
    /// `None` for a declaration.
    pub(in crate::cancel_safe) body: Option<Body>,
}

pub(in crate::cancel_safe) struct Body {
    /// Those at its beginning.
    pub(in crate::cancel_safe) attrs: Vec<Attribute>,
    pub(in crate::cancel_safe) block: Block,
}

/// Reads the function; `None` if the item is something else.
pub(in crate::cancel_safe) fn function(
    item: &TokenStream,
    errors: &mut Errors,
) -> Option<Function> {
    let parser = |input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let default = input.parse()?;
        if !begins_function(input) {
            return Err(input.error("`#[cancel_safe]` goes on an `async fn`"));
        }
        let sig = input.parse()?;
        let body = if input.parse::<Option<Token![;]>>()?.is_some() {
            None
        } else {
            Some(body(input)?)
        };
        Ok(Function {
            attrs,
            vis,
            default,
            sig,
            body,
        })
    };
    errors.ok(parser.parse2(item.clone()))
}

/// Whether a signature follows, be it of a wrong kind.
fn begins_function(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let qualifiers = || -> Result<()> {
        ahead.parse::<Option<Token![const]>>()?;
        ahead.parse::<Option<Token![async]>>()?;
        ahead.parse::<Option<Token![unsafe]>>()?;
        ahead.parse::<Option<syn::Abi>>()?;
        Ok(())
    };
    qualifiers().is_ok() && ahead.peek(Token![fn])
}

fn body(input: ParseStream<'_>) -> Result<Body> {
    let content;
    let brace_token: token::Brace = braced!(content in input);
    let attrs = content.call(Attribute::parse_inner)?;
    let stmts = content.call(Block::parse_within)?;
    let block = Block { brace_token, stmts };
    Ok(Body { attrs, block })
}
