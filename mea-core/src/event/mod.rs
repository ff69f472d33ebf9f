//! Signals that carry no value: "it has happened", "look again".
//!
//! # When to use it
//!
//! Where tasks wait for something that is true or not, and whose data, if there are any, are elsewhere. A
//! `set` that finds nobody waiting is kept, so it may come before the wait: there is no moment between
//! looking at the data and waiting in which a signal gets lost.
//!
//! | | use it to | |
//! |---|---|---|
//! | [`ManualResetEvent`] | hold all back until a condition holds, and again when it ceases to | a door |
//! | [`AutoResetEvent`] | tell one worker to look at its data again | a doorbell |
//!
//! | not for | take |
//! |---|---|
//! | what happens once and for good | a [latch](crate::latch) |
//! | signals that are to be counted: those that nobody has waited for merge | a [semaphore](crate::semaphore) |
//! | a condition on data that is in a mutex anyway | a [condition variable](crate::condvar) |
//! | the order to stop | a [shutdown](crate::shutdown) |
//! | a value, of which the latest counts | a [watch](crate::watch) channel |
//!
//! # Example
//!
//! A worker that is told when there is something to do. It looks at its data *after* it has got the
//! signal, so one signal does for any number of jobs:
//!
//! ```
//! use std::sync::{Arc, Mutex};
//!
//! use mea::{blocking::block_on, event::AutoResetEvent};
//!
//! let (jobs, more) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AutoResetEvent::new()));
//! let worker = {
//!     let (jobs, more) = (jobs.clone(), more.clone());
//!     std::thread::spawn(move || {
//!         let mut done = Vec::new();
//!         while done.len() < 3 {
//!             block_on(more.wait());
//!             done.append(&mut jobs.lock().unwrap());
//!         }
//!         done
//!     })
//! };
//! for job in 1..=3 {
//!     jobs.lock().unwrap().push(job);
//!     more.set();
//! }
//! assert_eq!(worker.join().unwrap(), [1, 2, 3]);
//! ```
//!
//! # States
//!
//! ```text
//!   ManualResetEvent    [ not set ] --set--> [ set ]      all waits end, as long as it is set
//!                            ^                  |
//!                            +------ reset -----+
//!
//!   AutoResetEvent      [ not set ] --set--> [ set ]      one wait ends, and takes the signal
//!                            ^                  |
//!                            +--- wait, reset --+
//! ```
//!
//! With a wait in line, a `set` of an auto-reset event ends that one, and leaves it not set. A wait gets in
//! line when it is first polled, not when it is made. Until then the event may be set and reset behind its
//! back; a signal that is there at the first poll ends it at once.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe). A wait of an auto-reset
//!   event that is dropped after it was signalled passes the signal on to the next in line, or leaves the
//!   event set.
//! - **Fairness.** Waits of a manual-reset event all end at once. Those of an auto-reset event end first
//!   come, first served, counted from the first poll; [`try_wait`](AutoResetEvent::try_wait) does not
//!   overtake them.
//! - **Snooze safety.** Waits of a manual-reset event are [`SnoozeSafe`](crate::marker::SnoozeSafe). Those
//!   of an auto-reset event are not: left alone, one may be given the signal that others wait for.
//! - **Memory ordering.** What was done before a `set` happens before the end of every wait that it
//!   ends. This includes a `set` that finds the event set already: what was done before it happens
//!   before what follows the [`wait`](AutoResetEvent::wait) or the `reset` that comes next. So "reset,
//!   then look at the data, then wait" misses nothing.
//! - **Allocation.** None. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. If a waker panics, its wait has the
//!   signal, and the others are woken, all the same; the panic comes out of the `set`, or of the drop that
//!   passed the signal on.
//! - **A signal that ends a wait is not taken back.** Once a `set` has reached a wait in line, that
//!   wait ends, even if a `reset` follows before it is polled.
//!
//! The two kinds, and their names, are those of the Windows synchronization objects.

mod auto;
mod flag;
#[cfg(all(test, loom))]
mod loom;
mod manual;
#[cfg(all(test, not(loom)))]
mod tests;
mod wait;

pub use self::{
    auto::AutoResetEvent,
    manual::ManualResetEvent,
    wait::{AutoResetWait, ManualResetWait, OwnedAutoResetWait, OwnedManualResetWait},
};
