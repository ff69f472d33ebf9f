//! D: producers and a consumer.

use std::time::Instant;

use crate::{
    measure::{Metric, Run, Workload},
    options::Options,
    peers::{
        bounded,
        channel::{Bounded, Channel, Unbounded},
        oneshot::Oneshot,
        oneshots, unbounded,
    },
    runtime::runtime,
};

/// The number of the producer is in the upper half of a message.
const PRODUCER: u32 = 32;

pub(crate) fn workloads(options: &Options) -> Vec<Workload> {
    let messages = options.messages;
    let mut rows = Vec::new();
    for producers in [1, 2, 4, 16] {
        rows.push((
            format!("unbounded, producers: {producers}"),
            unbounded!(|L| value(move || throughput::<Unbounded<L>>(0, producers, messages))),
        ));
    }
    for capacity in [64, 1024] {
        for producers in [1, 2, 4, 16] {
            rows.push((
                format!("bounded({capacity}), producers: {producers}"),
                bounded!(|L| value(move || throughput::<Bounded<L>>(
                    capacity, producers, messages
                ))),
            ));
        }
    }
    let throughputs = rows.into_iter().map(|(name, entries)| {
        Workload::new('D', &name, Metric::most("", "M/s"), entries).chart("channels")
    });

    let times = messages / 10;
    let round_trips = [
        (
            "round trip: unbounded",
            unbounded!(|L| value(move || round_trip::<Unbounded<L>>(0, times))),
        ),
        (
            "round trip: bounded(1)",
            bounded!(|L| value(move || round_trip::<Bounded<L>>(1, times))),
        ),
        (
            "round trip: oneshot",
            oneshots!(|L| value(move || round_trip_once::<L>(times))),
        ),
    ];
    let round_trips = round_trips.into_iter().map(|(name, entries)| {
        Workload::new('D', name, Metric::least("", "ns"), entries).chart("channels")
    });
    let rounds = options.few_rounds;
    let all = throughputs.chain(round_trips);
    all.map(|workload| workload.rounds(rounds)).collect()
}

fn value(measure: impl Fn() -> f64 + 'static) -> Run {
    Box::new(move |_| vec![measure()])
}

/// Millions of messages a second.
fn throughput<C: Channel>(capacity: usize, producers: u64, messages: u64) -> f64 {
    let each = messages / producers;
    runtime().block_on(async {
        let (tx, mut rx) = C::new(capacity);
        let begin = Instant::now();
        for producer in 0..producers {
            let mut tx = tx.clone();
            tokio::spawn(async move {
                for i in 0..each {
                    C::send(&mut tx, (producer << PRODUCER) | i).await;
                }
            });
        }
        drop(tx);
        let consumer = tokio::spawn(async move {
            let mut next = vec![0; producers as usize];
            let mut count = 0;
            while let Some(message) = C::recv(&mut rx).await {
                let next = &mut next[(message >> PRODUCER) as usize];
                assert_eq!(u64::from(message as u32), *next, "out of order");
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

/// Nanoseconds for there and back.
fn round_trip<C: Channel>(capacity: usize, times: u64) -> f64 {
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
