//! What is known of the log so far.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{record::Record, source::Batch};

/// A batch, parsed.
#[derive(Debug)]
pub(crate) struct Parsed {
    records: Vec<Record>,
    malformed: u64,
}

impl Parsed {
    pub(crate) fn of(batch: &Batch) -> Self {
        let mut parsed = Self {
            records: Vec::new(),
            malformed: 0,
        };
        for line in batch.lines() {
            match Record::parse(line) {
                Some(record) => parsed.records.push(record),
                None => parsed.malformed += 1,
            }
        }
        parsed
    }
}

/// The sums. Batches may be added in any order.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) lines: u64,
    pub(crate) malformed: u64,
    /// As far as they can be counted: a log may say anything.
    pub(crate) bytes: u64,
    pub(crate) clients: HashSet<Box<str>>,
    pub(crate) statuses: BTreeMap<u16, u64>,
    pub(crate) paths: HashMap<Box<str>, u64>,
}

impl Summary {
    pub(crate) fn add(&mut self, parsed: Parsed) {
        self.lines += parsed.records.len() as u64 + parsed.malformed;
        self.malformed += parsed.malformed;
        for record in parsed.records {
            self.bytes = self.bytes.saturating_add(record.bytes);
            self.clients.insert(record.client);
            *self.statuses.entry(record.status).or_default() += 1;
            *self.paths.entry(record.path).or_default() += 1;
        }
    }

    /// The `n` paths that were requested most, and in the order of the alphabet where they were
    /// requested equally often.
    pub(crate) fn top(&self, n: usize) -> Vec<(&str, u64)> {
        let mut all: Vec<_> = self.paths.iter().map(|(path, n)| (&**path, *n)).collect();
        all.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        all.truncate(n);
        all
    }
}
