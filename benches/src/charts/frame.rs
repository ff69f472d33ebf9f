//! What charts have in common: paper, title, legend, text, the names of units.

use plotters::{
    coord::Shift,
    element::{Circle, Text},
    prelude::{DrawingArea, IntoDrawingArea, SVGBackend},
    style::{
        Color, IntoFont, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::palette::{INK, PAPER, colour, follow_scheme};
use crate::report::{Best, Row};

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Above the panels: title and legend.
const HEAD: i32 = 64;

/// Draws on paper of a size that has room for `height` below title and legend. `panels` gets the area
/// below, and its upper edge.
pub(crate) fn sheet(
    width: u32,
    height: u32,
    title: &str,
    rows: &[&Row],
    panels: impl FnOnce(&Area<'_>, i32) -> Result<(), String>,
) -> Result<String, String> {
    let mut svg = String::new();
    {
        let size = (width, height + HEAD as u32);
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&PAPER).map_err(wrong)?;
        text(&root, title, (16, 22), 18, HPos::Left)?;
        legend(&root, rows)?;
        panels(&root, HEAD)?;
        root.present().map_err(wrong)?;
    }
    Ok(follow_scheme(&svg))
}

pub(crate) fn wrong(e: impl std::fmt::Display) -> String {
    e.to_string()
}

/// Text that begins, ends or is centred at a point.
pub(crate) fn text(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    size: i32,
    anchor: HPos,
) -> Result<(), String> {
    let style = TextStyle::from(("sans-serif", size).into_font())
        .color(&INK)
        .pos(Pos::new(anchor, VPos::Center));
    area.draw(&Text::new(text.to_owned(), at, style))
        .map_err(wrong)
}

/// The competitors in the rows, in the order in which they come.
fn legend(root: &Area<'_>, rows: &[&Row]) -> Result<(), String> {
    let mut peers: Vec<&str> = Vec::new();
    for value in rows.iter().flat_map(|row| &row.values) {
        if !peers.contains(&&value.peer[..]) {
            peers.push(&value.peer);
        }
    }
    let mut x = 22;
    for peer in peers {
        root.draw(&Circle::new((x, 48), 5, colour(peer).filled()))
            .map_err(wrong)?;
        text(root, peer, (x + 10, 48), 13, HPos::Left)?;
        x += 30 + 7 * peer.len() as i32;
    }
    Ok(())
}

/// What an axis says.
pub(crate) fn axis(row: &Row) -> String {
    let what = match &row.unit[..] {
        "ns" if row.letter == 'B' => "nanoseconds for each waiter",
        "ns" => "nanoseconds",
        "µs" => "microseconds, the worst wait",
        "Mops/s" => "millions of operations a second",
        "M/s" => "millions of messages a second",
        "" => "turns of the luckiest for one of the least lucky",
        unit => unit,
    };
    match row.best {
        Best::Least => format!("{what} (less is better)"),
        Best::Most => format!("{what} (more is better)"),
    }
}

/// The least and the most of numbers above 0, with some room around them.
pub(crate) fn range(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for number in numbers.filter(|n| *n > 0.0) {
        low = low.min(number);
        high = high.max(number);
    }
    if low > high {
        return (1.0, 10.0);
    }
    (low / 1.3, high * 1.3)
}

/// The numbers that an axis shows: 1, 2 and 5 times powers of ten; those powers alone if there are many.
pub(crate) fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let steps: &[f64] = if high / low > 300.0 {
        &[1.0]
    } else {
        &[1.0, 2.0, 5.0]
    };
    let powers = low.log10().floor() as i32..=high.log10().ceil() as i32;
    let all = powers.flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
    all.filter(|tick| (low..=high).contains(tick)).collect()
}

/// A number of an axis: `0.5`, `20`, `5k`, `1M`.
pub(crate) fn short(number: f64) -> String {
    match number {
        n if n >= 0.999e6 => format!("{:.0}M", n / 1e6),
        n if n >= 0.999e3 => format!("{:.0}k", n / 1e3),
        n if n >= 0.999 => format!("{n:.0}"),
        n => format!("{n}"),
    }
}
