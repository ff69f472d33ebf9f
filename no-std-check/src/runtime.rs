//! What a program needs that has no operating system library under it, besides an allocator: an entry
//! point, a panic handler, and the memory functions that the compiler calls.

use core::{
    arch::{asm, global_asm},
    panic::PanicInfo,
};

// The kernel enters with the stack aligned to 16; a function expects it to be 8 off, as after a call.
global_asm!(
    ".globl _start",
    "_start:",
    "xor ebp, ebp",
    "call {start}",
    "ud2",
    start = sym start,
);

extern "C" fn start() -> ! {
    exit(super::run())
}

fn exit(code: u8) -> ! {
    // SAFETY: `exit` (60) with one argument; it does not return.
    unsafe { asm!("syscall", in("rax") 60, in("rdi") u64::from(code), options(noreturn)) }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    exit(100)
}

/// The prebuilt `alloc` refers to it, since it was compiled for unwinding. Nobody unwinds here.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

// The bodies are single instructions: written as loops, they would be turned into calls of themselves.

/// Copies byte by byte, from the first to the last.
///
/// # Safety
///
/// `n` bytes may be read at `from`, and written at `to`. Where the two overlap, `to` is before `from`.
unsafe fn copy_up(to: *mut u8, from: *const u8, n: usize) {
    // SAFETY: reads and writes `n` bytes, which the caller allows. The direction is upwards: that is the
    // state in which functions are called and return.
    unsafe {
        asm!("rep movsb", inout("rcx") n => _, inout("rdi") to => _, inout("rsi") from => _,
            options(nostack, preserves_flags));
    }
}

/// # Safety
///
/// As in C.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8 {
    // SAFETY: as the caller; the two do not overlap.
    unsafe { copy_up(to, from, n) };
    to
}

/// # Safety
///
/// As in C.
#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, n: usize) -> *mut u8 {
    if to.addr().wrapping_sub(from.addr()) >= n {
        // SAFETY: the caller allows it, and `to` is not between the first and the last byte of `from`.
        unsafe { copy_up(to, from, n) };
        return to;
    }
    // SAFETY: reads and writes `n` bytes, which the caller allows; there is at least one, as `to` is between
    // the first and the last of `from`. So it goes downwards, from the last to the first, and then
    // restores the direction.
    unsafe {
        asm!("std", "rep movsb", "cld", inout("rcx") n => _,
            inout("rdi") to.add(n).sub(1) => _, inout("rsi") from.add(n).sub(1) => _,
            options(nostack));
    }
    to
}

/// # Safety
///
/// As in C.
#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, byte: i32, n: usize) -> *mut u8 {
    // SAFETY: writes `n` bytes, which the caller allows.
    unsafe {
        asm!("rep stosb", inout("rcx") n => _, inout("rdi") to => _, in("al") byte as u8,
            options(nostack, preserves_flags));
    }
    to
}

/// # Safety
///
/// As in C.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, n: usize) -> i32 {
    for i in 0..n {
        // SAFETY: within the `n` bytes that the caller allows to read.
        let (a, b) = unsafe { (a.add(i).read_volatile(), b.add(i).read_volatile()) };
        if a != b {
            return i32::from(a) - i32::from(b);
        }
    }
    0
}
