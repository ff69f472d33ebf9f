//! A broadcast channel that keeps the last messages, and whose senders never wait.
//!
//! # When to use it
//!
//! For what is of interest while it is new: events, ticks, changes. A receiver that is too slow loses the
//! oldest messages, is told how many, and goes on with the oldest that is there.
//!
//! | not for | take |
//! |---|---|
//! | messages that may not be lost | [`bounded`](fn@super::bounded), whose senders wait for the slowest receiver |
//! | a state of which only the latest counts | a [watch](crate::watch), which clones nothing |
//!
//! # Example
//!
//! ```
//! use mea::broadcast::overflow::{self, RecvError};
//!
//! # mea::blocking::block_on(async {
//! let (sender, mut one) = overflow::channel(2);
//! let mut two = sender.subscribe();
//! sender.send("a");
//! sender.send("b");
//! assert_eq!(one.recv().await, Ok("a"));
//! assert_eq!(one.recv().await, Ok("b"));
//! sender.send("c"); // in place of "a"
//! assert_eq!(one.recv().await, Ok("c"));
//! assert_eq!(two.recv().await, Err(RecvError::Lagged(1)));
//! assert_eq!(two.recv().await, Ok("b"));
//! drop(sender);
//! assert_eq!(two.recv().await, Ok("c"));
//! assert_eq!(two.recv().await, Err(RecvError::Disconnected));
//! # });
//! ```
//!
//! # States
//!
//! ```text
//!   capacity 4                 7 was sent last; it took the place of 3
//!
//!     [4] [5] [6] [7]
//!      ^       ^      ^
//!      |       |      +-- this receiver has received all: it waits
//!      |       +--------- this one receives 6 next
//!      +----------------- this one would have received 2 next: `Lagged(2)`, then 4
//! ```
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`Recv`] is cancel-safe: a future that is dropped has received nothing.
//! - **Fairness.** A message wakes all receivers that wait.
//! - **Snooze safety.** [`Recv`] is snooze-safe: nobody waits for a receiver.
//! - **Memory ordering.** What was done before a message was sent happens before it is received.
//! - **Allocation.** Those of [`channel`], and one when there are more receivers than ever before. Sending,
//!   receiving and waiting allocate nothing.
//! - **Panics.** [`channel`], if the capacity is 0; a future that is polled after it has completed. If the
//!   `Clone` of a message panics, its receiver has received that message, and goes on with the next one; if
//!   a waker panics, the message was sent, and the other wakers are woken.
//! - **Exact.** A receiver loses the messages that `Lagged` counts, and no others. All receivers get the
//!   messages in the order in which they were sent, one after the other.
//! - **Nothing is kept that nobody wants.** A message is dropped when all have received it, or are gone;
//!   without receivers at once. The last one to receive it gets the message itself, and not a clone.
//! - **No lock is held while a message is cloned or dropped.** So two receivers may clone one message at the
//!   same time; therefore endpoints can go to other threads only if the message is `Sync`. A `Clone` may use
//!   the channel itself.

mod error;
mod receiver;
mod sender;

pub use self::{
    error::{RecvError, TryRecvError},
    receiver::{Receiver, Recv},
    sender::Sender,
};
use super::{ends, log::Log};

/// A channel that keeps the last `capacity` messages; see the [module](self).
///
/// It has room for exactly as many as are asked for. The memory for them is allocated here.
///
/// # Panics
///
/// If `capacity` is 0, or if there is no memory for so many messages.
///
/// # Examples
///
/// ```
/// use mea::broadcast::overflow;
///
/// let (sender, mut receiver) = overflow::channel(16);
/// sender.send(1);
/// assert_eq!(receiver.try_recv(), Ok(1));
/// ```
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "a channel without room for a message");
    let (sender, receiver) = ends::pair(Log::new(capacity, true));
    (Sender::new(sender), Receiver::new(receiver))
}
