//! The paths of the command line: whether they exist, and which of them another one covers.

use std::{
    collections::HashSet,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

/// A path to count, as it was given.
#[derive(Debug)]
pub(crate) enum Root {
    File(PathBuf),
    Dir(PathBuf),
}

/// Looks at all paths, and leaves out those that are reached through another one too.
///
/// # Errors
///
/// What is wrong, for each path that cannot be counted.
pub(crate) fn check(
    paths: &[PathBuf],
    exclude: &HashSet<OsString>,
) -> Result<Vec<Root>, Vec<String>> {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        match look(path) {
            Ok(both) => found.push(both),
            Err(error) => errors.push(format!("{path:?}: {error}")),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let real: HashSet<PathBuf> = found.iter().map(|(_, real)| real.clone()).collect();
    let mut seen = HashSet::new();
    found.retain(|(_, real_path)| {
        !is_covered(real_path, &real, exclude) && seen.insert(real_path.clone())
    });
    Ok(found.into_iter().map(|(root, _)| root).collect())
}

/// The root, and its path without symbolic links.
fn look(path: &Path) -> io::Result<(Root, PathBuf)> {
    let kind = fs::metadata(path)?.file_type();
    let root = if kind.is_file() {
        Root::File(path.to_owned())
    } else if kind.is_dir() {
        Root::Dir(path.to_owned())
    } else {
        return Err(io::Error::other("neither a file nor a directory"));
    };
    Ok((root, fs::canonicalize(path)?))
}

/// Whether the walk below another root comes to `path`. It does not where a name on the way is
/// excluded.
fn is_covered(path: &Path, roots: &HashSet<PathBuf>, exclude: &HashSet<OsString>) -> bool {
    let mut below = path;
    while let (Some(name), Some(parent)) = (below.file_name(), below.parent()) {
        if exclude.contains(name) {
            return false;
        }
        if roots.contains(parent) {
            return true;
        }
        below = parent;
    }
    false
}
