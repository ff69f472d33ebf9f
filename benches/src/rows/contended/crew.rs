//! Those who want a lock all the time, and what they do with it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use cpu_time::ProcessTime;

use super::executors::Executor;
use crate::peers::acquire::Acquire;

/// How long they work, and whether they look at the clock.
#[derive(Clone, Copy)]
pub(crate) struct Duty {
    pub(crate) time: Duration,
    pub(crate) clocked: bool,
}

/// What they share. Changed by loads and stores that a lock has to keep apart; so if it does not, that
/// is seen.
struct Crew {
    duty: Duty,
    is_over: AtomicBool,
    is_inside: AtomicBool,
    inside: AtomicU64,
    total: AtomicU64,
    again: AtomicU64,
}

impl Crew {
    /// With the lock for oneself.
    fn alone(&self) {
        assert!(!self.is_inside.load(Relaxed), "two have it");
        self.is_inside.store(true, Relaxed);
        let total = self.total.load(Relaxed) + 1;
        self.total.store(total, Relaxed);
        self.again.store(total, Relaxed);
        self.is_inside.store(false, Relaxed);
    }

    /// With nobody who writes.
    fn read(&self) {
        let total = self.total.load(Relaxed);
        assert_eq!(self.again.load(Relaxed), total, "a writer has it, too");
    }

    /// With at most so many. Only if the clock is looked at: it takes locked instructions.
    fn one_of(&self, permits: u64) {
        if self.duty.clocked {
            assert!(self.inside.fetch_add(1, Relaxed) < permits, "too many");
            self.inside.fetch_sub(1, Relaxed);
        }
    }

    fn goes_on(&self) -> bool {
        !self.is_over.load(Relaxed)
    }
}

/// What one of them had.
pub(crate) struct Turns {
    clocked: bool,
    count: u64,
    /// Those in which nobody else may have been inside.
    alone: u64,
    worst: Duration,
}

impl Turns {
    /// Acquires, and remembers how long it took. Now and then a task lets others run before, as most
    /// tasks do: one that is never in anybody's way would keep its worker, and the others, who are in no
    /// line, would have no turn.
    async fn next<G>(&mut self, acquire: impl Future<Output = G>) -> G {
        tokio::task::coop::consume_budget().await;
        let begin = self.clocked.then(Instant::now);
        let guard = acquire.await;
        if let Some(begin) = begin {
            self.worst = self.worst.max(begin.elapsed());
        }
        self.count += 1;
        guard
    }
}

/// What all of them had.
pub(crate) struct Results {
    turns: Vec<Turns>,
    wall: Duration,
    processor: Duration,
}

impl Results {
    fn count(&self) -> f64 {
        self.turns.iter().map(|turns| turns.count).sum::<u64>() as f64
    }

    /// Millions of turns in a second.
    pub(crate) fn mops(&self) -> f64 {
        self.count() / self.wall.as_secs_f64() / 1e6
    }

    /// Nanoseconds of processor time for a turn.
    pub(crate) fn processor_ns(&self) -> f64 {
        self.processor.as_nanos() as f64 / self.count()
    }

    /// How many turns the luckiest had for each of the least lucky.
    pub(crate) fn imbalance(&self) -> f64 {
        let counts = || self.turns.iter().map(|turns| turns.count);
        counts().max().unwrap_or(0) as f64 / counts().min().unwrap_or(0).max(1) as f64
    }

    /// The longest wait, in microseconds.
    pub(crate) fn worst_us(&self) -> f64 {
        let worst = self.turns.iter().map(|turns| turns.worst).max();
        worst.unwrap_or_default().as_nanos() as f64 / 1e3
    }
}

/// Has all of `E`'s workers do `work`, until the time is over.
fn run<E: Executor, A: Acquire, F: Future<Output = Turns> + Send + 'static>(
    duty: Duty,
    permits: usize,
    work: impl Fn(Arc<A::Source>, Arc<Crew>, Turns) -> F,
) -> Results {
    let source = Arc::new(A::new(permits));
    let crew = Arc::new(Crew {
        duty,
        is_over: AtomicBool::new(false),
        is_inside: AtomicBool::new(false),
        inside: AtomicU64::new(0),
        total: AtomicU64::new(0),
        again: AtomicU64::new(0),
    });
    let nothing = || Turns {
        clocked: duty.clocked,
        count: 0,
        alone: 0,
        worst: Duration::ZERO,
    };
    let workers = (0..E::WORKERS).map(|_| work(source.clone(), crew.clone(), nothing()));
    let (begin, processor) = (Instant::now(), ProcessTime::now());
    let turns = E::run(workers.collect(), || {
        std::thread::sleep(duty.time);
        crew.is_over.store(true, Relaxed);
    });
    let results = Results {
        turns,
        wall: begin.elapsed(),
        processor: processor.elapsed(),
    };
    let alone: u64 = results.turns.iter().map(|turns| turns.alone).sum();
    assert_eq!(
        crew.total.load(Relaxed),
        alone,
        "turns got lost: two had it"
    );
    results
}

/// A mutex.
pub(crate) fn exclusive<E: Executor, A: Acquire>(duty: Duty) -> Results {
    run::<E, A, _>(duty, 1, |source, crew, mut turns| async move {
        while crew.goes_on() {
            let guard = turns.next(A::acquire(&source)).await;
            crew.alone();
            turns.alone += 1;
            drop(guard);
        }
        turns
    })
}

/// A semaphore with four permits.
pub(crate) fn four<E: Executor, A: Acquire>(duty: Duty) -> Results {
    run::<E, A, _>(duty, 4, |source, crew, mut turns| async move {
        while crew.goes_on() {
            let permit = turns.next(A::acquire(&source)).await;
            crew.one_of(4);
            drop(permit);
        }
        turns
    })
}

/// A rwlock; each tenth turn is that of a writer.
pub(crate) fn mostly_read<E: Executor, R: Acquire<Source = W::Source>, W: Acquire>(
    duty: Duty,
) -> Results {
    run::<E, W, _>(duty, 1, |source, crew, mut turns| async move {
        while crew.goes_on() {
            if turns.count % 10 == 0 {
                let guard = turns.next(W::acquire(&source)).await;
                crew.alone();
                turns.alone += 1;
                drop(guard);
            } else {
                let guard = turns.next(R::acquire(&source)).await;
                crew.read();
                drop(guard);
            }
        }
        turns
    })
}
