//! What channels keep on the heap.

use stats_alloc::Region;

use mea_benches::table::{Best, Table};

use crate::{
    HEAP,
    peers::{Channel, NAMES, each},
    single::now,
};

const BURST: u64 = 100_000;
const STEADY: u64 = 100_000;

fn held(region: &Region<'_, std::alloc::System>) -> f64 {
    let change = region.change();
    change.bytes_allocated as f64 - change.bytes_deallocated as f64
}

/// Idle; per queued message; after a burst; allocations per 1000 messages in steady state.
fn measure<C: Channel>(capacity: usize) -> [f64; 4] {
    let region = Region::new(HEAP);
    let (tx, mut rx) = C::new(capacity);
    let idle = held(&region);
    for i in 0..BURST {
        now(C::send(&tx, i));
    }
    let queued = held(&region) / BURST as f64;
    for i in 0..BURST {
        assert_eq!(now(C::recv(&mut rx)), Some(i));
    }
    let after = held(&region);
    let before = region.change().allocations;
    for i in 0..STEADY {
        now(C::send(&tx, i));
        assert_eq!(now(C::recv(&mut rx)), Some(i));
    }
    let steady = region.change().allocations - before;
    [idle, queued, after, steady as f64 * 1e3 / STEADY as f64]
}

pub(crate) fn run() {
    let table = Table::begin(
        "Memory, bytes of the heap, u64 messages",
        Best::Least,
        &NAMES,
    );
    let unbounded = each!(unbounded, measure(0));
    let bounded = each!(bounded, measure(BURST as usize));
    for (kind, values) in [("unbounded", unbounded), ("bounded(100000)", bounded)] {
        for (i, what) in [
            "idle",
            "each of 100,000",
            "after a burst",
            "allocations / 1000 messages",
        ]
        .into_iter()
        .enumerate()
        {
            let row: Vec<_> = values.iter().map(|value| Some(value[i])).collect();
            table.row(&format!("{kind} {what}"), &row);
        }
    }
}
