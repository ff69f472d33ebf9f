//! F2: the messages of a channel, in a chain of blocks: many senders, one reader at a time, no lock.
//!
//! ```text
//!    head (the reader's)                                    tail: newest block | next index
//!      |                                                      |
//!      v                                                      v
//!   [ 1 1 1 1 . . ] --next--> [ 1 . 1 1 1 1 ] --next--> [ 1 1 . . . . ]
//!     ^taken    ^                 ^ claimed, not yet          ^ free
//!               published           published
//! ```
//!
//! - **Sending** takes two steps: *claim* a slot, by an exchange of the one word that has block and index
//!   together, and *publish* it, by setting its bit in the block. Nothing of a block is touched before a
//!   slot of it is claimed, so a block may go at any time that nobody has claims on it.
//! - **Whoever claims the last slot** of a block installs the next one in the same exchange. So no
//!   sender waits for another one, however preempted. The new block leads back to the one before it; the
//!   reader turns the links around as it comes by, each once.
//! - **Receiving** reads bits, and takes the lowest one that is published. A slot that is claimed and
//!   not published holds up nobody: the reader takes what is behind it, also in later blocks. A send that
//!   is complete can be received at once, therefore. See *Order*.
//! - **A block that is used up** goes to the senders again, or, if there is a spare one, to the allocator.
//!   So a channel allocates nothing in steady state, and keeps two blocks at most when it is drained. What goes
//!   to the allocator is handed to the caller for that ([`Surplus`]), who may have a lock to give up first.
//! - **Waiting**: the reader sets a bit in the blocks that there are ([`Head::park`]), and whoever publishes
//!   in one of them sees it with that very step. A later block comes only when the last slot before it is
//!   claimed: if others publish there first, the reader is told when that one is published.
//! - **Closing**: by an index that nobody claims, and a bit in each block. Who publishes after that bit
//!   finds it, and takes its message back.
//!
//! # Order
//!
//! Two messages of one sender are received in their order; so are any two of which one was sent
//! before the other one was begun to be. If both are in one block, the bit of the second was set after that
//! of the first: a reader that sees it sees both, and takes the lower one. Otherwise the reader, having seen
//! the second, looks at the earlier blocks once more, and then sees the first. Messages that are sent at
//! the same time have no order before they are received.
//!
//! # Safety
//!
//! 1. There is one [`Head`] for each [`Tail`], and it is given no other one, as its functions ask for.
//! 2. Every block from the one of the head to the one of the tail is valid. Only the reader frees or
//!    recycles one: when all its slots are published, which is the last thing that a sender does with it,
//!    and are taken; or at the end, when there are no senders any more.
//! 3. A slot is the sender's from its claim to its publication, by the exchange, of which only one
//!    succeeds. Then it is the reader's until it is marked as taken. If the publication meets `OVER`, it
//!    stays the sender's: the reader has marked it as taken, in one step with setting `OVER`.
//! 4. `link` is written before the block is installed, and belongs to the reader after that. `taken`
//!    belongs to the reader.
//!
//! The loom tests are those of `mpsc` and `mpmc`.
//!
//! The word of block and index, and bits for publication, are after a design that this project began with.
//! The chain of blocks with claims and bits is that of the channels of tokio and crossbeam.
#![allow(unsafe_code)]

mod block;
mod count;
mod head;
mod leave;
mod surplus;
#[cfg(all(test, not(loom)))]
mod tests;

use core::ptr;

pub(crate) use self::head::{Head, Parked};
use self::{
    block::{Block, CLOSED, OVER, PARKED, Place, place, split},
    surplus::Surplus,
};
use crate::sync::{
    AtomicPtr, Backoff,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
};

/// The senders' end.
pub struct Tail<T> {
    place: AtomicPtr<Block<T>>,
    /// A block that was used up, or null.
    spare: AtomicPtr<Block<T>>,
}

// SAFETY: senders hand messages from thread to thread, one owner each (invariant 3); nobody gets a `&T`.
unsafe impl<T: Send> Send for Tail<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Tail<T> {}

impl<T> Tail<T> {
    /// Allocates nothing.
    pub(crate) fn new() -> Self {
        Self {
            place: AtomicPtr::new(ptr::null_mut()),
            spare: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Sends. `true`: the reader may be waiting, and has to be woken.
    ///
    /// # Errors
    ///
    /// The message, if the channel is closed.
    #[inline]
    pub(crate) fn push(&self, value: T) -> Result<bool, T> {
        let Some(claim) = self.claim() else {
            return Err(value);
        };
        let (block, index) = split(claim);
        // SAFETY: claimed (invariant 3), and so valid (invariant 2) until the bit is set. From then on the
        // reader may use the block up, and recycle or free it, before `fetch_add` has returned: what that
        // still has is a reference to an atomic, all of which is inside of an `UnsafeCell`, so that it
        // claims nothing about the memory after the access.
        let before = unsafe {
            Block::write(block, index, value);
            // The bit is not set, and nobody else sets it: so this sets it, and is one instruction where
            // an "or" would be a loop. Release: the message, for the reader. Acquire: what the reader did
            // before it parked or closed.
            (*block).ready.fetch_add(1 << index, AcqRel)
        };
        if before & OVER != 0 {
            // SAFETY: by invariant 3 it is still ours. The reader recycles no block that is over, and frees
            // it at the end, when there are no senders: we are one.
            return Err(unsafe { Block::read(block, index) });
        }
        Ok(before & PARKED != 0)
    }

    /// A slot of one's own; `None` if the channel is closed.
    #[inline]
    fn claim(&self) -> Option<Place<T>> {
        // Relaxed: the exchange decides.
        let mut seen = self.place.load(Relaxed);
        let mut backoff = Backoff::new();
        loop {
            let (block, index) = split(seen);
            if block.is_null() || index >= Block::<T>::LAST {
                return self.claim_last(seen);
            }
            // Acquire: the block as whoever installed it left it. Release goes on from there to whoever
            // is next, as it would without: it is a read-modify-write.
            let after = place(block, index + 1);
            match self
                .place
                .compare_exchange_weak(seen, after, Acquire, Relaxed)
            {
                Ok(_) => return Some(seen),
                Err(_) => {
                    backoff.pause();
                    seen = self.place.load(Relaxed);
                }
            }
        }
    }

    /// Claims the last slot of a block and installs the next one, or the very first.
    #[cold]
    #[inline(never)]
    fn claim_last(&self, mut seen: Place<T>) -> Option<Place<T>> {
        let mut new = ptr::null_mut::<Block<T>>();
        let claim = loop {
            let (block, index) = split(seen);
            if index == CLOSED {
                // Acquire: what was done before it was closed. The word does not change any more.
                self.place.load(Acquire);
                break None;
            }
            let installs = block.is_null() || index == Block::<T>::LAST;
            if installs && new.is_null() {
                new = self.fresh();
            }
            let (claim, after) = if block.is_null() {
                (new, place(new, 1))
            } else if installs {
                (seen, new)
            } else {
                (seen, place(block, index + 1))
            };
            if installs {
                // SAFETY: not installed yet, so ours.
                unsafe { (*new).set_link(block) };
            }
            // Release: the new block. Acquire: as in `claim`.
            match self
                .place
                .compare_exchange_weak(seen, after, AcqRel, Relaxed)
            {
                Ok(_) => {
                    if installs {
                        new = ptr::null_mut();
                    }
                    break Some(claim);
                }
                Err(now) => seen = now,
            }
        };
        if !new.is_null() {
            // SAFETY: not installed, so ours, and empty.
            unsafe { self.give_back(new, &mut Surplus::none()) };
        }
        claim
    }

    /// An empty block, the spare one if there is one.
    fn fresh(&self) -> *mut Block<T> {
        if !self.spare.load(Relaxed).is_null() {
            // Acquire: pairs with the Release of `give_back`.
            let spare = self.spare.swap(ptr::null_mut(), Acquire);
            if !spare.is_null() {
                return spare;
            }
        }
        Block::new()
    }

    /// Keeps a block for later, unless there is one: then it is surplus.
    ///
    /// # Safety
    ///
    /// It is the caller's alone, empty, and as good as new.
    unsafe fn give_back(&self, block: *mut Block<T>, surplus: &mut Surplus<T>) {
        // Release: for whoever takes it.
        let kept = self
            .spare
            .compare_exchange(ptr::null_mut(), block, Release, Relaxed);
        if kept.is_err() {
            // SAFETY: as the caller.
            unsafe { surplus.add(block) };
        }
    }

    /// Is it closed, so that nothing can be sent?
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        // Acquire: what was done before it was closed.
        split(self.place.load(Acquire)).1 == CLOSED
    }

    /// Tells the reader that nothing will be sent any more. `true`: it may be waiting, and has to be
    /// woken.
    ///
    /// # Safety
    ///
    /// There are no senders any more, all their sends happened before this, and this is called once.
    pub(crate) unsafe fn end(&self) -> bool {
        let mut seen = self.place.load(Acquire);
        loop {
            let (block, index) = split(seen);
            if !block.is_null() {
                // Also if it is closed: the reader may not have seen that it is over.
                // SAFETY: no slot is claimed any more, so the block of the tail is never used up, and
                // stays (invariant 2).
                return unsafe { (*block).ready.fetch_or(OVER, AcqRel) } & PARKED != 0;
            }
            if index == CLOSED {
                return false;
            }
            // A reader that waits has a block. Release: what the senders did, for who finds it closed.
            let closed = place(block, CLOSED);
            match self.place.compare_exchange(seen, closed, Release, Acquire) {
                Ok(_) => return false,
                Err(now) => seen = now,
            }
        }
    }
}

impl<T> Drop for Tail<T> {
    fn drop(&mut self) {
        // Acquire: as in `fresh`.
        let spare = self.spare.load(Acquire);
        if !spare.is_null() {
            // SAFETY: nobody else has it; a spare block is empty. The others are the head's.
            unsafe { Block::free(spare) };
        }
    }
}
