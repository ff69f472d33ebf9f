//! The front page of the documentation has the rows of the README, with links.

use std::collections::BTreeSet;

use super::File;

/// What the README says of a module or a macro, the front page says as well.
pub(crate) fn same(facade: &File, readme: &File) -> Vec<String> {
    let front: BTreeSet<_> = rows(&facade.text).collect();
    let missing = rows(&readme.text).filter(|row| !front.contains(row));
    missing
        .map(|row| format!("{}: has not the row of the README: {row}", facade.path))
        .collect()
}

/// The rows of tables with two columns that begin with a name in backticks, without links.
fn rows(text: &str) -> impl Iterator<Item = String> {
    let lines = text
        .lines()
        .map(|line| line.strip_prefix("//! ").unwrap_or(line));
    lines.map(without_links).filter(|line| {
        let columns = line.matches(" | ").count() + 1;
        line.starts_with("| `") && columns == 2
    })
}

/// A link to a name becomes the name.
fn without_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else {
            break;
        };
        text.extend([before, "`", name, "`"]);
        rest = match after.strip_prefix('(') {
            Some(target) => target.split_once(')').map_or(target, |(_, after)| after),
            None => after,
        };
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_links() {
        assert_eq!(
            without_links("| [`a`](mod@a), [`b!`] | of `c` |"),
            "| `a`, `b!` | of `c` |"
        );
    }

    #[test]
    fn about_rows() {
        let readme = File::new("README.md", "| `a` | one |\n| `b` | two |\n| c | d |\n");
        let complaints = |front| same(&File::new("src/lib.rs", front), &readme).len();
        assert_eq!(complaints("//! | [`b`](x) | two |\n//! | [`a`] | one |"), 0);
        assert_eq!(complaints("//! | [`b`] | two |\n//! | [`a`] | 1 |"), 1);
        assert_eq!(complaints("//! | `a` | one | more |"), 2);
    }
}
