//! F: `select!` and `join!`.

use std::rc::Rc;

use mea_benches::{
    blocks::{self, BYTES, SIZES, Size, Sizes},
    measure::{Entry, Metric, Run, Workload},
    options::Options,
};

pub(crate) fn workloads(options: &Options) -> Vec<Workload> {
    let mut workloads = Vec::new();
    for row in blocks::rows().into_iter().map(Rc::new) {
        let entry = |(competitor, peer)| {
            let row = row.clone();
            let run = Run::operation(move |times| row.run(competitor, times));
            Entry::new(peer, run)
        };
        let entries = row.peers().enumerate().map(entry).collect();
        workloads.push(
            Workload::new('F', &row.name, Metric::least("", "ns"), entries)
                .rounds(options.rounds)
                .chart("select and join"),
        );
    }
    for sizes in Sizes::all() {
        for (block, all) in [("select!", &sizes.select), ("join!", &sizes.join)] {
            for (bytes, sizes_of) in BYTES.iter().zip(all) {
                let name = format!("{block} size, {} arms of {bytes} bytes", sizes.arms);
                let metric = Metric::least("", "bytes");
                workloads.push(Workload::new('F', &name, metric, of_size(sizes_of)));
            }
        }
    }
    workloads
}

fn of_size(sizes: &[Size; 3]) -> Vec<Entry> {
    let entry = |(peer, size): (&'static str, &Size)| {
        let size = *size;
        Entry::new(peer, Run::values(move |_| vec![size() as f64]))
    };
    SIZES.into_iter().zip(sizes).map(entry).collect()
}
