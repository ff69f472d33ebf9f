//! The command line, and how much is measured.

use std::time::Duration;

/// What to do.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Task {
    Measure,
    List,
    Charts,
    Help,
}

/// What is measured, and how long.
#[derive(Clone)]
pub(crate) struct Options {
    pub(crate) task: Task,
    pub(crate) quick: bool,
    /// The letters; all if there are none.
    only: String,
    /// A part of the name of the row, in small letters.
    filter: String,
    /// Rounds of what repeats well, and of what does not or takes long.
    pub(crate) rounds: usize,
    pub(crate) few_rounds: usize,
    /// How long a round of an uncontended row is.
    pub(crate) span: Duration,
    /// How long a round of a contended row is.
    pub(crate) contended: Duration,
    /// How long a competitor may take for a number of waiters.
    pub(crate) patience: Duration,
    pub(crate) most_waiters: u64,
    /// Messages in a round of a channel, on several threads.
    pub(crate) messages: u64,
}

impl Options {
    pub(crate) fn parse(args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::thorough();
        let mut args = args;
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value"));
            match &arg[..] {
                "--quick" => options = options.quick(),
                "--only" => options.only = value()?.to_uppercase(),
                "--filter" => options.filter = value()?.to_lowercase(),
                "--list" => options.task = Task::List,
                "--charts" => options.task = Task::Charts,
                "--help" | "-h" => options.task = Task::Help,
                _ => return Err(format!("unknown argument `{arg}`; see --help")),
            }
        }
        let is_letter = |c: char| matches!(c, 'A'..='F' | ',');
        match options.only.chars().find(|c| !is_letter(*c)) {
            Some(c) => Err(format!("--only takes letters from A to F, not `{c}`")),
            None => Ok(options),
        }
    }

    fn thorough() -> Self {
        Self {
            task: Task::Measure,
            quick: false,
            only: String::new(),
            filter: String::new(),
            rounds: 15,
            few_rounds: 5,
            span: Duration::from_millis(2),
            contended: Duration::from_millis(60),
            patience: Duration::from_secs(2),
            most_waiters: 1_000_000,
            messages: 400_000,
        }
    }

    fn quick(self) -> Self {
        Self {
            quick: true,
            rounds: 5,
            few_rounds: 3,
            span: Duration::from_micros(500),
            contended: Duration::from_millis(20),
            patience: Duration::from_millis(200),
            most_waiters: 10_000,
            messages: 50_000,
            ..self
        }
    }

    /// Is the row wanted?
    pub(crate) fn wants(&self, letter: char, name: &str) -> bool {
        (self.only.is_empty() || self.only.contains(letter))
            && name.to_lowercase().contains(&self.filter)
    }

    /// Is everything?
    pub(crate) fn wants_all(&self) -> bool {
        self.only.is_empty() && self.filter.is_empty()
    }
}
