//! How much lives on the heap when nothing runs.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// After so many rounds the runtimes have all that they keep.
const WARM: usize = 5;

pub(crate) struct Heap {
    may_grow: usize,
    looks: usize,
    /// The most that lived while it was warming up.
    warm: usize,
    last: usize,
}

impl Heap {
    pub(crate) fn new(may_grow: usize) -> Self {
        Self {
            may_grow,
            looks: 0,
            warm: 0,
            last: 0,
        }
    }

    pub(crate) fn is_warming_up(&self) -> bool {
        self.looks <= WARM
    }

    /// Nothing runs: how many bytes live?
    pub(crate) fn look(&mut self) -> usize {
        let stats = ALLOCATOR.stats();
        // Where a block is reallocated, the difference is in `bytes_reallocated`, and in one of these, too.
        self.last = stats.bytes_allocated - stats.bytes_deallocated;
        if self.looks < WARM {
            self.warm = self.warm.max(self.last);
        }
        self.looks += 1;
        self.last
    }

    /// By how much it has grown since it was warm; as an error, if that is too much.
    pub(crate) fn verdict(&self) -> Result<usize, usize> {
        let grown = self.last.saturating_sub(self.warm);
        if grown <= self.may_grow {
            Ok(grown)
        } else {
            Err(grown)
        }
    }
}
