//! What is said at the end.

use std::fmt;

use crate::stats::Stats;

#[derive(Debug)]
pub(crate) struct Summary {
    why: String,
    pub(crate) accepted: u64,
    pub(crate) rejected: u64,
    pub(crate) commands: u64,
    pub(crate) malformed: u64,
    pub(crate) lagged: u64,
}

impl Summary {
    pub(crate) fn new(why: String, stats: &Stats) -> Self {
        Self {
            why,
            accepted: stats.accepted.get(),
            rejected: stats.rejected.get(),
            commands: stats.commands.get(),
            malformed: stats.malformed.get(),
            lagged: stats.lagged.get(),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            accepted, rejected, ..
        } = self;
        let Self {
            commands,
            malformed,
            lagged,
            ..
        } = self;
        writeln!(
            f,
            "clients     {accepted} accepted, {rejected} of them turned away"
        )?;
        writeln!(f, "commands    {commands}")?;
        writeln!(
            f,
            "broken off  {malformed} protocol errors, {lagged} slow subscribers"
        )?;
        writeln!(f, "stopped by  {}", self.why)
    }
}
