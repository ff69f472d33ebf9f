//! The sweeper: removes the keys whose time is over, also those that nobody looks for.

use std::{
    ops::ControlFlow,
    sync::Arc,
    time::{Duration, Instant},
};

use mea::{cancel_safe, coordinate, order::Held, shutdown::ShutdownRecv};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::state::State;

pub(crate) struct Sweeper {
    state: Arc<State>,
    ticks: Interval,
    /// It is waited for until this is dropped.
    stop: ShutdownRecv,
}

impl Sweeper {
    pub(crate) fn new(state: Arc<State>, period: Duration, stop: ShutdownRecv) -> Self {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { state, ticks, stop }
    }
}

#[coordinate]
impl Sweeper {
    /// Sweeps at each tick, until it is told to stop.
    #[event_loop]
    pub(crate) async fn run(&mut self);

    #[on(control () = self.stop.is_shutdown())]
    fn stop(&mut self) -> ControlFlow<()> {
        ControlFlow::Break(())
    }

    #[on(() = tick(&mut self.ticks))]
    async fn sweep(&mut self) {
        let mut held = Held::nothing();
        let State {
            store,
            channels,
            stats,
            ..
        } = &*self.state;
        let removed = store.sweep(&mut held, Instant::now()).await;
        stats.swept.add(removed as u64);
        channels.sweep(&mut held).await;
    }
}

/// Nothing is lost with this future, says the documentation of `Interval::tick`.
#[cancel_safe(trust)]
async fn tick(ticks: &mut Interval) {
    ticks.tick().await;
}
