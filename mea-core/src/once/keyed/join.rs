//! An attempt at the cell of a key.

use alloc::sync::Arc;
use core::{
    future::Future,
    hash::{BuildHasher, Hash},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Entry, Keyed, Lease};
use crate::{
    once::{attempt::Attempt, raw::Right},
    queue::polled_after_completion,
};

pin_project! {
    /// Finds or makes the entry of the key, and attempts to set the value there.
    #[project = JoinProj]
    #[project_replace = JoinTaken]
    pub(crate) enum Join<'a, K, V, S, F, Fut> {
        New {
            keyed: &'a Keyed<K, V, S>,
            key: K,
            init: F,
        },
        // Dropped in this order: the work and the right, then the entry, if nobody else wants it.
        Joined {
            #[pin]
            attempt: Attempt<Arc<Entry<K, V>>, F, Fut>,
            lease: Option<Lease<'a, K, V>>,
        },
        Over,
    }
}

/// How a [`Join`] ends.
pub(crate) enum Joined<'a, K, V, Output> {
    /// The value is there.
    There(Lease<'a, K, V>),
    /// The caller's work has returned this, and the caller may set the value.
    Mine(Right<Arc<Entry<K, V>>>, Output, Lease<'a, K, V>),
}

impl<'a, K, V, S, F, Fut> Join<'a, K, V, S, F, Fut> {
    #[inline]
    pub(crate) fn new(keyed: &'a Keyed<K, V, S>, key: K, init: F) -> Self {
        Self::New { keyed, key, init }
    }
}

impl<'a, K, V, S, F, Fut> Join<'a, K, V, S, F, Fut>
where
    K: Eq + Hash,
    S: BuildHasher,
    F: FnOnce() -> Fut,
    Fut: Future,
{
    /// # Panics
    ///
    /// If user code does (the key, the closure, the work), or if it was over before. In the first
    /// case it is over at once, and the entry gone if nobody else wants it.
    pub(crate) fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        module: &str,
    ) -> Poll<Joined<'a, K, V, Fut::Output>> {
        if let JoinProj::New { .. } = self.as_mut().project() {
            let taken = self.as_mut().project_replace(Self::Over);
            let JoinTaken::New { keyed, key, init } = taken else {
                unreachable!("just seen");
            };
            let lease = keyed.join(key);
            if lease.cell().is_done() {
                return Poll::Ready(Joined::There(lease));
            }
            self.set(Self::Joined {
                attempt: Attempt::new(lease.entry().clone(), init),
                lease: Some(lease),
            });
        }
        let mut end = OverWithAttempt(self);
        let JoinProj::Joined { attempt, lease } = end.0.as_mut().project() else {
            polled_after_completion(module);
        };
        let Poll::Ready(done) = attempt.poll(cx) else {
            return Poll::Pending;
        };
        let lease = lease.take();
        drop(end);
        match (done, lease) {
            (Some((right, output)), Some(lease)) => Poll::Ready(Joined::Mine(right, output, lease)),
            (None, Some(lease)) => Poll::Ready(Joined::There(lease)),
            (_, None) => unreachable!("taken only at the end"),
        }
    }
}

/// When the attempt is over, however that came about, so is the join: the entry is not wanted any
/// more.
struct OverWithAttempt<'a, 'k, K, V, S, F, Fut>(Pin<&'a mut Join<'k, K, V, S, F, Fut>>);

impl<K, V, S, F, Fut> Drop for OverWithAttempt<'_, '_, K, V, S, F, Fut> {
    fn drop(&mut self) {
        if let JoinProj::Joined { attempt, .. } = self.0.as_mut().project() {
            if attempt.is_over() {
                self.0.set(Join::Over);
            }
        }
    }
}
