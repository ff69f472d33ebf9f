//! Messages whose clones and drops are counted, and call back.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

type Hook = Arc<dyn Fn() + Send + Sync>;

/// What messages have in common.
#[derive(Clone, Default)]
pub(super) struct Kind {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    alive: AtomicUsize,
    clones: AtomicUsize,
    on_clone: Mutex<Option<Hook>>,
    on_drop: Mutex<Option<Hook>>,
}

impl Kind {
    pub(super) fn message(&self, n: u32) -> Message {
        self.shared.alive.fetch_add(1, SeqCst);
        Message {
            n,
            kind: self.clone(),
        }
    }

    pub(super) fn alive(&self) -> usize {
        self.shared.alive.load(SeqCst)
    }

    pub(super) fn clones(&self) -> usize {
        self.shared.clones.load(SeqCst)
    }

    /// Calls `f` when a message is cloned.
    pub(super) fn on_clone(&self, f: impl Fn() + Send + Sync + 'static) {
        *self.shared.on_clone.lock().unwrap() = Some(Arc::new(f));
    }

    /// Calls `f` when a message is dropped.
    pub(super) fn on_drop(&self, f: impl Fn() + Send + Sync + 'static) {
        *self.shared.on_drop.lock().unwrap() = Some(Arc::new(f));
    }

    /// Calls nobody any more.
    pub(super) fn disarm(&self) {
        for hook in [&self.shared.on_clone, &self.shared.on_drop] {
            drop(hook.lock().unwrap().take());
        }
    }
}

fn call(hook: &Mutex<Option<Hook>>) {
    let hook = hook.lock().unwrap().clone();
    if let Some(hook) = hook {
        hook();
    }
}

pub(super) struct Message {
    pub(super) n: u32,
    kind: Kind,
}

impl Clone for Message {
    fn clone(&self) -> Self {
        call(&self.kind.shared.on_clone);
        self.kind.shared.clones.fetch_add(1, SeqCst);
        self.kind.message(self.n)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.kind.shared.alive.fetch_sub(1, SeqCst);
        call(&self.kind.shared.on_drop);
    }
}
