//! Waiters of latches.

use mea_benches::measure::{Run, thread_ns};

use super::{CANCEL, ENQUEUE_AND_WAKE, Rows};
use crate::{
    peers::{latches, signals::Latch},
    rows::crowd::{Crowd, Order, instances},
};

pub(crate) fn rows() -> Vec<Rows> {
    vec![
        (
            "latch",
            ENQUEUE_AND_WAKE,
            latches!(|L| Run::values(open::<L>)),
        ),
        ("latch", CANCEL, latches!(|L| Run::values(cancel::<L>))),
    ]
}

/// `n` wait, and are let through at once.
fn open<L: Latch>(n: u64) -> Vec<f64> {
    let latches: Vec<_> = (0..instances(n)).map(|_| L::new(1)).collect();
    let mut crowd = Crowd::of(&latches, n, L::wait);
    let enqueue = crowd.enqueue();
    let open = thread_ns(latches.len() as u64 * n, || {
        for latch in &latches {
            L::count_down(latch);
        }
    });
    vec![enqueue, open + crowd.all_ready()]
}

/// `n` wait, and give up.
fn cancel<L: Latch>(n: u64) -> Vec<f64> {
    let latches: Vec<_> = (0..instances(n)).map(|_| L::new(1)).collect();
    let mut crowd = Crowd::of(&latches, n, L::wait);
    crowd.enqueue();
    vec![crowd.cancel(Order::Came)]
}
