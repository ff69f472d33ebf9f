//! Telling tasks to stop, and waiting until they have.
//!
//! A *scope* is a set of tasks that are stopped together: a server, one of its listeners, a
//! connection. Each task has a [`ShutdownRecv`] and drops it when it is done. Somebody else has the
//! [`ShutdownSend`], asks them to stop, and waits until the last one has.
//!
//! | handle | sees the shutdown | is waited for | |
//! |---|---|---|---|
//! | [`ShutdownSend`] | yes | no | shuts down; waits for the end |
//! | [`ShutdownRecv`] | yes | yes | for each task that must come to its end |
//! | [`ShutdownWatch`] | yes | no | for what may be cut off at any time |
//! | [`Registrar`] | | no | makes receivers, until the scope is shut down |
//!
//! ```text
//!            shutdown                       the last receiver is dropped
//!   open  ------------->  shutting down  ------------------------------->  over
//!                         no registration                                  await_shutdown is ready
//! ```
//!
//! - **Nothing is lost.** A wait that begins after the shutdown ends at once. A task that is started
//!   with a receiver is waited for. [`Registrar::register`] fails from the shutdown on, and what it
//!   gave out before is waited for: there is no gap between the two in which a task might be started
//!   that nobody tells, or nobody waits for.
//! - **Scopes have child scopes.** See below.
//! - **A reason** may be given ([`shutdown_with`](ShutdownSend::shutdown_with)); everybody in the tree
//!   can see it. The first shutdown of a scope counts, with its reason or without one.
//! - **No task is forced.** Whoever does not look at its receiver goes on. For a deadline, give the
//!   future of [`await_shutdown`](ShutdownSend::await_shutdown) to a timer.
//! - **No allocation** but for a scope, a reason, while a shutdown goes through child scopes, and when
//!   somebody registers in a child scope in which nobody lives. A wait lives in its future.
//! - **Memory ordering.** What was done before a shutdown happens before whatever sees it: the end of
//!   a wait, `is_shutdown_now` that is true, a registration that fails. What was done before a receiver
//!   was dropped happens before the end of `await_shutdown`.
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
//!
//! # Examples
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
/// See the [module](self).
pub fn new_pair() -> (ShutdownSend, ShutdownRecv) {
    let scope = Scope::root();
    (ShutdownSend::new(scope.clone()), ShutdownRecv::new(scope))
}
