//! A deadline for several waits in a row: a composition with the timer of the runtime.

use std::time::Duration;

use mea::{shutdown::ShutdownSend, timeout};
use tokio::time::{Instant, sleep_until};

use crate::{timeline::Part, why::Why};

pub(crate) struct Deadline {
    begin: Instant,
    at: Instant,
    /// Shut down when it is over. What watches this scope may be cut off.
    cut: ShutdownSend,
    part: Part,
}

impl Deadline {
    /// The time runs from now on.
    pub(crate) fn new(limit: Duration, cut: ShutdownSend, part: Part) -> Self {
        let begin = Instant::now();
        Self {
            begin,
            at: begin + limit,
            cut,
            part,
        }
    }

    /// Waits for the end of the scope, whose name this is. When the deadline is over, cuts off what can
    /// be, and waits for the rest.
    pub(crate) async fn wait_for(&self, name: &str, scope: &ShutdownSend) {
        // A wait that is dropped by the timer loses nothing: the next one waits for the same.
        let ended = scope.clone().await_shutdown();
        if timeout(ended, sleep_until(self.at)).await.is_ok() {
            return;
        }
        if !self.cut.is_shutdown_now() {
            let living = format!("{} in {name}", scope.living());
            self.part.waits(Why::DeadlineOver, living);
            self.cut.shutdown_with(Why::DeadlineOver);
        }
        scope.clone().await_shutdown().await;
    }

    /// The time since the beginning.
    pub(crate) fn elapsed(&self) -> Duration {
        self.begin.elapsed()
    }
}
