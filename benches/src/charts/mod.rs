//! The charts, drawn from a report.
//!
//! A chart has a panel for each unit that its rows have, or for each row over the numbers N.

mod dots;
mod frame;
mod lines;
mod palette;
#[cfg(test)]
mod tests;

use std::{fs, path::Path};

use crate::report::{Report, Row};

/// A chart: the tag of its rows, the name of its file, its title.
const CHARTS: [(&str, &str, &str); 6] = [
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
    ("growth", "growth", "As the work grows"),
];

/// Is there a chart with this tag?
pub fn is_chart(tag: &str) -> bool {
    CHARTS.iter().any(|(other, ..)| *other == tag)
}

/// Draws those charts that have rows in the report.
///
/// # Errors
///
/// If a file cannot be written.
pub fn draw(report: &Report, directory: &Path) -> Result<(), String> {
    fs::create_dir_all(directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    for (tag, file, title) in CHARTS {
        let of_chart = |row: &&Row| row.chart.as_deref() == Some(tag);
        let rows: Vec<&Row> = report.rows.iter().filter(of_chart).collect();
        if rows.is_empty() {
            continue;
        }
        let path = directory.join(file).with_extension("svg");
        let svg = draw_chart(title, &rows).map_err(|e| format!("{}: {e}", path.display()))?;
        fs::write(&path, svg).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

fn draw_chart(title: &str, rows: &[&Row]) -> Result<String, String> {
    if rows.iter().any(|row| row.n.is_some()) {
        lines::draw(title, rows)
    } else {
        dots::draw(title, rows)
    }
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
