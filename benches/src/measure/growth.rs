//! How long a competitor will take, by how long it took.

use std::time::Duration;

/// How the processor time that a competitor takes grows with N.
#[derive(Debug, Default)]
pub(crate) struct Growth {
    before: Option<Point>,
    last: Option<Point>,
}

/// Some rounds with the same N.
#[derive(Clone, Copy, Debug)]
struct Point {
    n: u64,
    shortest: Duration,
    spent: Duration,
}

impl Point {
    /// Seconds for one of all.
    fn each(&self) -> f64 {
        self.shortest.as_secs_f64() / in_all(self.n) as f64
    }
}

impl Growth {
    /// A round with `n` is over.
    pub(crate) fn saw(&mut self, n: u64, took: Duration) {
        match &mut self.last {
            Some(last) if last.n == n => {
                last.shortest = last.shortest.min(took);
                last.spent += took;
            }
            _ => {
                let (shortest, spent) = (took, took);
                self.before = self.last.replace(Point { n, shortest, spent });
            }
        }
    }

    /// What a round with `n` would take, if the cost of each goes on growing as it did.
    fn expected(&self, n: u64) -> Duration {
        match (&self.before, &self.last) {
            (_, None) => Duration::ZERO,
            (_, Some(last)) if last.n == n => last.shortest,
            (before, Some(last)) => {
                let growth = before.map_or(1.0, |before| last.each() / before.each());
                Duration::from_secs_f64(last.each() * growth.max(1.0) * in_all(n) as f64)
            }
        }
    }

    /// May it have a round with `n`, or another one?
    pub(crate) fn is_within(&self, n: u64, patience: Duration) -> bool {
        let spent = self.last.filter(|last| last.n == n);
        let spent = spent.map_or(Duration::ZERO, |last| last.spent);
        spent + self.expected(n) <= patience
    }
}

/// With a small N there are several things of that size, so that the clock is read rarely: this is how
/// many there are then, all together.
pub fn in_all(n: u64) -> u64 {
    n * (10_000 / n.max(1)).max(1)
}
