//! The wrappers with which one says what the compiler cannot know.

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

        #[cfg(feature = "futures")]
        impl<F: futures_core::future::FusedFuture> futures_core::future::FusedFuture for $Name<F> {
            #[inline]
            fn is_terminated(&self) -> bool {
                self.future.is_terminated()
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
    /// A future that loses nothing when it is dropped; see [`cancel_ok`].
    CancelOk;
    /// Says that dropping `future` half-way loses nothing: the result is [`CancelSafe`].
    ///
    /// For a future without a marker whose documentation promises that it is cancel-safe, such as
    /// `accept()`, `tick()` or `mpsc::Receiver::recv` of tokio. If something is lost, and you do not mind, say
    /// [`abandon`].
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{cancel_ok, mpsc};
    ///
    /// /// In another crate. "Cancel-safe: a number that is not returned is still in the channel."
    /// async fn next(numbers: &mut mpsc::UnboundedReceiver<u32>) -> Option<u32> {
    ///     numbers.recv().await.ok()
    /// }
    ///
    /// # mea::blocking::block_on(async {
    /// # let (tx, mut numbers) = mpsc::unbounded();
    /// # let (_bell, mut bells) = mpsc::unbounded::<()>();
    /// # tx.send(1).unwrap();
    /// # drop(tx);
    /// let mut sum = 0;
    /// mea::select_loop! {
    ///     Ok(()) = bells.recv() => sum = 0,
    ///     n = cancel_ok(next(&mut numbers)) => match n {
    ///         Some(n) => sum += n,
    ///         None => break,
    ///     },
    /// }
    /// # assert_eq!(sum, 1);
    /// # });
    /// ```
    cancel_ok; CancelSafe
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
