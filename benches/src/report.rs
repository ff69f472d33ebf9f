//! What was measured: the rows, as they are written to and read from JSON.

#[cfg(test)]
mod tests;

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

/// How much two numbers may differ and be the same.
const EVEN: f64 = 0.02;

/// How we are called. Another one of ours has a word more.
pub const OURS: &str = "mea";
/// The version before this one, which is a peer.
pub const PREVIOUS: &str = "mea 0.6";
/// The same work with bare atomics and allocations, which is nobody's.
pub const LIMIT: &str = "limit";

/// One run.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// The compiler.
    pub rustc: String,
    /// The processor.
    pub cpu: String,
    /// How many of them.
    pub cores: usize,
    /// How the program was built.
    pub profile: String,
    /// Is it less exact?
    pub quick: bool,
    /// What it took.
    pub seconds: f64,
    /// What was measured.
    pub rows: Vec<Row>,
}

/// Which numbers are better.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Best {
    /// The smaller.
    Least,
    /// The greater.
    Most,
}

/// How we stand beside the best peer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Better.
    Ahead,
    /// By less than 2 % better or worse.
    Even,
    /// Worse.
    Behind,
    /// There is no peer.
    Alone,
}

/// A line of the table.
#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    /// Of its part of the table.
    pub letter: char,
    /// What is done, and looked at.
    pub name: String,
    /// The end of the name: what is looked at, if several things are.
    pub metric: String,
    /// The chart that has it.
    pub chart: Option<String>,
    /// What `n` counts.
    pub over: Option<String>,
    /// How many waiters, producers, ..
    pub n: Option<u64>,
    /// Of the values.
    pub unit: String,
    /// Which values are better.
    pub best: Best,
    /// Ours through the best peer's.
    pub ratio: Option<f64>,
    /// The same in a word.
    pub standing: Standing,
    /// Ours is the first.
    pub values: Vec<Value>,
}

/// What a competitor has.
#[derive(Debug, Serialize, Deserialize)]
pub struct Value {
    /// The competitor.
    pub peer: String,
    /// Of the rounds; none if it would have taken too long, or cannot do it.
    pub median: Option<f64>,
    /// The least of the rounds.
    pub low: Option<f64>,
    /// The greatest of the rounds.
    pub high: Option<f64>,
}

impl Value {
    /// Of the values of the rounds.
    pub fn of(peer: &str, mut rounds: Vec<f64>) -> Self {
        rounds.sort_by(f64::total_cmp);
        Self {
            peer: peer.to_owned(),
            median: rounds.get(rounds.len() / 2).copied().map(rounded),
            low: rounds.first().copied().map(rounded),
            high: rounds.last().copied().map(rounded),
        }
    }

    /// Is it somebody else's?
    pub fn is_peer(&self) -> bool {
        let is_ours = self.peer.split(' ').next() == Some(OURS);
        self.peer == PREVIOUS || !is_ours && self.peer != LIMIT
    }
}

/// With four digits, or as a whole number: the rest is noise.
fn rounded(number: f64) -> f64 {
    if number == 0.0 {
        return 0.0;
    }
    let power = 10_f64.powi((3 - number.abs().log10().floor() as i32).max(0));
    (number * power).round() / power
}

impl Row {
    /// A row that is in no chart, and for no N.
    pub fn new(letter: char, name: String, unit: &str, best: Best, values: Vec<Value>) -> Self {
        let mut row = Self {
            letter,
            name,
            metric: String::new(),
            chart: None,
            over: None,
            n: None,
            unit: unit.to_owned(),
            best,
            ratio: None,
            standing: Standing::Alone,
            values,
        };
        let ours = row.values.first().and_then(|value| value.median);
        let theirs = row.best_peer().and_then(|value| value.median);
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            row.ratio = (theirs != 0.0).then(|| rounded(ours / theirs));
            let more = ours - theirs;
            let worse = if best == Best::Least { more } else { -more };
            row.standing = match worse {
                worse if worse > EVEN * theirs => Standing::Behind,
                worse if worse < -EVEN * theirs => Standing::Ahead,
                _ => Standing::Even,
            };
        }
        row
    }

    /// The best of those that are not ours.
    pub fn best_peer(&self) -> Option<&Value> {
        let known = |value: &&Value| value.median.is_some() && value.is_peer();
        let mut peers = self.values.iter().filter(known);
        let first = peers.next()?;
        Some(peers.fold(first, |a, b| {
            let is_better = match self.best {
                Best::Least => b.median < a.median,
                Best::Most => b.median > a.median,
            };
            if is_better { b } else { a }
        }))
    }

    /// The name with N.
    pub fn full_name(&self) -> String {
        match self.n {
            Some(n) => format!("{}, N = {n}", self.name),
            None => self.name.clone(),
        }
    }
}

impl Report {
    /// As JSON, a line for each row.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let json = serde_json::to_string(self).map_err(|e| wrong(&e))?;
        let json = json.replace(r#"{"letter""#, "\n{\"letter\"");
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).map_err(|e| wrong(&e))?;
        }
        fs::write(path, json + "\n").map_err(|e| wrong(&e))
    }

    /// What [`write`](Self::write) wrote.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or has something else.
    pub fn read(path: &Path) -> Result<Self, String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let json = fs::read_to_string(path).map_err(|e| wrong(&e))?;
        serde_json::from_str(&json).map_err(|e| wrong(&e))
    }
}
