//! What in the tokens of a macro, whose grammar is not known, would leave a loop around it.

use std::fmt;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// A token by which the loop would be left.
pub(super) struct Crossing {
    name: &'static str,
    span: Span,
}

impl Crossing {
    pub(super) fn span(&self) -> Span {
        self.span
    }
}

impl fmt::Display for Crossing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The first `return`, `?` behind an expression, or `break` or `continue` with a label.
pub(super) fn first(tokens: TokenStream) -> Option<Crossing> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    (0..tokens.len()).find_map(|at| match &tokens[at] {
        TokenTree::Group(group) => first(group.stream()),
        TokenTree::Ident(word) => {
            let has_label = matches!(
                tokens.get(at + 1),
                Some(TokenTree::Punct(quote)) if quote.as_char() == '\''
            );
            let name = match word.to_string().as_str() {
                "return" => "return",
                "break" if has_label => "break",
                "continue" if has_label => "continue",
                _ => return None,
            };
            Some(Crossing {
                name,
                span: word.span(),
            })
        }
        TokenTree::Punct(mark) if mark.as_char() == '?' => {
            let before = at.checked_sub(1).map(|before| &tokens[before]);
            ends_expression(before?).then(|| Crossing {
                name: "?",
                span: mark.span(),
            })
        }
        _ => None,
    })
}

/// Whether a `?` behind the token is put to an expression; elsewhere it means what the macro says.
fn ends_expression(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() != Delimiter::None,
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(mark) => mark.as_char() == '?',
    }
}

#[cfg(test)]
mod tests {
    use super::first;
    use crate::words;

    fn found(tokens: &str) -> String {
        first(tokens.parse().unwrap()).map_or_else(String::new, |crossing| crossing.to_string())
    }

    #[test]
    fn finds_what_crosses() {
        assert_eq!(found("a, b(c, return 1)"), "return");
        assert_eq!(found("x => f()?"), "?");
        assert_eq!(found("a => break 'outer"), "break");
        assert_eq!(found("{ continue 'a }"), "continue");
    }

    #[test]
    fn leaves_the_rest_alone() {
        for tokens in ["?x, y = ?z", "break; continue", "T: ?Sized", "returns"] {
            assert_eq!(found(tokens), "", "{tokens}");
        }
        let has_break = |tokens: &str| words::find(tokens.parse().unwrap(), "break").is_some();
        assert!(has_break("a => { break }"));
        assert!(!has_break("a => breaks"));
    }
}
