//! What all macros share about tokens whose grammar does not matter.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Path, Result, Token, parenthesized, parse::ParseStream};

/// Where `word` first stands among the tokens, however deep.
pub(crate) fn find(tokens: TokenStream, word: &str) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(found) => (found == word).then(|| found.span()),
        TokenTree::Group(group) => find(group.stream(), word),
        _ => None,
    })
}

/// Reads `@(path)`, which the shims of the facade put before everything else: `$crate`.
pub(crate) fn krate(input: ParseStream<'_>) -> Result<Option<Path>> {
    if input.parse::<Option<Token![@]>>()?.is_none() {
        return Ok(None);
    }
    let path;
    parenthesized!(path in input);
    path.call(Path::parse_mod_style).map(Some)
}
