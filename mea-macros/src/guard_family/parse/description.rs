//! The `impl` under the attribute. Of its body only the associated types are read, so that
//! half-written functions do not disturb the rest.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, ImplItemType, ItemImpl, Path, Result, Token, Type, Visibility,
    ext::IdentExt,
    parse::{ParseStream, Parser},
    token,
};

use crate::{errors::Errors, guard_family::tokens};

pub(in crate::guard_family) struct Description {
    /// The `impl` without its attributes and items.
    pub(in crate::guard_family) header: ItemImpl,
    types: Vec<ImplItemType>,
}

/// Reads the `impl`; `None` if the item is something else.
pub(in crate::guard_family) fn description(
    item: &TokenStream,
    errors: &mut Errors,
) -> Option<Description> {
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
    let no_items = TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()));
    let header = errors.ok(parser.parse2(head.into_iter().chain([no_items]).collect()))?;
    // Errors in the body are for the compiler to report.
    let types = associated_types.parse2(body?.stream()).unwrap_or_default();
    Some(Description { header, types })
}

impl Description {
    /// The path of the lock, such as `Mutex<T>`.
    pub(in crate::guard_family) fn lock(&self) -> Option<&Path> {
        match &*self.header.self_ty {
            Type::Path(ty) if ty.qself.is_none() => Some(&ty.path),
            _ => None,
        }
    }

    /// The path of the trait `Guards`, or whatever stands in its place.
    pub(in crate::guard_family) fn trait_(&self) -> Option<&Path> {
        self.header.trait_.as_ref().map(|(path, _)| path)
    }

    /// Whether it says how some lock works, so that it must have the items of `Guards`.
    pub(in crate::guard_family) fn is_guards_for_lock(&self) -> bool {
        self.trait_()
            .is_some_and(|path| last_segment(path) == "Guards")
            && self.header.modifiers.polarity.is_none()
            && self.lock().is_some()
    }

    /// What `type name = ..;` says in the body.
    pub(in crate::guard_family) fn associated_type(&self, name: &str) -> Option<&Type> {
        self.types
            .iter()
            .find(|item| item.ident == name)
            .map(|item| &item.ty)
    }

    /// The lock without the type of its value: `Mutex<()>`, or what `type Erased` says.
    pub(in crate::guard_family) fn erased(&self) -> TokenStream {
        if let Some(written) = self.associated_type("Erased") {
            return written.to_token_stream();
        }
        let params = self.header.generics.type_params();
        params.fold(self.header.self_ty.to_token_stream(), |lock, param| {
            tokens::replace(lock, &param.ident, &quote!(()))
        })
    }
}

/// The name at the end of a path.
pub(in crate::guard_family) fn last_segment(path: &Path) -> String {
    let last = path.segments.last();
    last.map_or_else(String::new, |segment| segment.ident.unraw().to_string())
}

/// Takes the `{ .. }` off the end of an item.
pub(in crate::guard_family) fn split_body(item: TokenStream) -> (TokenStream, Option<Group>) {
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
