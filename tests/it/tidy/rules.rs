//! The rules that look at one file at a time, and do not need much to do so.

use super::{
    File,
    lexer::{after_group, follows, tokens},
};

/// Lines of code that a file may have: neither empty, nor comment, nor test.
const CODE: usize = 300;
/// Lines that a file may have, all in all.
const LINES: usize = 600;

/// Files that may have more of both, and why.
const LONG: &[(&str, usize, usize, &str)] = &[
    (
        "mea-core/src/queue.rs",
        450,
        650,
        "the waiter, its phases and its drop are one proof",
    ),
    (
        "mea-core/src/permits/mod.rs",
        450,
        600,
        "the transitions of the engine are read against each other",
    ),
    (
        "mea-macros/src/guard_family/guard.rs",
        400,
        600,
        "a template: one item of a guard after the other",
    ),
    (
        "tests/examples.rs",
        750,
        750,
        "one program, held against two that do the same",
    ),
];

/// Files, besides those of `sync`, that ask whether they are under loom, and why.
const LOOM: &[(&str, &str)] = &[(
    "mea-core/src/list.rs",
    "shows loom that a node is its owner's again",
)];

/// A file begins with what it is.
pub(crate) fn header(file: &File) -> Vec<String> {
    // A page that is read elsewhere, too, may be the header.
    if file.text.starts_with("//! ") || file.text.starts_with("#![doc = include_str!(") {
        return Vec::new();
    }
    vec![format!(
        "{}:1: does not begin with a `//!` header",
        file.path
    )]
}

/// Not more code than one can read at once.
pub(crate) fn size(file: &File) -> Vec<String> {
    let lines = file.text.lines().count();
    let long = LONG.iter().find(|(path, ..)| *path == file.path);
    let (code_limit, line_limit) =
        long.map_or((CODE, LINES), |(_, code, lines, _)| (*code, *lines));
    let mut complaints = Vec::new();
    if lines > line_limit {
        complaints.push(format!(
            "{}: {lines} lines, more than {line_limit}",
            file.path
        ));
    }
    let code = code_lines(&file.text);
    if code > code_limit && !file.is_test() {
        complaints.push(format!(
            "{}: {code} lines of code, more than {code_limit}",
            file.path
        ));
    }
    complaints
}

/// Lines with a token on them, up to the attribute of the tests, which come last.
fn code_lines(source: &str) -> usize {
    let tokens = tokens(source);
    let tests = (0..tokens.len()).find(|i| follows(&tokens, *i, &["mod", "tests", "{"]));
    let tests = tests.and_then(|at| tokens[..at].iter().rposition(|t| t.text == "#"));
    let (mut lines, mut last) = (0, 0);
    for token in &tokens[..tests.unwrap_or(tokens.len())] {
        lines += (token.end + 1).saturating_sub(token.line.max(last + 1));
        last = token.end;
    }
    lines
}

/// Where the model checkers are at home.
const CHECKED: &[&str] = &["mea-core/src/sync/", "torture/"];

/// `cfg(loom)` and `cfg(shuttle)` are in `mea-core/src/sync/`. Elsewhere they may only gate a module or
/// `extern crate`.
pub(crate) fn loom(file: &File) -> Vec<String> {
    let excused = LOOM.iter().any(|(path, _)| *path == file.path);
    if excused || CHECKED.iter().any(|home| file.path.starts_with(home)) {
        return Vec::new();
    }
    let tokens = tokens(&file.text);
    let mut complaints = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let open = match token.text {
            "cfg" | "cfg_attr" if follows(&tokens, i + 1, &["("]) => i + 1,
            "cfg" if follows(&tokens, i + 1, &["!", "("]) => i + 2,
            _ => continue,
        };
        let after = after_group(&tokens, open);
        let checkers = ["loom", "shuttle"];
        if !tokens[open..after]
            .iter()
            .any(|t| checkers.contains(&t.text))
        {
            continue;
        }
        // The `]` of the attribute; then there may be a visibility.
        let mut item = after + 1;
        if follows(&tokens, item, &["pub"]) {
            item += 1;
            if follows(&tokens, item, &["("]) {
                item = after_group(&tokens, item);
            }
        }
        let is_gate = token.text == "cfg"
            && follows(&tokens, after, &["]"])
            && (follows(&tokens, item, &["mod"]) || follows(&tokens, item, &["extern", "crate"]));
        if !is_gate {
            let complaint = "model checkers are the business of mea-core/src/sync/";
            complaints.push(format!("{}:{}: {complaint}", file.path, token.line));
        }
    }
    complaints
}

/// No notes to oneself, no leftovers.
pub(crate) fn unfinished(file: &File) -> Vec<String> {
    // In pieces: this file is looked at, too.
    const MARKS: &[&str] = &[
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("to", "do!"),
        concat!("unimplemented", "!"),
        concat!("db", "g!"),
    ];
    each_line(file, |line| {
        MARKS
            .iter()
            .find(|mark| line.contains(**mark))
            .map(|m| format!("`{m}`"))
    })
}

/// No tabs, nothing after the last word of a line, a line feed at the end.
pub(crate) fn white_space(file: &File) -> Vec<String> {
    let mut complaints = each_line(file, |line| match line {
        _ if line.contains('\t') => Some("a tab".into()),
        _ if line.ends_with(char::is_whitespace) => Some("white space at the end".into()),
        _ => None,
    });
    if !file.text.ends_with('\n') || file.text.ends_with("\n\n") {
        complaints.push(format!("{}: does not end with one line feed", file.path));
    }
    complaints
}

/// Somebody who wants to see an example finds it.
pub(crate) fn presented(file: &File, pages: &[&File]) -> Vec<String> {
    let name = file
        .path
        .strip_prefix("examples/")
        .and_then(|f| f.strip_suffix(".rs"));
    // A directory is one example.
    let name = name.map(|name| name.split('/').next().unwrap_or_default());
    match name {
        Some(name) if !pages.iter().any(|page| page.text.contains(name)) => {
            vec![format!(
                "{}: neither README.md nor CONTRIBUTING.md mentions it",
                file.path
            )]
        }
        _ => Vec::new(),
    }
}

/// What the facade exports has a row in the README: its name in backticks.
pub(crate) fn modules(facade: &File, readme: &File) -> Vec<String> {
    let mut exported = exported(facade);
    exported.retain(|name| !readme.text.contains(&format!("| `{name}`")));
    let complaint = |name| format!("{}: has no row for `{name}`", readme.path);
    exported.into_iter().map(complaint).collect()
}

/// The modules of `mea-core` that the facade exports, or exports something of.
pub(crate) fn exported(facade: &File) -> Vec<&str> {
    let tokens = tokens(&facade.text);
    let mut exported = Vec::new();
    for i in 0..tokens.len() {
        if follows(&tokens, i, &["use", "mea_core", ":", ":", "{"]) {
            let names = &tokens[i + 5..after_group(&tokens, i + 4) - 1];
            exported.extend(names.iter().map(|t| t.text).filter(|name| *name != ","));
        } else if follows(&tokens, i, &["use", "mea_core", ":", ":"]) {
            exported.extend(tokens.get(i + 4).map(|t| t.text));
        }
    }
    exported
}

/// Each step of the script has a recipe of its name.
pub(crate) fn recipes(script: &File, justfile: &File) -> Vec<String> {
    let steps = script.text.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("step_")?.split_once('(')?;
        Some(name.replace('_', "-"))
    });
    let has = |step: &str| {
        let begins = |line: &str| {
            line.strip_prefix(step)
                .is_some_and(|rest| rest.starts_with([':', ' ']))
        };
        justfile.text.lines().any(begins)
    };
    let complaint = |step| format!("{}: has no recipe `{step}`", justfile.path);
    steps.filter(|step| !has(step)).map(complaint).collect()
}

/// Workspaces of their own.
const OUTSIDE: &[&str] = &["fuzz", "no-std-check", "real-time-check"];

/// The workspace denies unsafe code, and every member has its lints.
pub(crate) fn lints(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        let name = file
            .path
            .trim_end_matches("Cargo.toml")
            .trim_end_matches('/');
        let is_crate = file.path.ends_with("Cargo.toml") && name.matches('/').count() == 0;
        if is_crate
            && !OUTSIDE.contains(&name)
            && !file.text.contains("\n[lints]\nworkspace = true\n")
        {
            complaints.push(format!("{}: has not the lints of the workspace", file.path));
        }
        if file.path == "Cargo.toml" && !file.text.contains("\nunsafe_code = \"deny\"\n") {
            complaints.push("Cargo.toml: the workspace denies unsafe code".into());
        }
    }
    complaints
}

pub(crate) fn each_line(file: &File, complaint: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let lines = file.text.split('\n').enumerate();
    let complaint = |(i, line)| complaint(line).map(|c| format!("{}:{}: {c}", file.path, i + 1));
    lines.filter_map(complaint).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `fine` is, and each of `bad` is not.
    fn complains(rule: impl Fn(&File) -> Vec<String>, path: &str, fine: &str, bad: &[&str]) {
        assert_eq!(rule(&File::new(path, fine)), Vec::<String>::new());
        for bad in bad {
            assert_eq!(rule(&File::new(path, bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn about_headers() {
        complains(
            header,
            "a.rs",
            "//! A.\n",
            &["", "use a;", "// A.\n", "/// A.\n", "\n//! A.\n"],
        );
    }

    #[test]
    fn about_sizes() {
        let code = "let a = \"\n\"; // b\n".repeat(CODE / 2);
        let fine = format!("//! c\n\n{code}\n#[cfg(test)]\nmod tests {{\n  fn f() {{}}\n}}\n");
        complains(
            size,
            "a.rs",
            &fine,
            &[
                &format!("{code}a;"),
                &"// a\n".repeat(LINES + 1),
                &format!("#[cfg(test)]\nmod tests {{\n{}}}", "a;\n".repeat(LINES)),
            ],
        );
        complains(
            size,
            "tests/a.rs",
            &"a;\n".repeat(LINES),
            &[&"a;\n".repeat(LINES + 1)],
        );
        for (path, code, lines, _) in LONG {
            let bad = ["a;\n".repeat(code + 1), "\n".repeat(lines + 1)];
            complains(size, path, &"a;\n".repeat(*code), &[&bad[0], &bad[1]]);
        }
    }

    #[test]
    fn about_loom() {
        let fine = "#[cfg(all(test, loom))]\nmod loom;\n#[cfg(not(loom))] pub(in crate::a) mod a;\n// cfg!(loom)\n\
                    #[cfg(any(test, loom))]\nextern crate std;\n#[cfg(test)] fn f() {}";
        complains(
            loom,
            "mea-core/src/a.rs",
            fine,
            &[
                "#[cfg(loom)]\nfn f() {}",
                "#[cfg(all(not(loom), feature = \"std\"))]\npub use a;",
                "if cfg!(loom) { 1 } else { 2 }",
                "#[cfg(not(shuttle))]\nfn f() {}",
                "#[cfg_attr(loom, allow(dead_code))] mod a;",
            ],
        );
        for home in CHECKED {
            complains(loom, &format!("{home}a.rs"), "#[cfg(loom)] use a;", &[]);
        }
        complains(loom, LOOM[0].0, "if cfg!(loom) {}", &[]);
    }

    #[test]
    fn about_what_is_left_to_do() {
        complains(
            unfinished,
            "a.md",
            "to do: nothing\n",
            &[
                concat!("// TO", "DO: a"),
                concat!("a\nto", "do!()"),
                concat!("FIX", "ME"),
                concat!("XX", "X"),
                concat!("unimplemented", "!()"),
                concat!("db", "g!(a)"),
            ],
        );
    }

    #[test]
    fn about_white_space() {
        let bad = ["a\tb\n", "a \n", "a\r\n", "a", "a\n\n"];
        complains(white_space, "a.rs", "a b\n\nc\n", &bad);
    }

    #[test]
    fn about_examples() {
        let page = File::new("README.md", "see `known`");
        let rule = |file: &File| presented(file, &[&page]);
        assert_eq!(
            rule(&File::new("examples/known.rs", "")),
            Vec::<String>::new()
        );
        assert_eq!(
            rule(&File::new("examples/known/main.rs", "")),
            Vec::<String>::new()
        );
        assert_eq!(rule(&File::new("src/unknown.rs", "")), Vec::<String>::new());
        assert_eq!(rule(&File::new("examples/unknown.rs", "")).len(), 1);
    }

    #[test]
    fn about_modules() {
        let facade = "pub use mea_core::a;\n#[x] pub use mea_core::{b, c};\npub use other::d;";
        let facade = File::new("src/lib.rs", facade);
        let rule = |readme: &File| modules(&facade, readme);
        complains(
            rule,
            "README.md",
            "| `a` | 1 |\n| `b` |\n| `c`, `e` |\n",
            &[
                "| `a` |\n| `b` |\n`c`",
                "| `b` |\n| `c` |",
                "| `ab` | `a` |\n| `c` |\n",
            ],
        );
    }

    #[test]
    fn about_recipes() {
        let script = File::new("run", "step_a() { # b\n    step_c\nstep_d_e() {\n");
        let complaints = |text: &str| recipes(&script, &File::new("justfile", text)).len();
        assert_eq!(complaints("a:\n    .ci/run a\n\nd-e n=\"1\":\n"), 0);
        assert_eq!(complaints("a:\n\n# d-e:\nd-e2:\n    d-e:\n"), 1);
        assert_eq!(complaints("ab:\n    a\n"), 2);
    }

    #[test]
    fn about_lints() {
        let (with, without) = ("[a]\n\n[lints]\nworkspace = true\n", "[a]\n");
        let rule = |path: &str, text: &str| lints(&[File::new(path, text)]).len();
        assert_eq!(
            (rule("a/Cargo.toml", with), rule("a/Cargo.toml", without)),
            (0, 1)
        );
        for outside in OUTSIDE {
            assert_eq!(rule(&format!("{outside}/Cargo.toml"), without), 0);
        }
        let root = format!("{with}\n[workspace.lints.rust]\nunsafe_code = \"deny\"\n");
        assert_eq!(
            (rule("Cargo.toml", &root), rule("Cargo.toml", with)),
            (0, 1)
        );
    }
}
