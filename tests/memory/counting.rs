//! The allocator that counts, and what asks it.
#![allow(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

/// Counts what each thread allocates, so that tests do not see one another.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
    /// Is called once, when memory is given back.
    pub(crate) static AT_DEALLOC: Cell<Option<fn()>> = const { Cell::new(None) };
}

#[global_allocator]
static COUNTING: Counting = Counting;

// SAFETY: the system's allocator does it; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        BYTES.set(BYTES.get().wrapping_add(layout.size()));
        // SAFETY: as the caller.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        BYTES.set(BYTES.get().wrapping_sub(layout.size()));
        if let Some(hook) = AT_DEALLOC.take() {
            hook();
        }
        // SAFETY: as the caller.
        unsafe { System.dealloc(block, layout) }
    }
}

/// How many allocations `f` makes, and how many bytes more there are after it.
pub(crate) fn count<R>(f: impl FnOnce() -> R) -> (usize, usize, R) {
    let before = (ALLOCATIONS.get(), BYTES.get());
    let output = f();
    (
        ALLOCATIONS.get() - before.0,
        BYTES.get().wrapping_sub(before.1),
        output,
    )
}

#[track_caller]
pub(crate) fn allocates_nothing(f: impl FnOnce()) {
    let (allocations, bytes, ()) = count(f);
    assert_eq!((allocations, bytes), (0, 0));
}
