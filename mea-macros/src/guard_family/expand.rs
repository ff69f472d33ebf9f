//! Output: from a [`Family`] to items. It contains no `unsafe`, and no name that depends on what
//! the user has in scope.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::spanned::Spanned;

use super::{
    guard::Guard,
    model::Family,
    names::FreshNames,
    parse::{self, Description},
    stub::stub,
};

/// The item as it was written, and in it `type Erased`, if the trait has it.
pub(super) fn description(item: TokenStream, description: Option<&Description>) -> TokenStream {
    let Some(description) = description.filter(|description| {
        description.is_guards_for_lock() && description.associated_type("Erased").is_none()
    }) else {
        return item;
    };
    let erased = description.erased();
    let span = Span::mixed_site().located_at(description.header.self_ty.span());

    let (head, body) = parse::split_body(item);
    let mut items = body.as_ref().map_or_else(TokenStream::new, Group::stream);
    items.extend(quote_spanned!(span=> type Erased = #erased;));
    let mut group = Group::new(Delimiter::Brace, items);
    group.set_span(body.map_or(span, |body| body.span()));
    head.into_iter().chain([TokenTree::Group(group)]).collect()
}

/// All guards of the family.
pub(super) fn guards(family: &Family) -> TokenStream {
    let stub = |form, name| stub(&family.vis, form, name);
    let named: TokenStream = match &family.lock {
        Some(lock) => {
            let fresh = FreshNames::new(family, lock);
            let guard = |(form, name)| Guard::new(family, lock, &fresh, form, name).items();
            family.names.iter().map(guard).collect()
        }
        None => family
            .names
            .iter()
            .map(|(form, name)| stub(form, name))
            .collect(),
    };
    let lost = family.lost.iter().map(|(form, name)| stub(*form, name));
    named.into_iter().chain(lost.flatten()).collect()
}
