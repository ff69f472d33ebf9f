//! The charts, drawn from a report.
//!
//! A chart has a panel for each unit that its rows have, or for each row over the numbers of waiters.

mod dots;
mod frame;
mod lines;
mod palette;

use std::{fs, path::Path};

use crate::report::{Report, Row};

/// A chart: the tag of its rows, the name of its file, its title.
const CHARTS: [(&str, &str, &str); 5] = [
    (
        "uncontended",
        "uncontended",
        "Nobody in the way, one thread",
    ),
    ("waiters", "waiters", "The cost of each of N waiters"),
    (
        "contended",
        "contended",
        "Contended: two threads, and 64 tasks on tokio with two workers",
    ),
    (
        "channels",
        "channels",
        "Channels, on tokio with two workers",
    ),
    (
        "select and join",
        "select-and-join",
        "select! and join!, a poll",
    ),
];

/// Draws those charts that have rows in the report.
pub(crate) fn draw(report: &Report, directory: &Path) -> Result<(), String> {
    fs::create_dir_all(directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    for (tag, file, title) in CHARTS {
        let of_chart = |row: &&Row| row.chart.as_deref() == Some(tag);
        let rows: Vec<&Row> = report.rows.iter().filter(of_chart).collect();
        if rows.is_empty() {
            continue;
        }
        let svg = if rows.iter().any(|row| row.n.is_some()) {
            lines::draw(title, &rows)
        } else {
            dots::draw(title, &rows)
        };
        let path = directory.join(file).with_extension("svg");
        let svg = svg.map_err(|e| format!("{}: {e}", path.display()))?;
        fs::write(&path, svg).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

/// The panels: rows that are the same by `key`, in the order of the first of each.
fn panels<'r>(rows: &[&'r Row], key: impl Fn(&Row) -> &str) -> Vec<Vec<&'r Row>> {
    let mut panels: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        match panels.iter_mut().find(|panel| key(panel[0]) == key(row)) {
            Some(panel) => panel.push(row),
            None => panels.push(vec![row]),
        }
    }
    panels
}
