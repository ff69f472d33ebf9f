//! What stands in the braces.
//!
//! ```text
//!   pub enum Config, Users, Sessions, Log;      levels, which are declared here
//!   Config => Users => Log;                     levels one after the other, from here or elsewhere
//!   Config => Sessions => Log;
//! ```

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Error, Ident, Path, Result, Token, Visibility,
    parse::{ParseStream, Parser},
    token,
};

use crate::{errors::Errors, words};

pub(super) struct Input {
    /// Where `mea` is.
    pub(super) krate: Path,
    pub(super) levels: Vec<Declared>,
    pub(super) chains: Vec<Vec<Path>>,
}

/// A level that is declared here.
pub(super) struct Declared {
    pub(super) attrs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) name: Ident,
}

/// Reads all statements that can be read; goes on after the next semicolon after one that cannot.
pub(super) fn input(tokens: TokenStream, errors: &mut Errors) -> Input {
    let mut to = Input {
        krate: syn::parse_quote!(::mea),
        levels: Vec::new(),
        chains: Vec::new(),
    };
    let parser = |input: ParseStream<'_>| {
        if let Some(krate) = words::krate(input)? {
            to.krate = krate;
        }
        while !input.is_empty() {
            if input.parse::<Option<Token![;]>>()?.is_some() {
                continue;
            }
            if let Err(error) = statement(input, &mut to) {
                errors.add(error);
                while !input.is_empty() && !input.peek(Token![;]) {
                    input.parse::<TokenTree>()?;
                }
            }
        }
        Ok(())
    };
    let parsed = parser.parse2(tokens);
    errors.ok(parsed);
    to
}

fn statement(input: ParseStream<'_>, to: &mut Input) -> Result<()> {
    let attrs = input.call(Attribute::parse_outer)?;
    if input.peek(Token![pub]) || input.peek(Token![enum]) || input.peek(token::Group) {
        let vis: Visibility = input.parse()?;
        input.parse::<Token![enum]>().map_err(|error| {
            let message = "levels are declared by `enum`: write `pub enum First, Second;`";
            Error::new(error.span(), message)
        })?;
        loop {
            let name = input.parse::<Ident>().map_err(|error| {
                let message = "expected the name of a level, as in `enum First, Second;`";
                Error::new(error.span(), message)
            })?;
            to.levels.push(Declared {
                attrs: attrs.clone(),
                vis: vis.clone(),
                name,
            });
            if input.parse::<Option<Token![,]>>()?.is_none() || input.peek(Token![;]) {
                break;
            }
        }
    } else {
        if let Some(attribute) = attrs.first() {
            let message = "attributes stand before `enum`: an order has none";
            return Err(Error::new_spanned(attribute, message));
        }
        let mut chain = vec![level(input)?];
        while input.parse::<Option<Token![=>]>>()?.is_some() {
            chain.push(level(input)?);
        }
        if let [lonely] = &*chain {
            let message = "one level is no order: write `First => Second`";
            let error = Error::new_spanned(lonely, message);
            return Err(if input.is_empty() || input.peek(Token![;]) {
                error
            } else {
                input.error("expected `=>` between levels, as in `First => Second;`")
            });
        }
        to.chains.push(chain);
    }
    if input.is_empty() || input.peek(Token![;]) {
        Ok(())
    } else {
        Err(input.error("expected `;` after a declaration or an order"))
    }
}

fn level(input: ParseStream<'_>) -> Result<Path> {
    Path::parse_mod_style(input).map_err(|error| {
        let message = "expected a level, as in `First => Second;`";
        Error::new(error.span(), message)
    })
}
