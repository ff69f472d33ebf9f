//! F4: what the channels have in common: their errors.

#![allow(dead_code, unused_imports)] // TEMP
mod error;

pub use self::error::{RecvError, SendError, TryRecvError, TrySendError};
