//! The futures of a shutdown.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::scope::{Node, Scope};
use crate::{
    gate::Gate,
    latch::{LatchWait, OwnedLatchWait},
    marker::{CancelSafe, SnoozeSafe},
    queue::Waiter,
};

pin_project! {
    /// The future of [`ShutdownRecv::is_shutdown`](super::ShutdownRecv::is_shutdown) and
    /// [`ShutdownWatch::is_shutdown`](super::ShutdownWatch::is_shutdown). Cancel-safe and
    /// snooze-safe.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct IsShutdown<'a> {
        #[pin]
        wait: LatchWait<'a>,
    }
}

impl<'a> IsShutdown<'a> {
    #[inline]
    pub(super) fn new(scope: &'a Scope) -> Self {
        Self {
            wait: scope.node().stop.wait(),
        }
    }
}

impl Future for IsShutdown<'_> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().wait.poll(cx)
    }
}

pin_project! {
    /// The future of [`ShutdownRecv::is_shutdown_owned`](super::ShutdownRecv::is_shutdown_owned) and
    /// [`ShutdownWatch::is_shutdown_owned`](super::ShutdownWatch::is_shutdown_owned). Cancel-safe and
    /// snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct IsShutdownOwned {
        #[pin]
        wait: OwnedLatchWait,
        // Keeps the scope in the tree, so that a shutdown from above finds it.
        scope: Scope,
    }
}

impl IsShutdownOwned {
    pub(super) fn new(scope: Scope) -> Self {
        Self {
            wait: scope.node().stop.clone().wait_owned(),
            scope,
        }
    }
}

impl Future for IsShutdownOwned {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().wait.poll(cx)
    }
}

impl fmt::Debug for IsShutdownOwned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scope.debug("IsShutdownOwned", f)
    }
}

pin_project! {
    /// The future of [`ShutdownSend::await_shutdown`](super::ShutdownSend::await_shutdown).
    /// Cancel-safe and snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AwaitShutdown {
        #[pin]
        waiter: Waiter<Arc<Gate<Node>>>,
    }
}

impl AwaitShutdown {
    pub(super) fn new(scope: Scope) -> Self {
        Self {
            waiter: Waiter::new(scope.0, ()),
        }
    }
}

impl Future for AwaitShutdown {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut waiter = self.project().waiter;
        loop {
            ready!(waiter.as_mut().poll(cx));
            let scope = Scope(waiter.as_mut().finish());
            if scope.shut_if_empty() {
                return Poll::Ready(());
            }
            // Nobody was left, and then somebody came, before it was closed: wait for that one.
            waiter.set(Waiter::new(scope.0, ()));
        }
    }
}

impl fmt::Debug for AwaitShutdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwaitShutdown")
            .field(
                "living",
                &self.waiter.home().map(|gate| gate.rules().census.living()),
            )
            .finish()
    }
}

impl CancelSafe for IsShutdown<'_> {}
impl CancelSafe for IsShutdownOwned {}
impl CancelSafe for AwaitShutdown {}
impl SnoozeSafe for IsShutdown<'_> {}
impl SnoozeSafe for IsShutdownOwned {}
impl SnoozeSafe for AwaitShutdown {}
