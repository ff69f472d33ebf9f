//! Channels, with both ends in one task.

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use super::Row;
use crate::{
    measure::{now, per_operation},
    peers::{
        bounded,
        channel::{Bounded, Channel, Unbounded},
        oneshot::Oneshot,
        oneshots, unbounded,
    },
};

pub(crate) fn rows(span: Duration) -> Vec<Row> {
    vec![
        (
            "oneshot new + send + recv",
            oneshots!(|L| per_operation(once::<L>, span)),
        ),
        (
            "unbounded send + recv",
            unbounded!(|L| per_operation(|n| pairs::<Unbounded<L>>(0, n), span)),
        ),
        (
            "unbounded 64 and 64",
            unbounded!(|L| per_operation(|n| bursts::<Unbounded<L>>(0, n), span)),
        ),
        (
            "unbounded pend + send + recv",
            unbounded!(|L| per_operation(|n| pends::<Unbounded<L>>(0, n), span)),
        ),
        (
            "unbounded create + drop",
            unbounded!(|L| per_operation(|n| creates::<Unbounded<L>>(0, n), span)),
        ),
        (
            "bounded(1024) send + recv",
            bounded!(|L| per_operation(|n| pairs::<Bounded<L>>(1024, n), span)),
        ),
        (
            "bounded(1024) 64 and 64",
            bounded!(|L| per_operation(|n| bursts::<Bounded<L>>(1024, n), span)),
        ),
        (
            "bounded(1024) pend + send + recv",
            bounded!(|L| per_operation(|n| pends::<Bounded<L>>(1024, n), span)),
        ),
        (
            "bounded(1024) create + drop",
            bounded!(|L| per_operation(|n| creates::<Bounded<L>>(1024, n), span)),
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
fn pairs<C: Channel>(capacity: usize, times: u64) {
    let (mut tx, mut rx) = C::new(capacity);
    for i in 0..times {
        now(C::send(&mut tx, black_box(i)));
        assert_eq!(now(C::recv(&mut rx)), Some(i));
    }
}

/// 64 messages are sent, and received.
#[inline(never)]
fn bursts<C: Channel>(capacity: usize, times: u64) {
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
fn pends<C: Channel>(capacity: usize, times: u64) {
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
fn creates<C: Channel>(capacity: usize, times: u64) {
    for _ in 0..times {
        black_box(C::new(black_box(capacity)));
    }
}
