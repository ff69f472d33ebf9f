//! Latches, wait groups, barriers, condition variables, shutdowns.

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Waker},
};

use mea_benches::measure::{Run, now};

use super::{Row, limits};
use crate::peers::{
    barriers, condvars, latches, shutdowns,
    signals::{Barrier, Condvar, Latch, Shutdown, WaitGroup},
    waitgroups,
};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        (
            "latch new + count_down + wait",
            limits::with(latches!(|L| Run::operation(latch::<L>)), limits::count_down),
        ),
        (
            "latch with one pending",
            latches!(|L| Run::operation(latch_pending::<L>)),
        ),
        (
            "waitgroup new + clone + drop + wait",
            limits::with(
                waitgroups!(|L| Run::operation(waitgroup::<L>)),
                limits::block_counted,
            ),
        ),
        (
            "waitgroup with one pending",
            waitgroups!(|L| Run::operation(waitgroup_pending::<L>)),
        ),
        (
            "barrier(1) round",
            limits::with(
                barriers!(|L| Run::operation(barrier_one::<L>)),
                limits::count_down,
            ),
        ),
        (
            "barrier(2) round",
            barriers!(|L| Run::operation(barrier_two::<L>)),
        ),
        (
            "condvar wait + notify",
            condvars!(|L| Run::operation(condvar::<L>)),
        ),
        (
            "condvar notify with nobody",
            limits::with(
                condvars!(|L| Run::operation(condvar_nobody::<L>)),
                limits::look,
            ),
        ),
        (
            "shutdown new + request + watch",
            limits::with(
                shutdowns!(|L| Run::operation(shutdown::<L>)),
                limits::block_counted,
            ),
        ),
    ]
}

#[inline(never)]
fn latch<L: Latch>(times: u64) {
    for _ in 0..times {
        let mut latch = L::new(black_box(1));
        let latch = black_box(&mut latch);
        L::count_down(latch);
        now(L::wait(latch));
    }
}

#[inline(never)]
fn latch_pending<L: Latch>(times: u64) {
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..times {
        let mut latch = L::new(black_box(1));
        let latch = black_box(&mut latch);
        let mut wait = pin!(L::wait(latch));
        assert!(wait.as_mut().poll(&mut cx).is_pending());
        L::count_down(latch);
        assert!(wait.poll(&mut cx).is_ready());
    }
}

#[inline(never)]
fn waitgroup<W: WaitGroup>(times: u64) {
    for _ in 0..times {
        let group = W::new();
        drop(black_box(W::worker(&group)));
        now(W::wait(group));
    }
}

#[inline(never)]
fn waitgroup_pending<W: WaitGroup>(times: u64) {
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..times {
        let group = W::new();
        let worker = black_box(W::worker(&group));
        let mut wait = pin!(W::wait(group));
        assert!(wait.as_mut().poll(&mut cx).is_pending());
        drop(worker);
        assert!(wait.poll(&mut cx).is_ready());
    }
}

#[inline(never)]
fn barrier_one<B: Barrier>(times: u64) {
    let barrier = B::new(1);
    for _ in 0..times {
        assert!(now(B::wait(black_box(&barrier))), "the only one leads");
    }
}

#[inline(never)]
fn barrier_two<B: Barrier>(times: u64) {
    let barrier = B::new(2);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..times {
        let mut first = pin!(B::wait(black_box(&barrier)));
        assert!(first.as_mut().poll(&mut cx).is_pending());
        let second_leads = now(B::wait(&barrier));
        assert_ne!(now(first), second_leads, "one of them leads");
    }
}

#[inline(never)]
fn condvar<C: Condvar>(times: u64) {
    let (mutex, condvar) = C::new();
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..times {
        let guard = now(C::lock(&mutex));
        let mut wait = pin!(C::wait(black_box(&condvar), guard));
        assert!(wait.as_mut().poll(&mut cx).is_pending());
        C::notify_one(&condvar);
        assert!(wait.poll(&mut cx).is_ready());
    }
}

#[inline(never)]
fn condvar_nobody<C: Condvar>(times: u64) {
    let (_, condvar) = C::new();
    for _ in 0..times {
        C::notify_one(black_box(&condvar));
    }
}

#[inline(never)]
fn shutdown<S: Shutdown>(times: u64) {
    for _ in 0..times {
        now(S::cycle());
    }
}
