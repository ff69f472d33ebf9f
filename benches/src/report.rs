//! What was measured: the rows, as they are written to and read from JSON.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

/// How much two numbers may differ and be the same.
const EVEN: f64 = 0.02;

/// One run.
#[derive(Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) rustc: String,
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) quick: bool,
    pub(crate) seconds: f64,
    pub(crate) rows: Vec<Row>,
}

/// Which numbers are better.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Best {
    Least,
    Most,
}

/// How we stand beside the best peer.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    Ahead,
    Even,
    Behind,
    /// There is no peer.
    Alone,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) letter: char,
    pub(crate) name: String,
    pub(crate) chart: Option<String>,
    /// The number of waiters.
    pub(crate) n: Option<u64>,
    pub(crate) unit: String,
    pub(crate) best: Best,
    /// Ours through the best peer's.
    pub(crate) ratio: Option<f64>,
    pub(crate) standing: Standing,
    /// Ours is the first.
    pub(crate) values: Vec<Value>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Value {
    pub(crate) peer: String,
    /// None if the peer would have taken too long.
    pub(crate) median: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl Value {
    /// Of the values of the rounds.
    pub(crate) fn of(peer: &str, mut rounds: Vec<f64>) -> Self {
        rounds.sort_by(f64::total_cmp);
        Self {
            peer: peer.to_owned(),
            median: rounds.get(rounds.len() / 2).copied().map(rounded),
            low: rounds.first().copied().map(rounded),
            high: rounds.last().copied().map(rounded),
        }
    }

    /// Is it another one of ours?
    pub(crate) fn is_ours(&self) -> bool {
        self.peer == "mea" || self.peer.starts_with("mea ") && self.peer != crate::peers::MEA_0_6
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
    pub(crate) fn new(
        letter: char,
        name: String,
        chart: Option<&str>,
        n: Option<u64>,
        unit: &str,
        best: Best,
        values: Vec<Value>,
    ) -> Self {
        let mut row = Self {
            letter,
            name,
            chart: chart.map(str::to_owned),
            n,
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
    pub(crate) fn best_peer(&self) -> Option<&Value> {
        let known = |value: &&Value| value.median.is_some() && !value.is_ours();
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

    /// The name with the number of waiters.
    pub(crate) fn full_name(&self) -> String {
        match self.n {
            Some(n) => format!("{}, N = {n}", self.name),
            None => self.name.clone(),
        }
    }
}

impl Report {
    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        // A line for each row.
        let json = serde_json::to_string(self).map_err(|e| wrong(&e))?;
        let json = json.replace(r#"{"letter""#, "\n{\"letter\"");
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).map_err(|e| wrong(&e))?;
        }
        fs::write(path, json + "\n").map_err(|e| wrong(&e))
    }

    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let json = fs::read_to_string(path).map_err(|e| wrong(&e))?;
        serde_json::from_str(&json).map_err(|e| wrong(&e))
    }
}
