//! Who holds what, since where, and which level comes before which. Plain data: no waker is cloned,
//! woken or dropped here, so that the table can be behind an internal lock.
//!
//! Who waits while holding is looked for in the task itself and in those it is a branch of; a
//! violation is a level that is held there and that the wanted one is declared to come before.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::{
    any::TypeId,
    panic::Location,
    task::{RawWakerVTable, Waker},
};

/// Who is polled: the identity of a waker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Task {
    data: usize,
    vtable: usize,
}

impl Task {
    /// `None` for a waker that may be anybody's: one without data.
    pub(super) fn of(waker: &Waker) -> Option<Self> {
        let data = waker.data() as usize;
        let vtable = core::ptr::from_ref::<RawWakerVTable>(waker.vtable()) as usize;
        (data != 0).then_some(Self { data, vtable })
    }
}

/// What messages say about a level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    pub(super) lock: &'static str,
    pub(super) owner: &'static str,
    pub(super) level: &'static str,
}

/// A lock that a task holds.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) serial: u64,
    pub(super) level: TypeId,
    pub(super) names: Names,
    pub(super) since: &'static Location<'static>,
    /// Which of the futures that the task polls side by side it was that locked it.
    pub(super) path: Vec<usize>,
    /// Keeps the address of the waker, which is the identity of the task, from being given to another
    /// one as long as the record is there.
    #[allow(dead_code)] // kept, not read
    pub(super) task: Waker,
}

#[derive(Debug)]
pub(super) struct Table {
    /// The levels that are known, each with some that come before it.
    order: BTreeMap<TypeId, BTreeSet<TypeId>>,
    held: BTreeMap<Task, Vec<Held>>,
    /// The task that each branch is polled by.
    branches: BTreeMap<Task, Task>,
    /// The next record.
    serial: u64,
}

impl Table {
    pub(super) const fn new() -> Self {
        Self {
            order: BTreeMap::new(),
            held: BTreeMap::new(),
            branches: BTreeMap::new(),
            serial: 0,
        }
    }

    pub(super) fn knows(&self, level: TypeId) -> bool {
        self.order.contains_key(&level)
    }

    /// Notes `level`, and that those of `before` come before it.
    pub(super) fn learn(&mut self, level: TypeId, before: impl IntoIterator<Item = TypeId>) {
        self.order.entry(level).or_default().extend(before);
    }

    pub(super) fn knows_pair(&self, before: TypeId, after: TypeId) -> bool {
        self.order
            .get(&after)
            .is_some_and(|those| those.contains(&before))
    }

    /// Whether `early` is declared to come before `late`.
    fn comes_before(&self, early: TypeId, late: TypeId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = Vec::from([late]);
        while let Some(level) = open.pop() {
            let before = self.order.get(&level).into_iter().flatten();
            for level in before.copied().filter(|level| seen.insert(*level)) {
                if level == early {
                    return true;
                }
                open.push(level);
            }
        }
        false
    }

    /// A lock that `task` holds although it comes after `wanted`, which it waits for in the future at
    /// `path`. One that was locked in a future beside that one is not held there.
    pub(super) fn violation(
        &self,
        task: Task,
        path: &[usize],
        wanted: TypeId,
    ) -> Option<(Names, &'static Location<'static>)> {
        let mut task = Some(task);
        while let Some(id) = task {
            let held = self.held.get(&id).into_iter().flatten();
            for held in held.filter(|held| path.starts_with(&held.path)) {
                if self.comes_before(wanted, held.level) {
                    return Some((held.names, held.since));
                }
            }
            task = self.branches.get(&id).copied();
        }
        None
    }

    /// The number of a new record.
    pub(super) fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    pub(super) fn insert(&mut self, task: Task, held: Held) {
        self.held.entry(task).or_default().push(held);
    }

    /// The record, which has a waker to be dropped outside of the lock.
    pub(super) fn remove(&mut self, task: Task, serial: u64) -> Option<Held> {
        let held = self.held.get_mut(&task)?;
        let at = held.iter().rposition(|held| held.serial == serial)?;
        let record = held.remove(at);
        if held.is_empty() {
            self.held.remove(&task);
        }
        Some(record)
    }

    pub(super) fn begin_branch(&mut self, branch: Task, of: Option<Task>) {
        match of {
            Some(of) => self.branches.insert(branch, of),
            None => self.branches.remove(&branch),
        };
    }

    pub(super) fn end_branch(&mut self, branch: Task) {
        self.branches.remove(&branch);
    }

    /// Whether anything is kept of `task`.
    #[cfg(test)]
    pub(super) fn remembers(&self, task: Task) -> bool {
        self.held.contains_key(&task) || self.branches.contains_key(&task)
    }
}
