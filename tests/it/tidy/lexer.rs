//! Rust source as tokens, as far as the rules need it: comments are left out, and what is in literals
//! is not looked at.

/// A token and the line that it begins on, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'s> {
    pub(crate) text: &'s str,
    pub(crate) line: usize,
    /// The line that it ends on: strings may have several.
    pub(crate) end: usize,
}

/// The tokens of `source`: words (also lifetimes and numbers), literals, and single characters.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let (len, is_token) = match first {
            _ if first.is_whitespace() => (first.len_utf8(), false),
            _ if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
            _ if rest.starts_with("/*") => (block_comment(rest), false),
            _ => (token(rest, first), true),
        };
        let (text, after) = rest.split_at(len);
        let end = line + text.matches('\n').count();
        if is_token {
            tokens.push(Token { text, line, end });
        }
        (rest, line) = (after, end);
    }
    tokens
}

/// Are the tokens from `at` on these?
pub(crate) fn follows(tokens: &[Token<'_>], at: usize, texts: &[&str]) -> bool {
    texts
        .iter()
        .enumerate()
        .all(|(i, text)| tokens.get(at + i).is_some_and(|t| t.text == *text))
}

/// The index after the bracket that closes the one at `open`.
pub(crate) fn after_group(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    tokens.len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(s: &str) -> usize {
    s.find(|c| !is_word(c)).unwrap_or(s.len())
}

/// Block comments nest.
fn block_comment(s: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match s.get(at..at + 2) {
            Some("/*") => (depth, at) = (depth + 1, at + 2),
            Some("*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += s[at..].chars().next().map_or(1, char::len_utf8),
        }
        if depth == 0 || at >= s.len() {
            return at.min(s.len());
        }
    }
}

fn token(s: &str, first: char) -> usize {
    let prefix = word(s);
    let after = &s[prefix..];
    match (&s[..prefix], after.chars().next()) {
        ("" | "b" | "c", Some('"')) => prefix + quoted(after, '"'),
        ("" | "b", Some('\'')) => prefix + quote(after),
        ("r" | "br" | "cr", Some('"' | '#')) => prefix + raw_string(after),
        ("", _) => first.len_utf8(),
        _ => prefix,
    }
}

/// A literal that ends with its first character, if that is not escaped.
fn quoted(s: &str, mark: char) -> usize {
    let mut escaped = false;
    for (i, c) in s.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return i + 1,
            _ => {}
        }
    }
    s.len()
}

/// `'a'` is a character, `'a` a lifetime.
fn quote(s: &str) -> usize {
    let mut chars = s.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (_, Some('\'')) => quoted(s, '\''),
        _ => 1 + word(&s[1..]),
    }
}

/// `#"..."#`; or, in `r#name`, nothing but the `#`.
fn raw_string(s: &str) -> usize {
    let hashes = s.len() - s.trim_start_matches('#').len();
    if !s[hashes..].starts_with('"') {
        return hashes + word(&s[hashes..]);
    }
    let end = format!("\"{}", &s[..hashes]);
    s[hashes + 1..]
        .find(&end)
        .map_or(s.len(), |at| hashes + 1 + at + end.len())
}

#[test]
fn reads_rust() {
    let texts = |s| tokens(s).iter().map(|t| t.text).collect::<Vec<_>>();
    assert_eq!(
        texts("/* a /* b */ c */ let x = 'y'; // z\nfoo::<'a>()"),
        [
            "let", "x", "=", "'y'", ";", "foo", ":", ":", "<", "'a", ">", "(", ")"
        ],
    );
    assert_eq!(
        texts(r###"("a \" unsafe", r#"b "unsafe" "#, b'\'', '\\', r#type, 1.5)"###),
        [
            "(",
            r#""a \" unsafe""#,
            ",",
            r##"r#"b "unsafe" "#"##,
            ",",
            r"b'\''",
            ",",
            r"'\\'",
            ",",
            "r#type",
            ",",
            "1",
            ".",
            "5",
            ")"
        ],
    );
    let lines = |s| {
        tokens(s)
            .iter()
            .map(|t| (t.line, t.end))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines("a\n/*\n*/ \"b\n\" c"), [(1, 1), (3, 4), (4, 4)]);
    assert_eq!(after_group(&tokens("a ( b [ c ] ) d"), 1), 7);
}
