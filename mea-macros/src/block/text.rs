//! Tokens as one would write them, for messages at run time.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The tokens on one line.
pub(super) fn text(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                // A call follows its name at once, a tuple follows `=` or a comma after a blank.
                if group.delimiter() == Delimiter::Brace || ends_with_operator(text) {
                    separate(text);
                }
                text.push_str(open);
                if group.delimiter() == Delimiter::Brace && !group.stream().is_empty() {
                    text.push_str("..");
                } else {
                    write(group.stream(), text);
                }
                text.push_str(close);
            }
            TokenTree::Punct(punct) if ".,;:?!".contains(punct.as_char()) => {
                text.push(punct.as_char());
            }
            TokenTree::Punct(punct) if "=|<>+-/".contains(punct.as_char()) => {
                if !ends_with_operator(text) {
                    separate(text);
                }
                text.push(punct.as_char());
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' && text.ends_with('&') => {
                text.push_str("& ");
            }
            TokenTree::Punct(punct) => {
                separate(text);
                text.push(punct.as_char());
            }
            token => {
                if !text.ends_with("::") {
                    separate(text);
                }
                text.push_str(&token.to_string());
            }
        }
    }
}

fn ends_with_operator(text: &str) -> bool {
    text.ends_with(|last: char| "=|<>+-/,".contains(last))
}

/// A blank, unless the last character wants what follows close to it.
fn separate(text: &mut String) {
    if !text.is_empty() && !text.ends_with(|last: char| " .([&*!#'".contains(last)) {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn reads_as_it_was_written() {
        for written in [
            "Some(x) = rx.recv()",
            "_ = stop.recv()",
            "(a, b) = self.both(&mut x, 1)",
            "Ok(()) = mea::timeout(a, b)",
            "x = f, if a == b && c",
            "x = async { .. }",
            "(x, y) = (a, b)",
        ] {
            assert_eq!(text(written.parse().unwrap()), written);
        }
    }
}
