//! D: producers and a consumer.

use std::time::Instant;

use cpu_time::ProcessTime;
use mea_benches::{
    measure::{Metric, Run, Workload},
    options::Options,
};

use crate::{
    peers::{
        bounded,
        channel::{Bounded, Channel, Message, Unbounded, Wide},
        oneshot::Oneshot,
        oneshots, unbounded,
    },
    runtime::runtime,
};

/// The number of the producer is in the upper half of a message.
const PRODUCER: u32 = 32;

/// How many producers there are.
const PRODUCERS: [u64; 4] = [1, 2, 4, 16];

pub(crate) const THROUGHPUT: &[Metric] = &[
    Metric::most("", "M/s"),
    Metric::least("processor time", "ns").not_drawn(),
];

pub(crate) fn workloads(options: &Options) -> Vec<Workload> {
    let messages = options.messages;
    let mut rows = Vec::new();
    for n in PRODUCERS {
        rows.push((
            format!("unbounded, producers: {n}"),
            unbounded!(|L| run(move || throughput::<Unbounded<L>>(0, n, messages))),
        ));
    }
    for capacity in [64, 1024] {
        for n in PRODUCERS {
            rows.push((
                format!("bounded({capacity}), producers: {n}"),
                bounded!(|L| run(move || throughput::<Bounded<L>>(capacity, n, messages))),
            ));
        }
    }
    for n in PRODUCERS {
        rows.push((
            format!("unbounded, 64 bytes, producers: {n}"),
            unbounded!(|L| run(move || throughput::<Unbounded<L, Wide>>(0, n, messages))),
        ));
    }
    for n in PRODUCERS {
        rows.push((
            format!("bounded(1024), 64 bytes, producers: {n}"),
            bounded!(|L| run(move || throughput::<Bounded<L, Wide>>(1024, n, messages))),
        ));
    }
    let throughputs = rows.into_iter().map(|(name, entries)| {
        Workload::new('D', &name, THROUGHPUT[0], entries).metrics(THROUGHPUT)
    });

    let times = messages / 10;
    let round_trips = [
        (
            "round trip: unbounded",
            unbounded!(|L| run(move || vec![round_trip::<Unbounded<L>>(0, times)])),
        ),
        (
            "round trip: bounded(1)",
            bounded!(|L| run(move || vec![round_trip::<Bounded<L>>(1, times)])),
        ),
        (
            "round trip: oneshot",
            oneshots!(|L| run(move || vec![round_trip_once::<L>(times)])),
        ),
    ];
    let round_trips = round_trips
        .into_iter()
        .map(|(name, entries)| Workload::new('D', name, Metric::least("", "ns"), entries));
    let rounds = options.contended_rounds;
    let all = throughputs.chain(round_trips);
    all.map(|workload| workload.rounds(rounds).chart("channels"))
        .collect()
}

fn run(measure: impl Fn() -> Vec<f64> + 'static) -> Run {
    Run::values(move |_| measure())
}

/// Millions of messages a second, and nanoseconds of processor time for each.
pub(crate) fn throughput<C: Channel>(capacity: usize, producers: u64, messages: u64) -> Vec<f64> {
    let each = messages / producers;
    runtime().block_on(async {
        let (tx, mut rx) = C::new(capacity);
        let (begin, processor) = (Instant::now(), ProcessTime::now());
        for producer in 0..producers {
            let mut tx = tx.clone();
            tokio::spawn(async move {
                for i in 0..each {
                    C::send(&mut tx, C::Message::new((producer << PRODUCER) | i)).await;
                }
            });
        }
        drop(tx);
        let consumer = tokio::spawn(async move {
            let mut next = vec![0; producers as usize];
            let mut count = 0;
            while let Some(message) = C::recv(&mut rx).await {
                let message = message.number();
                let next = &mut next[(message >> PRODUCER) as usize];
                assert_eq!(u64::from(message as u32), *next, "out of order");
                *next += 1;
                count += 1;
            }
            count
        });
        let count: u64 = consumer.await.expect("the consumer");
        assert_eq!(count, each * producers, "lost or doubled");
        vec![
            count as f64 / begin.elapsed().as_secs_f64() / 1e6,
            processor.elapsed().as_nanos() as f64 / count as f64,
        ]
    })
}

/// Nanoseconds for there and back.
fn round_trip<C: Channel<Message = u64>>(capacity: usize, times: u64) -> f64 {
    runtime().block_on(async {
        let (mut tx, mut rx) = C::new(capacity);
        let (mut back, mut answer) = C::new(capacity);
        tokio::spawn(async move {
            while let Some(message) = C::recv(&mut rx).await {
                C::send(&mut back, message).await;
            }
        });
        let task = tokio::spawn(async move {
            let begin = Instant::now();
            for i in 0..times {
                C::send(&mut tx, i).await;
                assert_eq!(C::recv(&mut answer).await, Some(i));
            }
            begin.elapsed().as_nanos() as f64 / times as f64
        });
        task.await.expect("the asker")
    })
}

/// Nanoseconds for a question, with the means to answer it, and the answer.
fn round_trip_once<O: Oneshot>(times: u64) -> f64 {
    runtime().block_on(async {
        // The way there is the same for all.
        let (tx, mut rx) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some((message, back)) = rx.recv().await {
                O::send(back, message);
            }
        });
        let task = tokio::spawn(async move {
            let begin = Instant::now();
            for i in 0..times {
                let (back, answer) = O::new();
                tx.send((i, back)).expect("the other task");
                assert_eq!(O::recv(answer).await, i);
            }
            begin.elapsed().as_nanos() as f64 / times as f64
        });
        task.await.expect("the asker")
    })
}
