//! The two wrappers with which one says what the compiler cannot know.

use core::{
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{CancelSafe, SnoozeSafe};

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

        $(impl<F> $Marker for $Name<F> {})*
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
