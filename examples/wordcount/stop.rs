//! Ctrl-C: an event that happens once, and that many wait for.

use mea::{condvar::Condvar, mutex::Mutex};

#[derive(Debug, Default)]
pub(crate) struct Stop {
    requested: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    /// Lets everybody know.
    pub(crate) async fn request(&self) {
        *self.requested.lock().await = true;
        self.changed.notify_all();
    }

    /// Whether it was requested.
    pub(crate) async fn is_requested(&self) -> bool {
        *self.requested.lock().await
    }

    /// Waits until it is requested; not at all if it was.
    pub(crate) async fn requested(&self) {
        let requested = self.requested.lock().await;
        let wait = self.changed.wait_while(requested, |requested| !*requested);
        drop(wait.await);
    }
}
