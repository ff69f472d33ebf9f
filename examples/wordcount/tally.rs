//! What all files have together: the tables that the jobs share. A job comes here once, with the
//! result of a whole file, so the locks are taken per file and not per word.

use std::{
    collections::HashMap,
    io,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use mea::shared;

use crate::{
    count::{Counter, Counts},
    vocabulary::Frequencies,
};

#[shared]
#[derive(Debug, Default)]
pub(crate) struct Tally {
    #[lock(mutex)]
    sums: Totals,
    /// Most words of a file are in the table already, and counting them needs no more than to read
    /// it: jobs do that side by side. Only new words are written.
    #[lock(rwlock)]
    words: HashMap<Box<str>, AtomicU64>,
}

/// The sums, and how many files ended in which way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) counts: Counts,
    /// Files that are through, however they ended.
    pub(crate) done: u64,
    pub(crate) whole: u64,
    /// Files that were counted up to the stop.
    pub(crate) partial: u64,
    pub(crate) binary: u64,
    /// Files, and directories that cannot be listed.
    pub(crate) unreadable: u64,
    /// The first of them by name, and why.
    pub(crate) first_unreadable: Option<(PathBuf, String)>,
    pub(crate) excluded: u64,
}

/// How a file ended.
#[derive(Debug)]
pub(crate) enum End {
    Whole(Counter),
    Partial(Counter),
    Binary,
    Unreadable(PathBuf, io::Error),
    /// It was stopped before it was known to be a text.
    NotCounted,
}

impl Tally {
    /// Adds one file.
    pub(crate) async fn add(&self, end: End) {
        let (counter, is_whole) = match end {
            End::Whole(counter) => (counter, true),
            End::Partial(counter) => (counter, false),
            End::Binary => {
                let count = |totals: &mut Totals| totals.binary += 1;
                return self.done(count).await;
            }
            End::Unreadable(path, error) => {
                self.unreadable(path, error).await;
                return self.done(|_| {}).await;
            }
            End::NotCounted => return,
        };
        let (counts, frequencies) = counter.into_counts();
        self.add_words(frequencies).await;
        self.done(|totals| {
            totals.counts += counts;
            if is_whole {
                totals.whole += 1;
            } else {
                totals.partial += 1;
            }
        })
        .await;
    }

    async fn done(&self, update: impl FnOnce(&mut Totals)) {
        self.sums()
            .with(|totals| {
                totals.done += 1;
                update(totals);
            })
            .await;
    }

    async fn add_words(&self, frequencies: Frequencies) {
        let mut new = Vec::new();
        let known = self.words().read().await;
        for (word, n) in frequencies {
            match known.get(&word) {
                // Relaxed: it is read after the jobs have ended.
                Some(sum) => drop(sum.fetch_add(n, Relaxed)),
                None => new.push((word, n)),
            }
        }
        drop(known);
        if new.is_empty() {
            return;
        }
        let mut known = self.words().write().await;
        for (word, n) in new {
            // Another job may have brought it since.
            *known.entry(word).or_default().get_mut() += n;
        }
    }

    /// Adds something that cannot be read.
    pub(crate) async fn unreadable(&self, path: PathBuf, error: io::Error) {
        self.sums()
            .with(|totals| {
                totals.unreadable += 1;
                let first = totals.first_unreadable.as_ref();
                if first.is_none_or(|(first, _)| path < *first) {
                    totals.first_unreadable = Some((path, error.to_string()));
                }
            })
            .await;
    }

    /// Adds files or directories that are excluded by name.
    pub(crate) async fn excluded(&self, n: u64) {
        if n > 0 {
            self.sums().lock().await.excluded += n;
        }
    }

    /// The sums so far.
    pub(crate) async fn totals(&self) -> Totals {
        self.sums().lock().await.clone()
    }

    /// The `n` most frequent words, and in the order of the alphabet where they are equally
    /// frequent; and how many words there are.
    pub(crate) async fn top(&self, n: usize) -> (Vec<(String, u64)>, usize) {
        let words = self.words().read().await;
        let mut all: Vec<_> = words
            .iter()
            .map(|(word, sum)| (word, sum.load(Relaxed)))
            .collect();
        all.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        let top = all.iter().take(n);
        let top = top.map(|(word, sum)| (word.to_string(), *sum)).collect();
        (top, all.len())
    }
}
