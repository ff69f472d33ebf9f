//! What a program needs on a machine without an operating system: an entry point, an allocator and a panic
//! handler. The memory functions come with the compiler. It is linked, and not run: there is no table of
//! vectors, and no memory map.
//!
//! # Safety
//!
//! There is one thread, and no interrupt handler.

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    hint::spin_loop,
    panic::PanicInfo,
    ptr::null_mut,
};

/// Where the linker begins; nothing that is reached from here may be missing.
#[unsafe(no_mangle)]
extern "C" fn _start() -> ! {
    // So that nothing of it is left out.
    let code = core::hint::black_box(super::run as fn() -> u8)();
    stop(code)
}

fn stop(code: u8) -> ! {
    core::hint::black_box(code);
    loop {
        spin_loop();
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    stop(100)
}

/// Hands memory out from the front to the back, and takes none back.
struct Bump(UnsafeCell<Arena>);

#[repr(align(16))]
struct Arena {
    memory: [u8; 1 << 14],
    used: usize,
}

// SAFETY: there is one thread.
unsafe impl Sync for Bump {}

#[global_allocator]
static ALLOCATOR: Bump = Bump(UnsafeCell::new(Arena {
    memory: [0; 1 << 14],
    used: 0,
}));

// SAFETY: `used` only grows, so no two blocks overlap; blocks are within `memory` and aligned.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: one thread, and nothing below comes back here.
        let arena = unsafe { &mut *self.0.get() };
        let at = arena.used.next_multiple_of(layout.align().max(1));
        match at.checked_add(layout.size()) {
            Some(end) if layout.align() <= 16 && end <= arena.memory.len() => {
                arena.used = end;
                arena.memory[at..].as_mut_ptr()
            }
            _ => null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
