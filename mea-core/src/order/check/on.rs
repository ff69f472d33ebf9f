//! The check, turned on: records in one table, under the identity of the task.
//!
//! No user code runs under the lock of the table: wakers are cloned before and dropped after it, and
//! levels say what comes before them outside of it.

use alloc::{sync::Arc, task::Wake, vec::Vec};
use core::{
    any::{TypeId, type_name},
    fmt,
    panic::Location,
    pin::Pin,
    task::{Context, Waker},
};

use super::table::{Held, Names, Table, Task};
use crate::{
    order::{Level, Place},
    sync::{GlobalLock, Lock, with_path},
};

static TABLE: GlobalLock<Table> = GlobalLock::new(Table::new());

/// Where a lock is asked for, and whether the check was told.
#[derive(Debug)]
pub(crate) struct Site {
    location: &'static Location<'static>,
    entered: bool,
}

impl Site {
    #[track_caller]
    pub(crate) fn here() -> Self {
        Self {
            location: Location::caller(),
            entered: false,
        }
    }

    /// The task of `waker` is about to wait for a lock of level `L`; counts once.
    ///
    /// # Panics
    ///
    /// If it holds a lock that comes after `L`.
    pub(crate) fn enter<L: Level>(&mut self, waker: &Waker) {
        if core::mem::replace(&mut self.entered, true) {
            return;
        }
        let Some(task) = Task::of(waker) else {
            return;
        };
        let path = with_path(|path| path.clone());
        let violation = TABLE.lock().violation(task, &path, TypeId::of::<L>());
        if let Some((held, since)) = violation {
            report(names::<L>(), self.location, held, since);
        }
    }

    /// The task of `waker` has a lock of level `L`.
    pub(crate) fn hold<L: Level>(&self, waker: &Waker) -> Record {
        let Some(task) = Task::of(waker) else {
            return Record::none();
        };
        learn(Place::of::<L>());
        let (waker, path) = (waker.clone(), with_path(|path| path.clone()));
        let mut table = TABLE.lock();
        let serial = table.serial();
        let held = Held {
            serial,
            level: TypeId::of::<L>(),
            names: names::<L>(),
            since: self.location,
            path,
            task: waker,
        };
        table.insert(task, held);
        Record(Some((task, serial)))
    }
}

/// Whether anything is kept of the task of `waker`.
#[cfg(test)]
pub(super) fn remembers(waker: &Waker) -> bool {
    Task::of(waker).is_some_and(|task| TABLE.lock().remembers(task))
}

/// That a task holds a lock.
#[derive(Debug)]
pub(crate) struct Record(Option<(Task, u64)>);

impl Record {
    pub(crate) fn none() -> Self {
        Self(None)
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if let Some((task, serial)) = self.0.take() {
            let removed = TABLE.lock().remove(task, serial);
            drop(removed);
        }
    }
}

fn names<L: Level>() -> Names {
    Names {
        lock: L::LOCK,
        owner: L::OWNER,
        level: type_name::<L>(),
    }
}

/// Takes `place`, and all that comes before it, into the table.
fn learn(place: Place) {
    let mut open = Vec::from([place]);
    while let Some(place) = open.pop() {
        if TABLE.lock().knows(place.id) {
            continue;
        }
        let mut before = Vec::new();
        (place.after)(&mut |place| before.push(place));
        let ids = before.iter().map(|place| place.id);
        TABLE.lock().learn(place.id, ids);
        open.append(&mut before);
    }
}

/// Takes into the table that `P` comes before `K`: the compiler has seen it.
pub(in crate::order) fn declare<P: Level, K: Level>() {
    let (before, after) = (Place::of::<P>(), Place::of::<K>());
    if TABLE.lock().knows_pair(before.id, after.id) {
        return;
    }
    learn(before);
    learn(after);
    TABLE.lock().learn(after.id, [before.id]);
}

#[cold]
fn report(
    wanted: Names,
    here: &'static Location<'static>,
    held: Names,
    since: &'static Location<'static>,
) -> ! {
    panic!(
        "lock order violation: `{}` of `{}` is locked at {here} while `{}` of `{}` is held, locked at \
         {since}\n  `{}` comes before `{}` in the declared lock order: lock it first, drop the other \
         guard before, or lock both at once with `.locks()`",
        wanted.lock, wanted.owner, held.lock, held.owner, wanted.level, held.level,
    );
}

/// Polls one of several futures that a block polls side by side: what it holds is not taken as held
/// by the others, nor by who polls them.
pub(crate) fn side<F: ?Sized, R>(future: Pin<&mut F>, poll: impl FnOnce(Pin<&mut F>) -> R) -> R {
    struct Leave;

    impl Drop for Leave {
        fn drop(&mut self) {
            with_path(Vec::pop);
        }
    }

    // It is pinned, so its address tells it from the others for as long as it lives.
    let address = core::ptr::from_ref::<F>(&future).cast::<()>() as usize;
    with_path(|path| path.push(address));
    let _leave = Leave;
    poll(future)
}

/// A branch within a task: polls with a waker of its own, whose identity is that of the branch.
pub(in crate::order) struct Mark(Option<(Arc<Relay>, Waker)>);

impl Mark {
    pub(in crate::order) fn new() -> Self {
        Self(None)
    }

    pub(in crate::order) fn poll<R>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> R,
    ) -> R {
        let (relay, waker) = self.0.get_or_insert_with(|| {
            let relay = Arc::new(Relay(Lock::new(None)));
            (relay.clone(), Waker::from(relay))
        });
        relay.register(cx.waker());
        if let Some(branch) = Task::of(waker) {
            TABLE.lock().begin_branch(branch, Task::of(cx.waker()));
        }
        poll(&mut Context::from_waker(waker))
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if let Some(branch) = self.0.as_ref().and_then(|(_, waker)| Task::of(waker)) {
            TABLE.lock().end_branch(branch);
        }
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mark").finish_non_exhaustive()
    }
}

/// The waker of a branch: passes a wake-up on to the task. After one, it has nobody to wake until the
/// branch is polled again, as the task will.
struct Relay(Lock<Option<Waker>>);

impl Relay {
    fn register(&self, waker: &Waker) {
        let same = self.0.lock().as_ref().is_some_and(|w| w.will_wake(waker));
        if !same {
            let waker = waker.clone();
            let old = self.0.lock().replace(waker);
            drop(old);
        }
    }
}

impl Wake for Relay {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let waker = self.0.lock().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}
