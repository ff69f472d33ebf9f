//! What charts have in common: paper, title, legend, text, the names of units.

use plotters::{
    coord::Shift,
    element::{Circle, PathElement, Text},
    prelude::{DrawingArea, IntoDrawingArea, SVGBackend},
    style::{
        Color, IntoFont, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::palette::{INK, PAPER, colour, follow_scheme};
use crate::report::{Best, LIMIT, Row};

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

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
    let legend = legend(rows, width);
    let head = legend.last().map_or(32, |(_, (_, y))| y + 24);
    {
        let size = (width, height + head as u32);
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&PAPER).map_err(wrong)?;
        text(&root, title, (16, 22), 18, HPos::Left)?;
        for (peer, (x, y)) in legend {
            mark(&root, peer, (x, y), 5)?;
            text(&root, peer, (x + 10, y), 13, HPos::Left)?;
        }
        panels(&root, head)?;
        root.present().map_err(wrong)?;
    }
    Ok(follow_scheme(&svg))
}

/// A dot of the colour of a competitor; for the limit, a stroke.
pub(crate) fn mark(
    area: &Area<'_>,
    peer: &str,
    (x, y): (i32, i32),
    size: i32,
) -> Result<(), String> {
    if peer == LIMIT {
        let stroke = vec![(x, y - size - 2), (x, y + size + 2)];
        return area
            .draw(&PathElement::new(stroke, INK.stroke_width(2)))
            .map_err(wrong);
    }
    let dot = Circle::new((x, y), size, colour(peer).filled());
    area.draw(&dot).map_err(wrong)
}

pub(crate) fn wrong(e: impl std::fmt::Display) -> String {
    e.to_string()
}

/// A font of so many pixels: the library asks for the height of a line.
pub(crate) fn font(size: i32) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", f64::from(size) * 1.24).into_font()).color(&INK)
}

/// Text that begins, ends or is centred at a point.
pub(crate) fn text(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    size: i32,
    anchor: HPos,
) -> Result<(), String> {
    let style = font(size).pos(Pos::new(anchor, VPos::Center));
    area.draw(&Text::new(text.to_owned(), at, style))
        .map_err(wrong)
}

/// The competitors in the rows, in the order in which they come, and where the legend has them: as many in
/// a line as there is room for.
fn legend<'r>(rows: &[&'r Row], width: u32) -> Vec<(&'r str, (i32, i32))> {
    let mut places: Vec<(&str, (i32, i32))> = Vec::new();
    let (mut x, mut y) = (22, 48);
    for value in rows.iter().flat_map(|row| &row.values) {
        if places.iter().any(|(peer, _)| *peer == value.peer) {
            continue;
        }
        let room = 34 + 8 * value.peer.len() as i32;
        if x + room > width as i32 {
            (x, y) = (22, y + 22);
        }
        places.push((&value.peer, (x, y)));
        x += room;
    }
    places
}

/// What an axis says.
pub(crate) fn axis(row: &Row) -> String {
    let what = match &row.unit[..] {
        "ns" => "nanoseconds",
        "µs" => "microseconds",
        "Mops/s" => "millions of operations a second",
        "M/s" => "millions of messages a second",
        "" => "a number",
        unit => unit,
    };
    format!("{what}, {}", better(row))
}

/// Which numbers are better.
pub(crate) fn better(row: &Row) -> &'static str {
    match row.best {
        Best::Least => "less is better",
        Best::Most => "more is better",
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
