//! The documentation of every primitive has the same shape: sections and guarantees with fixed names, in
//! a fixed order. So who has read one knows where to look in the others.

use super::{
    File,
    lexer::{follows, tokens},
    rules,
};

/// The sections that come first, in this order, and what is in them; others may follow.
const SECTIONS: &[(&str, &str)] = &[
    ("When to use it", ""),
    ("Example", "```"),
    ("States", "```text"),
    ("Guarantees", "- **"),
];

/// What the items of `Guarantees` begin with, in this order, as `- **Fairness.** ..`; there may be
/// others, with names of their own.
const GUARANTEES: &[&str] = &[
    "Cancel safety",
    "Fairness",
    "Snooze safety",
    "Memory ordering",
    "Allocation",
    "Panics",
];

/// Guarantees that mean nothing in a module, and why.
const MEANINGLESS: &[(&str, &str, &str)] = &[
    ("atomicbox", "Cancel safety", "it has no futures"),
    ("atomicbox", "Fairness", "nobody waits"),
    ("atomicbox", "Snooze safety", "it has no futures"),
    ("blocking", "Fairness", "one future, one thread"),
    ("marker", "Fairness", "traits: nobody waits"),
    ("marker", "Memory ordering", "traits: nothing is shared"),
];

/// Public modules without these sections, and why.
const EXCUSED: &[(&str, &str)] = &[
    ("guide", "chapters"),
    ("rt", "hidden: for what the macros write"),
];

/// Complaints about the public modules, which `facade` names.
pub(crate) fn check(facade: &File, files: &[File]) -> Vec<String> {
    let modules = public_modules(facade);
    let mut complaints = Vec::new();
    for module in &modules {
        let paths = [
            format!("mea-core/src/{module}/mod.rs"),
            format!("mea-core/src/{module}.rs"),
            format!("src/{module}.rs"),
        ];
        let Some(file) = files.iter().find(|file| paths.contains(&file.path)) else {
            complaints.push(format!("`{module}`: is public, but in no file"));
            continue;
        };
        let wrong = wrong_in(module, &file.text);
        let excused = EXCUSED.iter().any(|(name, _)| name == module);
        let stale = "is excused, but need not be".to_owned();
        let wrong = match (excused, wrong.is_empty()) {
            (true, true) => vec![stale],
            (true, false) => Vec::new(),
            (false, _) => wrong,
        };
        complaints.extend(
            wrong
                .iter()
                .map(|c| format!("{}: `{module}` {c}", file.path)),
        );
    }
    let listed = EXCUSED.iter().map(|(module, _)| module);
    let listed = listed.chain(MEANINGLESS.iter().map(|(module, ..)| module));
    let gone = listed.filter(|module| !modules.contains(module));
    complaints.extend(gone.map(|module| format!("`{module}`: is listed, but is no public module")));
    complaints
}

/// What the facade exports of `mea-core`, and its own.
fn public_modules(facade: &File) -> Vec<&str> {
    let mut modules = rules::exported(facade);
    let tokens = tokens(&facade.text);
    let own = (0..tokens.len()).filter(|at| follows(&tokens, *at, &["pub", "mod"]));
    modules.extend(own.filter_map(|at| tokens.get(at + 2)).map(|t| t.text));
    modules.sort_unstable();
    modules.dedup();
    modules
}

fn wrong_in(module: &str, source: &str) -> Vec<String> {
    let sections = sections(source);
    let mut wrong = Vec::new();
    let is_empty = |line: &str| line.trim_start_matches("//!").trim().is_empty();
    if sections[0].text.lines().all(is_empty) {
        wrong.push("does not say first what it is".to_owned());
    }
    for (name, has) in SECTIONS {
        match sections.iter().find(|section| section.name == *name) {
            None => wrong.push(format!("lacks `# {name}`")),
            Some(section) if !section.text.contains(has) => {
                wrong.push(format!("has no {has} in `# {name}`"));
            }
            Some(_) => {}
        }
    }
    let first = sections.iter().skip(1).map(|section| section.name);
    let names = || SECTIONS.iter().map(|(name, _)| *name);
    if wrong.is_empty() && !first.take(SECTIONS.len()).eq(names()) {
        let names: Vec<_> = names().collect();
        wrong.push(format!("does not begin with {}", names.join(", ")));
    }
    if let Some(guarantees) = sections.iter().find(|section| section.name == "Guarantees") {
        wrong.extend(wrong_guarantees(module, guarantees.text));
    }
    wrong
}

fn wrong_guarantees(module: &str, list: &str) -> Vec<String> {
    let items = list
        .lines()
        .filter_map(|line| line.strip_prefix("//! - **"));
    let items = items.filter_map(|item| item.split(".**").next());
    let given: Vec<_> = items.filter(|item| GUARANTEES.contains(item)).collect();
    let expected: Vec<_> = GUARANTEES
        .iter()
        .filter(|name| {
            let is_it = |(of, what, _): &(&str, &str, &str)| *of == module && what == *name;
            !MEANINGLESS.iter().any(is_it)
        })
        .copied()
        .collect();
    if given == expected {
        return Vec::new();
    }
    let missing = expected.iter().filter(|name| !given.contains(name));
    let mut wrong: Vec<_> = missing
        .map(|name| format!("lacks **{name}.** in `# Guarantees`"))
        .collect();
    if wrong.is_empty() {
        wrong.push(format!("has other guarantees than {}", expected.join(", ")));
    }
    wrong
}

struct Section<'s> {
    /// Empty for what comes before the first.
    name: &'s str,
    /// Its lines, as they are in the source.
    text: &'s str,
}

/// The sections of the header; at least the one before the first heading.
fn sections(source: &str) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let (mut name, mut begin, mut end) = ("", 0, 0);
    let mut is_code = false;
    for line in source.split_inclusive('\n') {
        let Some(text) = line.strip_prefix("//!") else {
            break;
        };
        let text = text.trim();
        is_code ^= text.starts_with("```");
        // In code it is a line that is not shown.
        if let Some(heading) = text.strip_prefix("# ").filter(|_| !is_code) {
            let text = &source[begin..end];
            sections.push(Section { name, text });
            (name, begin) = (heading, end + line.len());
        }
        end += line.len();
    }
    let text = &source[begin.min(end)..end];
    sections.push(Section { name, text });
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: &str = "//! What it is.\n//!\n//! # When to use it\n//!\n//! # Example\n//! ```\n\
                        //! # hidden();\n//! ```\n//! # States\n//! ```text\n//! # a\n//! ```\n\
                        //! # Guarantees\n//! - **Cancel safety.** a\n//!   b\n//! - **Fairness.**\n\
                        //! - **Snooze safety.**\n//! - **Memory ordering.**\n//! - **Allocation.**\n\
                        //! - **Panics.**\n//! - **Other.**\n//! # More\n\nmod a; // # States\n";

    #[test]
    fn about_sections_and_guarantees() {
        assert_eq!(wrong_in("mutex", FINE), Vec::<String>::new());
        for (from, to, complaint) in [
            ("What it is.", "", "does not say first what it is"),
            ("# When to use it", "# When", "lacks `# When to use it`"),
            ("# States\n", "\n", "lacks `# States`"),
            ("# States\n", "## States\n", "lacks `# States`"),
            ("```text", "```", "has no ```text in `# States`"),
            (
                "- **Fairness.**",
                "",
                "lacks **Fairness.** in `# Guarantees`",
            ),
            (
                "**Fairness.**",
                "**Fair.**",
                "lacks **Fairness.** in `# Guarantees`",
            ),
        ] {
            assert_eq!(wrong_in("mutex", &FINE.replacen(from, to, 1)), [complaint]);
        }
        let swapped = |a, b| FINE.replace(a, "@").replace(b, a).replace('@', b);
        for (a, b) in [("Fairness", "Panics"), ("# States", "# More")] {
            assert_eq!(wrong_in("mutex", &swapped(a, b)).len(), 1, "{a}, {b}");
        }
        // The header ends with the first line that is not of it.
        let late = FINE.replace("//! # Guarantees", "\n//! # Guarantees");
        assert_eq!(wrong_in("mutex", &late), ["lacks `# Guarantees`"]);
    }

    #[test]
    fn about_guarantees_that_mean_nothing() {
        let without = FINE.replace("//! - **Fairness.**\n", "");
        assert_eq!(wrong_in("blocking", &without), Vec::<String>::new());
        assert_eq!(wrong_in("blocking", FINE).len(), 1);
    }

    #[test]
    fn about_modules() {
        let facade = "pub use mea_core::marker::{a, b};\n#[c] pub use mea_core::{latch, mutex};\n\
                      pub mod guide;\nmod own;";
        let facade = File::new("src/lib.rs", facade);
        assert_eq!(
            public_modules(&facade),
            ["guide", "latch", "marker", "mutex"]
        );
        let files = [
            File::new("mea-core/src/latch.rs", FINE),
            File::new("mea-core/src/marker/mod.rs", FINE),
            File::new("src/guide.rs", "//! Chapters.\n"),
            File::new("src/own.rs", ""),
        ];
        let complaints = check(&facade, &files);
        let about = |name: &str| {
            let name = format!("`{name}`");
            complaints.iter().filter(move |c| c.contains(&name)).count()
        };
        // The last two: excused without need, and in no file.
        let found = ["latch", "guide", "own", "marker", "mutex"].map(about);
        assert_eq!(found, [0, 0, 0, 1, 1], "{complaints:#?}");
        assert!(about("blocking") == 1, "is listed, and gone");
    }
}
