#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! | | one at a time | many at a time | a number at a time |
//! |---|---|---|---|
//! | locks | [`mutex`] | [`rwlock`] | [`semaphore`] |
//!
//! | wait for | |
//! |---|---|
//! | a condition on a locked value | [`condvar`] |
//! | a number of arrivals, once | [`latch`] |
//! | a number of arrivals, in rounds | [`barrier`] |
//! | tasks that finish | [`waitgroup`] |
//! | a signal | [`event`] |
//! | the order to stop, and that all have | [`shutdown`] |
//! | a value that somebody else is making | [`once`], [`singleflight`] |
//! | a permit, shared fairly among tenants | [`admission`] |
//!
//! | send | |
//! |---|---|
//! | one message | [`oneshot`] |
//! | messages to one receiver | [`mpsc`] |
//! | messages to any one of many receivers | [`mpmc`] |
//! | messages to each of many receivers | [`broadcast`] |
//! | the latest value to many who watch it | [`watch`] |
//!
//! [`coordination`] is for who waits for several of these at once, by [`select!`], [`select_loop!`],
//! [`join!`], [`try_join!`], [`race!`] and [`#[coordinate]`](macro@coordinate). What can go wrong then is
//! the chapter [Cancel safety and futurelock](guide::cancel_safety).
//!
//! [`timeout()`] limits the time that any of these waits takes.
//!
//! [`atomicbox`] exchanges whole values without a lock and without waiting.
//!
//! [`#[shared]`](macro@shared) puts the fields of a struct behind locks, for which [`mod@shared`] has the
//! handles; [`order`] is how the compiler checks the order in which locks are taken, and [Lock
//! order](guide::lock_order) the chapter about it.
//!
//! [`guard`] is for those who write a lock of their own, with
//! [`#[guard_family]`](macro@guard_family). [`marker`] says which futures may be dropped, or left
//! alone, half-way; [`abandon`], [`cancel_ok`] and [`snooze_ok`] vouch for one,
//! [`#[cancel_safe]`](macro@cancel_safe) checks an `async fn`. [`blocking`] runs a future on a thread without a runtime.
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `std` | yes | without it the crate is `no_std` and needs `alloc`; [`blocking`] is not there, and the internal lock spins |
//! | `macros` | yes | the macros |
//! | `stream` | no | `Stream` and `Sink` of the crate `futures`, for [`mpsc`] and [`mpmc`] |
//! | `tokio`, `futures` | no | the markers, for the futures of these crates; see [`marker`] |
//! | `no-order-check` | no | turns off the check of the [lock order at run time](order#at-run-time), which there is with `debug_assertions` |
//!
//! If the dependency has another name, the attributes are told: `#[locks::shared(crate = locks)]`.

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

// First of all: the compiler names a type by the first path that leads to it, and the errors of
// channels are in several modules.
pub use mea_core::channel;

#[cfg(feature = "std")]
pub use mea_core::blocking;
pub use mea_core::marker::{abandon, cancel_ok, snooze_ok};
pub use mea_core::timeout::{self, timeout};
pub use mea_core::{
    admission, atomicbox, barrier, broadcast, condvar, event, guard, latch, marker, mpmc, mpsc,
    mutex, once, oneshot, order, rwlock, semaphore, shared, shutdown, singleflight, waitgroup,
    watch,
};
/// # Examples
///
/// A stage that passes numbers on. It waits for room first, and takes a number out when it cannot be
/// lost any more; so it may lose a race at any time.
///
/// ```
/// use mea::mpsc::{BoundedSender, UnboundedReceiver};
///
/// struct Stage {
///     input: UnboundedReceiver<u32>,
///     output: BoundedSender<u32>,
///     passed: u32,
/// }
///
/// impl Stage {
///     #[mea::cancel_safe]
///     async fn forward(&mut self) -> Option<()> {
///         let permit = self.output.reserve().await.ok()?;
///         permit.send(self.input.try_recv().ok()?).ok()?;
///         self.passed += 1;
///         Some(())
///     }
/// }
///
/// fn may_be_dropped<F: Future + mea::marker::CancelSafe>(future: F) -> F {
///     future
/// }
///
/// # mea::blocking::block_on(async {
/// # let (tx, input) = mea::mpsc::unbounded();
/// # let (output, mut rx) = mea::mpsc::bounded(1);
/// let mut stage = Stage { input, output, passed: 0 };
/// # tx.send(1).unwrap();
/// may_be_dropped(stage.forward()).await;
/// # assert_eq!(rx.recv().await, Ok(1));
/// # });
/// ```
///
/// The other way around, `recv().await` and then `send(number).await`, is refused at the second
/// await: cancelled there, the number is lost.
#[cfg(feature = "macros")]
pub use mea_macros::cancel_safe;
#[cfg(feature = "macros")]
pub use mea_macros::{coordinate, guard_family, shared};

pub mod coordination;
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "macros")]
mod macros;
#[doc(hidden)]
pub mod rt;
