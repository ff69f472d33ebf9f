//! The keys of a shard, some of which expire. It is what a lock protects, and knows of no lock.

use std::{
    collections::{BTreeSet, HashMap},
    mem,
    time::Instant,
};

use super::{Key, Value};

/// Keys with their values.
///
/// A key whose time is over is not there any more, as far as anybody can see. It is removed by the first
/// who looks for it, or by a sweep.
#[derive(Debug)]
pub(crate) struct Keyspace {
    entries: HashMap<Key, Entry>,
    /// When which keys expire: those whose entries have a deadline, and no others.
    deadlines: BTreeSet<(Instant, Key)>,
    /// The time, for whoever has the lock.
    now: Instant,
    /// Keys that were removed because their time is over, and of which nobody was told yet.
    expired: Vec<Key>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) value: Value,
    pub(crate) deadline: Option<Instant>,
}

impl Default for Keyspace {
    fn default() -> Self {
        Self {
            entries: HashMap::new(),
            deadlines: BTreeSet::new(),
            now: Instant::now(),
            expired: Vec::new(),
        }
    }
}

impl Keyspace {
    /// From here on it is `now`.
    pub(crate) fn look_at(&mut self, now: Instant) {
        self.now = now;
    }

    pub(crate) fn now(&self) -> Instant {
        self.now
    }

    /// The value.
    pub(crate) fn get(&mut self, key: &[u8]) -> Option<&mut Value> {
        self.entry(key).map(|entry| &mut entry.value)
    }

    /// When the key expires, if it is there.
    pub(crate) fn deadline(&mut self, key: &[u8]) -> Option<Option<Instant>> {
        self.entry(key).map(|entry| entry.deadline)
    }

    fn entry(&mut self, key: &[u8]) -> Option<&mut Entry> {
        self.forget_if_over(key);
        self.entries.get_mut(key)
    }

    fn forget_if_over(&mut self, key: &[u8]) {
        // Where no deadline is over, there is nothing to look up.
        let first = self.deadlines.first();
        if first.is_none_or(|(deadline, _)| *deadline > self.now) {
            return;
        }
        let deadline = self.entries.get(key).and_then(|entry| entry.deadline);
        if deadline.is_some_and(|deadline| deadline <= self.now) {
            self.expire(key);
        }
    }

    /// Sets the key, whether or not it is there.
    pub(crate) fn set(&mut self, key: &[u8], value: Value, deadline: Option<Instant>) {
        if let Some(entry) = self.entry(key) {
            let old = mem::replace(&mut entry.deadline, deadline);
            entry.value = value;
            if old != deadline {
                self.note(key, old, deadline);
            }
            return;
        }
        let key = Key::from(key);
        if let Some(deadline) = deadline {
            self.deadlines.insert((deadline, key.clone()));
        }
        self.entries.insert(key, Entry { value, deadline });
    }

    /// Changes when the key expires. Returns whether it is there.
    pub(crate) fn set_deadline(&mut self, key: &[u8], deadline: Option<Instant>) -> bool {
        let Some(entry) = self.entry(key) else {
            return false;
        };
        let old = mem::replace(&mut entry.deadline, deadline);
        self.note(key, old, deadline);
        true
    }

    /// Writes down that the deadline of the key, which is there, is a new one.
    fn note(&mut self, key: &[u8], old: Option<Instant>, new: Option<Instant>) {
        let (key, _) = self.entries.get_key_value(key).expect("it is there");
        if let Some(old) = old {
            self.deadlines.remove(&(old, key.clone()));
        }
        if let Some(new) = new {
            self.deadlines.insert((new, key.clone()));
        }
    }

    /// Removes the key. Returns what it was, if it was there.
    pub(crate) fn remove(&mut self, key: &[u8]) -> Option<Value> {
        self.forget_if_over(key);
        self.take(key).map(|(_, entry)| entry.value)
    }

    fn take(&mut self, key: &[u8]) -> Option<(Key, Entry)> {
        let (key, entry) = self.entries.remove_entry(key)?;
        if let Some(deadline) = entry.deadline {
            self.deadlines.remove(&(deadline, key.clone()));
        }
        Some((key, entry))
    }

    fn expire(&mut self, key: &[u8]) {
        let expired = self.take(key).map(|(key, _)| key);
        self.expired.extend(expired);
    }

    /// Removes keys whose time is over, at most so many. Returns how many there were.
    pub(crate) fn remove_expired(&mut self, limit: usize) -> usize {
        for removed in 0..limit {
            match self.deadlines.first() {
                Some((deadline, key)) if *deadline <= self.now => {
                    let key = key.clone();
                    self.expire(&key);
                }
                _ => return removed,
            }
        }
        limit
    }

    /// Whether keys have been removed because their time is over, since the last `take_expired`.
    pub(crate) fn has_expired(&self) -> bool {
        !self.expired.is_empty()
    }

    pub(crate) fn take_expired(&mut self) -> Vec<Key> {
        mem::take(&mut self.expired)
    }

    /// How many keys are there, and how many of them expire.
    pub(crate) fn len(&mut self) -> (usize, usize) {
        self.remove_expired(usize::MAX);
        (self.entries.len(), self.deadlines.len())
    }

    /// Removes all keys. Returns what they were, for somebody to drop who does not hold the lock.
    pub(crate) fn clear(&mut self) -> HashMap<Key, Entry> {
        self.deadlines.clear();
        mem::take(&mut self.entries)
    }
}
