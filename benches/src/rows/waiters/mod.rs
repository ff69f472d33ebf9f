//! B: what each of N waiters costs, which should not depend on N.

mod locks;
mod senders;
mod signals;

use mea_benches::{
    measure::{Entry, Metric, Workload},
    options::Options,
};

use super::powers_of_ten;

pub(crate) fn workloads(options: &Options) -> impl Iterator<Item = Workload> {
    let rows = locks::rows()
        .into_iter()
        .chain(signals::rows())
        .chain(senders::rows());
    let rounds = options.few_rounds;
    let most = options.most;
    rows.map(move |(name, metrics, entries)| {
        Workload::new('B', name, metrics[0], entries)
            .metrics(metrics)
            .rounds(rounds)
            .over("waiters", powers_of_ten(least(metrics), most))
            .chart("waiters")
    })
}

/// Rows of a workload: its name, what is looked at, and each competitor doing it.
type Rows = (&'static str, &'static [Metric], Vec<Entry>);

/// The worst of few is that of the clock; and there is one lock only, whatever N is.
fn least(metrics: &[Metric]) -> u64 {
    let is_worst = metrics.iter().any(|metric| metric.name == WORST[0].name);
    if is_worst { 10_000 } else { 1 }
}

const ENQUEUE_AND_HAND_OVER: &[Metric] = &[
    Metric::least("enqueue", "ns"),
    Metric::least("hand-over", "ns"),
];
const CANCEL: &[Metric] = &[Metric::least("cancel in order", "ns")];
const CANCEL_RANDOM: &[Metric] = &[Metric::least("cancel at random", "ns")];
const WORST: &[Metric] = &[Metric::least("worst enqueue", "ns")];
const READERS: &[Metric] = &[Metric::least("readers at once", "ns")];
const RELEASE: &[Metric] = &[Metric::least("release(N)", "ns")];
const ENQUEUE_AND_WAKE: &[Metric] = &[
    Metric::least("enqueue", "ns"),
    Metric::least("wake all", "ns"),
];
