//! Grammar: from tokens to an [`Actor`].

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Error, ImplItem, ItemImpl, Meta, Pat, Path, Result, Signature, Token, Visibility,
    ext::IdentExt,
    parse::{Parse, ParseStream, Parser},
    punctuated::Punctuated,
};

use super::model::{Actor, Event, EventLoop, Handler, On};
use crate::{
    block::parse::{Extras, extras, marks},
    errors::{Errors, did_you_mean, guess},
};

/// Reads the arguments of `#[coordinate]`: the path of the crate, if it has another name.
pub(super) fn krate(args: TokenStream, errors: &mut Errors) -> TokenStream {
    let usual = quote!(::mea);
    let parser = |input: ParseStream<'_>| -> Result<TokenStream> {
        if input.is_empty() {
            return Ok(usual.clone());
        }
        let key = input.call(Ident::parse_any)?;
        if key != "crate" {
            let key_name = key.to_string();
            let guess = did_you_mean(guess(&key_name, ["crate"]));
            let message = format!(
                "unknown argument `{key}`{guess}; expected `crate = path`. What is said of the \
                 loop goes to `#[event_loop(..)]`",
            );
            return Err(Error::new(key.span(), message));
        }
        input.parse::<Token![=]>()?;
        Path::parse_mod_style(input).map(Path::into_token_stream)
    };
    errors.ok(parser.parse2(args)).unwrap_or(usual)
}

/// Reads the `impl`; `None` if it is none.
pub(super) fn actor(item: TokenStream, errors: &mut Errors) -> Option<Actor> {
    let mut item = errors.ok(syn::parse2::<ItemImpl>(item).map_err(|error| {
        let message = "`#[coordinate]` goes on an `impl` block, the methods of which are the \
                       handlers";
        Error::new(error.span(), message)
    }))?;
    let mut actor_loop = None;
    let (mut has_marked, mut misplaced) = (false, false);
    let mut handlers = Vec::new();
    let mut items = Vec::new();
    for it in item.items.drain(..) {
        match it {
            ImplItem::Verbatim(tokens) => match syn::parse2::<Bodiless>(tokens) {
                Ok(function) => {
                    let (found, is_marked) = event_loop(function, errors);
                    // Of one without a mark it was said what is wrong.
                    if !has_marked {
                        actor_loop = Some((items.len(), found));
                        has_marked = is_marked;
                    } else if is_marked {
                        errors.on(
                            &found.sig.ident,
                            "a second `#[event_loop]`: an actor has one",
                        );
                    }
                }
                Err(error) => errors.add(error),
            },
            ImplItem::Fn(mut function) => {
                for attr in take(&mut function.attrs, "event_loop") {
                    misplaced = true;
                    errors.on(
                        attr,
                        "the body of the `#[event_loop]` is written for you: end its signature \
                         with `;`",
                    );
                }
                let ons = take(&mut function.attrs, "on");
                let is_conditional = |attr: &&Attribute| attr.path().is_ident("cfg");
                if let Some(cfg) = function
                    .attrs
                    .iter()
                    .find(is_conditional)
                    .filter(|_| !ons.is_empty())
                {
                    errors.on(
                        cfg,
                        "the loop calls this handler whether it is there or not: write \
                         `#[on(.., if cfg!(..))]` in place of `#[cfg(..)]`",
                    );
                }
                for attr in ons {
                    if let Some(on) = errors.ok(on(&attr)) {
                        let (on, mistakes) = on;
                        mistakes.into_iter().for_each(|mistake| errors.add(mistake));
                        handlers.push(Handler {
                            on,
                            sig: function.sig.clone(),
                        });
                    }
                }
                items.push(ImplItem::Fn(function));
            }
            other => items.push(other),
        }
    }
    item.items = items;
    Some(Actor {
        item,
        event_loop: actor_loop,
        misplaced,
        handlers,
    })
}

/// Takes the attributes of this name away.
fn take(attrs: &mut Vec<Attribute>, name: &str) -> Vec<Attribute> {
    let (taken, rest) = attrs.drain(..).partition(|attr| attr.path().is_ident(name));
    *attrs = rest;
    taken
}

/// A function that ends with a semicolon.
struct Bodiless {
    attrs: Vec<Attribute>,
    vis: Visibility,
    sig: Signature,
}

impl Parse for Bodiless {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let bodiless = Self {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
        };
        input.parse::<Token![;]>()?;
        Ok(bodiless)
    }
}

/// The event loop that this function is, and whether it says so.
fn event_loop(function: Bodiless, errors: &mut Errors) -> (EventLoop, bool) {
    let Bodiless {
        mut attrs,
        vis,
        sig,
    } = function;
    let marked = take(&mut attrs, "event_loop");
    let is_marked = !marked.is_empty();
    if !is_marked {
        errors.on(
            &sig.ident,
            "a function without a body is the event loop: write `#[event_loop]` on it, or give it \
             a body",
        );
    }
    let mut options = Vec::new();
    for attr in marked {
        if let Meta::Path(_) = attr.meta {
            continue;
        }
        let words = attr.parse_args_with(Punctuated::<Ident, Token![,]>::parse_terminated);
        options.extend(errors.ok(words).into_iter().flatten());
    }
    let event_loop = EventLoop {
        attrs,
        vis,
        sig,
        options,
    };
    (event_loop, is_marked)
}

/// Reads `#[on(..)]`, with what is wrong with it but does not keep it from being read.
fn on(attr: &Attribute) -> Result<(On, Vec<Error>)> {
    if matches!(attr.meta, Meta::Path(_)) {
        return Err(Error::new_spanned(
            attr,
            "`#[on]` says what the handler waits for: `#[on(pattern = future)]`",
        ));
    }
    attr.parse_args_with(|input: ParseStream<'_>| {
        if input.peek(Token![else]) {
            return Ok((On::Else(input.call(Ident::parse_any)?), Vec::new()));
        }
        let mut mistakes = Errors::new();
        let event = event(input, &mut mistakes);
        let mistakes = mistakes.into_list();
        event.map(|event| (On::Event(Box::new(event)), mistakes))
    })
}

fn event(input: ParseStream<'_>, errors: &mut Errors) -> Result<Event> {
    let marks = marks(input, errors)?;
    let fork = input.fork();
    let has_pattern = Pat::parse_multi_with_leading_vert(&fork).is_ok()
        && fork.peek(Token![=])
        && !fork.peek(Token![==])
        && !fork.peek(Token![=>]);
    let pat = if has_pattern {
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<Token![=]>()?;
        Some(pat)
    } else {
        None
    };
    if input.is_empty() {
        return Err(Error::new(
            Span::call_site(),
            "expected a future in `#[on(..)]`",
        ));
    }
    let future: syn::Expr = input.parse()?;
    let Extras { with, condition } = extras(input, errors)?;
    if !input.is_empty() {
        return Err(input.error(
            "expected `, if condition`, `, with pattern = future` or the end of `#[on(..)]`",
        ));
    }
    Ok(Event {
        marks,
        pat,
        future,
        with,
        condition,
    })
}
