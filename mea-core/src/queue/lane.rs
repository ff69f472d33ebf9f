//! Lines of an engine's own, for waiters that are not granted in the order in which they came.
//!
//! An engine that [`Lanes`] is implemented for keeps any number of lanes in its state, and says with
//! [`Engine::lane`] which of them a place belongs to. A waiter with that place waits in that lane; its
//! phases and the drop rule are those of every waiter. Whoever is in a lane is not
//! [retried](Engine::retry).
//!
//! # A lane that takes no room
//!
//! One lane may be *parked* in the line: its head is in the place of the first in line, or, if nobody is
//! in line, in the word of the empty list.
//!
//! ```text
//!   line -> [A | lane] -> [B] -> [C]          nobody in line:   line - - +
//!                |                                                       |
//!                +------> [X] -> [Y]                                     +- -> [X] -> [Y]
//! ```
//!
//! So every change of the line is between [`unpark`](Guarded::unpark) and [`park`](Guarded::park).
//!
//! # Safety
//!
//! The invariants of the queue hold for each of its lists. A lane is part of the state, or parked, so it
//! is had with the lock only. That a waiter is unlinked from the list it was linked in, is what
//! [`Lanes`] promises. Between `unpark` and `park` the lock is not given up, and nothing panics.
#![allow(unsafe_code)]

use core::{marker::PhantomData, ptr, task::Waker};

use super::{Engine, Guarded, Line, Release, Slot};
use crate::list::{List, Node};

/// An engine with lanes.
///
/// # Safety
///
/// - A lane is in the state of the engine's queue, and nowhere else. It is not dropped, replaced or
///   swapped for another one while a waiter is in it. (It may be moved within the state.)
/// - From when a waiter is linked with a place until it is unlinked, [`Engine::lane`] returns the same
///   lane for that place, and does not panic.
/// - If it [parks](Engine::PARKS): [`Engine::waits_aside`] says the same of a `want` each time;
///   [`Engine::parked`] has, always, the `Parked` that is a part of the place; neither panics. Every place is
///   made with [`Parked::EMPTY`]. (That nothing else comes where the lane is parked, a number of the empty
///   line or a place that is exchanged, the queue sees to.)
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

/// That an engine parks a lane, which takes one that keeps to the rules of [`Lanes`].
pub(crate) struct Parks<E>(PhantomData<fn() -> E>);

impl<E: Lanes> Parks<E> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The head of a lane, where it is parked; see the [module](self).
pub(crate) struct Parked<E: Engine>(*const Node<Slot<E>>);

impl<E: Engine> Clone for Parked<E> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<E: Engine> Copy for Parked<E> {}

// SAFETY: an address, reached by whoever has the lock; see `List`, which it is the head of.
unsafe impl<E: Engine> Send for Parked<E> {}

impl<E: Lanes> Parked<E> {
    /// No lane is parked here.
    pub(crate) const EMPTY: Self = Self(ptr::null());
}

impl<E: Lanes> Line<'_, E> {
    /// Grants the first in the parked lane what it wants, as [`grant_front`](Self::grant_front)
    /// does.
    pub(crate) fn grant_parked(&mut self) -> Option<Waker> {
        self.guarded.change_parked(|lane| {
            // SAFETY: a list of this queue, whose lock we have.
            unsafe { grant_front(lane) }
        })
    }

    /// Is nobody in the parked lane?
    pub(crate) fn is_parked_empty(&mut self) -> bool {
        self.guarded.change_parked(|lane| lane.is_empty())
    }
}

impl<E: Engine> Guarded<E> {
    /// Changes the list for those with this want and place.
    #[inline(always)]
    pub(super) fn change_of<R>(
        &mut self,
        want: E::Want,
        place: E::Place,
        change: impl FnOnce(&mut List<Slot<E>>) -> R,
    ) -> R {
        if E::waits_aside(want) {
            return self.change_parked(change);
        }
        match E::lane(&mut self.state, place) {
            Some(lane) => change(&mut lane.0),
            None => self.change(change),
        }
    }

    /// Changes the line.
    #[inline(always)]
    pub(super) fn change<R>(&mut self, change: impl FnOnce(&mut List<Slot<E>>) -> R) -> R {
        if E::PARKS.is_none() {
            return change(&mut self.list);
        }
        let lane = self.unpark();
        let result = change(&mut self.list);
        self.park(lane);
        result
    }

    /// Changes the parked lane.
    fn change_parked<R>(&mut self, change: impl FnOnce(&mut List<Slot<E>>) -> R) -> R {
        // SAFETY: it is parked as it was left, here.
        let mut lane = unsafe { List::from_head(self.unpark().0) };
        let result = change(&mut lane);
        self.park(Parked(lane.into_head()));
        result
    }

    /// Takes the lane from where it is parked.
    #[inline]
    fn unpark(&mut self) -> Parked<E> {
        self.with_parked(|parked| core::mem::replace(parked, Parked(ptr::null())))
            .unwrap_or_else(|| Parked(self.list.take_spare_head()))
    }

    /// Parks the lane, of whoever is first in line now.
    #[inline]
    fn park(&mut self, lane: Parked<E>) {
        if self.with_parked(|parked| *parked = lane).is_none() {
            self.list.set_spare_head(lane.0);
        }
    }

    /// With where the first in line has the lane; `None` if nobody is in line.
    #[inline]
    fn with_parked<R>(&mut self, f: impl FnOnce(&mut Parked<E>) -> R) -> Option<R> {
        let node = self.list.front()?;
        // SAFETY: linked, so valid with `place` initialised, and we have the lock (invariants 1, 2).
        unsafe {
            (*node)
                .item()
                .place
                .with_mut(|place| E::parked((*place).assume_init_mut()).map(f))
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
