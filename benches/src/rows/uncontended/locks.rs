//! Locks and semaphores.

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Waker},
};

use mea_benches::measure::{Run, now};

use super::{Row, limits};
use crate::peers::{
    acquire::{Acquire, Eight, Mutex, One, OwnedMutex, Read, Write},
    mutexes, mutexes_owned, rwlocks, semaphores, semaphores_many,
};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        (
            "mutex lock + unlock",
            limits::with(
                mutexes!(|L| Run::operation(|n| cycles::<Mutex<L>>(1, n))),
                limits::lock,
            ),
        ),
        (
            "mutex owned lock + unlock",
            limits::with(
                mutexes_owned!(|L| Run::operation(|n| cycles::<OwnedMutex<L>>(1, n))),
                limits::owned_lock,
            ),
        ),
        (
            "rwlock read + unlock",
            limits::with(
                rwlocks!(|L| Run::operation(|n| cycles::<Read<L>>(1, n))),
                limits::lock,
            ),
        ),
        (
            "rwlock write + unlock",
            limits::with(
                rwlocks!(|L| Run::operation(|n| cycles::<Write<L>>(1, n))),
                limits::lock,
            ),
        ),
        (
            "semaphore acquire(1) + release",
            limits::with(
                semaphores!(|L| Run::operation(|n| cycles::<One<L>>(64, n))),
                limits::lock,
            ),
        ),
        (
            "semaphore acquire(8) + release",
            limits::with(
                semaphores_many!(|L| Run::operation(|n| cycles::<Eight<L>>(64, n))),
                limits::lock,
            ),
        ),
        (
            "semaphore acquire(last) + release",
            limits::with(
                semaphores!(|L| Run::operation(|n| cycles::<One<L>>(1, n))),
                limits::lock,
            ),
        ),
        (
            "one waiter: hand-over",
            mutexes!(|L| Run::operation(hand_overs::<Mutex<L>>)),
        ),
        (
            "one waiter: cancel",
            mutexes!(|L| Run::operation(cancels::<Mutex<L>>)),
        ),
    ]
}

/// What is free is acquired, and given up.
#[inline(never)]
fn cycles<A: Acquire>(permits: usize, times: u64) {
    let mut source = A::new(permits);
    // Hides from the optimizer that it is free.
    let source = black_box(&mut source);
    for _ in 0..times {
        now(async {
            let guard = A::acquire(source).await;
            black_box(&guard);
        });
    }
}

/// One has it, another one waits, and gets it.
#[inline(never)]
fn hand_overs<A: Acquire>(times: u64) {
    let source = A::new(1);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..times {
        let guard = now(A::acquire(black_box(&source)));
        let mut waiter = pin!(A::acquire(&source));
        assert!(waiter.as_mut().poll(&mut cx).is_pending());
        drop(guard);
        assert!(waiter.poll(&mut cx).is_ready());
    }
}

/// One has it, another one waits, and gives up.
#[inline(never)]
fn cancels<A: Acquire>(times: u64) {
    let source = A::new(1);
    let _guard = now(A::acquire(&source));
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..times {
        let waiter = pin!(A::acquire(black_box(&source)));
        assert!(waiter.poll(&mut cx).is_pending());
    }
}
