//! The cells that messages are in: all the memory of a channel, reused from message to message.
//!
//! A message stays in its cell from when it is sent until it is taken out. To be cloned, without the
//! lock, it is *pinned*; a message that goes meanwhile stays in its cell until the last one is done.
//!
//! ```text
//!               put                        take
//!   [ free ] ---------> [ full, pins 0 ] -----------------> [ free ]
//!                        pin |     ^ unpin                     ^
//!                            v     |       take                | the last unpin
//!                       [ full, pins n ] ---> [ left, pins n ] +
//! ```
//!
//! # Safety
//!
//! 1. A cell belongs to the one [`Cells`] that it was made for, and lives as long as that.
//! 2. The message of a cell is initialised exactly if the cell is full or left. A full cell has one
//!    [`Full`], a left cell has none, and a cell has as many [`Pinned`]s as it has pins. None of these
//!    can be copied.
//! 3. All fields but the message are reached with `&mut Cells` only. No reference to a whole cell is
//!    made after it was given to `Cells`.
//! 4. A message is written or moved only with `&mut Cells` and when there are no pins. Whoever has a
//!    pin may therefore share it.
//! 5. A handle comes back to the cells that it is of: that is what the unsafe functions ask for.
#![allow(unsafe_code)]

use alloc::boxed::Box;
use core::{
    mem::MaybeUninit,
    ptr::{self, NonNull},
};

use crate::sync::UnsafeCell;

struct Cell<T> {
    message: UnsafeCell<MaybeUninit<T>>,
    next_free: *mut Cell<T>,
    /// Each pin belongs to a receiver on some stack: there is no memory for so many.
    pins: u32,
    is_left: bool,
}

impl<T> Cell<T> {
    fn new() -> Self {
        Self {
            message: UnsafeCell::new(MaybeUninit::uninit()),
            next_free: ptr::null_mut(),
            pins: 0,
            is_left: false,
        }
    }
}

/// A cell that was made later, to be [added](Cells::add).
pub(super) struct Added<T> {
    cell: Cell<T>,
    next: *mut Added<T>,
}

impl<T> Added<T> {
    pub(super) fn new() -> Box<Self> {
        Box::new(Self {
            cell: Cell::new(),
            next: ptr::null_mut(),
        })
    }
}

/// The cells of a channel, behind its lock.
pub(super) struct Cells<T> {
    first: NonNull<[Cell<T>]>,
    added: *mut Added<T>,
    free: *mut Cell<T>,
    len: usize,
}

/// A cell with a message that is in the channel.
pub(super) struct Full<T>(NonNull<Cell<T>>);

/// A message that is neither moved nor dropped for now.
pub(super) struct Pinned<T>(NonNull<Cell<T>>);

// SAFETY: whoever has these on another thread gets messages out there (`T: Send`), and shares them with
// those who have pinned them (`T: Sync`). The fields are addresses; what is behind them is ordered by
// the lock that `Cells` is behind.
unsafe impl<T: Send + Sync> Send for Cells<T> {}
// SAFETY: as above; it can be used with the cells only.
unsafe impl<T: Send + Sync> Send for Full<T> {}

impl<T> Cells<T> {
    pub(super) const BYTES_OF_ONE: usize = size_of::<Cell<T>>();

    /// # Panics
    ///
    /// If they would have more than `isize::MAX` bytes.
    pub(super) fn new(len: usize) -> Self {
        let cells: Box<[Cell<T>]> = (0..len).map(|_| Cell::new()).collect();
        let mut this = Self {
            first: NonNull::from(Box::leak(cells)),
            added: ptr::null_mut(),
            free: ptr::null_mut(),
            len,
        };
        for i in (0..len).rev() {
            // SAFETY: within the slice, new, and free: there is no handle of it.
            unsafe { this.free(this.first.cast::<Cell<T>>().add(i)) }
        }
        this
    }

    /// How many there are, free or not.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// One more.
    pub(super) fn add(&mut self, added: Box<Added<T>>) {
        let added = Box::into_raw(added);
        self.len += 1;
        // SAFETY: just made, so it is ours and free; from now on it is given up by `drop` alone
        // (invariant 1). The address of a field of a box is not null.
        unsafe {
            (*added).next = self.added;
            self.added = added;
            self.free(NonNull::new_unchecked(&raw mut (*added).cell));
        }
    }

    /// Puts a message into a free cell.
    ///
    /// # Panics
    ///
    /// If none is free.
    #[inline]
    pub(super) fn put(&mut self, message: T) -> Full<T> {
        let Some(cell) = NonNull::new(self.free) else {
            unreachable!("there are enough cells for all messages, see `Log`");
        };
        // SAFETY: a free cell of ours: it has no pins, and no message that would be lost (2, 4).
        unsafe {
            self.free = (*cell.as_ptr()).next_free;
            (*cell.as_ptr()).message.with_mut(|to| (*to).write(message));
        }
        Full(cell)
    }

    /// # Safety
    ///
    /// `full` is of these cells.
    #[inline]
    pub(super) unsafe fn pin(&mut self, full: &Full<T>) -> Pinned<T> {
        // SAFETY: a cell of ours, as the caller promises (1, 3).
        unsafe { (*full.0.as_ptr()).pins += 1 };
        Pinned(full.0)
    }

    /// Takes the message out; if it is pinned, the last [`unpin`](Self::unpin) does.
    ///
    /// # Safety
    ///
    /// `full` is of these cells.
    #[inline]
    pub(super) unsafe fn take(&mut self, full: Full<T>) -> Option<T> {
        let cell = full.0.as_ptr();
        // SAFETY: a cell of ours (1, 3), full as there was a `Full` of it, which is gone now (2).
        unsafe {
            if (*cell).pins != 0 {
                (*cell).is_left = true;
                return None;
            }
            Some(self.empty(full.0))
        }
    }

    /// Returns the message if it was taken out while it was pinned, and this was the last pin.
    ///
    /// # Safety
    ///
    /// `pinned` is of these cells.
    #[inline]
    pub(super) unsafe fn unpin(&mut self, pinned: Pinned<T>) -> Option<T> {
        let cell = pinned.0.as_ptr();
        // SAFETY: a cell of ours (1, 3), with a message as it was pinned. If it is left and has no
        // pins any more, there is no handle of it (2).
        unsafe {
            (*cell).pins -= 1;
            if (*cell).pins != 0 || !(*cell).is_left {
                return None;
            }
            (*cell).is_left = false;
            Some(self.empty(pinned.0))
        }
    }

    /// # Safety
    ///
    /// A cell of ours, with a message, and no handle of it.
    #[inline]
    unsafe fn empty(&mut self, cell: NonNull<Cell<T>>) -> T {
        // SAFETY: initialised (2), and nobody has a pin (4). It counts as moved out: the cell is free.
        unsafe {
            let message = (*cell.as_ptr())
                .message
                .with_mut(|from| (*from).assume_init_read());
            self.free(cell);
            message
        }
    }

    /// # Safety
    ///
    /// A cell of ours, without a message, and no handle of it.
    #[inline]
    unsafe fn free(&mut self, cell: NonNull<Cell<T>>) {
        // SAFETY: a cell of ours (1, 3).
        unsafe { (*cell.as_ptr()).next_free = self.free };
        self.free = cell.as_ptr();
    }
}

impl<T> Pinned<T> {
    /// Calls `f` with the message.
    ///
    /// # Safety
    ///
    /// The cells are still there.
    #[inline]
    pub(super) unsafe fn with<R>(&self, f: impl FnOnce(&T) -> R) -> R {
        // SAFETY: the cell lives as long as the cells (1), has a message (2), and nobody moves that
        // while we have a pin (4). The reference is to the message alone, so the other fields may be
        // written meanwhile (3).
        unsafe {
            let message = &raw const (*self.0.as_ptr()).message;
            (*message).with(|message| f((*message).assume_init_ref()))
        }
    }
}

impl<T> Drop for Cells<T> {
    /// Frees the cells. Messages that are in them are not dropped: take them out before.
    fn drop(&mut self) {
        // SAFETY: made from boxes in `new` and `add`, and given up here, once. Nobody has a pin: that
        // is what `with` asks for.
        unsafe {
            drop(Box::from_raw(self.first.as_ptr()));
            while let Some(added) = NonNull::new(self.added) {
                let added = Box::from_raw(added.as_ptr());
                self.added = added.next;
            }
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::{rc::Rc, vec::Vec};

    use super::*;

    #[test]
    fn a_message_that_is_pinned_stays_until_the_last_pin() {
        let message = Rc::new(7);
        let mut cells = Cells::new(1);
        let full = cells.put(message.clone());
        // SAFETY: all of these cells, which are there.
        unsafe {
            let (a, b) = (cells.pin(&full), cells.pin(&full));
            assert!(cells.take(full).is_none());
            assert!(cells.unpin(a).is_none());
            assert_eq!(b.with(|seven| **seven), 7);
            assert_eq!(cells.unpin(b).as_deref(), Some(&7));
        }
        assert_eq!(Rc::strong_count(&message), 1);
        // Free again, and not left.
        let full = cells.put(message.clone());
        // SAFETY: as above.
        unsafe {
            let pin = cells.pin(&full);
            assert!(cells.unpin(pin).is_none());
            assert!(cells.take(full).is_some());
        }
    }

    #[test]
    fn cells_are_used_again_and_those_added_too() {
        let mut cells = Cells::new(2);
        cells.add(Added::new());
        assert_eq!(cells.len(), 3);
        for round in 0..5 {
            let full: Vec<_> = (0..3).map(|i| cells.put(Rc::new(round + i))).collect();
            for (i, full) in full.into_iter().enumerate() {
                // SAFETY: of these cells.
                assert_eq!(unsafe { cells.take(full) }.as_deref(), Some(&(round + i)));
            }
        }
    }

    #[test]
    #[should_panic = "enough cells"]
    fn there_is_none_to_spare() {
        let mut cells = Cells::new(1);
        let _one = cells.put(1);
        let _two = cells.put(2);
    }
}
