//! Blocks that go to the allocator.
#![allow(unsafe_code)]

use core::ptr;

use super::block::Block;

/// Blocks that are in no chain and that nobody else has, linked. Dropping it frees them, which is the
/// allocator's work, and no work for one who has a lock.
#[must_use]
pub(crate) struct Surplus<T>(*mut Block<T>);

impl<T> Surplus<T> {
    #[inline(always)]
    pub(super) const fn none() -> Self {
        Self(ptr::null_mut())
    }

    /// # Safety
    ///
    /// The block is the caller's alone, who gives it up, and its slots are empty.
    pub(super) unsafe fn add(&mut self, block: *mut Block<T>) {
        // SAFETY: valid, and as the caller.
        unsafe { (*block).set_link(self.0) };
        self.0 = block;
    }

    fn next(&mut self) -> Option<*mut Block<T>> {
        let block = self.0;
        if block.is_null() {
            return None;
        }
        // SAFETY: all that was added is valid, and ours.
        self.0 = unsafe { (*block).link() };
        Some(block)
    }
}

impl<T> Drop for Surplus<T> {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.0.is_null() {
            free(self);
        }
    }
}

#[cold]
#[inline(never)]
fn free<T>(surplus: &mut Surplus<T>) {
    while let Some(block) = surplus.next() {
        // SAFETY: it was added, and has been taken out; nobody else has it, and its slots are empty.
        unsafe { Block::free(block) };
    }
}
