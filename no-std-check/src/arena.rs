//! The allocator: an array.
//!
//! # Safety
//!
//! 1. There is one thread, and neither a signal handler nor one of interrupts.
//! 2. No reference to the memory is ever made: it would be one to blocks that are in use as well.
//! 3. What is at or behind `used` belongs to no block. `used` only grows.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::{Cell, UnsafeCell},
    ptr::null_mut,
};

const SIZE: usize = 1 << 16;
const ALIGN: usize = 128;

/// Hands memory out from the front to the back, and takes none back.
#[repr(C, align(128))]
struct Bump {
    /// First, by `repr(C)`: so its address is a multiple of `ALIGN`.
    memory: UnsafeCell<[u8; SIZE]>,
    used: Cell<usize>,
}

const _: () = assert!(align_of::<Bump>() == ALIGN);

// SAFETY: there is one thread (1).
unsafe impl Sync for Bump {}

#[global_allocator]
static ALLOCATOR: Bump = Bump {
    memory: UnsafeCell::new([0; SIZE]),
    used: Cell::new(0),
};

// SAFETY: a block is between the old and the new `used`, and so overlaps with no other (3); it is within
// the memory, and aligned since that begins at a multiple of `ALIGN`. Nothing here panics.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let memory = self.memory.get().cast::<u8>();
        let end = |at: usize| at.checked_add(layout.size()).filter(|end| *end <= SIZE);
        let at = self.used.get().checked_next_multiple_of(layout.align());
        match (at, at.and_then(end)) {
            (Some(at), Some(end)) if layout.align() <= ALIGN => {
                self.used.set(end);
                // SAFETY: `at` is at most `end`, and that at most `SIZE`.
                unsafe { memory.add(at) }
            }
            _ => null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
