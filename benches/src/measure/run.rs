//! How a competitor does its work.

use std::{cell::Cell, fmt, time::Duration};

use cpu_time::ThreadTime;

use super::clock::thread_ns;

/// How a competitor does its work.
pub struct Run(Kind);

enum Kind {
    /// Does it for an N, so often; and how often fits in a span, for which N.
    Operation(Box<dyn Fn(u64, u64)>, Cell<Option<(u64, u64)>>),
    Values(Box<dyn Fn(u64) -> Vec<f64>>),
}

impl Run {
    /// An operation, which `work` does as often as it is told. It is measured what one costs the thread.
    pub fn operation(work: impl Fn(u64) + 'static) -> Self {
        Self::operations(move |_, times| work(times))
    }

    /// The same, for an N, which `work` is told before the number of times.
    pub fn operations(work: impl Fn(u64, u64) + 'static) -> Self {
        Self(Kind::Operation(Box::new(work), Cell::new(None)))
    }

    /// What measures itself, for an N (0 where there is no such number): a value for each metric of the
    /// workload.
    pub fn values(measure: impl Fn(u64) -> Vec<f64> + 'static) -> Self {
        Self(Kind::Values(Box::new(measure)))
    }

    /// Is it an operation?
    pub fn is_operation(&self) -> bool {
        matches!(self.0, Kind::Operation(..))
    }

    /// Does the operation `times` times, if it is one.
    pub fn operate(&self, times: u64) {
        if let Kind::Operation(work, _) = &self.0 {
            work(0, times);
        }
    }

    /// Measures once. Operations are done as often as fits in `span`.
    pub(crate) fn measure(&self, n: u64, span: Duration) -> Vec<f64> {
        match &self.0 {
            Kind::Operation(work, times) => {
                let known = times.get().filter(|(of, _)| *of == n);
                let (_, that_fit) = known.unwrap_or_else(|| (n, that_fit(|t| work(n, t), span)));
                times.set(Some((n, that_fit)));
                vec![thread_ns(that_fit, || work(n, that_fit))]
            }
            Kind::Values(measure) => measure(n),
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.0 {
            Kind::Operation(..) => "Operation",
            Kind::Values(_) => "Values",
        };
        f.write_str(kind)
    }
}

/// How many operations fit in `span`.
fn that_fit(work: impl Fn(u64), span: Duration) -> u64 {
    let mut times = 16;
    loop {
        let begin = ThreadTime::now();
        work(times);
        let took = begin.elapsed();
        if took * 4 > span || times == u64::MAX {
            let ratio = span.as_secs_f64() / took.as_secs_f64();
            return ((times as f64 * ratio) as u64).max(1);
        }
        times = times.saturating_mul(4);
    }
}
