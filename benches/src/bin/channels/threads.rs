//! Producers and a consumer on tokio with two workers.

use std::time::Instant;

use tokio::runtime::{Builder, Runtime};

use mea_benches::table::{Best, Table, median};

use crate::{
    Effort,
    peers::{Channel, NAMES, each},
};

/// The number of the producer is in the upper half of a message.
const PRODUCER: u32 = 32;

/// Millions of messages a second.
fn throughput<C: Channel>(
    runtime: &Runtime,
    capacity: usize,
    producers: u64,
    messages: u64,
) -> f64 {
    let each = messages / producers;
    runtime.block_on(async {
        let (tx, mut rx) = C::new(capacity);
        let begin = Instant::now();
        for producer in 0..producers {
            let tx = tx.clone();
            tokio::spawn(async move {
                for i in 0..each {
                    C::send(&tx, (producer << PRODUCER) | i).await;
                }
            });
        }
        drop(tx);
        let consumer = tokio::spawn(async move {
            let mut next = vec![0; producers as usize];
            let mut count = 0;
            while let Some(message) = C::recv(&mut rx).await {
                let next = &mut next[(message >> PRODUCER) as usize];
                assert_eq!(message as u32 as u64, *next, "out of order");
                *next += 1;
                count += 1;
            }
            count
        });
        let count: u64 = consumer.await.expect("the consumer");
        assert_eq!(count, each * producers, "lost or doubled");
        count as f64 / begin.elapsed().as_secs_f64() / 1e6
    })
}

/// Microseconds for there and back.
fn round_trip<C: Channel>(runtime: &Runtime, capacity: usize, times: u64) -> f64 {
    runtime.block_on(async {
        let (tx, mut rx) = C::new(capacity);
        let (back, mut answer) = C::new(capacity);
        tokio::spawn(async move {
            while let Some(message) = C::recv(&mut rx).await {
                C::send(&back, message).await;
            }
        });
        let task = tokio::spawn(async move {
            let begin = Instant::now();
            for i in 0..times {
                C::send(&tx, i).await;
                assert_eq!(C::recv(&mut answer).await, Some(i));
            }
            begin.elapsed().as_nanos() as f64 / times as f64
        });
        task.await.expect("the asker")
    })
}

pub(crate) fn run(effort: Effort) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .expect("a runtime");
    let table = Table::begin(
        "Tokio with two workers, millions of messages a second",
        Best::Most,
        &NAMES,
    );
    for capacity in [0, 64, 1024] {
        for producers in [1, 2, 4, 16] {
            let rounds = (0..effort.rounds).map(|_| match capacity {
                0 => each!(
                    unbounded,
                    throughput(&runtime, 0, producers, effort.messages)
                ),
                _ => each!(
                    bounded,
                    throughput(&runtime, capacity, producers, effort.messages)
                ),
            });
            let kind = match capacity {
                0 => "unbounded".to_owned(),
                n => format!("bounded({n})"),
            };
            table.row(&format!("{kind}, producers: {producers}"), &medians(rounds));
        }
    }
    let table = Table::begin("Round trip, ns", Best::Least, &NAMES);
    let times = effort.messages / 10;
    let rounds = (0..effort.rounds).map(|_| each!(unbounded, round_trip(&runtime, 0, times)));
    table.row("unbounded", &medians(rounds));
    let rounds = (0..effort.rounds).map(|_| each!(bounded, round_trip(&runtime, 1, times)));
    table.row("bounded(1)", &medians(rounds));
}

fn medians<const N: usize>(rounds: impl Iterator<Item = [f64; N]>) -> Vec<Option<f64>> {
    let rounds: Vec<_> = rounds.collect();
    (0..N)
        .map(|peer| Some(median(rounds.iter().map(|round| round[peer]).collect())))
        .collect()
}
