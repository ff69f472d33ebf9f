//! Looking for and replacing names in tokens whose grammar does not matter.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// The first of the `names` among `tokens`.
pub(super) fn find(tokens: TokenStream, names: &[&Ident]) -> Option<Ident> {
    let mut found = None;
    replace_with(tokens, &mut |ident| {
        if found.is_none() && names.contains(&ident) {
            found = Some(ident.clone());
        }
        None
    });
    found
}

/// `tokens` with `by` in place of `name`.
pub(super) fn replace(tokens: TokenStream, name: &Ident, by: &TokenStream) -> TokenStream {
    replace_with(tokens, &mut |ident| (ident == name).then(|| by.clone()))
}

/// `tokens` with what `by` says for each identifier that begins a path.
fn replace_with(
    tokens: TokenStream,
    by: &mut dyn FnMut(&Ident) -> Option<TokenStream>,
) -> TokenStream {
    let mut output = TokenStream::new();
    // The punctuation right before the token: after `::` and `'` an identifier begins no path.
    let mut before = String::new();
    for token in tokens {
        let begins = !before.ends_with("::") && !before.ends_with('\'');
        match &token {
            TokenTree::Punct(punct) => before.push(punct.as_char()),
            _ => before.clear(),
        }
        match token {
            TokenTree::Ident(ident) if begins => {
                output.extend(by(&ident).unwrap_or_else(|| ident.into_token_stream()));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replace_with(group.stream(), by));
                inner.set_span(group.span());
                output.extend([TokenTree::Group(inner)]);
            }
            token => output.extend([token]),
        }
    }
    output
}

/// Adds the text of every identifier among `tokens` to `names`.
pub(super) fn collect_names(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => names.push(ident.to_string()),
            TokenTree::Group(group) => collect_names(group.stream(), names),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use quote::quote;

    use super::*;

    fn t() -> Ident {
        Ident::new("T", Span::call_site())
    }

    #[test]
    fn replaces_the_name_where_it_begins_a_path() {
        let tokens = quote!(Lock<T, [T; 2], a::T, T::Item, &'T (T,)>);
        let expected = quote!(Lock<(), [(); 2], a::T, ()::Item, &'T ((),)>);
        assert_eq!(
            replace(tokens, &t(), &quote!(())).to_string(),
            expected.to_string()
        );
    }

    #[test]
    fn finds_what_it_would_replace() {
        assert_eq!(find(quote!(Lock<[(T,)]>), &[&t()]), Some(t()));
        assert_eq!(find(quote!(T2<a::T, &'T u8>), &[&t()]), None);
    }

    #[test]
    fn collects_all_names() {
        let mut names = Vec::new();
        collect_names(quote!(a::B<&'c (D,)>), &mut names);
        assert_eq!(names, ["a", "B", "c", "D"]);
    }
}
