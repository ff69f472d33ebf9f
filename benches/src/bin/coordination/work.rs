//! What it costs to poll a block.

use std::{cell::Cell, env};

use cpu_time::ThreadTime;
use mea_benches::{
    callgrind,
    table::{Best, Table, median},
};

use crate::blocks::{BLOCKS, Blocks, Cells, JOINS, SELECTS, Work};

/// The blocks of each competitor, and what their arms find.
struct Row {
    name: String,
    works: &'static [Work],
    cells: Cells,
    /// The output of the block.
    output: u64,
}

fn rows(pick: fn(&'static Blocks) -> [(&'static str, &'static [Work], bool); 2]) -> Vec<Row> {
    static ALL: [Blocks; 3] = BLOCKS;
    let row = |blocks: &'static Blocks, (name, works, all_ready): (&str, &'static [Work], bool)| {
        let last = blocks.arms - 1;
        let cell = |arm| u64::from(all_ready || arm == last) * (arm as u64 + 1);
        let cells = std::array::from_fn(|arm| Cell::new(cell(arm)));
        let output = (0..blocks.arms).map(cell).sum();
        let name = format!("{name}, {} arms", blocks.arms);
        Row {
            name,
            works,
            cells,
            output,
        }
    };
    let kinds = [0, 1].map(|kind| {
        ALL.iter()
            .map(move |blocks| row(blocks, pick(blocks)[kind]))
    });
    kinds.into_iter().flatten().collect()
}

fn selects() -> Vec<Row> {
    rows(|blocks| {
        [
            ("ready", &blocks.once, false),
            ("pending", &blocks.again, false),
        ]
    })
}

fn joins() -> Vec<Row> {
    rows(|blocks| {
        [
            ("ready", &blocks.join, true),
            ("pending", &blocks.join_again, true),
        ]
    })
}

/// Runs it, and looks at the result.
fn check(row: &Row, work: Work, times: u64) {
    assert_eq!(work(&row.cells, times), row.output * times, "{}", row.name);
}

/// Prints the tables of times.
pub(crate) fn times(rounds: usize, times: u64) {
    for (title, peers, rows) in [
        ("select!, ns a poll", &SELECTS[..], selects()),
        ("join!, ns a poll", &JOINS[..], joins()),
    ] {
        let table = Table::begin(title, Best::Least, peers);
        for row in rows {
            let mut values = vec![Vec::new(); peers.len()];
            for _ in 0..rounds {
                for (values, &work) in values.iter_mut().zip(row.works) {
                    let begin = ThreadTime::now();
                    check(&row, work, times);
                    values.push(begin.elapsed().as_nanos() as f64 / times as f64);
                }
            }
            let medians: Vec<_> = values.into_iter().map(|v| Some(median(v))).collect();
            table.row(&row.name, &medians);
        }
    }
}

/// Prints the tables of instructions.
pub(crate) fn counts() -> Result<(), String> {
    let this = env::current_exe().map_err(|e| format!("where is this program? {e}"))?;
    let mut number = 0;
    for (title, peers, rows) in [
        ("select!, instructions a poll", &SELECTS[..], selects()),
        ("join!, instructions a poll", &JOINS[..], joins()),
    ] {
        let table = Table::begin(title, Best::Least, peers);
        for row in rows {
            let mut values = Vec::new();
            for _ in row.works {
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
        .flat_map(|row| row.works.iter().map(move |&work| (row, work)));
    let (row, work) = works.nth(number).ok_or_else(wrong)?;
    check(row, work, times);
    Ok(())
}
