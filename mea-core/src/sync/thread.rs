//! A thread that sleeps until it is woken: that of `std`, or one of the model checker, in which no time
//! passes.

#[cfg(not(any(loom, shuttle)))]
pub(crate) use ::std::thread::{Thread, current, park, park_timeout};

#[cfg(loom)]
pub(crate) use ::loom::thread::{Thread, current, park};
#[cfg(shuttle)]
pub(crate) use ::shuttle::thread::{Thread, current, park};

/// As if the time were never over.
#[cfg(any(loom, shuttle))]
pub(crate) fn park_timeout(_: core::time::Duration) {
    park();
}
