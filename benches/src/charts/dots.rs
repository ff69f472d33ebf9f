//! A line for each row, with a dot for each competitor.

use plotters::{
    element::{Circle, PathElement},
    style::{Color, text_anchor::HPos},
};

use super::{
    frame::{Area, axis, mark, range, sheet, short, text, ticks, wrong},
    palette::{GRID, INK, PAPER},
    panels,
};
use crate::report::{LIMIT, Row};

const WIDTH: i32 = 900;
/// Where the names end, and where the lines do.
const LEFT: i32 = 280;
const RIGHT: i32 = WIDTH - 30;
const LINE: i32 = 22;
/// Below the lines of a panel: the numbers of the axis, what it says, and some room.
const FOOT: i32 = 58;

pub(crate) fn draw(title: &str, rows: &[&Row]) -> Result<String, String> {
    let panels = panels(rows, |row| &row.unit);
    let height = rows.len() as i32 * LINE + panels.len() as i32 * FOOT;
    sheet(WIDTH as u32, height as u32, title, rows, |area, top| {
        let mut top = top;
        for rows in &panels {
            panel(area, top, rows)?;
            top += rows.len() as i32 * LINE + FOOT;
        }
        Ok(())
    })
}

fn panel(area: &Area<'_>, top: i32, rows: &[&Row]) -> Result<(), String> {
    let bottom = top + rows.len() as i32 * LINE;
    let values = rows.iter().flat_map(|row| &row.values);
    let (low, high) = range(values.filter_map(|value| value.median));
    let x = |number: f64| {
        let part = (number.max(low) / low).ln() / (high / low).ln();
        LEFT + (part * f64::from(RIGHT - LEFT)) as i32
    };
    for tick in ticks((low, high)) {
        let line = vec![(x(tick), top), (x(tick), bottom)];
        area.draw(&PathElement::new(line, GRID)).map_err(wrong)?;
        text(area, &short(tick), (x(tick), bottom + 12), 12, HPos::Center)?;
    }
    text(
        area,
        &caption(rows[0]),
        ((LEFT + RIGHT) / 2, bottom + 32),
        13,
        HPos::Center,
    )?;
    for (line, row) in rows.iter().enumerate() {
        let y = top + line as i32 * LINE + LINE / 2;
        text(area, label(row), (LEFT - 12, y), 13, HPos::Right)?;
        area.draw(&PathElement::new(vec![(LEFT, y), (RIGHT, y)], GRID))
            .map_err(wrong)?;
        // Ours comes last, so that it is on top.
        for (number, value) in row.values.iter().enumerate().rev() {
            let Some(median) = value.median else { continue };
            let at = (x(median), y);
            let size = if number == 0 { 6 } else { 5 };
            if value.peer != LIMIT {
                // A rim, so that dots are told apart.
                let rim = if number == 0 { INK } else { PAPER };
                area.draw(&Circle::new(at, size + 1, rim.filled()))
                    .map_err(wrong)?;
            }
            mark(area, &value.peer, at, size)?;
        }
    }
    Ok(())
}

/// What is done. What is looked at, is said below.
fn label(row: &Row) -> &str {
    let name = row.name.strip_suffix(&row.metric);
    name.unwrap_or(&row.name).trim_end()
}

fn caption(row: &Row) -> String {
    match &row.metric[..] {
        "" => axis(row),
        metric => format!("{metric}: {}", axis(row)),
    }
}
