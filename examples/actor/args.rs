//! The command line.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, value_parser};

/// Collects readings of sensors: an actor counts what a device sends it over a local socket, and answers
/// questions meanwhile.
///
/// It prints how fast readings come, and at the end what was measured, and whether all numbers agree. A
/// line `sensor value` is a reading; any other is malformed, and ends the connection on which it comes.
#[derive(Debug, Parser)]
#[command(
    name = "actor",
    after_help = "Exit status: 0 if everything that was sent has been counted, also after Ctrl-C; 1 if \
                  not, or if something failed; 2 for a wrong option, or a file that cannot be opened; \
                  130 if a second Ctrl-C ended it. After one Ctrl-C the device sends no more, and what \
                  it has sent is counted."
)]
pub(crate) struct Args {
    /// The lines that are sent, by default made-up ones
    pub(crate) path: Option<PathBuf>,

    /// How many made-up readings are sent
    #[arg(short, long, value_name = "N", default_value_t = 20_000)]
    pub(crate) readings: u32,

    /// How many of the made-up lines are no readings, besides
    #[arg(short, long, value_name = "N", default_value_t = 3)]
    pub(crate) malformed: u32,

    /// What is made up depends on this number
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// How long the device pauses after each packet of some sixty readings, the last of them half sent
    #[arg(short, long, value_name = "MS", default_value = "5", value_parser = millis)]
    pub(crate) pause: Duration,

    /// The time between two ticks, each of which prints the rate
    #[arg(short, long, value_name = "MS", default_value = "250", value_parser = period)]
    pub(crate) tick: Duration,

    /// How many ask questions meanwhile
    #[arg(short, long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u16).range(..=1000))]
    pub(crate) askers: u16,

    /// Write the readings to this file, one line each
    #[arg(short, long, value_name = "PATH")]
    pub(crate) journal: Option<PathBuf>,

    /// How much longer the journal takes for each reading. The feed is held up then; those who ask are
    /// not
    #[arg(short, long, value_name = "MS", default_value = "0", value_parser = millis)]
    pub(crate) slow: Duration,
}

fn millis(text: &str) -> Result<Duration, String> {
    let millis: u32 = text
        .parse()
        .map_err(|_| "it is no number of milliseconds")?;
    Ok(Duration::from_millis(millis.into()))
}

fn period(text: &str) -> Result<Duration, String> {
    let period = millis(text)?;
    if period.is_zero() {
        return Err("it is nothing".into());
    }
    Ok(period)
}
