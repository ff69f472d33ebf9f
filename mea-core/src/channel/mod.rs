//! F4: what the channels have in common: their errors.

mod error;

pub use self::error::{RecvError, SendError, TryRecvError, TrySendError};
