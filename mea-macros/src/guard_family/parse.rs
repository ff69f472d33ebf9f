//! Syntax: from tokens to what was written. Of the body of the `impl` only the associated types
//! are read, so that half-written functions do not disturb the rest.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Ident, ImplItemType, ItemImpl, Path, Result, Token, Type, Visibility,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token,
};

use super::{model::Form, tokens};
use crate::errors::Errors;

/// What stands in the parentheses of the attribute.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) vis: Option<Visibility>,
    pub(super) krate: Option<Path>,
    /// Each `key = Name`, as written.
    pub(super) guards: Vec<(Ident, Ident)>,
}

/// The item under the attribute.
pub(super) struct Description {
    /// The `impl` without its attributes and items.
    pub(super) header: ItemImpl,
    types: Vec<ImplItemType>,
}

impl Description {
    /// What `type name = ..;` says in the body.
    pub(super) fn associated_type(&self, name: &str) -> Option<&Type> {
        self.types
            .iter()
            .find(|item| item.ident == name)
            .map(|item| &item.ty)
    }

    /// The lock without the type of its value: `Mutex<()>`, or what `type Erased` says.
    pub(super) fn erased(&self) -> TokenStream {
        let lock = || {
            let params = self.header.generics.type_params();
            params.fold(self.header.self_ty.to_token_stream(), |lock, param| {
                tokens::replace(lock, &param.ident, &quote!(()))
            })
        };
        self.associated_type("Erased")
            .map_or_else(lock, ToTokens::to_token_stream)
    }
}

/// Reads all arguments that can be read; goes on at the next comma after one that cannot.
pub(super) fn arguments(tokens: TokenStream, errors: &mut Errors) -> Arguments {
    let mut arguments = Arguments::default();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = argument(input, &mut arguments, errors) {
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

fn argument(input: ParseStream<'_>, arguments: &mut Arguments, errors: &mut Errors) -> Result<()> {
    // A group without delimiters is what a `$vis` of `macro_rules!` leaves, even if it is empty.
    if input.peek(Token![pub]) || input.peek(token::Group) {
        let vis: Visibility = input.parse()?;
        if arguments.vis.is_some() {
            errors.on(&vis, "the visibility is given twice: keep one");
        } else {
            arguments.vis = Some(vis);
        }
    } else if input.peek(Token![crate]) {
        let key = input.call(Ident::parse_any)?;
        equals(input, &key, errors)?;
        let path = Path::parse_mod_style(input).map_err(|error| {
            let message = "`crate` takes the path of the crate `mea`: write `crate = ::mea`";
            syn::Error::new(error.span(), message)
        })?;
        if arguments.krate.is_some() {
            errors.on(&key, "`crate` is given twice: keep one");
        } else {
            arguments.krate = Some(path);
        }
    } else if input.peek(Ident::peek_any) {
        let key = input.call(Ident::parse_any)?;
        equals(input, &key, errors)?;
        arguments.guards.push((key.clone(), name(input, &key)?));
    } else {
        return Err(input.error(EXPECTED));
    }
    Ok(())
}

/// What may stand between two commas, for messages.
pub(super) const EXPECTED: &str =
    "expected `borrowed`, `owned`, `mapped`, `owned_mapped`, `crate` or a visibility";

/// Reads `=`, and goes on without it if the value follows.
fn equals(input: ParseStream<'_>, key: &Ident, errors: &mut Errors) -> Result<()> {
    if input.parse::<Option<Token![=]>>()?.is_some() {
        return Ok(());
    }
    let error = missing_value(key);
    if input.peek(Ident) && !input.peek2(Token![=]) {
        errors.add(error);
        Ok(())
    } else {
        Err(error)
    }
}

fn missing_value(key: &Ident) -> syn::Error {
    let message = format!("`{key}` needs a value: write `{}`", example(key));
    syn::Error::new_spanned(key, message)
}

/// An argument with this key.
fn example(key: &Ident) -> String {
    if key == "crate" {
        return "crate = ::mea".into();
    }
    let prefix = Form::of_key(&key.to_string()).map_or("", Form::prefix);
    format!("{key} = {prefix}MutexGuard")
}

/// Reads the name of a guard: one identifier, and nothing after it.
fn name(input: ParseStream<'_>, key: &Ident) -> Result<Ident> {
    if input.is_empty() || input.peek(Token![,]) {
        return Err(missing_value(key));
    }
    let only = |input: ParseStream<'_>| {
        input.error(format!(
            "`{key}` takes the name of a new type, without path or parameters: write `{}`",
            example(key),
        ))
    };
    let name = input.parse::<Ident>().map_err(|_| only(input))?;
    if input.is_empty() || input.peek(Token![,]) || input.peek(Ident::peek_any) {
        Ok(name)
    } else {
        Err(only(input))
    }
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

/// Skips to the next comma that is not between `<` and `>`.
fn skip_argument(input: ParseStream<'_>) -> Result<()> {
    let mut depth = 0_usize;
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        match input.parse()? {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// Reads the `impl`; `None` if the item is something else.
pub(super) fn description(item: &TokenStream, errors: &mut Errors) -> Option<Description> {
    let (head, body) = split_body(item.clone());
    let parser = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        // The compiler says what is wrong with `pub impl`.
        input.parse::<Visibility>()?;
        let ahead = input.fork();
        ahead.parse::<Option<Token![unsafe]>>()?;
        if !ahead.peek(Token![impl]) {
            return Err(ahead.error(
                "`#[guard_family]` describes a lock: it goes on \
                 `unsafe impl<T: ?Sized> Guards<Exclusive> for Mutex<T>`",
            ));
        }
        input.parse()
    };
    let header: ItemImpl = errors.ok(parser.parse2(with_body(head, TokenStream::new())))?;
    // Errors in the body are for the compiler to report.
    let types = associated_types.parse2(body?.stream()).unwrap_or_default();
    Some(Description { header, types })
}

/// Takes the `{ .. }` off the end of an item.
pub(super) fn split_body(item: TokenStream) -> (TokenStream, Option<Group>) {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let body = match tokens.pop() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Some(group),
        last => {
            tokens.extend(last);
            None
        }
    };
    (tokens.into_iter().collect(), body)
}

fn with_body(head: TokenStream, body: TokenStream) -> TokenStream {
    let group = TokenTree::Group(Group::new(Delimiter::Brace, body));
    head.into_iter().chain([group]).collect()
}

fn associated_types(input: ParseStream<'_>) -> Result<Vec<ImplItemType>> {
    let mut types = Vec::new();
    input.call(Attribute::parse_inner)?;
    while !input.is_empty() {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Visibility>()?;
        if ahead.peek(Token![type]) {
            types.push(input.parse()?);
        } else {
            skip_item(input)?;
        }
    }
    Ok(types)
}

/// Skips to behind the next `;` or `{ .. }`.
fn skip_item(input: ParseStream<'_>) -> Result<()> {
    while !input.is_empty() {
        let end = input.peek(Token![;]) || input.peek(token::Brace);
        input.parse::<TokenTree>()?;
        if end {
            break;
        }
    }
    Ok(())
}
