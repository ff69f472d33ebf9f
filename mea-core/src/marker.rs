//! What a future promises about being dropped half-way, and about being left alone half-way.
//!
//! | | [`CancelSafe`] | [`SnoozeSafe`] |
//! |---|---|---|
//! | asks | may it be *dropped* before it completes? | may it be kept *alive but not polled*? |
//! | fails when | what it has done so far is lost | others wait for what it holds |
//! | typical miss | a read into a buffer inside the future | a turn in the queue of a lock |
//!
//! Every named future of this crate says in its docs which of the two it is.
//!
//! # Examples
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

use core::{
    future::{Future, IntoFuture, Pending, Ready},
    pin::Pin,
    task::{Context, Poll},
};

use alloc::boxed::Box;

use pin_project_lite::pin_project;

/// Dropping this future before it completes loses nothing but its place in line.
///
/// Implemented by every named future of this crate for which it holds. `async` blocks and
/// `async fn`s have no name, so they never implement it; say [`abandon`] where losing one is meant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be cancel-safe",
    label = "may be dropped half-way; what it has done so far is lost then",
    note = "in a loop, let it go on across the turns: `keep pattern = future => ..`",
    note = "if the loss is wanted, say so: `mea::marker::abandon(future)`",
    note = "if it is yours and loses nothing when it is dropped, implement `CancelSafe` for its type"
)]
pub trait CancelSafe {}

/// Leaving this future alive but not polled ("snoozed") holds up nobody else: it keeps no lock, no
/// permit and no turn in a queue that is handed over without being asked for.
///
/// It holds for waits that all are let go of at once, for timers and join handles. It does not hold
/// for what queues for a hand-over: a mutex, a rwlock, a semaphore, a notification of one. There the
/// turn may be given to the snoozed future, and everybody behind it waits until it is polled or
/// dropped ("futurelock").
#[diagnostic::on_unimplemented(
    message = "`{Self}` may hold others up while it is alive but not polled (futurelock)",
    label = "may be given a lock, a permit or a turn that others wait for while nobody polls it",
    note = "pass the future by value, so that it is dropped when it loses",
    note = "in a loop, let it go on while handlers run: `keep pattern = future => ..`",
    note = "if it holds nothing back (a timer, a join handle), say so: `mea::marker::snooze_ok(&mut future)`"
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

macro_rules! wrapper {
    ($(#[$meta:meta])* $Name:ident; $(#[$fn_meta:meta])* $function:ident; $($Marker:ident),*) => {
        pin_project! {
            $(#[$meta])*
            #[derive(Clone, Debug)]
            #[must_use = "futures do nothing unless polled or awaited"]
            pub struct $Name<F> {
                #[pin]
                future: F,
            }
        }

        $(#[$fn_meta])*
        #[inline]
        pub fn $function<F: IntoFuture>(future: F) -> $Name<F::IntoFuture> {
            $Name {
                future: future.into_future(),
            }
        }

        impl<F: Future> Future for $Name<F> {
            type Output = F::Output;

            #[inline]
            fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
                self.project().future.poll(cx)
            }
        }

        $(
            #[diagnostic::do_not_recommend]
            impl<F> $Marker for $Name<F> {}
        )*
    };
}

wrapper! {
    /// A future whose loss is wanted; see [`abandon`].
    Abandon;
    /// Says that losing what `future` has done so far is wanted: the result is [`CancelSafe`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::marker::{CancelSafe, abandon};
    ///
    /// fn may_be_dropped(_: &impl CancelSafe) {}
    ///
    /// let best_effort = abandon(async { 1 + 1 });
    /// may_be_dropped(&best_effort);
    /// # assert_eq!(mea::blocking::block_on(best_effort), 2);
    /// ```
    abandon; CancelSafe
}

wrapper! {
    /// A future that may be left alone; see [`snooze_ok`].
    SnoozeOk;
    /// Says that `future` (usually a borrow) holds nothing back while it is not polled: the result
    /// is [`SnoozeSafe`] and [`CancelSafe`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::marker::{SnoozeSafe, snooze_ok};
    ///
    /// fn may_be_left_alone(_: &impl SnoozeSafe) {}
    ///
    /// let mut answer = std::pin::pin!(async { 42 });
    /// let borrow = snooze_ok(answer.as_mut());
    /// may_be_left_alone(&borrow);
    /// # assert_eq!(mea::blocking::block_on(borrow), 42);
    /// ```
    snooze_ok; CancelSafe, SnoozeSafe
}
