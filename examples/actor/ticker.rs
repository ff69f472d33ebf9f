//! The ticker, and the rate that the actor publishes at each tick.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use mea::marker::CancelSafe;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// How fast readings come.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rate {
    /// How many have come so far.
    pub(crate) readings: u64,
    /// How many came in each second between the last two ticks.
    pub(crate) per_second: f64,
}

#[derive(Debug)]
pub(crate) struct Ticker {
    interval: Interval,
}

impl Ticker {
    /// The first tick is after a period.
    pub(crate) fn new(period: Duration) -> Self {
        let mut interval = interval_at(Instant::now() + period, period);
        interval.set_missed_tick_behavior(MissedTickBehavior::Skip);
        Self { interval }
    }

    /// Waits for the next tick, and says when it was due.
    pub(crate) fn tick(&mut self) -> Tick<'_> {
        Tick(&mut self.interval)
    }
}

/// The future of [`Ticker::tick`].
///
/// That of `Interval::tick` has no name, so nothing can be said of it. This one has, so it can be said
/// that it loses nothing: the state is that of the interval, and a tick is over when it has been seen.
#[must_use = "futures do nothing unless polled or awaited"]
pub(crate) struct Tick<'a>(&'a mut Interval);

impl CancelSafe for Tick<'_> {}

impl Future for Tick<'_> {
    type Output = Instant;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Instant> {
        self.0.poll_tick(cx)
    }
}
