//! The sending end that [`mpsc`](crate::mpsc) and [`mpmc`](crate::mpmc) have in common, and the errors of
//! all channels.
//!
//! # When to use it
//!
//! When code sends and does not care who receives: what is generic over [`Receivers`] takes the senders of
//! both modules. The names of those modules are the types of this one with the last parameter filled in:
//! `mpsc::Sender<T, K>` is `channel::Sender<T, K, One>`, `mpmc::Sender<T, K>` is
//! `channel::Sender<T, K, Many>`.
//!
//! | not for | take |
//! |---|---|
//! | making a channel | [`mpsc::bounded`](crate::mpsc::bounded), [`mpmc::bounded`](crate::mpmc::bounded) and their like |
//! | code that knows who receives | the names of [mpsc](crate::mpsc) or [mpmc](crate::mpmc) |
//!
//! # Example
//!
//! ```
//! use mea::{
//!     channel::{Bounded, Receivers, SendError, Sender},
//!     mpmc, mpsc,
//! };
//!
//! async fn count<R: Receivers>(to: &Sender<u32, Bounded, R>) -> Result<(), SendError<u32>> {
//!     for n in 1..=3 {
//!         to.send(n).await?;
//!     }
//!     Ok(())
//! }
//!
//! # mea::blocking::block_on(async {
//! let (to_one, one) = mpsc::bounded(3);
//! let (to_any, any) = mpmc::bounded(3);
//! count(&to_one).await.unwrap();
//! count(&to_any).await.unwrap();
//! assert_eq!((one.len(), any.len()), (3, 3));
//! # });
//! ```
//!
//! # States
//!
//! A bounded channel has so many places. Each of them is free, reserved, or taken by a message:
//!
//! ```text
//!              send, send_from, try_send
//!    +---------------------------------------------+
//!    |                                             v
//!  free -- reserve, try_reserve --> reserved --> message
//!   ^  ^                               |   send    |
//!   |  |         permit dropped        |           |
//!   |  +-------------------------------+           |
//!   |                  received                    |
//!   +----------------------------------------------+
//! ```
//!
//! A place that becomes free while senders wait is handed to the first of them. When nobody can receive any
//! more, all waits end, and what was not sent is in the error.
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`SendFrom`], [`Reserve`] and [`ReserveOwned`] are cancel-safe.
//!   [`SendMessage`] is not: the message is in the future, and is dropped with it.
//! - **Fairness.** Senders get room first come, first served, from their first poll on; what does not wait
//!   (`try_send`, `try_reserve`) does not overtake them. One that is dropped passes its place on.
//! - **Snooze safety.** None of these futures is snooze-safe: a place may be handed to one that nobody
//!   polls, and is kept there until it is polled or dropped.
//! - **Memory ordering.** What was done before a message was sent happens before what is done after it was
//!   received.
//! - **Allocation.** A wait for room allocates nothing. Messages do, in [blocks](crate::mpsc#guarantees).
//! - **Panics.** `send_from`, if there is nothing to send; a future that is polled after it has completed.
//!   If the waker of a receiver panics, the message was sent.

mod chan;
mod error;
mod kind;
mod limit;
mod permit;
mod send;
mod sender;
#[cfg(feature = "stream")]
mod sink;
mod weak;

#[cfg(feature = "stream")]
pub use self::sink::SendSink;
pub use self::{
    chan::Receivers,
    error::{RecvError, SendError, TryRecvError, TrySendError},
    kind::{Bounded, Kind, Unbounded},
    permit::{OwnedPermit, Permit},
    send::{Reserve, ReserveOwned, SendFrom, SendMessage},
    sender::Sender,
    weak::WeakSender,
};
pub(crate) use self::{
    chan::{Chan, Side, assert_side},
    kind::{FLOOD, NoLimit, Room, sealed},
    limit::Limit,
};
