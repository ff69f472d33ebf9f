//! One thread that sends and receives.

use std::{
    future::Future,
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
};

use cpu_time::ThreadTime;

use mea_benches::table::{Best, Table, median};

use crate::{
    Effort,
    peers::{Channel, NAMES, each},
};

/// The output of a future that need not wait.
#[inline(always)]
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it would wait"),
    }
}

#[derive(Clone, Copy)]
enum Work {
    Pair,
    Burst,
    Pend,
    Create,
}

fn measure<C: Channel>(work: Work, capacity: usize, times: usize) -> f64 {
    let (tx, mut rx) = C::new(capacity);
    let begin = ThreadTime::now();
    let mut messages = times;
    match work {
        Work::Pair => {
            for i in 0..times as u64 {
                now(C::send(&tx, black_box(i)));
                assert_eq!(now(C::recv(&mut rx)), Some(i));
            }
        }
        Work::Burst => {
            for _ in 0..times / 64 {
                for i in 0..64 {
                    now(C::send(&tx, black_box(i)));
                }
                for i in 0..64 {
                    assert_eq!(now(C::recv(&mut rx)), Some(i));
                }
            }
            messages = times / 64 * 64;
        }
        Work::Pend => {
            let mut cx = Context::from_waker(Waker::noop());
            for i in 0..times as u64 {
                let mut recv = pin!(C::recv(&mut rx));
                assert!(recv.as_mut().poll(&mut cx).is_pending());
                now(C::send(&tx, black_box(i)));
                assert_eq!(recv.poll(&mut cx), Poll::Ready(Some(i)));
            }
        }
        Work::Create => {
            for _ in 0..times {
                black_box(C::new(black_box(capacity)));
            }
        }
    }
    begin.elapsed().as_nanos() as f64 / messages as f64
}

pub(crate) fn run(effort: Effort) {
    let table = Table::begin("One thread, ns a message", Best::Least, &NAMES);
    for (name, work) in [
        ("send + recv", Work::Pair),
        ("64 and 64", Work::Burst),
        ("pend + send + recv", Work::Pend),
        ("create + drop", Work::Create),
    ] {
        for (kind, is_bounded) in [("unbounded", false), ("bounded(1024)", true)] {
            let mut rounds = vec![Vec::new(); NAMES.len()];
            for _ in 0..effort.rounds {
                let round = match is_bounded {
                    false => each!(unbounded, measure(work, 0, effort.single)),
                    true => each!(bounded, measure(work, 1024, effort.single)),
                };
                for (values, value) in rounds.iter_mut().zip(round) {
                    values.push(value);
                }
            }
            let medians: Vec<_> = rounds.into_iter().map(|v| Some(median(v))).collect();
            table.row(&format!("{kind} {name}"), &medians);
        }
    }
}
