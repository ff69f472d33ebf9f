//! An attempt at the cell of a key.

use alloc::sync::Arc;
use core::{
    future::Future,
    hash::{BuildHasher, Hash},
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Entry, Keyed, Lease, LockedSlots};
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
    There(Arc<Entry<K, V>>),
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
    #[inline]
    pub(crate) fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        module: &str,
    ) -> Poll<Joined<'a, K, V, Fut::Output>> {
        let mut end = OverAtEnd(self.as_mut());
        if let JoinProj::New { keyed, key, .. } = end.0.as_mut().project() {
            let hash = keyed.hash(key);
            let absent = match keyed.first(hash) {
                // The usual case: no lease, as nobody has to know of it.
                Ok(entry) if entry.cell.is_done() && entry.with.key == *key => {
                    drop(end);
                    return Poll::Ready(Joined::There(entry));
                }
                Ok(_) => None,
                Err(slots) => Some(slots),
            };
            end.0.as_mut().begin(hash, absent);
        }
        mem::forget(end);
        self.poll_joined(cx, module)
    }

    /// Takes a lease, for an attempt. If there is a value meanwhile, that finds it.
    #[inline(never)]
    fn begin(mut self: Pin<&mut Self>, hash: u64, absent: Option<LockedSlots<'a, K, V>>) {
        let taken = self.as_mut().project_replace(Self::Over);
        let JoinTaken::New { keyed, key, init } = taken else {
            unreachable!("there is nobody who polls it but the caller");
        };
        let lease = match absent {
            Some(slots) => keyed.insert_absent(slots, hash, key),
            None => keyed.join(hash, key),
        };
        self.set(Self::Joined {
            attempt: Attempt::new(lease.entry().clone(), init),
            lease: Some(lease),
        });
    }

    #[inline(never)]
    fn poll_joined(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        module: &str,
    ) -> Poll<Joined<'a, K, V, Fut::Output>> {
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
            (None, Some(lease)) => Poll::Ready(Joined::There(lease.entry().clone())),
            (_, None) => unreachable!("taken only at the end"),
        }
    }
}

/// When the attempt is over, however that came about, so is the join: the entry is not wanted any
/// more. A waker that panics when it is cloned does not end an attempt.
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

/// A join that has no attempt yet is over with the first look, also if user code panics then.
struct OverAtEnd<'a, 'k, K, V, S, F, Fut>(Pin<&'a mut Join<'k, K, V, S, F, Fut>>);

impl<K, V, S, F, Fut> Drop for OverAtEnd<'_, '_, K, V, S, F, Fut> {
    fn drop(&mut self) {
        self.0.set(Join::Over);
    }
}
