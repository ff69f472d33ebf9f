//! E: sizes, and what is allocated.

use std::{
    pin::pin,
    task::{Context, Waker},
};

use mea_benches::measure::{Metric, Run, Workload, now};

use crate::{
    heap::Since,
    peers::{
        acquire::{Acquire, Mutex, One, Read, Write},
        barriers, bounded, bounded_waiting,
        channel::{Bounded, Channel, Unbounded},
        condvars, latches, mutexes,
        oneshot::Oneshot,
        oneshots, rwlocks, semaphores,
        signals::{Barrier, Condvar, Latch},
        unbounded,
    },
};

/// Messages that are sent before any is received, and in steady state.
const MESSAGES: u64 = 100_000;

const LOCK: &[Metric] = &[
    Metric::least("size", "bytes"),
    Metric::least("future", "bytes"),
    Metric::least("guard", "bytes"),
    Metric::least("allocations of 1000 waits", ""),
];

const LATCH: &[Metric] = &[
    Metric::least("size", "bytes"),
    Metric::least("future", "bytes"),
    Metric::least("allocations of 1000 waits", ""),
];

const WAITS: &[Metric] = &[Metric::least("allocations of 1000 waits", "")];

const ENDS: &[Metric] = &[
    Metric::least("sender", "bytes"),
    Metric::least("receiver", "bytes"),
];

const CHANNEL: &[Metric] = &[
    Metric::least("sender", "bytes"),
    Metric::least("receiver", "bytes"),
    Metric::least("idle", "bytes"),
    Metric::least("each of 100,000", "bytes"),
    Metric::least("after a burst", "bytes"),
    Metric::least("allocations / 1000 messages", ""),
];

pub(crate) fn workloads() -> Vec<Workload> {
    let rows = [
        (
            "Mutex<u64>",
            LOCK,
            mutexes!(|L| run(lock::<Mutex<L>, Mutex<L>>)),
        ),
        (
            "RwLock<u64> read",
            LOCK,
            rwlocks!(|L| run(lock::<Write<L>, Read<L>>)),
        ),
        (
            "RwLock<u64> write",
            LOCK,
            rwlocks!(|L| run(lock::<Write<L>, Write<L>>)),
        ),
        (
            "Semaphore",
            LOCK,
            semaphores!(|L| run(lock::<One<L>, One<L>>)),
        ),
        ("Latch", LATCH, latches!(|L| run(latch::<L>))),
        ("barrier(2)", WAITS, barriers!(|L| run(barrier::<L>))),
        ("condvar", WAITS, condvars!(|L| run(condvar::<L>))),
        (
            "unbounded recv",
            WAITS,
            unbounded!(|L| run(receive::<Unbounded<L>>)),
        ),
        (
            "bounded(1) send",
            WAITS,
            bounded_waiting!(|L| run(send::<Bounded<L>>)),
        ),
        ("oneshot", ENDS, oneshots!(|L| run(oneshot::<L>))),
        (
            "unbounded",
            CHANNEL,
            unbounded!(|L| run(|| channel::<Unbounded<L>>(0))),
        ),
        (
            "bounded(100,000)",
            CHANNEL,
            bounded!(|L| run(|| channel::<Bounded<L>>(MESSAGES as usize))),
        ),
    ];
    let rows = rows.into_iter();
    rows.map(|(name, metrics, entries)| {
        Workload::new('E', name, metrics[0], entries).metrics(metrics)
    })
    .collect()
}

fn run(measure: impl Fn() -> Vec<f64> + 'static) -> Run {
    Run::values(move |_| measure())
}

fn bytes<T>() -> f64 {
    size_of::<T>() as f64
}

/// What `A` has, if it waits for `H`.
fn lock<H: Acquire, A: Acquire<Source = H::Source>>() -> Vec<f64> {
    let source = A::new(1);
    let future = size_of_val(&A::acquire(&source)) as f64;
    let waits = allocations_of_waits(|cx| {
        let holder = now(H::acquire(&source));
        let mut wait = pin!(A::acquire(&source));
        assert!(wait.as_mut().poll(cx).is_pending());
        drop(holder);
        assert!(wait.poll(cx).is_ready());
    });
    vec![bytes::<A::Source>(), future, bytes::<A::Guard<'_>>(), waits]
}

fn latch<L: Latch>() -> Vec<f64> {
    let latch = L::new(1);
    let future = size_of_val(&L::wait(&latch)) as f64;
    let waits = allocations_of_waits(|cx| {
        assert!(pin!(L::wait(&latch)).poll(cx).is_pending());
    });
    vec![bytes::<L::Latch>(), future, waits]
}

fn barrier<B: Barrier>() -> Vec<f64> {
    let barrier = B::new(2);
    vec![allocations_of_waits(|cx| {
        let mut first = pin!(B::wait(&barrier));
        assert!(first.as_mut().poll(cx).is_pending());
        now(B::wait(&barrier));
        assert!(first.poll(cx).is_ready());
    })]
}

fn condvar<C: Condvar>() -> Vec<f64> {
    let (mutex, condvar) = C::new();
    vec![allocations_of_waits(|cx| {
        let guard = now(C::lock(&mutex));
        let mut wait = pin!(C::wait(&condvar, guard));
        assert!(wait.as_mut().poll(cx).is_pending());
        C::notify_one(&condvar);
        assert!(wait.poll(cx).is_ready());
    })]
}

/// A receiver waits, and gives up: what a message takes is not in it.
fn receive<C: Channel<Message = u64>>() -> Vec<f64> {
    let (_tx, mut rx) = C::new(1);
    vec![allocations_of_waits(|cx| {
        assert!(pin!(C::recv(&mut rx)).poll(cx).is_pending());
    })]
}

/// A sender waits for room, and gives up.
fn send<C: Channel<Message = u64>>() -> Vec<f64> {
    let (mut tx, _rx) = C::new(1);
    now(C::send(&mut tx, 0));
    vec![allocations_of_waits(|cx| {
        assert!(pin!(C::send(&mut tx, 1)).poll(cx).is_pending());
    })]
}

fn oneshot<O: Oneshot>() -> Vec<f64> {
    vec![bytes::<O::Sender>(), bytes::<O::Receiver>()]
}

/// The first wait may allocate what stays.
fn allocations_of_waits(mut wait: impl FnMut(&mut Context<'_>)) -> f64 {
    let mut cx = Context::from_waker(Waker::noop());
    wait(&mut cx);
    let since = Since::now();
    for _ in 0..1000 {
        wait(&mut cx);
    }
    since.allocations()
}

fn channel<C: Channel<Message = u64>>(capacity: usize) -> Vec<f64> {
    let since = Since::now();
    let (mut tx, mut rx) = C::new(capacity);
    let idle = since.bytes();
    for i in 0..MESSAGES {
        now(C::send(&mut tx, i));
    }
    let queued = since.bytes() / MESSAGES as f64;
    for i in 0..MESSAGES {
        assert_eq!(now(C::recv(&mut rx)), Some(i));
    }
    let after = since.bytes();
    let steady = Since::now();
    for i in 0..MESSAGES {
        now(C::send(&mut tx, i));
        assert_eq!(now(C::recv(&mut rx)), Some(i));
    }
    let steady = steady.allocations() * 1e3 / MESSAGES as f64;
    vec![
        bytes::<C::Sender>(),
        bytes::<C::Receiver>(),
        idle,
        queued,
        after,
        steady,
    ]
}
