//! The rows, by letter.

mod channels;
mod contended;
mod coordination;
mod crowd;
mod growth;
mod memory;
#[cfg(test)]
mod tests;
mod uncontended;
mod waiters;

use mea_benches::{measure::Workload, options::Options};

/// What the rows of a letter are.
pub(crate) fn title(letter: char) -> &'static str {
    match letter {
        'A' => "Uncontended, one thread: processor time of an operation",
        'B' => "N waiters, one thread: processor time for each",
        'C' => "Contended: two threads, and 64 tasks on tokio with two workers",
        'D' => "Channels: producers and a consumer on tokio with two workers",
        'E' => "Sizes and allocations",
        'F' => "select and join",
        'G' => "As the work grows",
        _ => unreachable!("the letters are those of the workloads"),
    }
}

/// All workloads, in the order of the table.
pub(crate) fn all(options: &Options) -> Vec<Workload> {
    let mut workloads = Vec::new();
    workloads.extend(uncontended::workloads(options));
    workloads.extend(waiters::workloads(options));
    workloads.extend(contended::workloads(options));
    workloads.extend(channels::workloads(options));
    workloads.extend(memory::workloads());
    workloads.extend(coordination::workloads(options));
    workloads.extend(growth::workloads(options));
    workloads
}

fn powers_of_ten(least: u64, most: u64) -> Vec<u64> {
    let all = (0..=9).map(|i| 10_u64.pow(i));
    all.filter(|n| (least..=most).contains(n)).collect()
}
