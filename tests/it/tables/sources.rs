//! The public types and futures, read from the sources, so that one that was added is not missed.
//!
//! By the habits of the crate: the facade lists the public modules; the doc of a future begins with
//! "The future of"; guards are named in the attribute that writes them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Types that are `pub` but cannot be named from outside.
const HIDDEN: &[&str] = &[
    "AcquireAccess",
    "AcquireUpgradable",
    "Limit",
    "NoLimit",
    "Returned",
    "Receiving",
    "OwnedHome",
    "RawHome",
    "RawMutex",
    "RawRwLock",
];

pub(super) fn public_futures() -> Vec<String> {
    let mut found = Vec::new();
    for (module, lines) in public_modules() {
        let mut doc = false;
        for line in &lines {
            if line.starts_with("/// The future of [`") {
                doc = true;
            } else if doc && !line.starts_with("///") && !line.starts_with("#[") {
                found.extend(name(line).map(|name| format!("{module}::{name}")));
                doc = false;
            }
        }
    }
    found.sort();
    found
}

pub(super) fn public_types() -> Vec<String> {
    let mut found = public_futures();
    for (module, lines) in public_modules() {
        for line in lines.iter().filter(|line| !line.starts_with("//")) {
            let guard = ["borrowed", "mapped", "owned", "owned_mapped"]
                .iter()
                .find_map(|key| line.strip_prefix(key)?.strip_prefix(" = "));
            let item = line
                .strip_prefix("pub struct ")
                .or_else(|| line.strip_prefix("pub enum "));
            // Of a macro, such as the modes.
            let row = line.split_once(": ").filter(|(name, pointer)| {
                pointer.ends_with("Ptr;") && name.chars().all(char::is_alphanumeric)
            });
            let name = guard.or(item).or(row.map(|(name, _)| name)).and_then(name);
            found.extend(name.map(|name| format!("{module}::{name}")));
        }
    }
    found.retain(|path| {
        HIDDEN
            .iter()
            .all(|hidden| !path.ends_with(&format!("::{hidden}")))
    });
    found.sort();
    found.dedup();
    found
}

/// The type that a line defines: `pub struct Name<..`, `Name -> Guard;`, `Name,`.
fn name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub struct ").unwrap_or(line);
    let end = line
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(line.len());
    let name = &line[..end];
    name.starts_with(char::is_uppercase).then_some(name)
}

/// The modules that the facade re-exports, with the trimmed lines of their files.
fn public_modules() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let facade = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    let items: String = facade
        .split("pub use mea_core::")
        .skip(1)
        .map(|rest| rest.split(';').next().unwrap())
        .collect::<Vec<_>>()
        .join(",");
    let modules = items
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|name| !name.is_empty());
    modules
        .map(|module| {
            let path = root.join("mea-core/src").join(module);
            let mut files = vec![path.with_extension("rs")];
            walk(&path, &mut files);
            let lines = files
                .iter()
                .filter(|file| !is_test(file))
                .filter_map(|file| fs::read_to_string(file).ok())
                .flat_map(|text| {
                    let lines = text.lines().map(|line| line.trim().to_owned());
                    lines.collect::<Vec<_>>()
                })
                .collect();
            (module.to_owned(), lines)
        })
        .collect()
}

fn is_test(file: &Path) -> bool {
    file.file_stem()
        .is_some_and(|stem| stem == "loom" || stem == "tests")
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}
