//! The futures of a watch channel.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    Receiver, RecvError, Ref,
    shared::{Receivers, Shared, Version, Versions, Word},
};
use crate::{
    gate::Gate,
    marker::{CancelSafe, SnoozeSafe},
    queue::{Queue, Waiter, polled_after_completion},
};

/// After a wait for news: marks them as seen, if that is what they are.
fn see(seen: &mut Version, word: Word) -> Result<(), RecvError> {
    if word.version() == *seen {
        return Err(RecvError::Disconnected);
    }
    *seen = word.version();
    Ok(())
}

pin_project! {
    /// The future of [`Receiver::changed`]. Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Changed<'a, T> {
        #[pin]
        waiter: Waiter<&'a Queue<Versions<T>>>,
        shared: &'a Shared<T>,
        seen: &'a mut Version,
    }
}

impl<'a, T> Changed<'a, T> {
    #[inline]
    pub(super) fn new(receiver: &'a mut Receiver<T>) -> Self {
        let shared = &*receiver.shared;
        Self {
            waiter: Waiter::new(shared.versions(), receiver.seen),
            shared,
            seen: &mut receiver.seen,
        }
    }
}

impl<T> Future for Changed<'_, T> {
    type Output = Result<(), RecvError>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.waiter.poll(cx));
        Poll::Ready(see(this.seen, this.shared.word()))
    }
}

pin_project! {
    /// The future of [`Receiver::changed_owned`]. Snooze-safe; not cancel-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct ChangedOwned<T> {
        #[pin]
        waiter: Waiter<Arc<Shared<T>>>,
        // `None` once it is ready.
        receiver: Option<Receiver<T>>,
    }
}

impl<T> ChangedOwned<T> {
    pub(super) fn new(receiver: Receiver<T>) -> Self {
        Self {
            waiter: Waiter::new(receiver.shared.clone(), receiver.seen),
            receiver: Some(receiver),
        }
    }
}

impl<T> Future for ChangedOwned<T> {
    type Output = (Receiver<T>, Result<(), RecvError>);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        ready!(this.waiter.as_mut().poll(cx));
        let Some(mut receiver) = this.receiver.take() else {
            polled_after_completion("watch");
        };
        // Its `Arc`, which is not the last one: the receiver has another.
        drop(this.waiter.finish());
        let result = see(&mut receiver.seen, receiver.shared.word());
        Poll::Ready((receiver, result))
    }
}

pin_project! {
    /// The future of [`Receiver::recv`]. Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Recv<'a, T> {
        #[pin]
        waiter: Waiter<&'a Queue<Versions<T>>>,
        shared: &'a Shared<T>,
        seen: &'a mut Version,
    }
}

impl<'a, T> Recv<'a, T> {
    pub(super) fn new(receiver: &'a mut Receiver<T>) -> Self {
        let shared = &*receiver.shared;
        Self {
            waiter: Waiter::new(shared.versions(), receiver.seen),
            shared,
            seen: &mut receiver.seen,
        }
    }
}

impl<T: Clone> Future for Recv<'_, T> {
    type Output = Result<T, RecvError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        ready!(this.waiter.poll(cx));
        // Together, so that what is returned is what counts as seen.
        let (value, word) = this.shared.look();
        let mut seen = **this.seen;
        see(&mut seen, word)?;
        // User code; if it panics, nothing was seen.
        let value = T::clone(&value);
        **this.seen = seen;
        Poll::Ready(Ok(value))
    }
}

pin_project! {
    /// The future of [`Receiver::wait_for`]. Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct WaitFor<'a, T, F> {
        // For a newer value than the one that was tried last; `None` if none was.
        #[pin]
        waiter: Option<Waiter<&'a Queue<Versions<T>>>>,
        shared: &'a Shared<T>,
        seen: &'a mut Version,
        wanted: F,
        is_done: bool,
    }
}

impl<'a, T, F> WaitFor<'a, T, F> {
    pub(super) fn new(receiver: &'a mut Receiver<T>, wanted: F) -> Self {
        Self {
            waiter: None,
            shared: &receiver.shared,
            seen: &mut receiver.seen,
            wanted,
            is_done: false,
        }
    }
}

impl<T, F: FnMut(&T) -> bool> Future for WaitFor<'_, T, F> {
    type Output = Result<Ref<T>, RecvError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        if *this.is_done {
            polled_after_completion("watch");
        }
        loop {
            if let Some(waiter) = this.waiter.as_mut().as_pin_mut() {
                ready!(waiter.poll(cx));
                // Should `wanted` panic, the value is tried again.
                this.waiter.set(None);
            }
            let (value, word) = this.shared.look();
            let found = (this.wanted)(&value);
            **this.seen = word.version();
            if found || word.is_gone() {
                *this.is_done = true;
                return Poll::Ready(found.then_some(value).ok_or(RecvError::Disconnected));
            }
            let waiter = Waiter::new(this.shared.versions(), word.version());
            this.waiter.set(Some(waiter));
        }
    }
}

pin_project! {
    /// The future of [`Sender::closed`](super::Sender::closed). Cancel-safe and snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Closed<'a> {
        #[pin]
        waiter: Waiter<&'a Gate<Receivers>>,
    }
}

impl<'a> Closed<'a> {
    pub(super) fn new(gate: &'a Gate<Receivers>) -> Self {
        Self {
            waiter: Waiter::new(gate, ()),
        }
    }
}

impl Future for Closed<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Changed<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Changed<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for ChangedOwned<T> {}
#[diagnostic::do_not_recommend]
impl<T> CancelSafe for Recv<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T> SnoozeSafe for Recv<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T, F> CancelSafe for WaitFor<'_, T, F> {}
#[diagnostic::do_not_recommend]
impl<T, F> SnoozeSafe for WaitFor<'_, T, F> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for Closed<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for Closed<'_> {}

macro_rules! debug {
    ($($Future:ident [$($generics:tt)*];)*) => {$(
        impl<$($generics)*> fmt::Debug for $Future<$($generics)*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Future)).finish_non_exhaustive()
            }
        }
    )*};
}

debug! {
    Changed['a, T];
    ChangedOwned[T];
    Recv['a, T];
    WaitFor['a, T, F];
}
