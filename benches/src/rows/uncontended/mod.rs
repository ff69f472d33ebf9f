//! A: what operations cost if nobody is in the way.

mod channels;
mod locks;
mod signals;

use crate::{
    measure::{Entry, Metric, Workload},
    options::Options,
};

pub(crate) fn workloads(options: &Options) -> impl Iterator<Item = Workload> {
    let rows = locks::rows(options.span)
        .into_iter()
        .chain(channels::rows(options.span))
        .chain(signals::rows(options.span));
    let rounds = options.rounds;
    rows.map(move |(name, entries)| {
        Workload::new('A', name, Metric::least("", "ns"), entries)
            .rounds(rounds)
            .chart("uncontended")
    })
}

/// A row: its name, and each competitor doing it.
type Row = (&'static str, Vec<Entry>);
