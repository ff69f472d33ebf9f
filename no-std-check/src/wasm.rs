//! What a program needs as WebAssembly, besides an allocator: an entry point, by which it is called from
//! outside, and a panic handler. The memory functions come with the compiler.

use core::{arch::wasm32::unreachable, panic::PanicInfo};

/// Returns the exit code.
#[unsafe(no_mangle)]
extern "C" fn check() -> u32 {
    super::run().into()
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unreachable()
}
