//! What a future promises about being dropped half-way, and about being left alone half-way.
//!
//! # When to use it
//!
//! When a function drops futures that have not completed, or keeps them without polling them, and is to be
//! refused the ones that are harmed by it, or harm others: bounds ask for [`CancelSafe`] and [`SnoozeSafe`].
//! [`select!`](https://docs.rs/mea/latest/mea/macro.select.html) and the other macros of
//! [`coordination`](https://docs.rs/mea/latest/mea/coordination/index.html) do.
//!
//! | | [`CancelSafe`] | [`SnoozeSafe`] |
//! |---|---|---|
//! | asks | may it be *dropped* before it completes? | may it be kept *alive but not polled*? |
//! | fails when | what it has done so far is lost | others wait for what it holds |
//! | typical miss | a read into a buffer inside the future | a turn in the queue of a lock |
//!
//! | not for | take |
//! |---|---|
//! | futures that are only awaited | no bound: nothing is dropped or left alone |
//! | an `async fn` that is to have the promise | [`#[cancel_safe]`](macro@mea_macros::cancel_safe), which checks it |
//! | a future of which you know better than the compiler | [`abandon`], [`snooze_ok`] |
//!
//! # Example
//!
//! A loop that races a future against others, again and again, can ask for what it needs:
//!
//! ```
//! use mea::marker::CancelSafe;
//!
//! fn retry_until_stopped<F: Future + CancelSafe>(make: impl FnMut() -> F) {
//!     // ..
//! #   let _ = make;
//! }
//!
//! let mutex = mea::mutex::Mutex::new(0);
//! retry_until_stopped(|| mutex.lock());
//! ```
//!
//! # States
//!
//! ```text
//!   made --- polled ---> pending --- polled ---> ready
//!                         |   |
//!                         |   +--- left alone, and polled later     `SnoozeSafe`: nobody waits meanwhile
//!                         |                                         for what it holds
//!                         |
//!                         +------- dropped                          `CancelSafe`: nothing is lost
//!                                                                   but its place in line
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** A future is `CancelSafe` if that is implemented for it: every named future of this
//!   crate says in its docs whether it is. The markers are promises, which nobody checks but
//!   [`#[cancel_safe]`](macro@mea_macros::cancel_safe); they are safe traits, and no unsafe code
//!   relies on them.
//! - **Snooze safety.** Likewise. A borrow of a future that is `SnoozeSafe` is `CancelSafe` and `SnoozeSafe`:
//!   when the borrow goes, the future is left alone.
//! - **Allocation.** None: the traits have no methods, and [`Abandon`] and [`SnoozeOk`] are the future that
//!   they contain.
//! - **Panics.** None but those of the future.
//!
//! # Futures of other crates
//!
//! The futures of `core` that are ready at once or never, [`Ready`] and [`Pending`], are both. A
//! borrow (`&mut F`, `Pin<&mut F>`) is both if the future is `SnoozeSafe`: when it is dropped, the
//! future is left alone. So a future that takes a message along when it is dropped, and is not
//! `CancelSafe` therefore, may be awaited by reference. What a closure owns that the caller has
//! put into a future is the affair of the caller.
//!
//! ## `tokio`, with the feature of that name
//!
//! | future | cancel-safe | snooze-safe | because |
//! |---|---|---|---|
//! | `time::Sleep` | yes | yes | the deadline is in the hands of the caller |
//! | `time::Timeout<F>` | if `F` is | if `F` is | the timer holds nothing |
//! | `task::JoinHandle<T>` | no | yes | dropped, it takes the result along; the task runs whether it is polled or not |
//! | `task::LocalSet` | no | no | its tasks are dropped with it, and stand still with it |
//! | `task::futures::TaskLocalFuture<T, F>` | no | if `F` is | the value of the key is dropped with it |
//! | `task::coop::Unconstrained<F>`, `task::coop::Coop<F>` | if `F` is | if `F` is | they are `F` with another budget |
//! | `sync::oneshot::Receiver<T>` | no | yes | dropped, it takes the message along; nobody waits for it |
//! | `sync::futures::Notified`, `sync::futures::OwnedNotified` | yes | no | dropped, it passes a `notify_one` on; left alone, it keeps it |
//!
//! Futures of `async fn`s, such as that of `sync::mpsc::Receiver::recv`, have no name and therefore
//! no marker, whatever their documentation says: vouch for one with [`abandon`].
//!
//! ## `futures`, with the feature of that name
//!
//! Those of `futures-channel` and `futures-util`. With more than one future inside, "if all are".
//!
//! | future | cancel-safe | snooze-safe | because |
//! |---|---|---|---|
//! | `channel::oneshot::Receiver<T>` | no | yes | dropped, it takes the message along; nobody waits for it |
//! | `channel::oneshot::Cancellation` | yes | yes | it borrows the sender |
//! | `channel::mpsc::Recv` | yes | no | the state is in the stream, which it borrows; the stream may hold what others wait for |
//! | `future::Ready<T>`, `AlwaysReady`, `Lazy`, `Pending<T>` | yes | yes | they are never half-way |
//! | `future::PollFn<F>` | no | no | nobody knows what the closure has done and holds |
//! | `future::Map`, `MapInto`, `Inspect`, `UnitError`, `NeverError`, `CatchUnwind` | if inner is | if inner is | what is done to the output is done at once |
//! | `future::MapOk`, `MapErr`, `MapOkOrElse`, `UnwrapOrElse`, `OkInto`, `ErrInto`, `InspectOk`, `InspectErr`, `IntoFuture` | if inner is | if inner is | likewise |
//! | `future::Then`, `AndThen`, `OrElse`, `Flatten`, `TryFlatten` | no | if both are | what the first has produced is lost in the second |
//! | `future::Fuse`, `Abortable`, `OptionFuture`, `PollImmediate` | if inner is | if inner is | they add nothing that could be lost or held |
//! | `future::Shared` | if inner is | if inner is | any of the clones drives it, and the last one drops it |
//! | `future::Either`, `Select`, `TrySelect`, `SelectAll` | if inner is | if inner is | those that have not completed are dropped or given back |
//! | `future::SelectOk` | no | if inner is | errors of those that have failed are lost |
//! | `future::MaybeDone`, `TryMaybeDone` | no | if inner is | they keep the output |
//! | `future::Join` to `Join5`, `JoinAll`, `TryJoin` to `TryJoin5`, `TryJoinAll` | no | if inner is | the outputs of those that have completed are lost |
//! | `stream::Next`, `TryNext`, `SelectNextSome`, `Peek`, `PeekMut`, `NextIf`, `NextIfEq` | yes | no | the state is in the stream, which they borrow; the stream may hold what others wait for |
//! | `stream::StreamFuture` | no | no | it takes the stream along |
//! | `stream::Collect`, `Fold`, `ForEach` and all that take several items | no | no | the items that were taken are lost |
//! | `lock::MutexLockFuture`, `OwnedMutexLockFuture` | yes | no | dropped, it passes its wake-up on; left alone, it keeps it |
//! | `sink::Flush`, `Close` | yes | no | the state is in the sink, which they borrow |
//! | `sink::Send`, `Feed`, `SendAll` | no | no | the item is in the future |
//!
//! `CatchUnwind`, `Shared`, `channel::mpsc::Recv` and those of `lock` need the feature `std`. The futures of
//! `futures::io` have no marker.

#[cfg(feature = "futures")]
mod futures;
#[cfg(feature = "tokio")]
mod tokio;
mod wrapper;

use alloc::boxed::Box;
use core::{
    future::{Pending, Ready},
    pin::Pin,
};

pub use self::wrapper::{Abandon, SnoozeOk, abandon, snooze_ok};

/// Dropping this future before it completes loses nothing but its place in line.
///
/// If that is true of a type of yours, implement this for it. A borrow of a future is `CancelSafe`
/// if the future is [`SnoozeSafe`], since that is left alone when the borrow goes away.
///
/// Implemented by every named future of this crate for which it holds. `async` blocks and
/// `async fn`s have no name, so they never implement it by themselves. `#[mea::cancel_safe]` checks
/// the body of an `async fn` and gives it the promise; say [`abandon`] where losing one is meant.
///
/// # Examples
///
/// ```
/// use std::{
///     pin::Pin,
///     task::{Context, Poll},
/// };
///
/// use mea::marker::CancelSafe;
///
/// /// Takes one off at each poll, until there is none.
/// struct Countdown<'a>(&'a mut u32);
///
/// impl Future for Countdown<'_> {
///     type Output = ();
///
///     fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
///         if *self.0 == 0 {
///             return Poll::Ready(());
///         }
///         *self.0 -= 1;
///         cx.waker().wake_by_ref();
///         Poll::Pending
///     }
/// }
///
/// // How far it has come is in the number, which is the caller's.
/// impl CancelSafe for Countdown<'_> {}
///
/// # mea::blocking::block_on(async {
/// # let mut rest = 3;
/// mea::select! {
///     strict;
///     () = Countdown(&mut rest) => {}
///     () = std::future::ready(()) => {}
/// }
/// # });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be cancel-safe",
    label = "may be dropped half-way; what it has done so far is lost then",
    note = "in a `select_loop!`, let it go on across the turns: `keep pattern = future => ..`",
    note = "if the loss is wanted, say so: `mea::abandon(future)`, or `lossy;` for the whole block",
    note = "if it is an `async fn` of yours, let `#[mea::cancel_safe]` check that nothing is lost",
    note = "if it is a borrow, or has a type of yours: see `mea::marker::CancelSafe`"
)]
pub trait CancelSafe {}

/// Leaving this future alive but not polled ("snoozed") holds up nobody else: it keeps no lock, no
/// permit and no turn in a queue that is handed over without being asked for.
///
/// It holds for waits that all are let go of at once, for timers and join handles. It does not hold
/// for what queues for a hand-over: a mutex, a rwlock, a semaphore, a notification of one. There the
/// turn may be given to the snoozed future, and everybody behind it waits until it is polled or
/// dropped ("futurelock").
///
/// # Examples
///
/// ```
/// use mea::{latch::Latch, marker::SnoozeSafe};
///
/// fn may_be_left_alone(_: &impl SnoozeSafe) {}
///
/// let latch = Latch::new(1);
/// may_be_left_alone(&latch.wait()); // that of `mutex.lock()` would not compile
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may hold others up while it is alive but un-polled (futurelock)",
    label = "may be given a lock, a permit or a turn that others wait for while nobody polls it",
    note = "pass the future by value, so that it is dropped when it loses",
    note = "in a `select_loop!`, let it go on while handlers run: `keep pattern = future => ..`",
    note = "if it holds nothing back (a timer, a join handle), say so: `mea::snooze_ok(&mut future)`"
)]
pub trait SnoozeSafe {}

// A borrow that goes away does not cancel the future: it leaves it alone.
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> CancelSafe for &mut F {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> CancelSafe for Pin<&mut F> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> SnoozeSafe for &mut F {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> SnoozeSafe for Pin<&mut F> {}

#[diagnostic::do_not_recommend]
impl<F: CancelSafe + ?Sized> CancelSafe for Box<F> {}
#[diagnostic::do_not_recommend]
impl<F: CancelSafe + ?Sized> CancelSafe for Pin<Box<F>> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> SnoozeSafe for Box<F> {}
#[diagnostic::do_not_recommend]
impl<F: SnoozeSafe + ?Sized> SnoozeSafe for Pin<Box<F>> {}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Ready<T> {}
#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Pending<T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Ready<T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Pending<T> {}
