//! One block: a header and the slots behind it, in one allocation.
//!
//! The address of a block is a multiple of 64; the six bits below are room for an index.
#![allow(unsafe_code)]

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::{alloc::Layout, marker::PhantomData, mem::MaybeUninit, ptr};

use crate::sync::{AtomicUsize, Ordering::Relaxed, Tracked, UnsafeCell, small_under_loom};

/// An address of a block with an index in its low bits.
pub(super) type Place<T> = *mut Block<T>;

/// Where a place has no index, but this: nobody may claim a slot any more.
pub(super) const CLOSED: usize = ALIGN - 1;
const ALIGN: usize = 64;

/// In [`Block::ready`]: no slot will be published any more whose bit is not there.
pub(super) const OVER: usize = 1 << (usize::BITS - 1);
/// In [`Block::ready`]: the reader may be waiting for a publication.
pub(super) const PARKED: usize = 1 << (usize::BITS - 2);

/// The header of a block. See the [module](super) for who reaches what.
#[repr(C)]
pub(crate) struct Block<T> {
    /// A bit for each slot that is published; [`OVER`], [`PARKED`].
    pub(super) ready: AtomicUsize,
    /// The block before this one, from whoever made this one; the block behind it, from the reader on.
    link: UnsafeCell<*mut Block<T>>,
    /// A bit for each slot that the reader is done with, unless it is at this block at the moment.
    taken: UnsafeCell<usize>,
    _tracked: Tracked,
    _slots: PhantomData<T>,
}

type Slot<T> = UnsafeCell<MaybeUninit<T>>;

impl<T> Block<T> {
    /// As many as fit in 512 bytes with the header. If these are less than 24, up to so many in 2048 bytes;
    /// and 8 at least.
    pub(super) const SLOTS: usize = {
        let most = usize::BITS as usize - 2;
        let slots = match (Self::fit_in(512), Self::fit_in(2048)) {
            (24.., _) => Self::fit_in(512),
            (_, 24..) => 24,
            (_, few @ 8..) => few,
            _ => 8,
        };
        small_under_loom(if slots > most { most } else { slots }, 2)
    };

    /// How many slots fit in so many bytes, with the header.
    const fn fit_in(bytes: usize) -> usize {
        let room = bytes.saturating_sub(Self::LAYOUT_OF_ONE.1);
        match size_of::<T>() {
            0 => room,
            size => room / size,
        }
    }

    /// A bit for each slot.
    pub(super) const ALL: usize = (1 << Self::SLOTS) - 1;
    pub(super) const LAST: usize = Self::SLOTS - 1;

    /// A header and one slot, and where the slot begins.
    const LAYOUT_OF_ONE: (Layout, usize) = {
        let header = Layout::new::<Self>();
        let slot = Layout::new::<Slot<T>>();
        // Messages that fill cache lines have those for themselves: with the header before them each would be
        // in one more.
        let size = slot.size();
        let align = if size != 0 && size % ALIGN == 0 && slot.align() < ALIGN {
            ALIGN
        } else {
            slot.align()
        };
        let offset = header.size().next_multiple_of(align);
        match Layout::from_size_align(offset + slot.size(), header.align()) {
            Ok(layout) => (layout, offset),
            Err(_) => panic!("the message is too large"),
        }
    };
    const LAYOUT: Layout = {
        let (_, offset) = Self::LAYOUT_OF_ONE;
        let slot = Layout::new::<Slot<T>>();
        let align = if slot.align() > ALIGN {
            slot.align()
        } else {
            ALIGN
        };
        let Some(size) = slot.size().checked_mul(Self::SLOTS) else {
            panic!("the message is too large");
        };
        match Layout::from_size_align(offset + size, align) {
            Ok(layout) => layout,
            Err(_) => panic!("the message is too large"),
        }
    };

    /// An empty block. It is the caller's, until it is [linked](super::Tail) or [freed](Self::free).
    #[cold]
    #[inline(never)]
    pub(super) fn new() -> *mut Self {
        // SAFETY: the layout has the size of a header at least.
        let block = unsafe { alloc(Self::LAYOUT) }.cast::<Self>();
        if block.is_null() {
            handle_alloc_error(Self::LAYOUT);
        }
        // SAFETY: new, and of the layout of a header and `SLOTS` slots.
        unsafe {
            block.write(Self {
                ready: AtomicUsize::new(0),
                link: UnsafeCell::new(ptr::null_mut()),
                taken: UnsafeCell::new(0),
                _tracked: Tracked::new(),
                _slots: PhantomData,
            });
            for index in 0..Self::SLOTS {
                Self::slot(block, index)
                    .cast_mut()
                    .write(UnsafeCell::new(MaybeUninit::uninit()));
            }
        }
        block
    }

    /// Makes a block as good as new.
    ///
    /// # Safety
    ///
    /// It is the caller's alone, and its slots are empty.
    pub(super) unsafe fn reset(block: *mut Self) {
        // SAFETY: as the caller.
        unsafe {
            // Relaxed: it is handed on by Release steps.
            (*block).ready.store(0, Relaxed);
            (*block).set_taken(0);
        }
    }

    /// # Safety
    ///
    /// It is the caller's alone, and its slots are empty. It is gone after this.
    pub(super) unsafe fn free(block: *mut Self) {
        // SAFETY: as the caller. Neither header nor empty slots have anything to drop.
        unsafe {
            // Touched once more, which does nothing, but lets loom notice a block that is given up too early.
            (*block).set_taken(0);
            (*block).set_link(ptr::null_mut());
            for index in 0..Self::SLOTS {
                (*Self::slot(block, index)).with_mut(|_| ());
            }
            block.drop_in_place();
            dealloc(block.cast(), Self::LAYOUT);
        }
    }

    /// # Safety
    ///
    /// The block is valid, and `index` below [`SLOTS`](Self::SLOTS).
    #[inline]
    pub(super) unsafe fn slot(block: *mut Self, index: usize) -> *const Slot<T> {
        let offset = Self::LAYOUT_OF_ONE.1 + index * size_of::<Slot<T>>();
        // SAFETY: inside of the allocation, by `LAYOUT`.
        unsafe { block.cast::<u8>().add(offset).cast::<Slot<T>>() }
    }

    /// # Safety
    ///
    /// The block is valid, and the slot `index` the caller's, who has claimed it.
    #[inline]
    pub(super) unsafe fn write(block: *mut Self, index: usize, value: T) {
        // SAFETY: as the caller.
        unsafe {
            (*Self::slot(block, index)).with_mut(|slot| {
                (*slot).write(value);
            });
        }
    }

    /// # Safety
    ///
    /// The block is valid, the slot `index` was written, and is the caller's. It is empty after this.
    #[inline]
    pub(super) unsafe fn read(block: *mut Self, index: usize) -> T {
        // SAFETY: as the caller.
        unsafe { (*Self::slot(block, index)).with_mut(|slot| (*slot).assume_init_read()) }
    }

    /// # Safety
    ///
    /// Nobody writes it at the same time.
    #[inline]
    pub(super) unsafe fn link(&self) -> *mut Self {
        // SAFETY: as the caller.
        self.link.with(|link| unsafe { *link })
    }

    /// # Safety
    ///
    /// Nobody else reaches it at the same time.
    #[inline]
    pub(super) unsafe fn set_link(&self, block: *mut Self) {
        // SAFETY: as the caller.
        self.link.with_mut(|link| unsafe { *link = block });
    }

    /// # Safety
    ///
    /// Nobody writes it at the same time.
    #[inline]
    pub(super) unsafe fn taken(&self) -> usize {
        // SAFETY: as the caller.
        self.taken.with(|taken| unsafe { *taken })
    }

    /// # Safety
    ///
    /// Nobody else reaches it at the same time.
    #[inline]
    pub(super) unsafe fn set_taken(&self, slots: usize) {
        // SAFETY: as the caller.
        self.taken.with_mut(|taken| unsafe { *taken = slots });
    }
}

#[inline]
pub(super) fn place<T>(block: *mut Block<T>, index: usize) -> Place<T> {
    block.map_addr(|addr| addr | index)
}

#[inline]
pub(super) fn split<T>(place: Place<T>) -> (*mut Block<T>, usize) {
    (
        place.map_addr(|addr| addr & !(ALIGN - 1)),
        place.addr() & (ALIGN - 1),
    )
}
