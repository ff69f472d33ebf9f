//! Granting many in one walk along the line.
//!
//! # Safety
//!
//! As for [`Line::grant_front`], of each node in turn: it is taken out of the line, and the store of
//! `granted` is the last access to it. The difference is that the line is mended once, at the end; so
//! there is no lane parked in it, which would have to be moved from node to node.
#![allow(unsafe_code)]

use super::{Engine, Line};
use crate::{sync::Ordering::Release, wake::WakeBatch};

impl<E: Engine> Line<'_, E> {
    /// Grants those at the front what they want, as long as `may` says so of what is remembered about
    /// them, and puts their wakers into `batch`. `true` if it stopped because that is full: there may
    /// be more.
    ///
    /// Not for an engine that [parks](Engine::PARKS) a lane.
    #[inline]
    pub(crate) fn grant_while(
        &mut self,
        batch: &mut WakeBatch,
        mut may: impl FnMut(E::Place) -> bool,
    ) -> bool {
        const { assert!(E::PARKS.is_none(), "a parked lane would be lost") };
        let mut is_full = batch.is_full();
        // SAFETY: the closure leaves the links alone. It panics only where the node stays: in `may`, or, if
        // there were no room, in `push`, where there is. The nodes are linked, so valid (invariant 1 of the
        // queue), with `place` and `waker` initialised and ours under the lock (invariant 2); we have it.
        // Where the closure returns `true` the node is out of the line, whose lock nobody else has until it
        // is mended, so the waker may be moved out, and the store be the last access (invariant 3). Release,
        // and what becomes of the reference meanwhile: as in `lane::grant_front`.
        unsafe {
            self.guarded.list.take_front_while(|node| {
                let slot = (*node).item();
                if is_full || !may(slot.place.with_mut(|p| (*p).assume_init())) {
                    return false;
                }
                if let Some(waker) = slot.move_waker_out() {
                    batch.push(waker);
                    is_full = batch.is_full();
                }
                slot.granted.store(true, Release);
                true
            });
        }
        is_full
    }
}
