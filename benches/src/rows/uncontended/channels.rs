//! Channels, with both ends in one task.

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
};

use mea_benches::measure::{Run, now};

use super::{Row, limits};
use crate::peers::{
    bounded,
    channel::{Bounded, Channel, Unbounded},
    oneshot::Oneshot,
    oneshots, unbounded,
};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        (
            "oneshot new + send + recv",
            limits::with(
                oneshots!(|L| Run::operation(once::<L>)),
                limits::block_exchanged,
            ),
        ),
        (
            "unbounded send + recv",
            limits::with(
                unbounded!(|L| Run::operation(|n| pairs::<Unbounded<L>>(0, n))),
                limits::message,
            ),
        ),
        (
            "unbounded 64 and 64",
            limits::with(
                unbounded!(|L| Run::operation(|n| bursts::<Unbounded<L>>(0, n))),
                limits::message,
            ),
        ),
        (
            "unbounded pend + send + recv",
            unbounded!(|L| Run::operation(|n| pends::<Unbounded<L>>(0, n))),
        ),
        (
            "unbounded create + drop",
            limits::with(
                unbounded!(|L| Run::operation(|n| creates::<Unbounded<L>>(0, n))),
                limits::block,
            ),
        ),
        (
            "bounded(1024) send + recv",
            limits::with(
                bounded!(|L| Run::operation(|n| pairs::<Bounded<L>>(1024, n))),
                limits::message,
            ),
        ),
        (
            "bounded(1024) 64 and 64",
            limits::with(
                bounded!(|L| Run::operation(|n| bursts::<Bounded<L>>(1024, n))),
                limits::message,
            ),
        ),
        (
            "bounded(1024) pend + send + recv",
            bounded!(|L| Run::operation(|n| pends::<Bounded<L>>(1024, n))),
        ),
        (
            "bounded(1024) create + drop",
            bounded!(|L| Run::operation(|n| creates::<Bounded<L>>(1024, n))),
        ),
    ]
}

#[inline(never)]
fn once<O: Oneshot>(times: u64) {
    for i in 0..times {
        let (tx, rx) = O::new();
        O::send(tx, black_box(i));
        assert_eq!(now(O::recv(rx)), i);
    }
}

#[inline(never)]
fn pairs<C: Channel<Message = u64>>(capacity: usize, times: u64) {
    let (mut tx, mut rx) = C::new(capacity);
    for i in 0..times {
        now(C::send(&mut tx, black_box(i)));
        assert_eq!(now(C::recv(&mut rx)), Some(i));
    }
}

/// 64 messages are sent, and received.
#[inline(never)]
fn bursts<C: Channel<Message = u64>>(capacity: usize, times: u64) {
    let (mut tx, mut rx) = C::new(capacity);
    let mut sent = 0;
    while sent < times {
        let burst = sent..times.min(sent + 64);
        sent = burst.end;
        for i in burst.clone() {
            now(C::send(&mut tx, black_box(i)));
        }
        for i in burst {
            assert_eq!(now(C::recv(&mut rx)), Some(i));
        }
    }
}

/// The receiver waits for the message.
#[inline(never)]
fn pends<C: Channel<Message = u64>>(capacity: usize, times: u64) {
    let (mut tx, mut rx) = C::new(capacity);
    let mut cx = Context::from_waker(Waker::noop());
    for i in 0..times {
        let mut recv = pin!(C::recv(&mut rx));
        assert!(recv.as_mut().poll(&mut cx).is_pending());
        now(C::send(&mut tx, black_box(i)));
        assert_eq!(recv.poll(&mut cx), Poll::Ready(Some(i)));
    }
}

#[inline(never)]
fn creates<C: Channel<Message = u64>>(capacity: usize, times: u64) {
    for _ in 0..times {
        black_box(C::new(black_box(capacity)));
    }
}
