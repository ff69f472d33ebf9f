//! Output: from a [`Shared`] to items. They contain no `unsafe`, and no name that depends on what the
//! user has in scope.

mod accessors;
mod docs;
mod levels;
mod several;
mod structure;
mod values;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Attribute;

use super::model::Shared;

/// `quote!` for code that has the edition of this crate instead of the caller's, and that lints
/// know to be generated.
macro_rules! generate {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
use generate;

pub(super) fn items(shared: &Shared) -> TokenStream {
    let mut items = structure::items(shared);
    items.extend(levels::items(shared));
    items.extend(accessors::items(shared));
    items.extend(values::items(shared));
    items.extend(several::items(shared));
    items
}

/// `#[doc = ".."]`, one for each line.
fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() {
            line.to_owned()
        } else {
            format!(" {line}")
        };
        generate!(#[doc = #line])
    });
    lines.collect()
}

/// The user's documentation, and after it `text`.
fn doc_after(attrs: &[Attribute], text: &str) -> TokenStream {
    let is_doc = |attribute: &Attribute| attribute.path().is_ident("doc");
    let mut tokens: TokenStream = attrs.iter().map(ToTokens::to_token_stream).collect();
    if attrs.iter().any(is_doc) {
        tokens.extend(generate!(#[doc = ""]));
    }
    tokens.extend(doc(text));
    tokens
}
