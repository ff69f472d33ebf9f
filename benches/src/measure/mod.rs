//! Competitors that take turns at the same work.

mod clock;
mod growth;
mod run;
#[cfg(test)]
mod tests;

use cpu_time::ProcessTime;

use self::growth::Growth;
pub use self::{
    clock::{now, thread_ns},
    growth::in_all,
    run::Run,
};
use crate::{
    options::Options,
    report::{Best, Row, Value},
};

/// One of those who do the same work.
#[derive(Debug)]
pub struct Entry {
    /// Its name.
    pub peer: &'static str,
    /// How it does the work.
    pub run: Run,
    /// The greatest N that it can do.
    pub most: u64,
}

impl Entry {
    /// One that can do any N.
    pub fn new(peer: &'static str, run: Run) -> Self {
        let most = u64::MAX;
        Self { peer, run, most }
    }
}

/// What is looked at while the work is done; each is a row.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// What comes after the name of the workload.
    pub name: &'static str,
    /// Of the numbers.
    pub unit: &'static str,
    /// Which of them are better.
    pub best: Best,
    /// Is it in the chart of the workload, if that has one?
    pub drawn: bool,
}

impl Metric {
    /// The less, the better.
    pub const fn least(name: &'static str, unit: &'static str) -> Self {
        let (best, drawn) = (Best::Least, true);
        Self {
            name,
            unit,
            best,
            drawn,
        }
    }

    /// The more, the better.
    pub const fn most(name: &'static str, unit: &'static str) -> Self {
        let best = Best::Most;
        Self {
            best,
            ..Self::least(name, unit)
        }
    }

    /// In the table only.
    pub const fn not_drawn(self) -> Self {
        Self {
            drawn: false,
            ..self
        }
    }
}

/// The same work for several competitors. The first of them is ours.
#[derive(Debug)]
pub struct Workload {
    /// Of its rows.
    pub letter: char,
    /// What is done.
    pub name: String,
    /// The chart that has its rows, if one has.
    pub chart: Option<&'static str>,
    /// What is looked at.
    pub metrics: Vec<Metric>,
    /// Who does it.
    pub entries: Vec<Entry>,
    /// What the numbers N count, and which they are, from the least to the greatest; none where there is
    /// no such number.
    pub over: Option<(&'static str, Vec<u64>)>,
    rounds: usize,
}

impl Workload {
    /// A workload that is measured once in a round, and has one metric.
    pub fn new(letter: char, name: &str, metric: Metric, entries: Vec<Entry>) -> Self {
        Self {
            letter,
            name: name.to_owned(),
            chart: None,
            metrics: vec![metric],
            entries,
            over: None,
            rounds: 1,
        }
    }

    /// With as many rounds.
    pub fn rounds(self, rounds: usize) -> Self {
        Self { rounds, ..self }
    }

    /// In a chart.
    pub fn chart(self, chart: &'static str) -> Self {
        let chart = Some(chart);
        Self { chart, ..self }
    }

    /// With these metrics instead.
    pub fn metrics(self, metrics: &[Metric]) -> Self {
        let metrics = metrics.to_vec();
        Self { metrics, ..self }
    }

    /// For these numbers of something.
    pub fn over(self, what: &'static str, numbers: Vec<u64>) -> Self {
        let over = Some((what, numbers));
        Self { over, ..self }
    }

    /// The names of its rows, but for the numbers N.
    pub fn row_names(&self) -> impl Iterator<Item = String> {
        self.metrics.iter().map(|metric| match metric.name {
            "" => self.name.clone(),
            name => format!("{} {name}", self.name),
        })
    }

    /// Measures, and gives each row to `show` as soon as it is known.
    pub fn measure(&self, options: &Options, mut show: impl FnMut(Row)) {
        let mut growth: Vec<_> = self.entries.iter().map(|_| Growth::default()).collect();
        let (over, points) = match &self.over {
            Some((what, numbers)) => (Some(*what), &numbers[..]),
            None => (None, &[0][..]),
        };
        for &n in points {
            let values = self.point(n, &mut growth, options);
            for (m, (metric, name)) in self.metrics.iter().zip(self.row_names()).enumerate() {
                let entries = self.entries.iter().zip(&values);
                let values = entries.map(|(entry, rounds)| {
                    Value::of(entry.peer, rounds.iter().map(|v| v[m]).collect())
                });
                let mut row = Row::new(
                    self.letter,
                    name,
                    metric.unit,
                    metric.best,
                    values.collect(),
                );
                row.metric = metric.name.to_owned();
                row.chart = self.chart.filter(|_| metric.drawn).map(str::to_owned);
                row.over = over.map(str::to_owned);
                row.n = over.map(|_| n);
                show(row);
            }
        }
    }

    /// What each competitor has in each round. Who is first in a round is last in the next one. Nobody
    /// takes longer than the patience allows: who would, has no rounds, or not all; only ours always has
    /// one.
    fn point(&self, n: u64, growth: &mut [Growth], options: &Options) -> Vec<Vec<Vec<f64>>> {
        let mut values = vec![Vec::new(); self.entries.len()];
        for round in 0..self.rounds {
            for turn in 0..self.entries.len() {
                let peer = (turn + round) % self.entries.len();
                let entry = &self.entries[peer];
                let is_first_of_ours = peer == 0 && round == 0;
                let is_within = is_first_of_ours || growth[peer].is_within(n, options.patience);
                if n <= entry.most && is_within {
                    let begin = ProcessTime::now();
                    values[peer].push(entry.run.measure(n, options.span));
                    growth[peer].saw(n, begin.elapsed());
                }
            }
        }
        values
    }
}
