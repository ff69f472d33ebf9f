//! The page of all panics has a row for each `# Panics` of the documentation, no row for what is not
//! there any more, and the messages of the source.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    File,
    lexer::{after_group, follows, tokens},
};

/// Messages that nobody gets to see.
const INTERNAL: &[(&str, &str)] = &[(
    "a parked lane would be lost",
    "when the library is compiled: an engine and a function that do not fit",
)];

/// The calls, by module.
type Calls = BTreeSet<(String, String)>;

/// The tables of the page.
pub(crate) struct Page {
    calls: Calls,
    messages: BTreeSet<String>,
}

impl Page {
    pub(crate) fn read(page: &File) -> Self {
        let (mut calls, mut messages) = (Calls::new(), BTreeSet::new());
        let mut message_column = None;
        for line in page.text.lines() {
            let Some(row) = line.strip_prefix("| ").and_then(|l| l.strip_suffix(" |")) else {
                continue;
            };
            let cells: Vec<_> = row.split(" | ").collect();
            if cells[0] == "module" {
                message_column = cells.iter().position(|cell| *cell == "message");
                continue;
            }
            for module in code(cells[0]) {
                for call in code(cells.get(1).unwrap_or(&"")) {
                    calls.insert((module.to_owned(), call.trim_end_matches('!').to_owned()));
                }
            }
            let message = message_column.and_then(|at| cells.get(at));
            if let Some(message) = message.filter(|cell| cell.starts_with('`')) {
                messages.extend(code(message).first().map(|m| m.to_string()));
            }
        }
        Self { calls, messages }
    }

    /// Complaints about what is missing, and about what is not so.
    pub(crate) fn check(&self, sources: &[&File]) -> Vec<String> {
        let mut complaints = Vec::new();
        let (mut documented, mut there) = (BTreeMap::new(), Calls::new());
        let mut messages = Vec::new();
        for file in sources {
            let Some(module) = module(&file.path) else {
                continue;
            };
            // What the macros write calls `rt`, and nobody else.
            let calls = if module == "rt" {
                Vec::new()
            } else {
                panicking(&file.text)
            };
            for (call, line) in calls {
                documented.insert((module.clone(), call), format!("{}:{line}", file.path));
            }
            there.extend(functions(&file.text).map(|name| (module.clone(), name)));
            messages.extend(printed(file));
        }
        for (call, place) in &documented {
            if !self.calls.contains(call) {
                let (module, call) = call;
                complaints.push(format!("{place}: no row for `{module}`, `{call}`"));
            }
        }
        for (module, call) in self.calls.difference(&there) {
            complaints.push(format!("there is no `{call}` in `{module}`"));
        }
        for (message, place) in &messages {
            let is_internal = INTERNAL.iter().any(|(internal, _)| internal == message);
            let is_there = || self.messages.iter().any(|m| message.contains(m.as_str()));
            if !is_internal && !is_there() {
                complaints.push(format!("{place}: not on the page: {message}"));
            }
        }
        for quoted in &self.messages {
            if !messages.iter().any(|(message, _)| message.contains(quoted)) {
                complaints.push(format!("not in the source: {quoted}"));
            }
        }
        complaints
    }
}

/// The public module that a file is of; macros are in `coordination`.
fn module(path: &str) -> Option<String> {
    if path.starts_with("src/macros/") {
        return Some("coordination".into());
    }
    let path = path.strip_prefix("mea-core/src/")?;
    let module = path.split('/').next().unwrap_or(path);
    Some(module.trim_end_matches(".rs").to_owned())
}

/// What is between single or double backticks.
fn code(text: &str) -> Vec<&str> {
    let (mut spans, mut rest) = (Vec::new(), text);
    while let Some(begin) = rest.find('`') {
        let fence = if rest[begin..].starts_with("``") {
            "``"
        } else {
            "`"
        };
        rest = &rest[begin + fence.len()..];
        let Some(end) = rest.find(fence) else { break };
        spans.push(rest[..end].trim());
        rest = &rest[end + fence.len()..];
    }
    spans
}

/// Public functions, types and macros that have a section `# Panics`.
fn panicking(source: &str) -> Vec<(String, usize)> {
    let lines: Vec<_> = source.lines().collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if line.trim() != "/// # Panics" {
            continue;
        }
        let item = lines[i..].iter().map(|line| line.trim());
        let mut item = item.skip_while(|line| line.starts_with("//") || line.starts_with('#'));
        let item = item.next().unwrap_or_default();
        let is_of_a_trait = || {
            let indent = |line: &str| line.len() - line.trim_start().len();
            let mut above = lines[..i].iter().rev();
            let block = above.find(|l| !l.trim().is_empty() && indent(l) < indent(line));
            block.is_some_and(|l| l.contains(" for ") || l.contains("pub trait "))
        };
        if let Some(name) = name_of(item, is_of_a_trait) {
            found.push((name, i + 1));
        }
    }
    found
}

fn name_of(item: &str, is_of_a_trait: impl Fn() -> bool) -> Option<String> {
    let word = |text: &str| {
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        Some(text[..end.unwrap_or(text.len())].to_owned())
    };
    for begin in ["pub fn ", "pub const fn ", "pub struct ", "macro_rules! "] {
        if let Some(rest) = item.strip_prefix(begin) {
            return word(rest);
        }
    }
    if item.starts_with("impl") && item.contains(" Drop for ") {
        return Some("drop".into());
    }
    item.strip_prefix("fn ")
        .filter(|_| is_of_a_trait())
        .and_then(word)
}

/// The names of all functions, types and macros.
fn functions(source: &str) -> impl Iterator<Item = String> {
    let tokens = tokens(source);
    let names = tokens.windows(2).filter_map(|pair| {
        let is_item = matches!(pair[0].text, "fn" | "struct");
        is_item.then(|| pair[1].text.to_owned())
    });
    let macros = tokens.windows(3).filter_map(|three| {
        let is_macro = three[0].text == "macro_rules" && three[1].text == "!";
        is_macro.then(|| three[2].text.to_owned())
    });
    names.chain(macros).collect::<Vec<_>>().into_iter()
}

/// The messages of `panic!` and `assert!`, and where they are, outside of tests.
fn printed(file: &File) -> Vec<(String, String)> {
    let source = &file.text;
    let end = source.find("\nmod tests {").unwrap_or(source.len());
    let tokens = tokens(&source[..end]);
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        let name = tokens[i].text;
        if !matches!(name, "panic" | "assert") || !follows(&tokens, i + 1, &["!", "("]) {
            continue;
        }
        let group = &tokens[i + 2..after_group(&tokens, i + 2)];
        // Of an assertion it is the first literal behind the condition.
        let message = group.iter().find(|token| token.text.starts_with('"'));
        if let Some(message) = message {
            let place = format!("{}:{}", file.path, message.line);
            found.push((joined(message.text), place));
        }
    }
    found
}

/// A literal without its quotes, and without the ends of lines that are escaped.
fn joined(literal: &str) -> String {
    let mut text = String::new();
    let mut rest = literal.trim_matches('"');
    while let Some(at) = rest.find("\\\n") {
        text.push_str(&rest[..at]);
        rest = rest[at + 2..].trim_start();
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "impl A {\n    /// # Panics\n    ///\n    /// If.\n    #[inline]\n    \
                          pub fn go(n: usize) { assert!(n > 0, \"not \\\n        for {n}\") }\n    \
                          /// # Panics\n    pub(crate) fn inner() {}\n}\n\
                          impl Clone for A {\n    /// # Panics\n    fn clone() {}\n}\n\
                          #[cfg(test)]\nmod tests { fn f() { panic!(\"unseen\") } }\n";

    fn complaints(page: &str) -> Vec<String> {
        let page = Page::read(&File::new("docs/panics.md", page));
        page.check(&[&File::new("mea-core/src/latch/mod.rs", SOURCE)])
    }

    #[test]
    fn a_page_that_is_complete() {
        let page = "| module | call | message |\n|---|---|---|\n\
                    | `latch` | `go` | `not for {n}` |\n| `mutex`, `latch` | `clone` | the same |\n";
        assert_eq!(complaints(page), ["there is no `clone` in `mutex`"]);
        let page = page.replace("`mutex`, ", "");
        assert_eq!(complaints(&page), Vec::<String>::new());
        for (is, other) in [
            ("`go`", "`went`"),
            ("| `latch` | `clone`", "`latch` | `clone`"),
            ("not for {n}", "not for {m}"),
        ] {
            assert!(!complaints(&page.replace(is, other)).is_empty(), "{other}");
        }
    }

    #[test]
    fn code_in_backticks() {
        assert_eq!(code("`a`, `` `b` c `` d `e"), ["a", "`b` c"]);
    }
}
