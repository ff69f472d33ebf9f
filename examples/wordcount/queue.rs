//! The files that were found and not begun yet, in a queue that is bounded: a walk that is faster
//! than the counting waits.

use std::{collections::VecDeque, path::PathBuf};

use mea::{cancel_safe, condvar::Condvar, mutex::Mutex};

/// How many paths wait at the most.
const ROOM: usize = 64 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Queue {
    state: Mutex<State>,
    /// Notified when a path comes, and at the end.
    filled: Condvar,
    /// Notified when a path goes, and at the end.
    emptied: Condvar,
}

#[derive(Debug, Default)]
struct State {
    paths: VecDeque<PathBuf>,
    /// How many have come so far.
    found: u64,
    ended: bool,
}

impl Queue {
    /// Waits for room, and adds `path`; `false`, and nothing is added, if the queue has ended.
    pub(crate) async fn push(&self, path: PathBuf) -> bool {
        let state = self.state.lock().await;
        let is_full = |state: &mut State| state.paths.len() >= ROOM && !state.ended;
        let mut state = self.emptied.wait_while(state, is_full).await;
        if state.ended {
            return false;
        }
        state.paths.push_back(path);
        state.found += 1;
        drop(state);
        self.filled.notify_one();
        true
    }

    /// Waits for a path; `None` when the queue has ended and is empty.
    ///
    /// `trust`: there are two awaits, and it takes the path after the second one.
    #[cancel_safe(trust)]
    pub(crate) async fn pop(&self) -> Option<PathBuf> {
        let state = self.state.lock().await;
        let is_empty = |state: &mut State| state.paths.is_empty() && !state.ended;
        let mut state = self.filled.wait_while(state, is_empty).await;
        let path = state.paths.pop_front();
        drop(state);
        self.emptied.notify_one();
        path
    }

    /// Takes no more paths. Those that are in the queue can still be taken out.
    pub(crate) async fn end(&self) {
        self.state.with(|state| state.ended = true).await;
        self.filled.notify_all();
        self.emptied.notify_all();
    }

    /// Ends the queue and throws away what is in it.
    pub(crate) async fn abandon(&self) {
        self.state.with(|state| state.paths.clear()).await;
        self.end().await;
    }

    /// How many paths have come so far.
    pub(crate) async fn found(&self) -> u64 {
        self.state.with(|state| state.found).await
    }
}
