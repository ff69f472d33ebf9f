//! How many instructions it takes to poll a block.

use std::env;

use mea_benches::{
    blocks::{JOINS, Row, SELECTS, joins, selects},
    callgrind,
};

use crate::table::Table;

/// Prints the tables.
pub(crate) fn counts() -> Result<(), String> {
    let this = env::current_exe().map_err(|e| format!("where is this program? {e}"))?;
    let mut number = 0;
    for (title, peers, rows) in [
        ("select!, instructions a poll", &SELECTS[..], selects()),
        ("join!, instructions a poll", &JOINS[..], joins()),
    ] {
        let table = Table::begin(title, peers);
        for row in rows {
            let mut values = Vec::new();
            for _ in 0..row.competitors() {
                let n = 1000;
                let instructions = callgrind::instructions(&this, number, n)?;
                values.push(Some(instructions as f64 / n as f64));
                number += 1;
            }
            table.row(&row.name, &values);
        }
    }
    Ok(())
}

/// Does the work of a number in the order of [`counts`].
pub(crate) fn run(number: &str, times: &str) -> Result<(), String> {
    let wrong = || "run: a row and a number are expected".to_owned();
    let number: usize = number.parse().map_err(|_| wrong())?;
    let times: u64 = times.parse().map_err(|_| wrong())?;
    let rows: Vec<Row> = selects().into_iter().chain(joins()).collect();
    let mut works = rows
        .iter()
        .flat_map(|row| (0..row.competitors()).map(move |competitor| (row, competitor)));
    let (row, competitor) = works.nth(number).ok_or_else(wrong)?;
    row.run(competitor, times);
    Ok(())
}
