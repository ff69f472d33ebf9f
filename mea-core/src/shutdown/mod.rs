//! Telling tasks to stop, and waiting until they have.
//!
//! # When to use it
//!
//! Where tasks that run on are to come to an end together, and somebody waits until the last one has. A
//! *scope* is a set of tasks that are stopped together: a server, one of its listeners, a connection. Each
//! task has a [`ShutdownRecv`] and drops it when it is done. Somebody else has the [`ShutdownSend`], asks
//! them to stop, and waits.
//!
//! | handle | sees the shutdown | is waited for | |
//! |---|---|---|---|
//! | [`ShutdownSend`] | yes | no | shuts down; waits for the end |
//! | [`ShutdownRecv`] | yes | yes | for each task that must come to its end |
//! | [`ShutdownWatch`] | yes | no | for what may be cut off at any time |
//! | [`Registrar`] | | no | makes receivers, until the scope is shut down |
//!
//! | not for | take |
//! |---|---|
//! | tasks that end by themselves | a [wait group](crate::waitgroup) |
//! | a signal that nobody answers | an [event](crate::event), a [latch](crate::latch) |
//! | a task that is to be cut off wherever it is | drop its future: no task is forced here |
//! | a limit to the time of one wait | [`timeout`](mod@crate::timeout) |
//!
//! # Example
//!
//! ```
//! use std::thread;
//!
//! use mea::{blocking::block_on, shutdown};
//!
//! let (send, recv) = shutdown::new_pair();
//! let workers = [0; 3].map(|_| {
//!     let recv = recv.clone();
//!     thread::spawn(move || {
//!         block_on(recv.is_shutdown());
//!         // Clean up; then `recv` is dropped.
//!     })
//! });
//! drop(recv);
//!
//! send.shutdown();
//! block_on(send.await_shutdown());
//! # workers.map(|worker| worker.join().unwrap());
//! ```
//!
//! The whole life of a server, with a deadline, is in the example `lifecycle` of the repository.
//!
//! # States
//!
//! ```text
//!            shutdown                       the last receiver is dropped
//!   open  ------------->  shutting down  ------------------------------->  over
//!     |                   no registration                                  await_shutdown is ready
//!     |                                                                     ^
//!     +---------------------------------------------------------------------+
//!       the last receiver is dropped, and somebody is in await_shutdown
//! ```
//!
//! A wait for the shutdown that begins after it ends at once. [`Registrar::register`] fails from the
//! shutdown on, and what it gave out before is waited for: there is no gap between the two in which a task
//! might be started that nobody tells, or nobody waits for.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Every future is [`CancelSafe`](crate::marker::CancelSafe): dropped, it loses nothing.
//! - **Fairness.** All waits end at once.
//! - **Snooze safety.** Every future is [`SnoozeSafe`](crate::marker::SnoozeSafe): left alone, it holds up
//!   nobody. (A task that does not look at its receiver, or keeps it, holds up `await_shutdown`. For a
//!   deadline, give that future to a [`timeout`](mod@crate::timeout).)
//! - **Memory ordering.** What was done before a shutdown happens before whatever sees it: the end of
//!   a wait, `is_shutdown_now` that is true, a registration that fails. What was done before a receiver
//!   was dropped happens before the end of `await_shutdown`.
//! - **Allocation.** A scope, a reason; while a shutdown goes through child scopes; and when somebody
//!   registers in a child scope in which nobody lives. A wait lives in its future.
//! - **Panics.** A future that is polled after it has completed. A new receiver, or child scope, if the
//!   scope has `isize::MAX / 4` already: nothing changes then. If a waker panics, the scope and all below
//!   are shut and the others are woken all the same; the panic comes out of the shutdown, or of the drop of
//!   the last receiver.
//!
//! # Reasons
//!
//! A reason may be given ([`shutdown_with`](ShutdownSend::shutdown_with)); everybody in the tree can see
//! it. The first shutdown of a scope counts, with its reason or without one.
//!
//! # Child scopes
//!
//! [`ShutdownSend::child`] and [`ShutdownRecv::child`] make a scope below this one.
//!
//! ```text
//!   server ----+---- listener             shutdown goes down:  server => listener, workers, job
//!              |                          waiting goes up:     job is waited for by workers, server
//!              +---- workers ---- job
//! ```
//!
//! A shutdown reaches all scopes below, for the same reason, and none above or beside. When
//! [`shutdown`](ShutdownSend::shutdown) returns, all below is shut, also what was made at that moment;
//! nobody in the tree is woken before everybody who looks can see it. Waiting for the
//! end of a scope waits for the receivers below, too.
//!
//! Making a scope, and dropping it, takes time that grows with the logarithm of the number of its
//! siblings. A shutdown takes time for each scope below. A scope that is gone leaves nothing behind.
//! A tree may be as deep or wide as memory allows.

mod census;
mod climb;
#[cfg(all(test, loom))]
mod loom;
mod node;
mod reason;
mod recv;
mod registrar;
mod scope;
mod send;
mod spread;
#[cfg(all(test, not(loom)))]
mod tests;
mod wait;
mod watch;

use self::scope::Scope;
pub use self::{
    reason::Reason,
    recv::ShutdownRecv,
    registrar::{Closed, Registrar},
    send::ShutdownSend,
    wait::{AwaitShutdown, IsShutdown, IsShutdownOwned},
    watch::ShutdownWatch,
};

/// A new scope: who shuts it down, and the first who is waited for.
///
/// # Examples
///
/// ```
/// use mea::{blocking::block_on, shutdown};
///
/// let (send, recv) = shutdown::new_pair();
/// send.shutdown();
/// assert!(recv.is_shutdown_now());
/// drop(recv);
/// block_on(send.await_shutdown());
/// ```
pub fn new_pair() -> (ShutdownSend, ShutdownRecv) {
    let scope = Scope::root();
    (ShutdownSend::new(scope.clone()), ShutdownRecv::new(scope))
}
