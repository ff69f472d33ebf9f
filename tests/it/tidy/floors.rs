//! `mea-core` is built in floors: a module uses only modules of lower floors, and its own parts.

use std::collections::BTreeMap;

use super::{
    File,
    lexer::{Token, after_group, follows, tokens},
};

/// May be used from every floor, for the reason given. Must use no other module itself.
const EVERYWHERE: &[(&str, &str)] = &[(
    "marker",
    "traits without code, which the futures of every floor implement",
)];

/// The floor of each module.
pub(crate) struct Floors(BTreeMap<String, usize>);

impl Floors {
    /// As the table in the documentation of the crate has it: ``| F3 | `permits`, [`gate`] |``.
    pub(crate) fn documented(lib: &str) -> Self {
        let mut floors = BTreeMap::new();
        for line in lib.lines() {
            let Some(row) = line.strip_prefix("//! | F") else {
                continue;
            };
            let (floor, modules) = row.split_once('|').expect("a table has columns");
            let floor = floor.trim().parse().expect("a floor has a number");
            // Between backticks is every second piece.
            for module in modules.split('`').skip(1).step_by(2) {
                let again = floors.insert(module.to_owned(), floor);
                assert!(again.is_none(), "`{module}` is on two floors");
            }
        }
        assert!(!floors.is_empty(), "the crate has no table of floors");
        Self(floors)
    }

    /// Modules that the table of floors in `page` does not have: ``| F3 | [`permits`](..`` .
    pub(crate) fn missing_in(&self, page: &File) -> Vec<String> {
        let is_in = |module: &str, floor: usize| {
            let mut rows = page
                .text
                .lines()
                .filter_map(|l| l.strip_prefix(&format!("| F{floor} |")));
            rows.any(|row| row.contains(&format!("`{module}`")))
        };
        let missing = self
            .0
            .iter()
            .filter(|(module, floor)| !is_in(module, **floor));
        let complaint = |(module, floor)| format!("{}: no `{module}` on F{floor}", page.path);
        missing.map(complaint).collect()
    }

    /// Complaints about a file of `mea-core`.
    pub(crate) fn check(&self, file: &File) -> Vec<String> {
        let Some(path) = file
            .path
            .strip_prefix("mea-core/src/")
            .filter(|_| file.is_rust())
        else {
            return Vec::new();
        };
        if path == "lib.rs" {
            return Vec::new();
        }
        let module = path
            .split('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".rs");
        let Some(&floor) = self.0.get(module) else {
            let complaint = "is on no floor: add it to the table in mea-core/src/lib.rs";
            return vec![format!("{}: `{module}` {complaint}", file.path)];
        };
        let mut complaints = Vec::new();
        for (used, line) in modules_used(path, &file.text) {
            if used == module {
                continue;
            }
            let is_free = |name: &str| EVERYWHERE.iter().any(|(free, _)| *free == name);
            let complaint = match self.0.get(used) {
                // A name of the crate itself (a macro), or of another module by way of a glob.
                None => continue,
                Some(_) if is_free(used) => continue,
                Some(_) if is_free(module) => {
                    "may be used from everywhere, so it must use nothing:"
                }
                Some(&lower) if lower < floor => continue,
                Some(&same) if same == floor => "is on the same floor as",
                Some(_) => "is below",
            };
            complaints.push(format!(
                "{}:{line}: `{module}` {complaint} `{used}`",
                file.path
            ));
        }
        complaints
    }
}

/// What a file names right after `crate::`, or after enough `super::` to be at the root of the crate.
fn modules_used<'s>(path: &str, source: &'s str) -> Vec<(&'s str, usize)> {
    let depth = path.trim_end_matches("/mod.rs").split('/').count();
    let tokens = tokens(source);
    let mut used = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let mut supers = 0;
        while follows(&tokens, i, &["super", ":", ":"]) {
            (supers, i) = (supers + 1, i + 3);
        }
        if supers >= depth {
            names(&tokens, i, &mut used);
        } else if supers == 0 && follows(&tokens, i, &["crate", ":", ":"]) {
            i += 3;
            names(&tokens, i, &mut used);
        } else if supers == 0 {
            i += 1;
        }
    }
    used
}

/// The name at `at`, or the first names of the paths in the group there.
fn names<'s>(tokens: &[Token<'s>], at: usize, names: &mut Vec<(&'s str, usize)>) {
    let name = |t: &Token<'s>| (t.text, t.line);
    if !follows(tokens, at, &["{"]) {
        names.extend(tokens.get(at).map(name));
        return;
    }
    let end = after_group(tokens, at);
    let (mut i, mut begins) = (at + 1, true);
    while i + 1 < end {
        match tokens[i].text {
            "{" => {
                i = after_group(tokens, i);
                continue;
            }
            "," => begins = true,
            _ if begins => {
                names.push(name(&tokens[i]));
                begins = false;
            }
            _ => {}
        }
        i += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "//! | floor | modules |\n//! |---|---|\n//! | F0 | `sync`, [`marker`] |\n\
                       //! | F2 | `queue` |\n//! | F5 | [`mutex`], [`rwlock`] |\n";

    fn complaints(path: &str, text: &str) -> Vec<String> {
        Floors::documented(LIB).check(&File::new(&format!("mea-core/src/{path}"), text))
    }

    #[test]
    fn a_lower_floor_and_ones_own_are_fine() {
        let fine = "use crate::{queue::{Queue, mutex}, sync::const_fn, mutex::raw};\n\
                    use super::rwlock; // crate::rwlock\nfn f() { crate::marker::abandon(\"crate::rwlock\") }";
        assert_eq!(complaints("mutex/lock.rs", fine), Vec::<String>::new());
        assert_eq!(
            complaints("lib.rs", "use crate::mutex;"),
            Vec::<String>::new()
        );
        assert_eq!(
            complaints("queue.rs", "use crate::marker::X; use crate::sync;").len(),
            0
        );
    }

    #[test]
    fn a_page_has_the_same_table() {
        let page = "| F0 | `sync`, [`marker`](a) |\n| F2 | `queue` |\n| F5 | `mutex` |\n";
        let missing = |page: &str| {
            Floors::documented(LIB)
                .missing_in(&File::new("a.md", page))
                .len()
        };
        assert_eq!(missing(&format!("{page}| F5 | [`rwlock`](b) | |\n")), 0);
        assert_eq!(missing(page), 1);
        assert_eq!(missing(&page.replace("F2", "F5")), 2);
    }

    #[test]
    fn the_others_are_not() {
        for (path, bad) in [
            ("queue.rs", "\nuse crate::mutex::Mutex;"),
            ("queue.rs", "\nuse crate::{sync::{A, B}, mutex};"),
            ("queue.rs", "use a;\nuse super::mutex;"),
            ("queue/inner.rs", "fn f() {\nsuper::super::rwlock::f() }"),
            ("rwlock/raw.rs", "\nimpl crate::mutex::Lock for A {}"),
            ("mutex/mod.rs", "\nuse crate::{sync, rwlock::RwLock as R};"),
            (
                "mutex.rs",
                "macro_rules! m { () => {\n$crate::rwlock::f() } }",
            ),
            ("marker.rs", "\nuse crate::sync::A;"),
        ] {
            let found = complaints(path, bad);
            assert_eq!(found.len(), 1, "{path}: {bad}: {found:?}");
            assert!(
                found[0].starts_with(&format!("mea-core/src/{path}:2: ")),
                "{found:?}"
            );
        }
        assert!(complaints("novel.rs", "")[0].contains("is on no floor"));
    }
}
