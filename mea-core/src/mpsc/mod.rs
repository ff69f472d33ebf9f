//! A channel from many senders to one receiver.
//!
//! # When to use it
//!
//! When one task owns something, and others ask it, or feed it: the inbox of an actor, the next stage of a
//! pipeline.
//!
//! | | [`bounded`] | [`unbounded`] |
//! |---|---|---|
//! | room for | as many messages as was said | any number |
//! | sending | waits for room | at once |
//! | use it when | a fast sender must not run ahead of a slow receiver | senders are limited otherwise, or must not wait |
//!
//! | not for | take |
//! |---|---|
//! | a single answer | a [oneshot](crate::oneshot) |
//! | a state of which only the latest counts | a [watch](crate::watch) |
//! | work that any one of many may take | [mpmc](crate::mpmc) |
//! | messages that each of many receivers shall get | a [broadcast](crate::broadcast) |
//! | the order to stop | a [shutdown](crate::shutdown), which does not wait behind messages |
//!
//! # Example
//!
//! ```
//! use mea::{blocking::block_on, mpsc};
//!
//! let (tx, mut rx) = mpsc::bounded(2);
//! let worker = std::thread::spawn(move || {
//!     block_on(async {
//!         for n in 1..=10 {
//!             // Waits whenever two are under way.
//!             tx.send(n).await.unwrap();
//!         }
//!     })
//! });
//! let mut sum = 0;
//! while let Ok(n) = block_on(rx.recv()) {
//!     sum += n;
//! }
//! assert_eq!(sum, 55);
//! # worker.join().unwrap();
//! ```
//!
//! # States
//!
//! ```text
//!   sender --+
//!   sender --+-->  [ 7 6 5 4 3 2 1 ]  -->  receiver
//!   sender --+
//!
//!   open --- the last sender is dropped --->  over     what is there is received, then
//!    |                                                 `recv` says `Disconnected`
//!    +------ the receiver calls `close` --->  closed   the same, and nothing is sent any more
//!    |
//!    +------ the receiver is dropped ------>  closed   what is there is dropped
//! ```
//!
//! How a message gets its place in a bounded channel is told in [`channel`](crate::channel#states).
//!
//! # Guarantees
//!
//! - **Cancel safety.** Receiving is cancel-safe: a [`Recv`] that is dropped has taken nothing. Of sending into
//!   a bounded channel, [`send_from`](Sender::send_from) and [`reserve`](Sender::reserve) are;
//!   `send` is not: its [future](crate::channel::SendMessage) has the message.
//! - **Fairness.** Senders that wait for room get it first come, first served, and nobody overtakes them.
//! - **Snooze safety.** Receiving is snooze-safe: messages wait in the channel, not in the future. The waits
//!   of senders are not: a place may be handed to one that nobody polls.
//! - **Memory ordering.** What was done before a message was sent happens before what is done after it was
//!   received; what was done before the channel was closed, before a send that fails for it; and what was
//!   done before the last sender was dropped, before a `recv` that says `Disconnected`.
//! - **Allocation.** A channel is one allocation, and a wait is none. Messages are in blocks, of 512 bytes if
//!   that has room for eight; the first one comes with the first message. Used blocks are used again, and
//!   one spare is kept, so there is no allocation in steady state, and little is kept after a burst.
//! - **Panics.** [`bounded`], with a capacity of 0 or above `usize::MAX / 2`; a future that is polled after it
//!   has completed. A waker that panics costs neither message nor place.
//! - **Nothing is lost or doubled.** A message is received once, or dropped once, or handed back to who sent
//!   it.
//! - **In order.** Messages of one sender are received in the order in which they were sent; so are any two of
//!   which one was sent before the other one was begun to be.
//! - **A send that is complete can be received at once**, also by [`try_recv`](Receiver::try_recv), even if
//!   another sender is preempted in the middle of its own.
//! - **No lock, no spinning.** A message costs two atomic read-modify-writes, and four in a bounded channel. A
//!   sender that finds a bounded channel full takes a lock for a few instructions, to see what was received
//!   meanwhile, or to get in line.

#[cfg(all(test, loom))]
mod loom;
mod reader;
mod receiver;
mod recv;
#[cfg(feature = "stream")]
mod stream;
#[cfg(all(test, not(loom)))]
mod tests;

use self::reader::{Chan, Receiving};
pub use self::{
    reader::One,
    receiver::Receiver,
    recv::{Recv, RecvMany},
};
pub use crate::channel::{
    Bounded, Kind, RecvError, SendError, TryRecvError, TrySendError, Unbounded,
};
use crate::channel::{Limit, NoLimit};

/// The sending end: a [`channel::Sender`](crate::channel::Sender).
pub type Sender<T, K> = crate::channel::Sender<T, K, One>;
/// A handle that does not count as a sender: a [`channel::WeakSender`](crate::channel::WeakSender).
pub type WeakSender<T, K> = crate::channel::WeakSender<T, K, One>;
/// A place in a bounded channel: a [`channel::Permit`](crate::channel::Permit).
pub type Permit<'a, T> = crate::channel::Permit<'a, T, One>;
/// A place in a bounded channel, with a sender: a [`channel::OwnedPermit`](crate::channel::OwnedPermit).
pub type OwnedPermit<T> = crate::channel::OwnedPermit<T, One>;

/// The sender of a [`bounded`] channel.
pub type BoundedSender<T> = Sender<T, Bounded>;
/// The receiver of a [`bounded`] channel.
pub type BoundedReceiver<T> = Receiver<T, Bounded>;
/// The sender of an [`unbounded`] channel.
pub type UnboundedSender<T> = Sender<T, Unbounded>;
/// The receiver of an [`unbounded`] channel.
pub type UnboundedReceiver<T> = Receiver<T, Unbounded>;

/// A channel with room for `capacity` messages.
///
/// Nothing is allocated for room that is not used.
///
/// # Panics
///
/// If `capacity` is 0, or greater than `usize::MAX / 2`, which is 2^31 - 1 on 32 bits.
///
/// # Examples
///
/// ```
/// use mea::mpsc::{self, TrySendError};
///
/// let (tx, mut rx) = mpsc::bounded(1);
/// assert!(tx.try_send("first").is_ok());
/// assert_eq!(tx.try_send("second"), Err(TrySendError::Full("second")));
/// assert_eq!(rx.try_recv(), Ok("first"));
/// assert!(tx.try_send("third").is_ok());
/// ```
#[doc(alias = "channel")]
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (BoundedSender<T>, BoundedReceiver<T>) {
    let chan = Chan::new(Limit::new(capacity), Receiving::new());
    (Sender::new(chan.clone()), Receiver::new(chan))
}

/// A channel with room for any number of messages.
///
/// # Examples
///
/// ```
/// use mea::mpsc::{self, TryRecvError};
///
/// let (tx, mut rx) = mpsc::unbounded();
/// tx.send("hello").unwrap();
/// drop(tx);
/// assert_eq!(rx.try_recv(), Ok("hello"));
/// assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
/// ```
#[doc(alias = "unbounded_channel")]
pub fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let chan = Chan::new(NoLimit, Receiving::new());
    (Sender::new(chan.clone()), Receiver::new(chan))
}
