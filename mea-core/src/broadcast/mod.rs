//! Channels whose receivers all get every message.
//!
//! # When to use it
//!
//! When each of many receivers shall see each message that is sent while it is there. The two differ in what
//! happens when a receiver is too slow:
//!
//! | | when a receiver is too slow | use it when |
//! |---|---|---|
//! | [`overflow`] | it loses the oldest messages, and is told how many; senders never wait | messages are of interest while they are new |
//! | [`bounded`](fn@bounded) | senders wait for it; nothing is lost | each message counts, for each receiver |
//!
//! | not for | take |
//! |---|---|
//! | work of which each piece is done by one of them | [mpmc](crate::mpmc) |
//! | a state of which only the latest counts | a [watch](crate::watch), which clones nothing |
//! | a signal without a value | an [event](crate::event) |
//!
//! # Example
//!
//! ```
//! use mea::broadcast::bounded;
//!
//! # mea::blocking::block_on(async {
//! let (sender, mut one) = bounded(8);
//! let mut two = sender.subscribe();
//! sender.send("hello").await.unwrap();
//! assert_eq!(one.recv().await, Ok("hello"));
//! assert_eq!(two.recv().await, Ok("hello"));
//! # });
//! ```
//!
//! # States
//!
//! A receiver is a position in the log of messages, which goes back to what the slowest has yet to receive:
//!
//! ```text
//!   capacity 4                 full: `bounded` waits until the slowest one has received 4,
//!                                    `overflow` puts 8 in the place of 4
//!     [4] [5] [6] [7]    <-- 8
//!      ^       ^      ^
//!      |       |      +-- this receiver has received all: it waits
//!      |       +--------- this one receives 6 next
//!      +----------------- the slowest one
//! ```
//!
//! A message goes when all have received it, or are gone. When the last sender is dropped, receivers get what
//! is there, and then hear that it is over.
//!
//! # Guarantees
//!
//! - **Cancel safety.** Receiving is cancel-safe in both. Of sending, which waits in [`bounded`](fn@bounded)
//!   only, [`send_from`](BoundedSender::send_from) is, and [`send`](BoundedSender::send) has the message in its
//!   future.
//! - **Fairness.** A message wakes all receivers that wait. Room goes to the sender that has waited longest.
//! - **Snooze safety.** The [`Recv`](overflow::Recv) of `overflow` is snooze-safe. In `bounded` neither wait is:
//!   senders wait for a receiver that does not receive, and room may be handed to a sender that nobody polls.
//! - **Memory ordering.** What was done before a message was sent happens before it is received.
//! - **Allocation.** Those of the channel, with room for all messages; and one when there are more receivers
//!   than ever before, if it is `overflow`. Sending, receiving and waiting allocate nothing.
//! - **Panics.** A channel without room; a future that is polled after it has completed. A receiver whose
//!   `Clone` of a message panics has received that message, and goes on with the next one; a waker that
//!   panics costs no message, and the other wakers are woken.
//! - **One order.** All receivers get the messages in the order in which they were sent, one after the other.
//! - **Messages are cloned**, without a lock: each receiver gets one of its own, and the last one the message
//!   itself. Two may clone one message at the same time, so endpoints are `Send` and `Sync` only if the
//!   message is both.

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
