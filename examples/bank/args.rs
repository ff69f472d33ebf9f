//! The command line.

use std::time::Duration;

use clap::{Parser, value_parser};

/// A bank: thousands of tasks transfer money, interest is paid, statements are uploaded, and an auditor
/// looks at everything at once.
///
/// It prints each audit, and at the end how much was done, and whether all numbers agree.
#[derive(Debug, Parser)]
#[command(
    name = "bank",
    after_help = "Exit status: 0 if no audit has found anything wrong, also after Ctrl-C; 1 if one has, \
                  or if something failed; 2 for a wrong option; 130 if a second Ctrl-C ended it. After \
                  one Ctrl-C nothing new is begun, and what has begun is audited."
)]
pub(crate) struct Args {
    /// How many customers have an account, with 1000.00 in it
    #[arg(short, long, value_name = "N", default_value_t = 1000, value_parser = value_parser!(u32).range(2..=1_000_000))]
    pub(crate) accounts: u32,

    /// How many tasks transfer money
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub(crate) tasks: u32,

    /// How many transfers each of them makes
    #[arg(short, long, value_name = "N", default_value_t = 300)]
    pub(crate) transfers: u32,

    /// What is transferred depends on this number
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// The time between two audits
    #[arg(long, value_name = "MS", default_value = "100", value_parser = period)]
    pub(crate) audit: Duration,

    /// The time between two days on which interest is paid
    #[arg(short, long, value_name = "MS", default_value = "50", value_parser = period)]
    pub(crate) interest: Duration,

    /// How long a statement is on its way
    #[arg(short, long, value_name = "MS", default_value = "0", value_parser = millis)]
    pub(crate) upload: Duration,
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
