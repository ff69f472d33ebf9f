//! C: locks that several want all the time.
//!
//! Each competitor is measured twice in a round: how much is done is measured without a clock between
//! the operations, how long one waits with it.

mod crew;
mod executors;

use mea_benches::{
    measure::{Entry, Metric, Run, Workload},
    options::Options,
};

use self::{
    crew::{Duty, Results, exclusive, four, mostly_read},
    executors::{Tasks, Threads},
};
use crate::peers::{
    acquire::{Mutex, One, Read, Write},
    mutexes_barging, mutexes_fifo, rwlocks, semaphores,
};

const METRICS: &[Metric] = &[
    Metric::most("", "Mops/s"),
    Metric::least("processor time", "ns"),
    Metric::least("most/least turns", ""),
    Metric::least("worst wait", "µs"),
];

pub(crate) fn workloads(options: &Options) -> Vec<Workload> {
    type RunDuty = fn(Duty) -> Results;
    let time = options.contended;
    let run = move |duty: RunDuty| -> Run {
        Run::values(move |_| {
            let throughput = duty(Duty {
                time,
                clocked: false,
            });
            let waits = duty(Duty {
                time,
                clocked: true,
            });
            vec![
                throughput.mops(),
                throughput.processor_ns(),
                throughput.imbalance(),
                waits.worst_us(),
            ]
        })
    };
    let rows: [(&str, Vec<Entry>); 8] = [
        (
            "tasks: mutex",
            mutexes_fifo!(|L| run(exclusive::<Tasks, Mutex<L>>)),
        ),
        (
            "tasks: mutex (barging)",
            mutexes_barging!(|L| run(exclusive::<Tasks, Mutex<L>>)),
        ),
        (
            "tasks: semaphore(4)",
            semaphores!(|L| run(four::<Tasks, One<L>>)),
        ),
        (
            "tasks: rwlock, 90 % reads",
            rwlocks!(|L| run(mostly_read::<Tasks, Read<L>, Write<L>>)),
        ),
        (
            "threads: mutex",
            mutexes_fifo!(|L| run(exclusive::<Threads, Mutex<L>>)),
        ),
        (
            "threads: mutex (barging)",
            mutexes_barging!(|L| run(exclusive::<Threads, Mutex<L>>)),
        ),
        (
            "threads: semaphore(4)",
            semaphores!(|L| run(four::<Threads, One<L>>)),
        ),
        (
            "threads: rwlock, 90 % reads",
            rwlocks!(|L| run(mostly_read::<Threads, Read<L>, Write<L>>)),
        ),
    ];
    let rounds = options.contended_rounds;
    rows.into_iter()
        .map(|(name, entries)| {
            Workload::new('C', name, METRICS[0], entries)
                .metrics(METRICS)
                .rounds(rounds)
                .chart("contended")
        })
        .collect()
}
