//! Many futures that wait.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use cpu_time::ThreadTime;

use mea_benches::measure::{in_all, thread_ns};

/// Futures that do not move. Their places are allocated beforehand, and stay when they are dropped.
pub(crate) struct Crowd<F> {
    places: Vec<Pin<Box<Option<F>>>>,
}

impl<F: Future> Crowd<F> {
    pub(crate) fn new(futures: impl Iterator<Item = F>) -> Self {
        let places = futures.map(|future| Box::pin(Some(future))).collect();
        Self { places }
    }

    /// `n` for each of the sources.
    pub(crate) fn of<'a, S>(sources: &'a [S], n: u64, wait: impl Fn(&'a S) -> F) -> Self {
        Self::new(sources.iter().flat_map(|source| {
            let wait = &wait;
            (0..n).map(move |_| wait(source))
        }))
    }

    fn poll(&mut self, i: usize) -> Poll<F::Output> {
        let place = self.places[i].as_mut().as_pin_mut();
        let future = place.expect("it has not been dropped");
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    /// Has all wait, in order. Nanoseconds for each.
    pub(crate) fn enqueue(&mut self) -> f64 {
        thread_ns(self.places.len() as u64, || {
            for i in 0..self.places.len() {
                assert!(self.poll(i).is_pending(), "it should wait");
            }
        })
    }

    /// Has all wait, in order. Nanoseconds that the slowest takes.
    pub(crate) fn worst_enqueue(&mut self) -> f64 {
        let mut worst = Duration::ZERO;
        for i in 0..self.places.len() {
            let begin = ThreadTime::now();
            assert!(self.poll(i).is_pending(), "it should wait");
            worst = worst.max(begin.elapsed());
        }
        worst.as_nanos() as f64
    }

    /// The output of one that is ready.
    pub(crate) fn ready(&mut self, i: usize) -> F::Output {
        match self.poll(i) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("waiter {i} is not let through"),
        }
    }

    /// Polls all, which have to be ready. Nanoseconds for each.
    pub(crate) fn all_ready(&mut self) -> f64 {
        thread_ns(self.places.len() as u64, || {
            for i in 0..self.places.len() {
                drop(self.ready(i));
            }
        })
    }

    /// Drops all. Nanoseconds for each.
    pub(crate) fn cancel(&mut self, order: Order) -> f64 {
        let mut waiters: Vec<u32> = (0..self.places.len() as u32).collect();
        if order == Order::Random {
            shuffle(&mut waiters);
        }
        thread_ns(waiters.len() as u64, || {
            for i in waiters {
                self.places[i as usize].as_mut().set(None);
            }
        })
    }
}

/// In which order waiters give up.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Order {
    Came,
    /// Always the same, but it looks like none.
    Random,
}

fn shuffle(waiters: &mut [u32]) {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for i in (1..waiters.len()).rev() {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        waiters.swap(i, (random % (i as u64 + 1)) as usize);
    }
}

/// Of how many things `n` waiters each wait, so that there are enough waiters to be measured.
pub(crate) fn instances(n: u64) -> usize {
    (in_all(n) / n) as usize
}
