//! The command line, and how much is measured.

#[cfg(test)]
mod tests;

use std::{str::FromStr, time::Duration};

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Task {
    /// Measures, and prints.
    Measure,
    /// Counts instructions, and prints.
    Count,
    /// Does one of the operations, which is being counted: that of a number, so often.
    Operation(usize, u64),
    /// Prints the names of the rows.
    List,
    /// Draws the charts.
    Charts,
    /// Prints how the program is used.
    Help,
}

/// What is measured, and how long.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to do.
    pub task: Task,
    /// Is it less exact?
    pub quick: bool,
    /// The letters; all if there are none.
    only: String,
    /// A part of the name of the row, in small letters.
    filter: String,
    /// Rounds of what takes one thread a short time.
    pub rounds: usize,
    /// Rounds of what several threads do, which repeats less well: more, and shorter ones.
    pub contended_rounds: usize,
    /// Rounds of what takes long.
    pub few_rounds: usize,
    /// How long a round of an uncontended row is.
    pub span: Duration,
    /// How long a round of a contended row is.
    pub contended: Duration,
    /// How much processor time a competitor may take for the same N in all rounds.
    pub patience: Duration,
    /// The most waiters, and keys.
    pub most: u64,
    /// Messages in a round of a channel, on several threads.
    pub messages: u64,
}

impl Options {
    /// By the arguments of the program.
    ///
    /// # Errors
    ///
    /// If they are not understood.
    pub fn parse(args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::thorough();
        let mut args = args;
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} needs a value"));
            match &arg[..] {
                "--quick" => options = options.quick(),
                "--only" => options.only = value()?.to_uppercase(),
                "--filter" => options.filter = value()?.to_lowercase(),
                "--counts" => options.task = Task::Count,
                // What callgrind runs.
                "operation" => {
                    options.task = Task::Operation(number(value()?)?, number(value()?)?);
                }
                "--list" => options.task = Task::List,
                "--charts" => options.task = Task::Charts,
                "--help" | "-h" => options.task = Task::Help,
                _ => return Err(format!("unknown argument `{arg}`; see --help")),
            }
        }
        let is_letter = |c: char| matches!(c, 'A'..='G' | ',');
        match options.only.chars().find(|c| !is_letter(*c)) {
            Some(c) => Err(format!("--only takes letters from A to G, not `{c}`")),
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
            contended_rounds: 9,
            few_rounds: 3,
            span: Duration::from_millis(2),
            contended: Duration::from_millis(25),
            patience: Duration::from_millis(1200),
            most: 1_000_000,
            messages: 200_000,
        }
    }

    fn quick(self) -> Self {
        Self {
            quick: true,
            rounds: 5,
            contended_rounds: 5,
            few_rounds: 3,
            span: Duration::from_micros(500),
            contended: Duration::from_millis(10),
            patience: Duration::from_millis(100),
            most: 10_000,
            messages: 40_000,
            ..self
        }
    }

    /// Is the row wanted?
    pub fn wants(&self, letter: char, name: &str) -> bool {
        (self.only.is_empty() || self.only.contains(letter))
            && name.to_lowercase().contains(&self.filter)
    }

    /// Is everything?
    pub fn wants_all(&self) -> bool {
        self.only.is_empty() && self.filter.is_empty()
    }
}

fn number<N: FromStr>(text: String) -> Result<N, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number"))
}
