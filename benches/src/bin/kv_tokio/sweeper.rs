//! The sweeper, with `tokio::select!`.

use std::{sync::Arc, time::Instant};

use mea::order::Held;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use crate::state::State;

pub(crate) async fn run(state: Arc<State>, mut stop: watch::Receiver<bool>) {
    let mut ticks = interval(state.config.sweep);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let held = &mut Held::nothing();
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            _ = ticks.tick() => {
                let removed = state.store.sweep(held, Instant::now()).await;
                state.stats.swept.add(removed as u64);
                state.channels.sweep(held).await;
            }
        }
    }
}
