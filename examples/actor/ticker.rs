//! The ticker, and the rate that the actor publishes at each tick.

use std::time::Duration;

use mea::cancel_safe;
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
    ///
    /// A loop takes no future that is not known to lose nothing, and that of `Interval::tick` has no name
    /// by which it could be known. What its documentation says is said to the compiler here, by `trust`.
    #[cancel_safe(trust)]
    pub(crate) async fn tick(&mut self) -> Instant {
        self.interval.tick().await
    }
}
