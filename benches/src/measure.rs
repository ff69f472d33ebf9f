//! Clocks, and competitors that take turns.

use std::{
    cell::OnceCell,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use cpu_time::ThreadTime;

use crate::{
    options::Options,
    report::{Best, Row, Value},
};

/// Measures once, for a number of waiters (0 where there is no such number): a value for each
/// [`Metric`] of the workload.
pub(crate) type Run = Box<dyn Fn(u64) -> Vec<f64>>;

/// One of those who do the same work.
pub(crate) struct Entry {
    pub(crate) peer: &'static str,
    pub(crate) run: Run,
}

/// What is looked at while the work is done; each is a row.
#[derive(Clone, Copy)]
pub(crate) struct Metric {
    /// What comes after the name of the workload.
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) best: Best,
}

impl Metric {
    pub(crate) const fn least(name: &'static str, unit: &'static str) -> Self {
        let best = Best::Least;
        Self { name, unit, best }
    }

    pub(crate) const fn most(name: &'static str, unit: &'static str) -> Self {
        let best = Best::Most;
        Self { name, unit, best }
    }
}

/// The same work for several competitors. The first of them is ours.
pub(crate) struct Workload {
    pub(crate) letter: char,
    pub(crate) name: String,
    /// The chart that has its rows, if one has.
    pub(crate) chart: Option<&'static str>,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) entries: Vec<Entry>,
    /// The numbers of waiters; empty where there is no such number.
    pub(crate) waiters: Vec<u64>,
    pub(crate) rounds: usize,
}

impl Workload {
    /// A workload that is measured once in a round, and has one metric.
    pub(crate) fn new(letter: char, name: &str, metric: Metric, entries: Vec<Entry>) -> Self {
        Self {
            letter,
            name: name.to_owned(),
            chart: None,
            metrics: vec![metric],
            entries,
            waiters: Vec::new(),
            rounds: 1,
        }
    }

    pub(crate) fn rounds(self, rounds: usize) -> Self {
        Self { rounds, ..self }
    }

    pub(crate) fn chart(self, chart: &'static str) -> Self {
        let chart = Some(chart);
        Self { chart, ..self }
    }

    pub(crate) fn metrics(self, metrics: &[Metric]) -> Self {
        let metrics = metrics.to_vec();
        Self { metrics, ..self }
    }

    pub(crate) fn waiters(self, waiters: Vec<u64>) -> Self {
        Self { waiters, ..self }
    }

    /// The names of its rows, but for the numbers of waiters.
    pub(crate) fn row_names(&self) -> impl Iterator<Item = String> {
        self.metrics.iter().map(|metric| match metric.name {
            "" => self.name.clone(),
            name => format!("{} {name}", self.name),
        })
    }

    /// Measures, and gives each row to `show` as soon as it is known.
    pub(crate) fn measure(&self, options: &Options, mut show: impl FnMut(Row)) {
        let mut growth: Vec<_> = self.entries.iter().map(|_| Growth::default()).collect();
        let points = match &self.waiters[..] {
            [] => &[0],
            waiters => waiters,
        };
        for &n in points {
            let values = self.point(n, &mut growth, options.patience);
            for (m, (metric, name)) in self.metrics.iter().zip(self.row_names()).enumerate() {
                let entries = self.entries.iter().zip(&values);
                show(Row::new(
                    self.letter,
                    name,
                    self.chart,
                    (!self.waiters.is_empty()).then_some(n),
                    metric.unit,
                    metric.best,
                    entries
                        .map(|(entry, rounds)| {
                            Value::of(entry.peer, rounds.iter().map(|v| v[m]).collect())
                        })
                        .collect(),
                ));
            }
        }
    }

    /// What each competitor has in each round; nothing for those who would take too long. Who is first
    /// in a round is last in the next one.
    fn point(&self, n: u64, growth: &mut [Growth], patience: Duration) -> Vec<Vec<Vec<f64>>> {
        let mut values = vec![Vec::new(); self.entries.len()];
        // We are not spared.
        let expected = growth.iter().enumerate();
        let patient: Vec<_> = expected
            .map(|(peer, growth)| peer == 0 || growth.expected(n) <= patience)
            .collect();
        for round in 0..self.rounds {
            for turn in 0..self.entries.len() {
                let peer = (turn + round) % self.entries.len();
                if patient[peer] {
                    let begin = ThreadTime::now();
                    values[peer].push((self.entries[peer].run)(n));
                    growth[peer].saw(n, begin.elapsed());
                }
            }
        }
        values
    }
}

/// How the processor time that a competitor takes grows with the number of waiters.
#[derive(Default)]
struct Growth {
    before: Option<(u64, Duration)>,
    last: Option<(u64, Duration)>,
}

impl Growth {
    /// Of several rounds, the shortest counts.
    fn saw(&mut self, n: u64, took: Duration) {
        match &mut self.last {
            Some((last, shortest)) if *last == n => *shortest = took.min(*shortest),
            _ => self.before = self.last.replace((n, took)),
        }
    }

    /// What `n` waiters would take, if the cost of each goes on growing as it did.
    fn expected(&self, n: u64) -> Duration {
        let each = |(n, took): (u64, Duration)| took.as_secs_f64() / in_all(n) as f64;
        let Some(last) = self.last else {
            return Duration::ZERO;
        };
        let growth = self.before.map_or(1.0, |before| each(last) / each(before));
        Duration::from_secs_f64(each(last) * growth.max(1.0) * in_all(n) as f64)
    }
}

/// With few waiters, there are several that they wait for, so that the clock is read rarely: this is
/// how many waiters there are then, all together.
pub(crate) fn in_all(n: u64) -> u64 {
    n * (10_000 / n.max(1)).max(1)
}

/// Nanoseconds of the thread's processor time for each of the `times` operations that `work` does.
pub(crate) fn thread_ns(times: u64, work: impl FnOnce()) -> f64 {
    let begin = ThreadTime::now();
    work();
    begin.elapsed().as_nanos() as f64 / times as f64
}

/// Measures what one operation costs one thread. `work` does as many as it is told, and it is told as
/// many as fit in `span`.
pub(crate) fn per_operation(work: impl Fn(u64) + 'static, span: Duration) -> Run {
    let times = OnceCell::new();
    Box::new(move |_| {
        let times = *times.get_or_init(|| {
            let mut times = 16;
            loop {
                let begin = ThreadTime::now();
                work(times);
                let took = begin.elapsed();
                if took * 4 > span {
                    let ratio = span.as_secs_f64() / took.as_secs_f64();
                    break ((times as f64 * ratio) as u64).max(1);
                }
                times *= 4;
            }
        });
        vec![thread_ns(times, || work(times))]
    })
}

/// The output of a future that need not wait.
#[inline(always)]
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it would wait"),
    }
}
