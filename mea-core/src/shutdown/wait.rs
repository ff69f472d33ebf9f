//! The futures of a shutdown.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{
    node::{Node, Want},
    scope::Scope,
};
use crate::{
    marker::{CancelSafe, SnoozeSafe},
    queue::{Queue, Waiter},
};

pin_project! {
    /// The future of [`ShutdownRecv::is_shutdown`](super::ShutdownRecv::is_shutdown) and
    /// [`ShutdownWatch::is_shutdown`](super::ShutdownWatch::is_shutdown). Cancel-safe and
    /// snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct IsShutdown<'a> {
        #[pin]
        waiter: Waiter<&'a Queue<Node>>,
    }
}

impl<'a> IsShutdown<'a> {
    #[inline]
    pub(super) fn new(scope: &'a Scope) -> Self {
        Self {
            waiter: Waiter::new(&scope.0, Want::Shutdown),
        }
    }
}

impl Future for IsShutdown<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

pin_project! {
    /// The future of [`ShutdownRecv::is_shutdown_owned`](super::ShutdownRecv::is_shutdown_owned) and
    /// [`ShutdownWatch::is_shutdown_owned`](super::ShutdownWatch::is_shutdown_owned). Cancel-safe and
    /// snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct IsShutdownOwned {
        #[pin]
        waiter: Waiter<Arc<Queue<Node>>>,
    }
}

impl IsShutdownOwned {
    #[inline]
    pub(super) fn new(scope: Scope) -> Self {
        Self {
            waiter: Waiter::new(scope.0, Want::Shutdown),
        }
    }
}

impl Future for IsShutdownOwned {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().waiter.poll(cx)
    }
}

pin_project! {
    /// The future of [`ShutdownSend::await_shutdown`](super::ShutdownSend::await_shutdown).
    /// Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AwaitShutdown {
        #[pin]
        waiter: Waiter<Arc<Queue<Node>>>,
    }
}

impl AwaitShutdown {
    pub(super) fn new(scope: Scope) -> Self {
        Self {
            waiter: Waiter::new(scope.0, Want::End),
        }
    }
}

impl Future for AwaitShutdown {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut waiter = self.project().waiter;
        loop {
            ready!(waiter.as_mut().poll(cx));
            let queue = waiter.as_mut().finish();
            if queue.census().is_over() {
                return Poll::Ready(());
            }
            // It was only the shutdown, by which all in line were let through.
            waiter.set(Waiter::new(queue, Want::End));
        }
    }
}

impl fmt::Debug for AwaitShutdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let living = self.waiter.home().map(|queue| queue.census().living());
        f.debug_struct("AwaitShutdown")
            .field("living", &living)
            .finish()
    }
}

#[diagnostic::do_not_recommend]
impl CancelSafe for IsShutdown<'_> {}
#[diagnostic::do_not_recommend]
impl CancelSafe for IsShutdownOwned {}
#[diagnostic::do_not_recommend]
impl CancelSafe for AwaitShutdown {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for IsShutdown<'_> {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for IsShutdownOwned {}
#[diagnostic::do_not_recommend]
impl SnoozeSafe for AwaitShutdown {}
