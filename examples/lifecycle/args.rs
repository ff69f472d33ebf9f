//! The command line.

use std::time::Duration;

use clap::{Parser, value_parser};

/// Runs a small service through start-up, load and graceful shutdown, and prints a time line that
/// shows who waited for whom.
///
/// The service answers lines of text, on a free port of 127.0.0.1. Its clients are in the same process.
/// When half of the answers are in it is asked to stop, or before, by Ctrl-C.
#[derive(Debug, Parser)]
#[command(
    name = "lifecycle",
    after_help = "Exit status: 0 after a graceful stop, also one by Ctrl-C; 1 if something failed; 2 \
                  for a wrong option; 130 if a second Ctrl-C forced it to end."
)]
pub(crate) struct Args {
    // Each takes two of the files that a process may have open: of 256 on some systems.
    /// How many clients load the service, from 1 to 100
    #[arg(short, long, value_name = "N", default_value_t = 4, value_parser = value_parser!(u32).range(1..=100))]
    pub(crate) clients: u32,

    /// How many lines each client sends, from 1 to 1000000
    #[arg(short, long, value_name = "N", default_value_t = 40, value_parser = value_parser!(u32).range(1..=1_000_000))]
    pub(crate) requests: u32,

    /// How many workers answer them, from 1 to 64
    #[arg(short, long, value_name = "N", default_value_t = 2, value_parser = value_parser!(u32).range(1..=64))]
    pub(crate) workers: u32,

    /// How long the stop may take; what goes on after that is cut off
    #[arg(short, long, value_name = "SECONDS", default_value = "0.8", value_parser = seconds)]
    pub(crate) deadline: Duration,

    /// What the clients send, and when, depends on this number
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

/// At most an hour.
fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (0.0..=3600.0).contains(&number) {
        Ok(Duration::from_secs_f64(number))
    } else {
        Err("it is not from 0 to 3600".to_owned())
    }
}
