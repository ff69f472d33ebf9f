//! The futures of a map.

use core::{
    fmt,
    future::Future,
    hash::{BuildHasher, Hash},
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    marker::CancelSafe,
    once::keyed::{Join, Joined},
};

pin_project! {
    /// The future of [`OnceMap::compute`](crate::once::OnceMap::compute). Cancel-safe if the work is; not
    /// snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Compute<'a, K, V, S, F, Fut> {
        #[pin]
        join: Join<'a, K, V, S, F, Fut>,
    }
}

impl<'a, K, V, S, F, Fut> Compute<'a, K, V, S, F, Fut> {
    #[inline]
    pub(super) fn new(join: Join<'a, K, V, S, F, Fut>) -> Self {
        Self { join }
    }
}

impl<K, V, S, F, Fut> Future for Compute<'_, K, V, S, F, Fut>
where
    K: Eq + Hash,
    V: Clone,
    S: BuildHasher,
    F: FnOnce() -> Fut,
    Fut: Future<Output = V>,
{
    type Output = V;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<V> {
        Poll::Ready(match ready!(self.project().join.poll(cx, "once")) {
            Joined::There(entry) => entry.cell.there().clone(),
            Joined::Mine(right, value, lease) => lease.cell().fill(right, value).clone(),
        })
    }
}

pin_project! {
    /// The future of [`OnceMap::try_compute`](crate::once::OnceMap::try_compute). Cancel-safe if the work
    /// is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct TryCompute<'a, K, V, S, F, Fut> {
        #[pin]
        join: Join<'a, K, V, S, F, Fut>,
    }
}

impl<'a, K, V, S, F, Fut> TryCompute<'a, K, V, S, F, Fut> {
    #[inline]
    pub(super) fn new(join: Join<'a, K, V, S, F, Fut>) -> Self {
        Self { join }
    }
}

impl<K, V, S, E, F, Fut> Future for TryCompute<'_, K, V, S, F, Fut>
where
    K: Eq + Hash,
    V: Clone,
    S: BuildHasher,
    F: FnOnce() -> Fut,
    Fut: Future<Output = Result<V, E>>,
{
    type Output = Result<V, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match ready!(self.project().join.poll(cx, "once")) {
            Joined::There(entry) => Poll::Ready(Ok(entry.cell.there().clone())),
            Joined::Mine(right, output, lease) => {
                // If it is an error, the right goes to the next in line.
                let value = output?;
                Poll::Ready(Ok(lease.cell().fill(right, value).clone()))
            }
        }
    }
}

#[diagnostic::do_not_recommend]
impl<K, V, S, F, Fut: CancelSafe> CancelSafe for Compute<'_, K, V, S, F, Fut> {}
#[diagnostic::do_not_recommend]
impl<K, V, S, F, Fut: CancelSafe> CancelSafe for TryCompute<'_, K, V, S, F, Fut> {}

impl<K, V, S, F, Fut> fmt::Debug for Compute<'_, K, V, S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compute").finish_non_exhaustive()
    }
}

impl<K, V, S, F, Fut> fmt::Debug for TryCompute<'_, K, V, S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryCompute").finish_non_exhaustive()
    }
}
