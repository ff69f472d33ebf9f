//! What the charts have in them, and where.

use super::{
    draw_chart,
    frame::{range, short, ticks},
    palette::{colour, follow_scheme},
    panels,
};
use crate::report::{Best, LIMIT, Row, Value};

fn row(name: &str, unit: &str, values: &[(&str, f64)]) -> Row {
    let values = values
        .iter()
        .map(|(peer, value)| Value::of(peer, vec![*value]));
    Row::new('A', name.into(), unit, Best::Least, values.collect())
}

fn svg(rows: &[Row]) -> String {
    let rows: Vec<&Row> = rows.iter().collect();
    draw_chart("What it costs", &rows).unwrap()
}

/// The centres of the dots with the colour of a competitor.
fn dots(svg: &str, peer: &str) -> Vec<(i32, i32)> {
    let colour = colour(peer);
    let fill = format!("fill=\"#{:02X}{:02X}{:02X}\"", colour.0, colour.1, colour.2);
    let number = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    svg.lines()
        .filter(|line| line.starts_with("<circle") && line.contains(&fill))
        .map(|line| (number(line, "cx"), number(line, "cy")))
        .collect()
}

#[test]
fn a_chart_names_its_rows_its_competitors_and_its_unit() {
    let svg = svg(&[
        row("lock", "ns", &[("mea", 4.0), ("tokio", 20.0)]),
        row("turns", "Mops/s", &[("mea", 4.0), ("kanal", 2.0)]),
    ]);
    for text in ["What it costs", "lock", "turns", "mea", "tokio", "kanal"] {
        assert_eq!(svg.lines().filter(|l| *l == text).count(), 1, "{text}");
    }
    assert!(svg.contains("nanoseconds, less is better"));
    assert!(svg.contains("millions of operations a second, less is better"));
}

#[test]
fn what_is_looked_at_is_said_below_and_not_in_each_line() {
    let mut row = row("lock worst wait", "µs", &[("mea", 4.0)]);
    row.metric = "worst wait".into();
    let svg = svg(&[row]);
    assert!(svg.lines().any(|line| line == "lock"));
    assert!(svg.contains("worst wait: microseconds, less is better"));
}

#[test]
fn what_is_more_is_further_to_the_right() {
    let svg = svg(&[row("lock", "ns", &[("mea", 4.0), ("tokio", 20.0)])]);
    // The first dot of each is in the legend.
    let (ours, theirs) = (dots(&svg, "mea")[1], dots(&svg, "tokio")[1]);
    assert!(ours.0 < theirs.0, "{ours:?} {theirs:?}");
    assert_eq!(ours.1, theirs.1, "in the same line");
}

#[test]
fn over_n_there_is_a_panel_for_each_row_and_a_point_for_each_n() {
    let mut rows = Vec::new();
    for name in ["enqueue", "cancel"] {
        for n in [1, 10, 100] {
            let mut row = row(name, "ns", &[("mea", 4.0), ("tokio", 5.0 * n as f64)]);
            (row.n, row.over) = (Some(n), Some("tenants".into()));
            rows.push(row);
        }
    }
    let svg = svg(&rows);
    assert_eq!(svg.lines().filter(|l| l.trim() == "tenants").count(), 2);
    let theirs = dots(&svg, "tokio");
    assert_eq!(theirs.len(), 1 + 2 * 3);
    assert!(theirs[1].1 > theirs[2].1 && theirs[2].1 > theirs[3].1, "up");
    let ours = dots(&svg, "mea");
    assert!(ours[1].1 == ours[2].1 && ours[2].1 == ours[3].1, "flat");
}

#[test]
fn the_limit_is_no_dot() {
    let svg = svg(&[row("lock", "ns", &[("mea", 4.0), (LIMIT, 2.0)])]);
    assert!(dots(&svg, LIMIT).is_empty());
    assert!(svg.lines().any(|line| line == LIMIT));
}

#[test]
fn panels_are_in_the_order_of_their_first_rows() {
    let rows = [("a", "ns"), ("b", "M/s"), ("c", "ns")].map(|(n, unit)| row(n, unit, &[]));
    let panels = panels(&rows.each_ref(), |row| &row.unit);
    let names: Vec<Vec<_>> = panels
        .iter()
        .map(|rows| rows.iter().map(|row| &row.name[..]).collect())
        .collect();
    assert_eq!(names, [vec!["a", "c"], vec!["b"]]);
}

#[test]
fn each_competitor_has_a_colour_of_its_own() {
    let peers = [
        "mea",
        "mea mpmc",
        "mea 0.6",
        "async-channel",
        "async-lock",
        "asyncband",
        "flume",
        "futures",
        "kanal",
        "latches",
        "maitake",
        "oneshot",
        "thingbuf",
        "tokio",
        "tokio-util",
        "waitgroup",
    ];
    for (i, a) in peers.iter().enumerate() {
        for b in &peers[..i] {
            assert_ne!(colour(a), colour(b), "{a} and {b}");
        }
    }
}

#[test]
fn what_is_around_the_data_follows_the_scheme_of_the_reader() {
    let svg = follow_scheme("<svg width=\"1\">\n<rect fill=\"#FFFFFF\"/>\n</svg>");
    let (head, rest) = svg.split_once('\n').unwrap();
    assert_eq!(head, "<svg width=\"1\">");
    assert!(rest.contains("prefers-color-scheme: dark"));
    assert!(rest.contains("[fill=\"#FFFFFF\"] { fill: #0D1117 }"));
    assert!(rest.ends_with("<rect fill=\"#FFFFFF\"/>\n</svg>"));
}

#[test]
fn a_range_has_room_around_the_numbers_and_leaves_nothing_out() {
    let (low, high) = range([3.0, 0.0, 30.0].into_iter());
    assert!(low < 3.0 && low > 1.0 && high > 30.0 && high < 60.0);
    let (low, high) = range(std::iter::empty());
    assert!(low < high, "of nothing: {low} {high}");
}

#[test]
fn ticks_are_round_and_within() {
    assert_eq!(ticks((0.9, 12.0)), [1.0, 2.0, 5.0, 10.0]);
    assert_eq!(ticks((4.0, 5000.0)), [10.0, 100.0, 1000.0]);
}

#[test]
fn numbers_of_an_axis_are_short() {
    let texts = [0.5, 1.0, 20.0, 5_000.0, 1_000_000.0].map(short);
    assert_eq!(texts, ["0.5", "1", "20", "5k", "1M"]);
}
