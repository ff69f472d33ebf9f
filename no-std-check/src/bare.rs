//! What a program needs on a machine without an operating system, besides an allocator: an entry point and a
//! panic handler. The memory functions come with the compiler. It is linked, and not run: there is no table
//! of vectors, and no memory map.

use core::{hint::spin_loop, panic::PanicInfo};

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
