//! What the code that the macros write refers to. Not public: it may change in any release.
//!
//! The core library by absolute names, so that the code does not depend on what its surroundings
//! import or shadow.

mod cancel_safe;
mod terminated;

pub use core::{
    future::{Future, IntoFuture, poll_fn},
    ops::ControlFlow,
    option::Option::{self, None, Some},
    panic,
    pin::{Pin, pin},
    result::Result::{self, Err, Ok},
    task::{Context, Poll},
    unreachable,
};

pub use self::{
    cancel_safe::{Argument, ByValue, Checked, Kept, awaited, checked},
    terminated::{NotFused, Terminated},
};
