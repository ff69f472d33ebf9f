//! A slow job: it has some last work to do when the service stops, and is cut off at the deadline.

use std::{sync::Arc, time::Duration};

use mea::{
    latch::Latch,
    select,
    shutdown::{ShutdownRecv, ShutdownWatch},
};
use tokio::time::sleep;

use crate::timeline::Part;

/// Into how many steps the last work is divided. The job may be cut off between two of them.
const STEPS: u32 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    CutOff,
}

/// `takes` is how long the last work takes.
pub(crate) async fn run(
    part: Part,
    recv: ShutdownRecv,
    cut: ShutdownWatch,
    takes: Duration,
    ready: Arc<Latch>,
) -> Ended {
    part.says("ready");
    ready.count_down();
    recv.is_shutdown().await;
    let seconds = takes.as_secs_f64();
    part.says(format_args!("begins its last work: {seconds:.3} s"));
    for step in 0..STEPS {
        select! {
            biased;
            () = cut.is_shutdown() => {
                part.says(format_args!("cut off after {step} of {STEPS} steps"));
                return Ended::CutOff;
            }
            () = sleep(takes / STEPS) => {}
        }
    }
    part.says("done");
    Ended::Done
}
