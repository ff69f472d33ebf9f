//! What is in a chain of blocks, and whether that is all, for a reader that changes nothing.
#![allow(unsafe_code)]

use super::{
    Tail,
    block::{CLOSED, OVER, split},
    head::Head,
};
use crate::sync::Ordering::Acquire;

impl<T> Head<T> {
    /// How many messages are there. Takes time that grows with the number of blocks.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    pub(crate) unsafe fn len(&self, tail: &Tail<T>) -> usize {
        let mut count = 0;
        // SAFETY: as the caller.
        unsafe {
            self.any_block(tail, |open| {
                count += open.count_ones() as usize;
                false
            })
        };
        count
    }

    /// Is there no message?
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    pub(crate) unsafe fn is_empty(&self, tail: &Tail<T>) -> bool {
        // SAFETY: as the caller.
        !unsafe { self.any_block(tail, |open| open != 0) }
    }

    /// There will be no message but those that [`find`](Self::find) finds after this.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    pub(crate) unsafe fn is_over(&self, tail: &Tail<T>) -> bool {
        // Acquire: the block, or what was done before it was closed.
        let (newest, index) = split(tail.place.load(Acquire));
        match newest.is_null() {
            true => index == CLOSED,
            // SAFETY: as the caller; the block is valid (invariant 2). Acquire: the messages that were sent
            // before it was over.
            false => unsafe { (*newest).ready.load(Acquire) & OVER != 0 },
        }
    }

    /// Does `f` hold for the messages of any block? Changes nothing.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    unsafe fn any_block(&self, tail: &Tail<T>, mut f: impl FnMut(usize) -> bool) -> bool {
        // SAFETY: as the caller; the blocks are valid (invariant 2). All that could write `taken` and
        // links asks for `&mut self`.
        unsafe {
            let mut at = self.block;
            while !at.is_null() {
                if f(self.open(at)) {
                    return true;
                }
                at = self.after(at);
            }
            // Those behind the newest still lead back. Acquire: the blocks.
            let (mut at, _) = split(tail.place.load(Acquire));
            while at != self.newest {
                if f(self.open(at)) {
                    return true;
                }
                at = (*at).link();
            }
            false
        }
    }
}
