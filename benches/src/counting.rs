//! Counts instructions: those of the operations that one thread does, A and F, for each competitor.

use std::env;

use mea_benches::{
    cost::Counter,
    measure::{Metric, Workload},
    options::Options,
    report::{Row, Value},
    table::Table,
};

use crate::rows;

/// Operations in a run.
const OPERATIONS: u64 = 500;

/// Counts, and prints the table.
pub(crate) fn count(options: &Options) -> Result<Vec<Row>, String> {
    let this = env::current_exe().map_err(|e| format!("where is this program? {e}"))?;
    let mut counter = Counter::new(OPERATIONS);
    let mut table = Table::new(title);
    let mut rows = Vec::new();
    let mut number = 0;
    for workload in rows::all(options) {
        let is_wanted = options.wants(workload.letter, &workload.name);
        let mut instructions = Vec::new();
        let mut locked = Vec::new();
        for entry in operations(&workload) {
            if is_wanted {
                let args = ["operation", &number.to_string()];
                let cost = counter.about(&this, &args)?;
                instructions.push(Value::of(entry.peer, vec![cost.instructions]));
                locked.push(Value::of(entry.peer, vec![cost.locked]));
            }
            number += 1;
        }
        for (values, metric) in [
            (instructions, Metric::least("instructions", "")),
            (locked, Metric::least("locked", "")),
        ] {
            if !values.is_empty() {
                let name = format!("{}, {}", workload.name, metric.name);
                let row = Row::new(workload.letter, name, metric.unit, metric.best, values);
                table.row(&row);
                rows.push(row);
            }
        }
    }
    table.summary();
    Ok(rows)
}

/// Does the operation with a number in the order of [`count`], so often: this is what callgrind runs.
pub(crate) fn operate(options: &Options, number: usize, times: u64) -> Result<(), String> {
    let workloads = rows::all(options);
    let mut all = workloads.iter().flat_map(operations);
    let entry = all.nth(number).ok_or("there is no such operation")?;
    entry.run.operate(times);
    Ok(())
}

/// The competitors of a workload, if what they do are operations, and that does not depend on an N.
fn operations(workload: &Workload) -> impl Iterator<Item = &mea_benches::measure::Entry> {
    let has_no_n = workload.over.is_none();
    let entries = workload.entries.iter();
    entries.filter(move |entry| has_no_n && entry.run.is_operation())
}

fn title(letter: char) -> &'static str {
    match letter {
        'A' => "Uncontended, one thread: instructions of an operation, and locked ones among them",
        _ => "select and join: instructions of a poll, and locked ones among them",
    }
}
