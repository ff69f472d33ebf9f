//! What is said at the end.

use std::fmt;

use crate::{asker::Asked, load::Sent, totals::Totals};

#[derive(Debug)]
pub(crate) struct Summary {
    pub(crate) why: String,
    pub(crate) sent: Sent,
    pub(crate) totals: Totals,
    pub(crate) periods: usize,
    pub(crate) journaled: u64,
    pub(crate) asked: Asked,
}

impl Summary {
    /// Which numbers do not agree.
    pub(crate) fn contradictions(&self) -> Vec<&'static str> {
        let Self {
            sent,
            totals,
            asked,
            ..
        } = self;
        let rules = [
            (
                sent.readings == totals.readings,
                "not all that was sent was counted",
            ),
            (totals.agree(), "the sensors do not add up"),
            (
                totals.readings == self.journaled,
                "not all that was counted is in the journal",
            ),
            (
                sent.connections == totals.connections,
                "a connection is missing",
            ),
            (
                sent.malformed == totals.broken,
                "a malformed frame was taken, or a good one was not",
            ),
            (
                asked.asked == asked.answered + asked.refused,
                "a command was not answered",
            ),
            (asked.wrong == 0, "an answer was wrong"),
        ];
        let broken = rules.into_iter().filter(|(holds, _)| !holds);
        broken.map(|(_, what)| what).collect()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            why,
            sent,
            totals,
            periods,
            journaled,
            asked,
        } = self;
        writeln!(
            f,
            "\n{:<24}{:>9}{:>12}{:>12}{:>12}",
            "sensor", "readings", "least", "mean", "greatest"
        )?;
        for (name, sensor) in &totals.sensors {
            let mean = sensor.sum / sensor.readings as f64;
            writeln!(
                f,
                // Escaped: it comes from anywhere, and goes to a terminal.
                "{:<24}{:>9}{:>12.2}{mean:>12.2}{:>12.2}",
                name.escape_debug().to_string(),
                sensor.readings,
                sensor.least,
                sensor.greatest
            )?;
        }
        writeln!(
            f,
            "\nreadings     {} sent, {} counted in {periods} periods, {journaled} in the journal",
            sent.readings, totals.readings
        )?;
        writeln!(
            f,
            "connections  {} opened, {} broken off for a malformed frame",
            totals.connections, totals.broken
        )?;
        writeln!(
            f,
            "commands     {} asked, {} answered, {} refused at the end; the slowest answer took {:.1?}",
            asked.asked, asked.answered, asked.refused, asked.slowest
        )?;
        writeln!(f, "stopped by   {why}")
    }
}
