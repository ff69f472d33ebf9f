//! The futures of a mutex.
//!
//! # Safety
//!
//! `wanting` is what the [table](super::raw) says that the mode takes: the one permit.
#![allow(unsafe_code)]

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{Mutex, MutexGuard, OwnedMutexGuard, raw::RawMutex};
use crate::{
    guard::{Acquiring, BorrowedHome, Exclusive, Guards, LockOwner, OwnedHome, acquire_futures},
    marker::CancelSafe,
};

acquire_futures! {
    Mutex in Exclusive, wanting |_: &RawMutex| 1;

    /// The future of [`Mutex::lock`]. Cancel-safe; not snooze-safe.
    Lock -> MutexGuard;

    /// The future of [`Mutex::lock_owned`]. Cancel-safe; not snooze-safe.
    LockOwned -> OwnedMutexGuard;
}

pin_project! {
    /// The future of [`Mutex::with`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct With<'a, T, F>
    where
        T: ?Sized,
    {
        #[pin]
        lock: Lock<'a, T>,
        f: Option<F>,
    }
}

impl<'a, T: ?Sized, F> With<'a, T, F> {
    pub(super) fn new(mutex: &'a Mutex<T>, f: F) -> Self {
        Self {
            lock: mutex.lock(),
            f: Some(f),
        }
    }
}

impl<T: ?Sized, F, R> Future for With<'_, T, F>
where
    F: FnOnce(&mut T) -> R,
{
    type Output = R;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<R> {
        let this = self.project();
        let mut guard = ready!(this.lock.poll(cx));
        match this.f.take() {
            Some(f) => Poll::Ready(f(&mut guard)),
            None => unreachable!("polling `Lock` again panics"),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, F> CancelSafe for With<'_, T, F> {}

impl<T: ?Sized, F> fmt::Debug for With<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("With").finish_non_exhaustive()
    }
}
