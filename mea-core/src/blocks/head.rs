//! The reader's end of a chain of blocks.
#![allow(unsafe_code)]

use core::ptr;

use super::{
    Surplus, Tail,
    block::{Block, CLOSED, OVER, PARKED, place, split},
};
use crate::sync::{
    AtomicPtr,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

/// Where the reader is. Every function asks for the tail that this is the head of, always the same one.
///
/// Dropping it frees nothing: see [`free`](Self::free).
///
/// What is written a message comes last: before it may be what senders write.
#[repr(C)]
pub(crate) struct Head<T> {
    /// Up to here the links lead forward; null as long as `block` is.
    pub(super) newest: *mut Block<T>,
    /// Blocks that were left while there were claims on them, linked.
    pub(super) left: *mut Block<T>,
    /// Null before the reader has seen one.
    pub(super) block: *mut Block<T>,
    /// The slots of `block` that are done with.
    pub(super) taken: usize,
    /// The slots of `block` that were seen to be published.
    pub(super) ready: usize,
}

// SAFETY: a head is reached by `&mut`, but for functions that only count; messages go to its thread.
unsafe impl<T: Send> Send for Head<T> {}
// SAFETY: by `&` nobody gets at a message.
unsafe impl<T: Send> Sync for Head<T> {}

/// A message that was found, and not taken yet.
pub(crate) struct Found<T> {
    block: *mut Block<T>,
    index: usize,
}

/// How [`Head::park`] ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parked {
    /// Whoever publishes next will say so.
    Yes,
    /// There is a message.
    NotEmpty,
    /// There is no message, and there will be none.
    Over,
}

impl<T> Head<T> {
    pub(crate) const fn new() -> Self {
        Self {
            newest: ptr::null_mut(),
            left: ptr::null_mut(),
            block: ptr::null_mut(),
            taken: 0,
            ready: 0,
        }
    }

    /// The message that is next.
    ///
    /// # Safety
    ///
    /// `tail` is the one of this head.
    #[inline]
    pub(crate) unsafe fn find(&mut self, tail: &Tail<T>) -> Option<Found<T>> {
        let mut some = self.ready & !self.taken;
        if some == 0 {
            // SAFETY: as the caller.
            if !unsafe { self.has_block(tail) } {
                return None;
            }
            // SAFETY: valid (invariant 2). Acquire: the messages.
            self.ready = unsafe { (*self.block).ready.load(Acquire) } & Block::<T>::ALL;
            some = self.ready & !self.taken;
            if some == 0 {
                if self.is_all(tail) {
                    return None;
                }
                // SAFETY: as the caller.
                return unsafe { self.find_beyond(tail) };
            }
        }
        Some(Found {
            block: self.block,
            index: some.trailing_zeros() as usize,
        })
    }

    /// Takes what was found, and what is not needed any more with that.
    ///
    /// # Safety
    ///
    /// `tail` is the one of this head, and `found` is the last that it has found, and was not taken.
    #[inline]
    pub(crate) unsafe fn take(&mut self, tail: &Tail<T>, found: Found<T>) -> (T, Surplus<T>) {
        let Found { block, index } = found;
        // SAFETY: published and not taken, so it was written, and is ours (invariant 3).
        let value = unsafe { Block::read(block, index) };
        if block == self.block {
            self.taken |= 1 << index;
            if self.taken == Block::<T>::ALL {
                // SAFETY: as the caller.
                return (value, unsafe { self.advance(tail) });
            }
        } else {
            // SAFETY: as the caller; `taken` is the reader's (invariant 4).
            unsafe {
                let taken = (*block).taken() | 1 << index;
                (*block).set_taken(taken);
                if taken == Block::<T>::ALL {
                    return (value, self.leave_out(tail, block));
                }
            }
        }
        (value, Surplus::none())
    }

    /// A message in a later block, while nothing is to be had in this one.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    #[cold]
    #[inline(never)]
    unsafe fn find_beyond(&mut self, tail: &Tail<T>) -> Option<Found<T>> {
        // SAFETY: as the caller; blocks from the head to the newest are valid (invariant 2), and `taken`
        // and `link` are the reader's (invariant 4).
        unsafe {
            self.link(tail);
            let mut found = None;
            // Where something was found, or the end; nothing behind it counts.
            let mut stop = ptr::null_mut();
            let mut at = self.block;
            while at != stop {
                let some = self.open(at);
                if some != 0 {
                    let index = some.trailing_zeros() as usize;
                    found = Some(Found { block: at, index });
                    if at == self.block {
                        self.ready = some | self.taken;
                        break;
                    }
                    // What was sent before this one is visible now: back to the blocks before it.
                    stop = at;
                    at = self.block;
                } else {
                    at = self.after(at);
                }
            }
            found
        }
    }

    /// The slots of a block that are published and not taken.
    ///
    /// # Safety
    ///
    /// The block is one from the head to the newest, and nobody writes `taken`.
    pub(super) unsafe fn open(&self, block: *mut Block<T>) -> usize {
        // SAFETY: valid, and as the caller. Acquire: the messages.
        unsafe { (*block).ready.load(Acquire) & Block::<T>::ALL & !self.taken_of(block) }
    }

    /// The slots of a block that are done with.
    ///
    /// # Safety
    ///
    /// As [`open`](Self::open).
    #[inline]
    unsafe fn taken_of(&self, block: *mut Block<T>) -> usize {
        if block == self.block {
            self.taken
        } else {
            // SAFETY: valid, and as the caller.
            unsafe { (*block).taken() }
        }
    }

    /// The block behind this one; null behind the newest.
    ///
    /// # Safety
    ///
    /// The block is one from the head to the newest, and nobody writes links.
    pub(super) unsafe fn after(&self, block: *mut Block<T>) -> *mut Block<T> {
        if block == self.newest {
            return ptr::null_mut();
        }
        // SAFETY: as the caller: it leads forward.
        unsafe { (*block).link() }
    }

    /// # Safety
    ///
    /// As [`find`](Self::find).
    #[inline]
    unsafe fn has_block(&mut self, tail: &Tail<T>) -> bool {
        if self.block.is_null() {
            // SAFETY: as the caller.
            unsafe { self.link(tail) };
        }
        !self.block.is_null()
    }

    /// Is there one block only? After a look at that, this says that nothing was sent before the look.
    #[inline]
    fn is_all(&self, tail: &Tail<T>) -> bool {
        // Relaxed: it is compared, and no more. What the look has acquired is seen: a sender that claims
        // the last slot has installed the next block before it publishes.
        self.block == self.newest && split(tail.place.load(Relaxed)).0 == self.newest
    }

    /// Turns the links around, of the blocks that have come since the last time.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    #[cold]
    pub(super) unsafe fn link(&mut self, tail: &Tail<T>) {
        // Acquire: the blocks.
        let (newest, _) = split(tail.place.load(Acquire));
        if newest == self.newest {
            return;
        }
        // SAFETY: from the tail back to `self.newest` all are valid (invariant 2), and their links are
        // the reader's, who had none of them so far (invariant 4).
        unsafe {
            let mut behind = newest;
            let mut at = (*newest).link();
            while at != self.newest {
                let before = (*at).link();
                (*at).set_link(behind);
                behind = at;
                at = before;
            }
            if at.is_null() {
                self.block = behind;
            } else {
                (*at).set_link(behind);
            }
        }
        self.newest = newest;
    }

    /// Marks that the reader waits: who publishes next is told by [`Tail::push`].
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    #[inline]
    pub(crate) unsafe fn park(&mut self, tail: &Tail<T>) -> Parked {
        if !self.block.is_null() && self.is_all(tail) {
            // SAFETY: valid (invariant 2). Release: whoever sees it sees what the reader did before.
            // Nothing is acquired: a message that is there is looked for once more, by Acquire; if there is
            // none but those taken, which were acquired, `is_all` sees what there is to see.
            let before = unsafe { (*self.block).ready.fetch_or(PARKED, Release) };
            if before & Block::<T>::ALL & !self.taken != 0 {
                return Parked::NotEmpty;
            }
            if before & OVER == 0 && self.is_all(tail) {
                return Parked::Yes;
            }
        }
        // SAFETY: as the caller.
        unsafe { self.park_all(tail) }
    }

    /// # Safety
    ///
    /// As [`find`](Self::find).
    #[cold]
    #[inline(never)]
    unsafe fn park_all(&mut self, tail: &Tail<T>) -> Parked {
        // SAFETY: as the caller; the blocks are valid (invariant 2).
        unsafe {
            if !self.has_block(tail) && !tail.install() {
                return Parked::Over;
            }
            loop {
                // Null if it was just installed: then it is linked below.
                let mut at = self.block;
                let mut over = false;
                while !at.is_null() {
                    // Release: whoever sees it sees what the reader did before. Acquire: the messages.
                    let before = (*at).ready.fetch_or(PARKED, AcqRel);
                    if before & Block::<T>::ALL & !self.taken_of(at) != 0 {
                        return Parked::NotEmpty;
                    }
                    over = before & OVER != 0;
                    at = self.after(at);
                }
                let newest = self.newest;
                self.link(tail);
                if newest != self.newest {
                    continue;
                }
                return match over {
                    false => Parked::Yes,
                    // What was published before the end, but in a block that was looked at before.
                    true if !self.is_empty(tail) => Parked::NotEmpty,
                    true => Parked::Over,
                };
            }
        }
    }

    /// Closes the channel, if it is open; `None` if it was not. Whoever sends, or has not published yet, has
    /// its message back. What is published is still there.
    ///
    /// # Safety
    ///
    /// As [`find`](Self::find).
    pub(crate) unsafe fn close(&mut self, tail: &Tail<T>) -> Option<Surplus<T>> {
        let mut seen = tail.place.load(Relaxed);
        loop {
            let (block, index) = split(seen);
            if index == CLOSED {
                return None;
            }
            let closed = place(block, CLOSED);
            // Release: what was done before it is closed. The blocks are acquired by `link`.
            match tail
                .place
                .compare_exchange_weak(seen, closed, Release, Relaxed)
            {
                Ok(_) => break,
                Err(now) => seen = now,
            }
        }
        // SAFETY: as the caller; the blocks are valid, and now there will be no more.
        unsafe {
            self.link(tail);
            let mut at = self.block;
            while !at.is_null() {
                // Relaxed, here and below: whoever takes a message acquires it when it looks for it.
                let is_full = (*at).ready.load(Relaxed) & Block::<T>::ALL == Block::<T>::ALL;
                if is_full && at != self.newest {
                    // There is no claim on it; so it can be let go of as soon as it is used up.
                    at = self.after(at);
                    continue;
                }
                // Release: what was done before this, for those who find it.
                let ready = (*at).ready.fetch_or(OVER, Release) & Block::<T>::ALL;
                // What was not published in time is its sender's (invariant 3).
                let missing = Block::<T>::ALL & !ready;
                if at == self.block {
                    self.taken |= missing;
                } else {
                    (*at).set_taken((*at).taken() | missing);
                }
                at = self.after(at);
            }
            Some(match self.block.is_null() {
                true => Surplus::none(),
                false => self.advance(tail),
            })
        }
    }

    /// Frees all blocks. It is empty, as [`Tail::new`] found it, after this, and so is the tail.
    ///
    /// # Safety
    ///
    /// `tail` is the one of this head, nobody else has it, and no message is there.
    pub(crate) unsafe fn free(&mut self, tail: &mut Tail<T>) {
        // SAFETY: nobody has a claim on any block.
        unsafe {
            self.link(tail);
            for first in [self.block, self.left] {
                let mut at = first;
                while !at.is_null() {
                    let next = self.after(at);
                    Block::free(at);
                    at = next;
                }
            }
        }
        *self = Self::new();
        tail.place = AtomicPtr::new(ptr::null_mut());
    }
}

impl<T> Tail<T> {
    /// Installs the first block, for the reader. `false`: it is closed.
    fn install(&self) -> bool {
        let new = self.fresh();
        // Release: the block. Acquire: that of somebody else, or what was done before it was closed.
        match self
            .place
            .compare_exchange(ptr::null_mut(), new, Release, Acquire)
        {
            Ok(_) => true,
            Err(now) => {
                // SAFETY: not installed, so ours, and empty.
                unsafe { self.give_back(new, &mut Surplus::none()) };
                !split(now).0.is_null()
            }
        }
    }
}
