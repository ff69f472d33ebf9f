//! `select!`, `select_loop!`, `join!`, `try_join!` and `race!`: what they wait for, in which order,
//! what they drop and when, and that programs of their peers run unchanged.

mod fairness;
mod futures_forms;
mod join;
mod patterns;
mod select;
mod tokio_forms;

use std::{
    future::poll_fn,
    sync::{Arc, Mutex},
    task::Poll,
};

/// Lets others go first, `times` times.
async fn yields(times: usize) {
    for _ in 0..times {
        let mut yielded = false;
        poll_fn(|cx| {
            if std::mem::replace(&mut yielded, true) {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}

/// What happened, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn new() -> Self {
        Self::default()
    }

    fn add(&self, event: impl Into<String>) {
        self.0.lock().unwrap().push(event.into());
    }

    /// What happened since the last call, in one line.
    fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap()).join(" ")
    }

    /// A value that tells of its end.
    fn last(&self, event: &'static str) -> Last {
        Last(self.clone(), event)
    }
}

/// Adds an event when it is dropped.
struct Last(Log, &'static str);

impl Drop for Last {
    fn drop(&mut self) {
        self.0.add(self.1);
    }
}
