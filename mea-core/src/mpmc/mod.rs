//! A channel from many senders to many receivers: each message goes to one of them.
//!
//! # When to use it
//!
//! When work is shared among workers: whoever is free takes the next message.
//!
//! | | [`bounded`] | [`unbounded`] |
//! |---|---|---|
//! | room for | as many messages as was said | any number |
//! | sending | waits for room | at once |
//! | use it when | a fast sender must not run ahead of slow receivers | senders are limited otherwise, or must not wait |
//!
//! | not for | take |
//! |---|---|
//! | one receiver | [mpsc](crate::mpsc): it receives without a lock, and its waits are snooze-safe |
//! | messages that each receiver shall get | a [broadcast](crate::broadcast) |
//! | permits, or turns, without a message | a [semaphore](crate::semaphore) |
//!
//! # Example
//!
//! ```
//! use mea::{blocking::block_on, mpmc};
//!
//! let (tx, rx) = mpmc::bounded(4);
//! let workers: Vec<_> = (0..3)
//!     .map(|_| {
//!         let rx = rx.clone();
//!         std::thread::spawn(move || {
//!             let mut sum = 0;
//!             while let Ok(n) = block_on(rx.recv()) {
//!                 sum += n;
//!             }
//!             sum
//!         })
//!     })
//!     .collect();
//! drop(rx);
//! for n in 1..=100 {
//!     block_on(tx.send(n)).unwrap();
//! }
//! drop(tx);
//! let sum: u32 = workers.into_iter().map(|worker| worker.join().unwrap()).sum();
//! assert_eq!(sum, 5050);
//! ```
//!
//! # States
//!
//! ```text
//!   sender --+                           +-->  receiver
//!   sender --+-->  [ 7 6 5 4 3 2 1 ]  ---+-->  receiver
//!   sender --+                           +-->  receiver
//! ```
//!
//! A receiver waits for the *right* to a message, of which there is one for each message, and takes a message
//! when it has it:
//!
//! ```text
//!   recv --- there is one that nobody waits for ------------------------------> message
//!    |                                                                             ^
//!    +--> in line --- a message is sent ---> has a right --- polled ---------------+
//!            |                                    |
//!            +-- dropped: leaves the line         +-- dropped: the right goes to the next in line
//! ```
//!
//! When all senders are gone, or a receiver has called [`close`](Receiver::close), what is there is received,
//! and then `recv` says `Disconnected`, to all. The last receiver that is dropped closes the channel, and
//! drops what is there. How a message gets its place in a bounded channel is told in
//! [`channel`](crate::channel#states).
//!
//! # Guarantees
//!
//! - **Cancel safety.** Receiving is cancel-safe: a [`Recv`] that is dropped has taken nothing, and passes its
//!   right on. Of sending into a bounded channel, [`send_from`](Sender::send_from) and
//!   [`reserve`](Sender::reserve) are; `send` is not: its [future](crate::channel::SendMessage) has the message.
//! - **Fairness.** Receivers that wait get messages first come, first served, and so do senders that wait for
//!   room. Nobody overtakes them.
//! - **Snooze safety.** Neither kind of wait is snooze-safe: a right, or a place, may be handed to one that
//!   nobody polls, and is kept there until it is polled or dropped.
//! - **Memory ordering.** What was done before a message was sent happens before what is done after it was
//!   received.
//! - **Allocation.** As [`mpsc`](crate::mpsc#guarantees): one for the channel, none for a wait, and blocks of
//!   messages that are used again.
//! - **Panics.** [`bounded`], with a capacity of 0 or above `usize::MAX / 2`; a future that is polled after it
//!   has completed. A waker that panics costs neither message nor place.
//! - **Nothing is lost or doubled.** A message is received once, by one receiver, or dropped once, or handed
//!   back to who sent it.
//! - **In order.** Messages of one sender leave the channel in the order in which they were sent. (Two
//!   receivers may then get on with them in any order.)
//! - **A send that is complete can be received at once**, unless somebody waits for it already, or is about
//!   to take it. Only [`try_recv`](Receiver::try_recv) may say `Empty` where another send is in the middle.
//! - **One short lock.** Sending is that of `mpsc`, without a lock. A receiver with a right takes its message
//!   under one that is held for a few instructions.

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
#[cfg(feature = "stream")]
pub use self::stream::RecvStream;
pub use self::{
    reader::Many,
    receiver::Receiver,
    recv::{Recv, RecvMany, RecvOwned},
};
pub use crate::channel::{
    Bounded, Kind, RecvError, SendError, TryRecvError, TrySendError, Unbounded,
};
use crate::channel::{Limit, NoLimit};

/// The sending end: a [`channel::Sender`](crate::channel::Sender).
pub type Sender<T, K> = crate::channel::Sender<T, K, Many>;
/// A handle that does not count as a sender: a [`channel::WeakSender`](crate::channel::WeakSender).
pub type WeakSender<T, K> = crate::channel::WeakSender<T, K, Many>;
/// A place in a bounded channel: a [`channel::Permit`](crate::channel::Permit).
pub type Permit<'a, T> = crate::channel::Permit<'a, T, Many>;
/// A place in a bounded channel, with a sender: a [`channel::OwnedPermit`](crate::channel::OwnedPermit).
pub type OwnedPermit<T> = crate::channel::OwnedPermit<T, Many>;

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
/// use mea::mpmc::{self, TrySendError};
///
/// let (tx, rx) = mpmc::bounded(1);
/// assert!(tx.try_send("first").is_ok());
/// assert_eq!(tx.try_send("second"), Err(TrySendError::Full("second")));
/// assert_eq!(rx.clone().try_recv(), Ok("first"));
/// assert!(tx.try_send("third").is_ok());
/// ```
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
/// use mea::mpmc::{self, TryRecvError};
///
/// let (tx, rx) = mpmc::unbounded();
/// tx.send("hello").unwrap();
/// drop(tx);
/// assert_eq!(rx.try_recv(), Ok("hello"));
/// assert_eq!(rx.try_recv(), Err(TryRecvError::Disconnected));
/// ```
pub fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let chan = Chan::new(NoLimit, Receiving::new());
    (Sender::new(chan.clone()), Receiver::new(chan))
}
