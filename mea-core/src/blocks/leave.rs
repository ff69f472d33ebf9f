//! What becomes of a block that is used up: all its slots are done with.
#![allow(unsafe_code)]

use super::{
    Surplus, Tail,
    block::{Block, OVER},
    head::Head,
};
use crate::sync::Ordering::Relaxed;

impl<T> Head<T> {
    /// Leaves the block of the head, and those behind it, as far as they are used up.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn advance(&mut self, tail: &Tail<T>) -> Surplus<T> {
        let mut surplus = Surplus::none();
        while self.taken == Block::<T>::ALL {
            let used = self.block;
            // SAFETY: as the caller.
            unsafe {
                if used == self.newest {
                    self.link(tail);
                }
                let next = self.after(used);
                if next.is_null() {
                    // The channel was closed before all its slots were claimed: this is the last one.
                    break;
                }
                self.block = next;
                self.taken = (*next).taken();
                self.ready = 0;
                self.put_away(tail, used, &mut surplus);
            }
        }
        surplus
    }

    /// Takes a block out of the chain that is used up while the head waits for a slot before it. So it is
    /// not looked at again for each message that comes meanwhile.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find); `used` is a block behind that of the head, up to the newest.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn leave_out(&mut self, tail: &Tail<T>, used: *mut Block<T>) -> Surplus<T> {
        // SAFETY: as the caller; the blocks up to the newest are valid, and their links the reader's.
        unsafe {
            if used == self.newest {
                self.link(tail);
            }
            let next = self.after(used);
            if next.is_null() {
                // As in `advance`.
                return Surplus::none();
            }
            // Those between have slots that somebody has yet to publish: there are few.
            let mut before = self.block;
            while (*before).link() != used {
                before = (*before).link();
            }
            (*before).set_link(next);
            let mut surplus = Surplus::none();
            self.put_away(tail, used, &mut surplus);
            surplus
        }
    }

    /// # Safety
    ///
    /// As [`find`](Self::find); `used` is used up, and no more in the chain.
    unsafe fn put_away(&mut self, tail: &Tail<T>, used: *mut Block<T>, surplus: &mut Surplus<T>) {
        // SAFETY: as the caller.
        unsafe {
            // Relaxed: by now it does not change any more, but for `PARKED` and `OVER`, which only the reader
            // sets in a block that is not the newest.
            let ready = (*used).ready.load(Relaxed) & (Block::<T>::ALL | OVER);
            if ready == Block::<T>::ALL {
                // All is published and taken, and nobody was told to take something back: no sender has a
                // claim on it (invariant 2). To publish was the last that each of them did with it, and was
                // acquired when the message was found.
                Block::reset(used);
                tail.give_back(used, surplus);
            } else {
                (*used).set_link(self.left);
                self.left = used;
            }
        }
    }
}
