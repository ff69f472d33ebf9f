//! The allocator: an array.
//!
//! # Safety
//!
//! There is one thread, and neither a signal handler nor one of interrupts.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ptr::null_mut,
};

/// Hands memory out from the front to the back, and takes none back.
struct Bump(UnsafeCell<Arena>);

#[repr(align(128))]
struct Arena {
    memory: [u8; 1 << 16],
    used: usize,
}

// SAFETY: there is one thread.
unsafe impl Sync for Bump {}

#[global_allocator]
static ALLOCATOR: Bump = Bump(UnsafeCell::new(Arena {
    memory: [0; 1 << 16],
    used: 0,
}));

// SAFETY: `used` only grows, so no two blocks overlap; blocks are within `memory` and aligned.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: one thread, and nothing below comes back here.
        let arena = unsafe { &mut *self.0.get() };
        let at = arena.used.next_multiple_of(layout.align().max(1));
        match at.checked_add(layout.size()) {
            Some(end) if layout.align() <= 128 && end <= arena.memory.len() => {
                arena.used = end;
                arena.memory[at..].as_mut_ptr()
            }
            _ => null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
