//! Pages quote files: a block under a comment with the name of a file is what is in that file.
//!
//! ```text
//! <!-- ui-tests/tests/ui/guide/lost.rs -->
//! (a block between two fences)
//! ```
//!
//! With `, 5 lines` behind the name it is the first five lines.
//! `UPDATE_QUOTES=1 cargo test -p mea --test it tidy` writes the blocks anew.

const FENCE: &str = "```";

/// The page as it should be, with what `read` has for each name in place of the block under it.
pub(crate) fn with_quotes(
    page: &str,
    read: impl Fn(&str) -> Option<String>,
) -> Result<String, String> {
    let mut lines = page.lines();
    let mut text = String::new();
    while let Some(line) = lines.next() {
        text.extend([line, "\n"]);
        let Some((name, count)) = quoted(line) else {
            continue;
        };
        let file = read(name).ok_or_else(|| format!("there is no {name}"))?;
        let open = lines.next().filter(|line| line.starts_with(FENCE));
        let open = open.ok_or_else(|| format!("{name}: there is no block under its name"))?;
        lines
            .find(|line| *line == FENCE)
            .ok_or_else(|| format!("{name}: the block does not end"))?;
        text.extend([open, "\n"]);
        let quote = without_header(&file).lines().take(count);
        quote.for_each(|line| text.extend([line, "\n"]));
        text.extend([FENCE, "\n"]);
    }
    Ok(text)
}

/// The name of a file, if the line is a comment with one, and how many of its lines.
fn quoted(line: &str) -> Option<(&str, usize)> {
    let name = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    let (name, count) = match name.split_once(", ") {
        Some((name, count)) => (name, count.strip_suffix(" lines")?.parse().ok()?),
        None => (name, usize::MAX),
    };
    name.contains('/').then_some((name, count))
}

/// Without the lines that say what the file is, and without empty ones around the rest.
fn without_header(file: &str) -> &str {
    let mut rest = file;
    while rest.starts_with("//!") {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    rest.trim_matches('\n')
}

#[cfg(test)]
mod tests {
    use super::with_quotes;

    const PAGE: &str = "a\n<!-- b/c.rs -->\n```rust\nold\n```\nd\n<!-- a remark -->\n";

    #[test]
    fn a_block_is_what_the_file_is() {
        let read = |name: &str| (name == "b/c.rs").then(|| "//! What it is.\nnew\n\n".to_owned());
        let text = with_quotes(PAGE, read).unwrap();
        assert_eq!(text, PAGE.replace("old", "new"));
        assert_eq!(with_quotes(&text, read).unwrap(), text);
    }

    #[test]
    fn a_part_of_a_file_is_quoted() {
        let page = "<!-- b/c.rs, 2 lines -->\n```\n```\n";
        let text = with_quotes(page, |_| Some("1\n2\n3\n".to_owned())).unwrap();
        assert_eq!(text, "<!-- b/c.rs, 2 lines -->\n```\n1\n2\n```\n");
    }

    #[test]
    fn a_file_or_block_that_is_missing_is_told() {
        assert!(with_quotes(PAGE, |_| None).unwrap_err().contains("b/c.rs"));
        let read = |_: &str| Some(String::new());
        for page in ["<!-- b/c.rs -->\nold\n", "<!-- b/c.rs -->\n```\nold\n"] {
            assert!(with_quotes(page, read).is_err());
        }
    }
}
