//! Links of pages. Those to files lead to files. The README and the chapters are read in three places: in the
//! repository and in the book links lead to files, in rustdoc to modules and to docs.rs. So there a link to a
//! file is a reference, whose place stands at the end of the page, and once more in `src/links.md`, for rustdoc.

use super::{File, rules::each_line};

/// Links of a page to files lead to files.
pub(crate) fn to_files(page: &File, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let directory = page.path.rsplit_once('/').map_or("", |(d, _)| d);
    each_line(page, |line| {
        let targets = inline(line).chain(definition(line).map(|(_, target)| target));
        let mut files = targets
            .filter(|target| is_file(target))
            .map(|target| target.split('#').next().unwrap_or_default());
        let missing = files.find(|target| !exists(&resolved(directory, target)));
        missing.map(|target| format!("there is no {target}"))
    })
}

/// A page of the documentation links to files by references, which `elsewhere` has as well.
pub(crate) fn references(page: &File, elsewhere: &File) -> Vec<String> {
    let known = labels(elsewhere);
    let mut complaints = each_line(page, |line| {
        if let Some(target) = inline(line).find(|target| is_file(target)) {
            return Some(format!("({target}) is to be a reference"));
        }
        let (label, target) = definition(line)?;
        match (is_file(target), known.contains(&label)) {
            (true, false) => Some(format!("{} has no [{label}]", elsewhere.path)),
            (false, true) => Some(format!("{} has another [{label}]", elsewhere.path)),
            _ => None,
        }
    });
    let (text, defined) = (on_one_line(page), labels(page));
    for label in known {
        let times = defined.iter().filter(|defined| **defined == label);
        let is_used = mentions(&text, label) > times.count();
        let complaint = match (is_used, defined.contains(&label)) {
            (true, false) => "leads nowhere",
            (false, true) => "is used by nobody",
            _ => continue,
        };
        complaints.push(format!("{}: [{label}] {complaint}", page.path));
    }
    complaints
}

/// What `elsewhere` has, and no page.
pub(crate) fn unused(elsewhere: &File, pages: &[&File]) -> Vec<String> {
    let is_unused = |label: &&str| !pages.iter().any(|page| labels(page).contains(label));
    let unused = labels(elsewhere).into_iter().filter(is_unused);
    unused
        .map(|label| format!("{}: no page has [{label}]", elsewhere.path))
        .collect()
}

/// The targets of links `[text](target)`.
fn inline(line: &str) -> impl Iterator<Item = &str> {
    let rest = line.split("](").skip(1);
    rest.filter_map(|rest| rest.split(')').next())
}

/// The line `[label]: target`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let definition = line.strip_prefix('[')?.split_once("]: ");
    definition.filter(|(_, target)| !target.contains(' '))
}

fn labels(page: &File) -> Vec<&str> {
    let definitions = page.text.lines().filter_map(definition);
    definitions.map(|(label, _)| label).collect()
}

/// How often the label is in the text, other than as the text of a link `[text](..)` or `[text][..]`.
fn mentions(text: &str, label: &str) -> usize {
    let label = format!("[{label}]");
    let mentions = text.match_indices(&label);
    mentions
        .filter(|(at, _)| !text[at + label.len()..].starts_with(['(', '[']))
        .count()
}

/// Neither a page of the web, nor a place on this page, nor an item.
fn is_file(target: &str) -> bool {
    !target.contains("://") && !target.starts_with('#') && !target.starts_with("crate::")
}

/// From the root.
fn resolved(directory: &str, target: &str) -> String {
    let mut parts: Vec<_> = directory
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A label may be broken by the end of a line.
fn on_one_line(page: &File) -> String {
    let words: Vec<_> = page.text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_files() {
        let rule = |path: &str, text: &str| {
            let page = File::new(path, text);
            to_files(&page, |path| ["a.md", "b/c.rs"].contains(&path)).len()
        };
        let fine =
            "[a](a.md#x) [b](b/c.rs) [c](https://d.example) [e](#f)\n[a]: a.md\n[b]: crate::b\n";
        assert_eq!(rule("d.md", fine), 0);
        for bad in ["[a](b.md)", "[a](a.md) [b](c.rs)", "[a]: b.md"] {
            assert_eq!(rule("d.md", bad), 1, "{bad}");
        }
        assert_eq!(rule("b/d.md", "[a](../a.md) [c](c.rs)"), 0);
        assert_eq!(rule("b/d.md", "[a](a.md)"), 1);
    }

    #[test]
    fn about_references() {
        let elsewhere = File::new("src/links.md", "[a]: crate::a\n[b c]: https://d.example\n");
        let rule = |text: &str| references(&File::new("p.md", text), &elsewhere).len();
        let fine = "[a]: as [text][b\nc], ![picture][a], [b c][a], [e](#f), [g](https://h.example)\n\n[a]: a.md\n[b c]: b.md\n";
        assert_eq!((rule(fine), rule("")), (0, 0));
        for bad in [
            "[a](a.md)",
            "[text][a]",
            "[a]: a.md",
            "[d]\n\n[d]: d.md",
            "[b\nc]",
            "[a]\n\n[a]: https://d.example",
        ] {
            assert_eq!(rule(bad), 1, "{bad}");
        }
    }

    #[test]
    fn about_references_that_nobody_uses() {
        let elsewhere = File::new("src/links.md", "[a]: crate::a\n");
        let pages = [File::new("a.md", "[a]: a.md\n"), File::new("b.md", "[a]\n")];
        assert_eq!(
            unused(&elsewhere, &[&pages[0], &pages[1]]),
            Vec::<String>::new()
        );
        assert_eq!(unused(&elsewhere, &[&pages[1]]).len(), 1);
    }
}
