//! The allocator, which counts.
//!
//! # Safety
//!
//! 1. Each method hands its arguments on to the allocator of the system, and its result back.
//! 2. To count is to change cells of the thread that need no allocation and no destructor.
#![allow(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

/// Counts what each thread allocates: that costs next to nothing, where counters that threads share
/// would be a part of what is measured.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<i64> = const { Cell::new(0) };
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[inline(always)]
fn count(allocations: u64, bytes: i64) {
    ALLOCATIONS.set(ALLOCATIONS.get() + allocations);
    BYTES.set(BYTES.get() + bytes);
}

// SAFETY: the system's allocator does it, by (1); counting does not allocate, by (2).
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(1, layout.size() as i64);
        // SAFETY: as the caller, by (1).
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(1, layout.size() as i64);
        // SAFETY: as the caller, by (1).
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(1, size as i64 - layout.size() as i64);
        // SAFETY: as the caller, by (1).
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(0, -(layout.size() as i64));
        // SAFETY: as the caller, by (1).
        unsafe { System.dealloc(block, layout) }
    }
}

/// What this thread has done to the heap since this was made.
pub(crate) struct Since {
    allocations: u64,
    bytes: i64,
}

impl Since {
    pub(crate) fn now() -> Self {
        Self {
            allocations: ALLOCATIONS.get(),
            bytes: BYTES.get(),
        }
    }

    /// Bytes that were allocated and not freed.
    pub(crate) fn bytes(&self) -> f64 {
        (BYTES.get() - self.bytes) as f64
    }

    /// How often something was allocated, or reallocated.
    pub(crate) fn allocations(&self) -> f64 {
        (ALLOCATIONS.get() - self.allocations) as f64
    }
}
