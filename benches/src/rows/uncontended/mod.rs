//! A: what operations cost if nobody is in the way.

mod channels;
mod limits;
mod locks;
mod signals;

use mea_benches::{
    measure::{Entry, Metric, Workload},
    options::Options,
};

pub(crate) fn workloads(options: &Options) -> impl Iterator<Item = Workload> {
    let rows = locks::rows()
        .into_iter()
        .chain(channels::rows())
        .chain(signals::rows());
    let rounds = options.rounds;
    rows.map(move |(name, entries)| {
        Workload::new('A', name, Metric::least("", "ns"), entries)
            .rounds(rounds)
            .chart("uncontended")
    })
}

/// A row: its name, and each competitor doing it.
type Row = (&'static str, Vec<Entry>);
