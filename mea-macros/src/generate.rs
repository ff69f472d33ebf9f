//! `quote!` for code that is ours, and where the compiler takes code to be.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// `quote!` for code that has the edition of this crate instead of the caller's, whose variables
/// nobody else sees, and that lints know to be generated.
macro_rules! generate {
    ($($tokens:tt)*) => {
        ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($tokens)*)
    };
}
pub(crate) use generate;

/// The same tokens, which seem to be where `span` is.
pub(crate) fn located_at(span: Span, tokens: TokenStream) -> TokenStream {
    let respanned = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), located_at(span, group.stream())).into();
        }
        token.set_span(token.span().located_at(span));
        token
    });
    respanned.collect()
}
