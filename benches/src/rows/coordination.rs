//! F: `select!` and `join!`.

use std::{ops::Range, rc::Rc};

use mea_benches::blocks::{BLOCKS, BYTES, JOINS, Row, SELECTS, SIZES, Size, joins, selects};

use crate::{
    measure::{Entry, Metric, Workload, per_operation},
    options::Options,
};

pub(crate) fn workloads(options: &Options) -> Vec<Workload> {
    let mut workloads = Vec::new();
    for (block, peers, rows) in [
        ("select!", &SELECTS[..], selects()),
        ("join!", &JOINS[..], joins()),
    ] {
        let fair = peers.iter().position(|peer| peer.ends_with("fair"));
        let fair = fair.unwrap_or(peers.len());
        for row in rows.into_iter().map(Rc::new) {
            for (order, which) in [("biased", 0..fair), ("fair", fair..peers.len())] {
                let name = format!("{block} {order}, {}", row.name);
                let entries = polls(&row, peers, which, options);
                workloads.push(
                    Workload::new('F', &name, Metric::least("", "ns"), entries)
                        .rounds(options.rounds)
                        .chart("select and join"),
                );
            }
        }
    }
    for blocks in &BLOCKS {
        for (block, all) in [
            ("select!", &blocks.select_sizes),
            ("join!", &blocks.join_sizes),
        ] {
            for (bytes, sizes) in BYTES.iter().zip(all) {
                let name = format!("{block} size, {} arms of {bytes} bytes", blocks.arms);
                let metric = Metric::least("", "bytes");
                workloads.push(Workload::new('F', &name, metric, of_size(sizes)));
            }
        }
    }
    workloads
}

/// Some of the competitors, polling.
fn polls(
    row: &Rc<Row>,
    peers: &[&'static str],
    which: Range<usize>,
    options: &Options,
) -> Vec<Entry> {
    let entry = |competitor: usize| {
        let row = row.clone();
        Entry {
            peer: library(peers[competitor]),
            run: per_operation(move |times| row.run(competitor, times), options.span),
        }
    };
    which.map(entry).collect()
}

fn of_size(sizes: &[Size; 3]) -> Vec<Entry> {
    let entry = |(peer, size): (&'static str, &Size)| {
        let size = *size;
        Entry {
            peer,
            run: Box::new(move |_| vec![size() as f64]),
        }
    };
    SIZES.into_iter().zip(sizes).map(entry).collect()
}

/// The first word: the second says in which order arms are polled.
fn library(peer: &'static str) -> &'static str {
    peer.split(' ').next().unwrap_or(peer)
}
