//! What is said at the end.

use std::{fmt, time::Duration};

use crate::{load::Seen, service::Stopped, why::Why};

#[derive(Debug)]
pub(crate) struct Summary {
    pub(crate) why: Why,
    pub(crate) deadline: Duration,
    pub(crate) stop: Stopped,
    pub(crate) clients: Seen,
}

impl Summary {
    /// No answer was wrong, and no client failed but by an early Ctrl-C.
    pub(crate) fn is_good(&self) -> bool {
        self.clients.wrong == 0 && (self.clients.failed == 0 || self.why == Why::Interrupted)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Seen {
            clients,
            failed,
            right,
            wrong,
            unanswered,
        } = self.clients;
        let Stopped {
            took,
            done,
            cut_off,
        } = self.stop;
        writeln!(
            f,
            "clients  {:>6} served, {failed} failed",
            clients - failed
        )?;
        writeln!(
            f,
            "answers  {right:>6} right, {wrong} wrong, {unanswered} not given after the stop"
        )?;
        writeln!(
            f,
            "jobs     {done:>6} done, {cut_off} cut off at the deadline"
        )?;
        let (took, deadline) = (took.as_secs_f64(), self.deadline.as_secs_f64());
        writeln!(
            f,
            "stop     {took:>6.3} s, with a deadline of {deadline:.3} s: {}",
            self.why
        )
    }
}
