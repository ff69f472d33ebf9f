//! Rules about the source itself: floors, headers, sizes, where `unsafe` may be. Each is a function
//! from a file to complaints, with a test of its own that it complains; here they are let loose on
//! the repository.

mod floors;
mod lexer;
mod links;
mod map;
mod panics;
mod quotes;
mod rules;
mod sections;
mod unsafety;

use std::{fs, path::Path};

use walkdir::{DirEntry, WalkDir};

/// A file of the repository.
pub(crate) struct File {
    /// From the root, with `/`.
    path: String,
    text: String,
}

impl File {
    #[cfg(test)]
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Input and output of tests: cases of the ui tests, expansions of macros.
    fn is_data(&self) -> bool {
        self.path.contains("/snapshots/") || self.path.starts_with("ui-tests/tests/ui/")
    }

    /// Tests that are files of their own.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next();
        matches!(name, Some("tests.rs" | "loom.rs" | "model.rs"))
            || self.path.split('/').any(|part| part == "tests")
    }
}

/// The files that people write.
fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_ours = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0
            || name == ".ci"
            || !(name.starts_with('.') || name.starts_with("target"))
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_ours)
    {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy();
        let is_text = [".rs", ".md", ".toml"]
            .iter()
            .any(|end| name.ends_with(end))
            || name == "justfile"
            || name == "run"
            || name == "lib.sh";
        if is_text && entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).unwrap();
            let path = path.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(entry.path()).unwrap();
            files.push(File { path, text });
        }
    }
    assert!(
        files.iter().any(|f| f.path == "mea-core/src/lib.rs"),
        "looks in the wrong place"
    );
    files
}

fn file<'f>(files: &'f [File], path: &str) -> &'f File {
    let found = files.iter().find(|file| file.path == path);
    found.unwrap_or_else(|| panic!("there is no {path}"))
}

/// Applies a rule to every file for which `applies` holds.
fn all(applies: impl Fn(&File) -> bool, rule: impl Fn(&File) -> Vec<String>) {
    nothing_wrong(files().iter().filter(|f| applies(f)).flat_map(rule));
}

fn nothing_wrong(complaints: impl IntoIterator<Item = String>) {
    let complaints: Vec<_> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n\n{}\n", complaints.join("\n"));
}

#[test]
fn a_floor_uses_only_lower_floors() {
    let files = files();
    let floors = floors::Floors::documented(&file(&files, "mea-core/src/lib.rs").text);
    nothing_wrong(files.iter().flat_map(|file| floors.check(file)));
}

#[test]
fn every_source_file_says_what_it_is() {
    all(File::is_rust, rules::header);
}

#[test]
fn no_file_is_too_long() {
    all(|f| f.is_rust() && !f.is_data(), rules::size);
}

#[test]
fn unsafe_code_is_where_it_may_be() {
    let files = files();
    let complaints = files.iter().filter(|f| f.is_rust() && !f.is_data());
    nothing_wrong(
        complaints
            .flat_map(unsafety::check)
            .chain(unsafety::stale(&files))
            .chain(unsafety::untold(file(&files, "SAFETY.md"))),
    );
}

#[test]
fn the_model_checker_is_kept_in_its_place() {
    all(|f| f.is_rust() && !f.is_data(), rules::loom);
}

#[test]
fn nothing_is_left_to_do() {
    all(|f| !f.is_data(), rules::unfinished);
}

#[test]
fn white_space_is_clean() {
    all(|f| !f.is_data(), rules::white_space);
}

#[test]
fn links_lead_to_files() {
    let files = files();
    let exists = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
    let pages = files.iter().filter(|f| f.path.ends_with(".md"));
    nothing_wrong(pages.flat_map(|page| links::to_files(page, exists)));
}

#[test]
fn links_of_the_documentation_lead_elsewhere_in_rustdoc() {
    let files = files();
    let elsewhere = file(&files, "src/links.md");
    // The table of contents is for the book alone.
    let is_page = |f: &&File| {
        let is_chapter = f.path.starts_with("docs/") && f.path.ends_with(".md");
        f.path == "README.md" || (is_chapter && f.path != "docs/SUMMARY.md")
    };
    let pages: Vec<_> = files.iter().filter(is_page).collect();
    let complaints = pages
        .iter()
        .flat_map(|page| links::references(page, elsewhere));
    nothing_wrong(complaints.chain(links::unused(elsewhere, &pages)));
}

#[test]
fn pages_quote_files_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).ok();
    let files = files();
    let pages = files.iter().filter(|f| f.path.ends_with(".md"));
    nothing_wrong(pages.filter_map(|page| {
        let is = match quotes::with_quotes(&page.text, read) {
            Ok(text) if text == page.text => return None,
            Ok(text) => text,
            Err(error) => return Some(format!("{}: {error}", page.path)),
        };
        if std::env::var_os("UPDATE_QUOTES").is_some() {
            fs::write(root.join(&page.path), is).unwrap();
            return None;
        }
        let complaint = "quotes what is not so any more; UPDATE_QUOTES=1 writes it anew";
        Some(format!("{}: {complaint}", page.path))
    }));
}

#[test]
fn the_page_of_panics_is_complete() {
    let files = files();
    let page = panics::Page::read(file(&files, "docs/panics.md"));
    let is_source = |f: &&File| f.is_rust() && !f.is_test() && !f.path.contains("/loom/");
    nothing_wrong(page.check(&files.iter().filter(is_source).collect::<Vec<_>>()));
}

#[test]
fn every_example_is_presented() {
    let files = files();
    let pages = [file(&files, "README.md"), file(&files, "CONTRIBUTING.md")];
    nothing_wrong(files.iter().flat_map(|f| rules::presented(f, &pages)));
}

#[test]
fn every_module_is_presented() {
    let files = files();
    nothing_wrong(rules::modules(
        file(&files, "src/lib.rs"),
        file(&files, "README.md"),
    ));
    let floors = floors::Floors::documented(&file(&files, "mea-core/src/lib.rs").text);
    nothing_wrong(floors.missing_in(file(&files, "ARCHITECTURE.md")));
}

#[test]
fn the_docs_of_every_primitive_have_the_same_sections() {
    let files = files();
    nothing_wrong(sections::check(file(&files, "src/lib.rs"), &files));
}

#[test]
fn the_front_page_has_the_rows_of_the_readme() {
    let files = files();
    nothing_wrong(map::same(
        file(&files, "src/lib.rs"),
        file(&files, "README.md"),
    ));
}

#[test]
fn every_step_has_a_recipe() {
    let files = files();
    nothing_wrong(rules::recipes(
        file(&files, ".ci/run"),
        file(&files, "justfile"),
    ));
}

#[test]
fn every_crate_has_the_lints_of_the_workspace() {
    let files = files();
    nothing_wrong(rules::lints(&files));
}

#[test]
fn every_published_crate_has_a_readme_and_the_licences() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for member in ["", "mea-core", "mea-macros"] {
        assert!(root.join(member).join("README.md").exists(), "{member}");
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let text = fs::read_to_string(root.join(name)).unwrap();
        for member in ["mea-core", "mea-macros"] {
            let copy = fs::read_to_string(root.join(member).join(name)).unwrap();
            assert!(copy == text, "{member}/{name} is not a copy of {name}");
        }
    }
}
