//! The command line.

use std::{path::PathBuf, str::FromStr, time::Duration};

use clap::{Parser, value_parser};

/// The log that is read if no other is given.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pipeline/access.log");

/// Summarises the access log of a web server: how many requests ended with which status, and which
/// paths were requested most.
///
/// The log is one in the Common Log Format, or one that begins like that, such as the Combined. Lines
/// that are not, for instance because they are not UTF-8 or have 64 KiB or more, are counted as
/// malformed. Paths are counted without what follows a `?`.
///
/// The progress is on the standard error: a bar if it is a terminal, otherwise a line each second. It
/// says how full the queues are between the stages.
#[derive(Debug, Parser)]
#[command(
    name = "pipeline",
    after_help = "Exit status: 0 if the log was read, or Ctrl-C stopped that early, which the first \
                  line of the result says; 1 if the log could not be read to its end, or the result \
                  could not be written; 2 for a wrong option or a log that cannot be opened; 130 if a \
                  second Ctrl-C ended it. After one Ctrl-C it reads no more, finishes what is in the \
                  queues, and prints the result: that of the first lines of the log."
)]
pub(crate) struct Args {
    /// The log, by default a made-up one
    #[arg(default_value = SAMPLE, hide_default_value = true)]
    pub(crate) path: PathBuf,

    /// How many workers parse, from 1 to 64
    #[arg(short, long, value_name = "N", default_value_t = 4, value_parser = value_parser!(u8).range(1..=64))]
    pub(crate) workers: u8,

    /// How many batches of lines (of about 4 KiB) each queue has room for, from 1 to 1000
    #[arg(short, long, value_name = "N", default_value_t = 4, value_parser = value_parser!(u16).range(1..=1000))]
    pub(crate) capacity: u16,

    /// Let one of the stages `read`, `parse` and `aggregate` take so many milliseconds longer for each
    /// batch
    #[arg(short, long, value_name = "STAGE=MS")]
    slow: Option<Slow>,

    /// How many of the most requested paths to print
    #[arg(short, long, value_name = "N", default_value_t = 10)]
    pub(crate) top: usize,

    /// Print a made-up log of so many lines, and do nothing else. The log that is read by default is
    /// one of 2000
    #[arg(long, value_name = "LINES", exclusive = true)]
    pub(crate) generate: Option<u32>,
}

impl Args {
    /// By how much the stage is slowed down for each batch.
    pub(crate) fn delay(&self, stage: Stage) -> Duration {
        let slow = self.slow.filter(|slow| slow.stage == stage);
        slow.map_or(Duration::ZERO, |slow| slow.delay)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Read,
    Parse,
    Aggregate,
}

#[derive(Clone, Copy, Debug)]
struct Slow {
    stage: Stage,
    delay: Duration,
}

impl FromStr for Slow {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (stage, millis) = text
            .split_once('=')
            .ok_or("expected a stage, `=` and milliseconds")?;
        let stage = match stage {
            "read" => Stage::Read,
            "parse" => Stage::Parse,
            "aggregate" => Stage::Aggregate,
            _ => return Err("the stages are `read`, `parse` and `aggregate`"),
        };
        let millis: u32 = millis
            .parse()
            .map_err(|_| "the milliseconds are not a number, or too many")?;
        Ok(Self {
            stage,
            delay: Duration::from_millis(millis.into()),
        })
    }
}
