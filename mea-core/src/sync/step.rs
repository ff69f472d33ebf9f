//! A number that every thread steps on by itself, for what wants to differ from call to call.
//!
//! It is no part of any algorithm, so loom does not look at it.

/// Puts `next` of the number in its place, and gives that. It begins with 0.
#[cfg(any(feature = "std", loom))]
pub(crate) fn step(next: impl FnOnce(u32) -> u32) -> u32 {
    ::std::thread_local!(static NUMBER: core::cell::Cell<u32> = const { core::cell::Cell::new(0) });
    NUMBER.with(|number| {
        let stepped = next(number.get());
        number.set(stepped);
        stepped
    })
}

/// Puts `next` of the number in its place, and gives that. It begins with 0.
///
/// Without `std` there is one number for all threads, and two that step at the same time may get
/// the same.
#[cfg(not(any(feature = "std", loom)))]
pub(crate) fn step(next: impl FnOnce(u32) -> u32) -> u32 {
    use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let stepped = next(NUMBER.load(Relaxed));
    NUMBER.store(stepped, Relaxed);
    stepped
}
