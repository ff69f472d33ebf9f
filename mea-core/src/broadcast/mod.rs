//! Channels whose receivers all get every message.
//!
//! | | when a receiver is too slow | |
//! |---|---|---|
//! | [`overflow`] | it loses the oldest messages, and is told how many | senders never wait |
//! | [`bounded`](fn@bounded) | senders wait for it | nothing is lost |
//!
//! Messages are cloned: each receiver gets one of its own, and the last one the message itself.

mod bounded;
mod cells;
mod channel;
mod ends;
mod log;
#[cfg(all(test, loom))]
mod loom;
mod reading;
mod receiving;
#[cfg(all(test, not(loom)))]
mod tests;

pub mod overflow;

pub use self::bounded::{
    BoundedReceiver, BoundedRecv, BoundedSend, BoundedSendFrom, BoundedSender, bounded,
};
pub use crate::channel::{RecvError, SendError, TryRecvError, TrySendError};
