//! G: what the cost is as there is more of something else than waiters: producers, arms, keys.

mod keys;

use std::rc::Rc;

use mea_benches::{
    blocks::{self, Row},
    measure::{Entry, Metric, Run, Workload},
    options::Options,
};

use super::channels::{THROUGHPUT, throughput};
use crate::peers::{
    bounded,
    channel::{Bounded, Unbounded},
    unbounded,
};

pub(crate) fn workloads(options: &Options) -> Vec<Workload> {
    let mut workloads = producers(options);
    workloads.extend(arms().map(|workload| workload.rounds(options.rounds)));
    workloads.extend(keys::workloads(options));
    let workloads = workloads.into_iter();
    workloads.map(|workload| workload.chart("growth")).collect()
}

fn producers(options: &Options) -> Vec<Workload> {
    let messages = options.messages;
    let rows = [
        (
            "unbounded",
            unbounded!(|L| Run::values(move |n| throughput::<Unbounded<L>>(0, n, messages))),
        ),
        (
            "bounded(64)",
            bounded!(|L| Run::values(move |n| throughput::<Bounded<L>>(64, n, messages))),
        ),
    ];
    let producers = |(name, entries)| {
        Workload::new('G', name, THROUGHPUT[0], entries)
            .metrics(THROUGHPUT)
            .over("producers", (0..=6).map(|i| 1 << i).collect())
            .rounds(options.few_rounds + 2)
    };
    rows.into_iter().map(producers).collect()
}

fn arms() -> impl Iterator<Item = Workload> {
    blocks::growth().into_iter().map(|rows| {
        let rows: Rc<[Row]> = rows.into();
        let name = format!("{}, a poll", rows[0].name);
        let numbers = rows.iter().map(|row| row.arms).collect();
        let entries = rows[0].peers().enumerate();
        let entries = entries.map(|(competitor, peer)| blocks_of(&rows, competitor, peer));
        Workload::new('G', &name, Metric::least("", "ns"), entries.collect()).over("arms", numbers)
    })
}

/// One of the competitors. Not all have blocks of so many arms.
fn blocks_of(rows: &Rc<[Row]>, competitor: usize, peer: &'static str) -> Entry {
    let has_it = |row: &&Row| row.peers().any(|other| other == peer);
    let most = rows.iter().filter(has_it).map(|row| row.arms).max();
    let rows = rows.clone();
    let run = Run::operations(move |n, times| {
        let row = rows.iter().find(|row| row.arms == n);
        row.expect("there are blocks of so many arms")
            .run(competitor, times);
    });
    Entry {
        most: most.unwrap_or(0),
        ..Entry::new(peer, run)
    }
}
