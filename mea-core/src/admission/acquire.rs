//! The futures of an admission controller.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{FairShare, FairSharePermit, OwnedFairSharePermit, ledger::Admission, seat::Seat};
use crate::{
    marker::CancelSafe,
    queue::{Home, Waiter, polled_after_completion},
};

pin_project! {
    /// The stages of an acquisition.
    #[project = StageNow]
    #[project_replace = StageBefore]
    enum Stage<H, K>
    where
        H: Home<Engine = Admission<K>>,
    {
        /// Not polled yet.
        New { home: H, hash: u64, key: K },
        Waiting {
            // Dropped before the seat: whoever is in the lane of a tenant has a seat there.
            #[pin]
            waiter: Waiter<H>,
            seat: Option<Seat<H, K>>,
        },
        Done,
    }
}

impl<H: Home<Engine = Admission<K>> + Clone, K: Eq> Stage<H, K> {
    /// Ready with a seat that has a permit.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Seat<H, K>> {
        if let StageNow::New { .. } = self.as_mut().project() {
            let StageBefore::New { home, hash, key } = self.as_mut().project_replace(Self::Done)
            else {
                unreachable!("it was new");
            };
            let Some(seat) = Seat::take(home, hash, key, true) else {
                unreachable!("there is always a seat");
            };
            if seat.has_permit() {
                return Poll::Ready(seat);
            }
            let waiter = Waiter::new(seat.home(), seat.tenant());
            let seat = Some(seat);
            self.set(Self::Waiting { waiter, seat });
        }
        let StageNow::Waiting { waiter, seat } = self.project() else {
            polled_after_completion("admission");
        };
        ready!(waiter.poll(cx));
        let Some(mut seat) = seat.take() else {
            polled_after_completion("admission");
        };
        seat.adopt_permit();
        Poll::Ready(seat)
    }
}

pin_project! {
    /// The future of [`FairShare::acquire`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct Acquire<'a, K, S> {
        #[pin]
        stage: Stage<&'a FairShare<K, S>, K>,
    }
}

impl<'a, K, S> Acquire<'a, K, S> {
    #[inline]
    pub(super) fn new(home: &'a FairShare<K, S>, hash: u64, key: K) -> Self {
        Self {
            stage: Stage::New { home, hash, key },
        }
    }
}

impl<'a, K: Eq, S> Future for Acquire<'a, K, S> {
    type Output = FairSharePermit<'a, K, S>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().stage.poll(cx).map(FairSharePermit::new)
    }
}

pin_project! {
    /// The future of [`FairShare::acquire_owned`]. Cancel-safe; not snooze-safe.
    #[must_use = "futures do nothing unless polled or awaited"]
    pub struct AcquireOwned<K, S> {
        #[pin]
        stage: Stage<Arc<FairShare<K, S>>, K>,
    }
}

impl<K, S> AcquireOwned<K, S> {
    #[inline]
    pub(super) fn new(home: Arc<FairShare<K, S>>, hash: u64, key: K) -> Self {
        Self {
            stage: Stage::New { home, hash, key },
        }
    }
}

impl<K: Eq, S> Future for AcquireOwned<K, S> {
    type Output = OwnedFairSharePermit<K, S>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().stage.poll(cx).map(OwnedFairSharePermit::new)
    }
}

#[diagnostic::do_not_recommend]
impl<K, S> CancelSafe for Acquire<'_, K, S> {}
#[diagnostic::do_not_recommend]
impl<K, S> CancelSafe for AcquireOwned<K, S> {}

impl<K, S> fmt::Debug for Acquire<'_, K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acquire").finish_non_exhaustive()
    }
}

impl<K, S> fmt::Debug for AcquireOwned<K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcquireOwned").finish_non_exhaustive()
    }
}
