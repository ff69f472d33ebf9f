//! What a primitive says to its queue.

use super::{Lane, Line, Parked, Parks, Queue};

/// The rules of a primitive: who may enter, who waits, what happens when a waiter leaves.
///
/// The functions that take a [`Line`] run under the queue's lock; none of them may run user code.
pub(crate) trait Engine: Sized {
    /// The module of the primitive, for the messages of panics.
    const MODULE: &'static str;
    /// What a waiter asks for. Whoever has the lock reads it, on any thread, beside the waiter.
    type Want: Copy + Send + Sync;
    /// What the queue remembers about a waiter in the line, for whoever has the lock, on any thread.
    type Place: Copy + Send;
    /// What the lock guards beside the line.
    type State;

    /// Enters without the lock, if that is possible.
    fn try_enter(&self, want: Self::Want) -> bool;

    /// Enters, or says where to wait and what to remember. From then on the engine owes a wake-up.
    fn enter(&self, line: &mut Line<'_, Self>, want: Self::Want) -> Entry<Self>;

    /// After [`Entry::Last`], with the lock still held: lets those in line through; unlocks.
    #[inline]
    fn last_entered(queue: &Queue<Self>, line: Line<'_, Self>, place: Self::Place) {
        let _ = (queue, line, place);
    }

    /// The first in line was polled without having been granted anything. `true`: it enters.
    #[inline]
    fn retry(&self, line: &mut Line<'_, Self>) -> bool {
        let _ = line;
        false
    }

    /// A waiter left the line before it was granted. Passes on what it had; unlocks.
    fn cancelled(queue: &Queue<Self>, line: Line<'_, Self>, left: Left<Self>);

    /// A waiter that had this place was granted `want` and is dropped before it saw that.
    fn give_back(queue: &Queue<Self>, want: Self::Want, place: Self::Place);

    /// A waiter entered by itself, and its poll panicked before it could say so: the drop of a waker
    /// is user code. Nothing to do where entering takes nothing.
    #[inline]
    fn undo_enter(queue: &Queue<Self>, want: Self::Want) {
        let _ = (queue, want);
    }

    /// Where those with this place wait, if the engine has [`Lanes`](super::Lanes); `None`: in the line.
    #[inline(always)]
    fn lane(state: &mut Self::State, place: Self::Place) -> Option<&mut Lane<Self>> {
        let _ = (state, place);
        None
    }

    /// Whether the line has a [parked lane](super::Parked).
    const PARKS: Option<Parks<Self>> = None;

    /// Whether who wants this waits in the parked lane.
    #[inline(always)]
    fn waits_aside(want: Self::Want) -> bool {
        let _ = want;
        false
    }

    /// Where in a place the lane is parked, if one is.
    #[inline(always)]
    fn parked(place: &mut Self::Place) -> Option<&mut Parked<Self>> {
        let _ = place;
        None
    }
}

/// How [`Engine::enter`] ends.
pub(crate) enum Entry<E: Engine> {
    /// In.
    Entered,
    /// In, as the last of those who have the place; [`Engine::last_entered`] is next.
    Last(E::Place),
    /// Wait behind the others.
    Back(E::Place),
    /// Wait before the others.
    Front(E::Place),
}

/// What a cancelled waiter leaves behind.
pub(crate) struct Left<E: Engine> {
    pub(crate) want: E::Want,
    pub(crate) place: E::Place,
    pub(crate) was_front: bool,
}
