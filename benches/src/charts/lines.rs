//! Cost against N: a panel for each row, with a line for each competitor.

use plotters::{
    chart::ChartBuilder,
    element::Circle,
    prelude::{IntoLogRange, LineSeries},
    style::{Color, text_anchor::HPos},
};

use super::{
    frame::{Area, better, font, range, sheet, short, text, wrong},
    palette::{GRID, INK, colour},
    panels,
};
use crate::report::Row;

const WIDTH: u32 = 1000;
const HEIGHT: u32 = 250;
const COLUMNS: usize = 3;

pub(crate) fn draw(title: &str, rows: &[&Row]) -> Result<String, String> {
    let panels = panels(rows, |row| &row.name);
    let lines = panels.len().div_ceil(COLUMNS);
    sheet(WIDTH, lines as u32 * HEIGHT, title, rows, |area, top| {
        let (_, below) = area.split_vertically(top);
        for (place, rows) in below.split_evenly((lines, COLUMNS)).iter().zip(&panels) {
            panel(place, rows)?;
        }
        Ok(())
    })
}

/// The rows of a panel differ in N.
fn panel(area: &Area<'_>, rows: &[&Row]) -> Result<(), String> {
    text(area, &rows[0].name, (60, 12), 14, HPos::Left)?;
    let (_, area) = area.split_vertically(20);
    let numbers = || rows.iter().filter_map(|row| row.n).map(|n| n as f64);
    let values = rows.iter().flat_map(|row| &row.values);
    let (low, high) = range(values.filter_map(|value| value.median));
    let (first, last) = range(numbers());
    // From one power of ten to another, since only those are named.
    let (low, high) = (low.log10().floor(), high.log10().ceil());
    let (low, high) = (10_f64.powf(low), 10_f64.powf(high));
    let font = font(11);
    let mut chart = ChartBuilder::on(&area)
        .margin(6)
        .x_label_area_size(34)
        .y_label_area_size(50)
        .build_cartesian_2d((first..last).log_scale(), (low..high).log_scale())
        .map_err(wrong)?;
    chart
        .configure_mesh()
        .bold_line_style(GRID)
        .light_line_style(GRID.mix(0.0))
        .axis_style(INK)
        .label_style(font.clone())
        .x_labels(7)
        .y_labels(6)
        .x_desc(rows[0].over.as_deref().unwrap_or("N"))
        .y_desc(format!("{}, {}", rows[0].unit, better(rows[0])))
        .axis_desc_style(font)
        .x_label_formatter(&|n| short(*n))
        .y_label_formatter(&|n| short(*n))
        .draw()
        .map_err(wrong)?;
    // Ours comes last, so that it is on top.
    for (number, value) in rows[0].values.iter().enumerate().rev() {
        let of_peer = |row: &&Row| {
            let value = row.values.iter().find(|other| other.peer == value.peer);
            Some((row.n? as f64, value?.median?))
        };
        let points: Vec<_> = rows.iter().filter_map(of_peer).collect();
        let width = if number == 0 { 3 } else { 2 };
        let style = colour(&value.peer).stroke_width(width);
        chart
            .draw_series(LineSeries::new(points.clone(), style))
            .map_err(wrong)?;
        let dots = points
            .into_iter()
            .map(|at| Circle::new(at, width, style.filled()));
        chart.draw_series(dots).map_err(wrong)?;
    }
    Ok(())
}
