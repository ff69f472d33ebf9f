//! `select!`, `select_loop!`, `join!`, `try_join!` and `race!`: what they wait for, in which order,
//! what they drop and when, and that programs of their peers run unchanged.
#![allow(
    clippy::bool_comparison,
    clippy::needless_return,
    clippy::never_loop,
    clippy::nonminimal_bool,
    clippy::unit_arg,
    clippy::while_immutable_condition,
    reason = "what people write is what is tested"
)]

mod cancel;
mod coordinate;
mod exits;
mod fairness;
mod futures_forms;
mod join;
mod keep;
mod many;
mod panics;
mod patterns;
mod select;
mod select_loop;
mod sizes;
mod tokio_forms;
mod turns;
mod with;

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
