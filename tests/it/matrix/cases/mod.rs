//! The cases, numbered as in the verification plan.

mod cancel;
mod memory;
mod panics;
mod threads;
mod wakers;

pub(super) use self::{cancel::*, memory::*, panics::*, threads::*, wakers::*};
