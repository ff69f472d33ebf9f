//! A waker that calls back when it is cloned, woken or dropped. `std::task::Wake` cannot see clones
//! and drops, so this one is written by hand.
#![allow(unsafe_code)]

use std::{
    mem::ManuallyDrop,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{RawWaker, RawWakerVTable, Waker},
};

type Hook = Arc<dyn Fn() + Send + Sync>;

/// The hooks of a waker; all wakers made of it share them. A hook may be set and taken away while
/// wakers are around; it is called with none of the locks of this module held.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    clone: Event,
    wake: Event,
    drop: Event,
}

#[derive(Default)]
struct Event {
    hook: Mutex<Option<Hook>>,
    count: AtomicUsize,
}

impl Event {
    fn set(&self, hook: Option<Hook>) {
        *self.hook.lock().unwrap() = hook;
    }

    fn fire(&self) {
        self.count.fetch_add(1, SeqCst);
        let hook = self.hook.lock().unwrap().clone();
        if let Some(hook) = hook {
            hook();
        }
    }
}

impl Hooks {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn on_clone(self, f: impl Fn() + Send + Sync + 'static) -> Self {
        self.shared.clone.set(Some(Arc::new(f)));
        self
    }

    pub(crate) fn on_wake(self, f: impl Fn() + Send + Sync + 'static) -> Self {
        self.shared.wake.set(Some(Arc::new(f)));
        self
    }

    pub(crate) fn on_drop(self, f: impl Fn() + Send + Sync + 'static) -> Self {
        self.shared.drop.set(Some(Arc::new(f)));
        self
    }

    /// Takes all hooks away.
    pub(crate) fn disarm(&self) {
        for event in [&self.shared.clone, &self.shared.wake, &self.shared.drop] {
            event.set(None);
        }
    }

    /// Calls `f` with a waker of these hooks; they see what is cloned from it, not its own end.
    pub(crate) fn with<R>(&self, f: impl FnOnce(&Waker) -> R) -> R {
        // SAFETY: the data is one count of an `Arc<Shared>`, as `VTABLE` wants it.
        let waker = unsafe { Waker::new(into_data(self.shared.clone()), &VTABLE) };
        // Not dropped as a waker: that would be the end of a clone to the hooks.
        let waker = Quiet(ManuallyDrop::new(waker));
        f(&waker.0)
    }

    pub(crate) fn wakes(&self) -> usize {
        self.shared.wake.count.load(SeqCst)
    }

    pub(crate) fn drops(&self) -> usize {
        self.shared.drop.count.load(SeqCst)
    }

    /// How many wakers of it somebody has kept.
    pub(crate) fn kept(&self) -> usize {
        Arc::strong_count(&self.shared) - 1
    }
}

/// Ends a waker without calling its hook.
struct Quiet(ManuallyDrop<Waker>);

impl Drop for Quiet {
    fn drop(&mut self) {
        // SAFETY: the waker was made of one count, and is not dropped otherwise.
        drop(unsafe { from_data(self.0.data()) });
    }
}

/// The functions of the waker. Each has one count of the `Arc<Shared>` in `data`; `clone` makes one
/// more, `wake` and `drop` give one up, also when the hook panics.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_waker);

fn into_data(shared: Arc<Shared>) -> *const () {
    Arc::into_raw(shared).cast()
}

/// # Safety
///
/// `data` is of [`into_data`], and its count is given up here.
unsafe fn from_data(data: *const ()) -> Arc<Shared> {
    // SAFETY: the caller's promise.
    unsafe { Arc::from_raw(data.cast()) }
}

/// # Safety
///
/// As [`VTABLE`] says; so for all four.
unsafe fn clone(data: *const ()) -> RawWaker {
    // SAFETY: the count stays the caller's.
    let shared = ManuallyDrop::new(unsafe { from_data(data) });
    shared.clone.fire();
    RawWaker::new(into_data(Arc::clone(&shared)), &VTABLE)
}

unsafe fn wake(data: *const ()) {
    // SAFETY: the count is ours.
    unsafe { from_data(data) }.wake.fire();
}

unsafe fn wake_by_ref(data: *const ()) {
    // SAFETY: the count stays the caller's.
    ManuallyDrop::new(unsafe { from_data(data) }).wake.fire();
}

unsafe fn drop_waker(data: *const ()) {
    // SAFETY: the count is ours.
    unsafe { from_data(data) }.drop.fire();
}
