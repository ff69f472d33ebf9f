//! Values that are counted while they live, and tell where they come from.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

/// Makes them, and knows how many live.
#[derive(Clone, Default)]
pub(crate) struct Source(Arc<AtomicUsize>);

/// The `n`-th of the task `from`.
pub(crate) struct Counted {
    pub(crate) from: usize,
    pub(crate) n: usize,
    source: Source,
}

impl Source {
    pub(crate) fn make(&self, from: usize, n: usize) -> Counted {
        self.0.fetch_add(1, SeqCst);
        let source = self.clone();
        Counted { from, n, source }
    }

    /// The law: all that were made are gone.
    #[track_caller]
    pub(crate) fn assert_all_gone(&self) {
        assert_eq!(self.0.load(SeqCst), 0, "values that nobody has dropped");
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.source.make(self.from, self.n)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.source.0.fetch_sub(1, SeqCst);
    }
}

/// What has come of each task so far: always the next one, or a later one where some may be left out.
pub(crate) struct Order(Vec<usize>);

impl Order {
    pub(crate) fn of(tasks: usize) -> Self {
        Self(vec![0; tasks])
    }

    /// The next one has come; nothing was left out.
    #[track_caller]
    pub(crate) fn next(&mut self, value: &Counted) {
        assert_eq!(value.n, self.0[value.from], "of {}", value.from);
        self.0[value.from] += 1;
    }

    /// One has come that is not older than those before.
    #[track_caller]
    pub(crate) fn later(&mut self, value: &Counted) {
        assert!(value.n >= self.0[value.from], "of {}", value.from);
        self.0[value.from] = value.n + 1;
    }

    pub(crate) fn total(&self) -> usize {
        self.0.iter().sum()
    }
}
