//! Which of the futures that are polled side by side this thread is polling: their addresses, from
//! the outermost to the innermost.
//!
//! Only for the check of the lock order, which is there in debug builds; so it may allocate, and loom
//! does not look at it. Under shuttle, whose tasks are all on one thread, they have a path each.
#![allow(dead_code)] // where the lock order is not checked

use alloc::vec::Vec;

/// The path of this thread.
#[cfg(any(feature = "std", loom))]
pub(crate) fn with_path<R>(f: impl FnOnce(&mut Vec<usize>) -> R) -> R {
    #[cfg(shuttle)]
    use ::shuttle::thread_local;
    #[cfg(not(shuttle))]
    use ::std::thread_local;

    thread_local! {
        static PATH: core::cell::RefCell<Vec<usize>> = const { core::cell::RefCell::new(Vec::new()) };
    }
    // Thread-local values may be gone while those of others are dropped.
    let (mut f, mut none) = (Some(f), Vec::new());
    let with_it = PATH.try_with(|path| f.take().expect("called once")(&mut path.borrow_mut()));
    with_it.unwrap_or_else(|_| f.take().expect("not called")(&mut none))
}

/// Without `std` there is nowhere to note it, so all futures of a task are one.
#[cfg(not(any(feature = "std", loom)))]
pub(crate) fn with_path<R>(f: impl FnOnce(&mut Vec<usize>) -> R) -> R {
    f(&mut Vec::new())
}
