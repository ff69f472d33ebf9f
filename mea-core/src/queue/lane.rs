//! Lines of an engine's own, for waiters that are not granted in the order in which they came.
//!
//! An engine that [`Lanes`] is implemented for keeps any number of lanes in its state, and says with
//! [`Engine::lane`] which of them a place belongs to. A waiter with that place waits in that lane; its
//! phases and the drop rule are those of every waiter. Whoever is in a lane is not
//! [retried](Engine::retry).
//!
//! # Safety
//!
//! The invariants of the queue hold for each of its lists. A lane is part of the state, so `&mut Lane`
//! is had with the lock only. That a waiter is unlinked from the list it was linked in, is what
//! [`Lanes`] promises.
#![allow(unsafe_code)]

use core::task::Waker;

use super::{Engine, Guarded, Release, Slot};
use crate::list::List;

/// An engine with lanes.
///
/// # Safety
///
/// - A lane is in the state of the engine's queue, and nowhere else. It is not dropped, replaced or
///   swapped for another one while a waiter is in it. (It may be moved within the state.)
/// - From when a waiter is linked with a place until it is unlinked, [`Engine::lane`] returns the same
///   lane for that place, and does not panic.
pub(crate) unsafe trait Lanes: Engine {}

/// A line of an engine's own; see the [module](self).
pub(crate) struct Lane<E: Engine>(List<Slot<E>>);

impl<E: Lanes> Lane<E> {
    /// A lane with nobody in it.
    pub(crate) const fn new() -> Self {
        Self(List::new(0))
    }
}

impl<E: Engine> Lane<E> {
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the first in the lane wants.
    #[inline]
    pub(crate) fn front(&self) -> Option<E::Want> {
        let node = self.0.front()?;
        // SAFETY: linked, so valid (invariant 1): we have the lane, so the lock.
        Some(unsafe { (*node).item() }.want)
    }

    /// Grants the first in the lane what it wants, as
    /// [`Line::grant_front`](super::Line::grant_front) does.
    #[inline]
    pub(crate) fn grant_front(&mut self) -> Option<Waker> {
        // SAFETY: a list of a queue whose lock we have, as we have the lane.
        unsafe { grant_front(&mut self.0) }
    }
}

impl<E: Engine> Guarded<E> {
    /// The list for those with this place.
    #[inline(always)]
    pub(super) fn list_of(&mut self, place: E::Place) -> &mut List<Slot<E>> {
        match E::lane(&mut self.state, place) {
            Some(lane) => &mut lane.0,
            None => &mut self.list,
        }
    }
}

/// Takes the first one out, grants it what it wants, and returns its waker.
///
/// # Safety
///
/// The list is one of a queue whose lock the caller has.
#[inline]
pub(super) unsafe fn grant_front<E: Engine>(list: &mut List<Slot<E>>) -> Option<Waker> {
    let node = list.front()?;
    // SAFETY: linked, so valid (invariant 1), and the caller has the lock. The store of `granted` is
    // the last access (invariant 3). Release: the owner sees all that led to the grant. The owner may
    // free the node as soon as the value is there, while `store` has not returned and still has its
    // `&AtomicBool`: that is fine, as all of the flag is inside an `UnsafeCell`, so the reference is not
    // assumed to be dereferenceable until the function ends. (`Arc` relies on the same when it counts
    // down.) `slot`, which is a reference to more than cells, is not used after that.
    unsafe {
        list.unlink(node);
        let slot = (*node).item();
        let waker = slot.move_waker_out();
        slot.granted.store(true, Release);
        waker
    }
}
