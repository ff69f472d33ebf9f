//! The futures of a group.

use alloc::sync::Arc;
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
    once::keyed::{Entry, Join, Joined, Lease, Right},
};

/// The end of a flight: the leader has the value, and the others get it.
///
/// The flight leaves the table first. Whatever happens when the others are woken, whoever asks from
/// now on starts a new one.
fn land<K, V: Clone>(right: Right<Arc<Entry<K, V>>>, value: V, mut lease: Lease<'_, K, V>) -> V {
    if lease.detach() {
        return value;
    }
    lease.cell().fill(right, value).clone()
}

pin_project! {
    /// The future of [`Group::work`](crate::singleflight::Group::work). Cancel-safe if the work is; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Work<'a, K, V, S, F, Fut> {
        #[pin]
        join: Join<'a, K, V, S, F, Fut>,
    }
}

impl<'a, K, V, S, F, Fut> Work<'a, K, V, S, F, Fut> {
    #[inline]
    pub(super) fn new(join: Join<'a, K, V, S, F, Fut>) -> Self {
        Self { join }
    }
}

impl<K, V, S, F, Fut> Future for Work<'_, K, V, S, F, Fut>
where
    K: Eq + Hash,
    V: Clone,
    S: BuildHasher,
    F: FnOnce() -> Fut,
    Fut: Future<Output = V>,
{
    type Output = V;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<V> {
        Poll::Ready(match ready!(self.project().join.poll(cx, "singleflight")) {
            Joined::There(entry) => entry.cell.there().clone(),
            Joined::Mine(right, value, lease) => land(right, value, lease),
        })
    }
}

pin_project! {
    /// The future of [`Group::try_work`](crate::singleflight::Group::try_work). Cancel-safe if the work is; not
    /// snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct TryWork<'a, K, V, S, F, Fut> {
        #[pin]
        join: Join<'a, K, V, S, F, Fut>,
    }
}

impl<'a, K, V, S, F, Fut> TryWork<'a, K, V, S, F, Fut> {
    #[inline]
    pub(super) fn new(join: Join<'a, K, V, S, F, Fut>) -> Self {
        Self { join }
    }
}

impl<K, V, S, E, F, Fut> Future for TryWork<'_, K, V, S, F, Fut>
where
    K: Eq + Hash,
    V: Clone,
    S: BuildHasher,
    F: FnOnce() -> Fut,
    Fut: Future<Output = Result<V, E>>,
{
    type Output = Result<V, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match ready!(self.project().join.poll(cx, "singleflight")) {
            Joined::There(entry) => Poll::Ready(Ok(entry.cell.there().clone())),
            // If it is an error, the right goes to the next who joined.
            Joined::Mine(right, output, lease) => Poll::Ready(Ok(land(right, output?, lease))),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<K, V, S, F, Fut: CancelSafe> CancelSafe for Work<'_, K, V, S, F, Fut> {}
#[diagnostic::do_not_recommend]
impl<K, V, S, F, Fut: CancelSafe> CancelSafe for TryWork<'_, K, V, S, F, Fut> {}

impl<K, V, S, F, Fut> fmt::Debug for Work<'_, K, V, S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").finish_non_exhaustive()
    }
}

impl<K, V, S, F, Fut> fmt::Debug for TryWork<'_, K, V, S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryWork").finish_non_exhaustive()
    }
}
