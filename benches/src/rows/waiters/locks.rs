//! Waiters of locks and semaphores.

use std::slice;

use mea_benches::measure::{Run, now, thread_ns};

use super::{CANCEL, CANCEL_RANDOM, ENQUEUE_AND_HAND_OVER, READERS, RELEASE, Rows, WORST};
use crate::{
    peers::{
        acquire::{Acquire, Mutex, One, Read, Release, Write},
        mutexes, rwlocks, semaphores,
    },
    rows::crowd::{Crowd, Order, instances},
};

pub(crate) fn rows() -> Vec<Rows> {
    vec![
        (
            "mutex",
            ENQUEUE_AND_HAND_OVER,
            mutexes!(|L| Run::values(queue::<Mutex<L>>)),
        ),
        (
            "mutex",
            CANCEL,
            mutexes!(|L| Run::values(|n| cancel::<Mutex<L>>(n, Order::Came))),
        ),
        (
            "mutex",
            CANCEL_RANDOM,
            mutexes!(|L| Run::values(|n| cancel::<Mutex<L>>(n, Order::Random))),
        ),
        ("mutex", WORST, mutexes!(|L| Run::values(worst::<Mutex<L>>))),
        (
            "rwlock write",
            ENQUEUE_AND_HAND_OVER,
            rwlocks!(|L| Run::values(queue::<Write<L>>)),
        ),
        (
            "rwlock",
            READERS,
            rwlocks!(|L| Run::values(readers::<Write<L>, Read<L>>)),
        ),
        (
            "semaphore",
            ENQUEUE_AND_HAND_OVER,
            semaphores!(|L| Run::values(queue::<One<L>>)),
        ),
        (
            "semaphore",
            RELEASE,
            semaphores!(|L| Run::values(release::<One<L>>)),
        ),
        (
            "semaphore",
            CANCEL,
            semaphores!(|L| Run::values(|n| cancel::<One<L>>(n, Order::Came))),
        ),
    ]
}

/// `n` wait, and get it one after the other, in the order in which they came.
fn queue<A: Acquire>(n: u64) -> Vec<f64> {
    let sources = sources::<A>(n);
    let guards: Vec<_> = sources.iter().map(|s| now(A::acquire(s))).collect();
    let mut crowd = Crowd::of(&sources, n, A::acquire);
    let enqueue = crowd.enqueue();
    let hand_over = thread_ns(sources.len() as u64 * n, || {
        let mut waiter = 0;
        for guard in guards {
            let mut guard = guard;
            for _ in 0..n {
                drop(guard);
                guard = crowd.ready(waiter);
                waiter += 1;
            }
        }
    });
    vec![enqueue, hand_over]
}

/// `n` wait, and give up.
fn cancel<A: Acquire>(n: u64, order: Order) -> Vec<f64> {
    let sources = sources::<A>(n);
    let guards: Vec<_> = sources.iter().map(|s| now(A::acquire(s))).collect();
    let mut crowd = Crowd::of(&sources, n, A::acquire);
    crowd.enqueue();
    let cost = crowd.cancel(order);
    drop(guards);
    for source in &sources {
        // Nobody is in line any more.
        drop(now(A::acquire(source)));
    }
    vec![cost]
}

/// The longest time that it takes one of `n` to get in line.
fn worst<A: Acquire>(n: u64) -> Vec<f64> {
    let source = A::new(1);
    let _guard = now(A::acquire(&source));
    let mut crowd = Crowd::of(slice::from_ref(&source), n, A::acquire);
    vec![crowd.worst_enqueue()]
}

/// `n` readers wait for a writer, and are let through at once.
fn readers<W: Acquire, R: Acquire<Source = W::Source>>(n: u64) -> Vec<f64> {
    let sources = sources::<W>(n);
    let writers: Vec<_> = sources.iter().map(|s| now(W::acquire(s))).collect();
    let mut crowd = Crowd::of(&sources, n, R::acquire);
    crowd.enqueue();
    let release = thread_ns(sources.len() as u64 * n, || drop(writers));
    vec![release + crowd.all_ready()]
}

/// `n` wait for a permit, and get theirs at once.
fn release<A: Release>(n: u64) -> Vec<f64> {
    let sources: Vec<_> = (0..instances(n)).map(|_| A::new(0)).collect();
    let mut crowd = Crowd::of(&sources, n, A::acquire);
    crowd.enqueue();
    let release = thread_ns(sources.len() as u64 * n, || {
        for source in &sources {
            A::release(source, n as usize);
        }
    });
    vec![release + crowd.all_ready()]
}

fn sources<A: Acquire>(n: u64) -> Vec<A::Source> {
    (0..instances(n)).map(|_| A::new(1)).collect()
}
