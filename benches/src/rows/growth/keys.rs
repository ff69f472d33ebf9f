//! Keys of a map of values that are made once, and tenants who share permits.

use mea_benches::{
    measure::{Metric, Run, Workload, now, thread_ns},
    options::Options,
};

use crate::{
    peers::{
        fair_shares,
        keyed::{FairShare, OnceMap},
        once_maps,
    },
    rows::{
        crowd::{Crowd, instances},
        powers_of_ten,
    },
};

const MAP: &[Metric] = &[
    Metric::least("make", "ns"),
    Metric::least("hit", "ns"),
    Metric::least("remove", "ns"),
];

const SHARE: &[Metric] = &[
    Metric::least("enqueue", "ns"),
    Metric::least("hand-over", "ns"),
];

pub(crate) fn workloads(options: &Options) -> [Workload; 2] {
    [
        (
            "once map:",
            MAP,
            once_maps!(|L| Run::values(once_map::<L>)),
            "keys",
        ),
        (
            "fair share:",
            SHARE,
            fair_shares!(|L| Run::values(fair_share::<L>)),
            "tenants",
        ),
    ]
    .map(|(name, metrics, entries, what)| {
        Workload::new('G', name, metrics[0], entries)
            .metrics(metrics)
            .over(what, powers_of_ten(1, options.most))
            .rounds(options.few_rounds)
    })
}

/// Each of `n` keys is made, found, and removed. Keys come as if at random, always the same ones.
fn once_map<M: OnceMap>(n: u64) -> Vec<f64> {
    let maps: Vec<_> = (0..instances(n)).map(|_| M::new()).collect();
    let all = || maps.iter().flat_map(|map| (0..n).map(move |i| (map, i)));
    let times = maps.len() as u64 * n;
    let make = thread_ns(times, || {
        for (map, i) in all() {
            assert_eq!(now(M::compute(map, key(i), i)), i);
        }
    });
    let hit = thread_ns(times, || {
        for (map, i) in all() {
            assert_eq!(now(M::compute(map, key(i), u64::MAX)), i);
        }
    });
    let remove = thread_ns(times, || {
        for (map, i) in all() {
            assert_eq!(M::remove(map, key(i)), Some(i));
        }
    });
    vec![make, hit, remove]
}

/// Multiplied by an odd number: no two are the same.
fn key(i: u64) -> u64 {
    i.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// `n` tenants wait for the only permit, and get it one after the other.
fn fair_share<F: FairShare>(n: u64) -> Vec<f64> {
    let shares: Vec<_> = (0..instances(n)).map(|_| F::new(1)).collect();
    let permits: Vec<_> = shares.iter().map(|s| now(F::acquire(s, 0))).collect();
    let mut crowd = Crowd::new(
        shares
            .iter()
            .flat_map(|share| (1..=n).map(move |tenant| F::acquire(share, tenant))),
    );
    let enqueue = crowd.enqueue();
    let hand_over = thread_ns(shares.len() as u64 * n, || {
        let mut waiter = 0;
        for permit in permits {
            let mut permit = permit;
            for _ in 0..n {
                drop(permit);
                permit = crowd.ready(waiter);
                waiter += 1;
            }
        }
    });
    vec![enqueue, hand_over]
}
