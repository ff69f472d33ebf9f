//! A channel for one message, from one task to another.
//!
//! # When to use it
//!
//! For an answer: the request carries the sender, and who asked waits with the receiver.
//!
//! | not for | take |
//! |---|---|
//! | more than one message | [mpsc](crate::mpsc) |
//! | one value for several who wait | an [`OnceCell`](crate::once::OnceCell) |
//! | a signal without a value | a [latch](crate::latch), an [event](crate::event) |
//!
//! # Example
//!
//! ```
//! use mea::{blocking::block_on, oneshot};
//!
//! let (sender, receiver) = oneshot::channel();
//! std::thread::spawn(move || sender.send(6 * 7));
//! assert_eq!(block_on(receiver), Ok(42));
//! ```
//!
//! A sender that is dropped, and a receiver that is:
//!
//! ```
//! use mea::oneshot::{self, RecvError};
//!
//! # mea::blocking::block_on(async {
//! let (sender, receiver) = oneshot::channel::<String>();
//! drop(sender);
//! assert_eq!(receiver.await, Err(RecvError::Disconnected));
//!
//! let (sender, receiver) = oneshot::channel();
//! drop(receiver);
//! assert_eq!(sender.send("answer").unwrap_err().into_inner(), "answer");
//! # });
//! ```
//!
//! # States
//!
//! ```text
//!         +-- send ------------------------>  sent    --- received ---> taken
//!         |                                      |                        `Disconnected` from now on
//!         |                                      +--- receiver dropped: so is the message
//!  open --+
//!         +-- sender dropped -------------->  empty   receiving is `Disconnected`
//!         |
//!         +-- receiver closed or dropped -->  closed  `send` hands the message back,
//!                                                     `closed` is ready
//! ```
//!
//! Of the first step of the sender and that of the receiver one comes first, and both find out which: what
//! was sent before the receiver was closed can be received after it.
//!
//! # Guarantees
//!
//! - **Cancel safety.** [`RecvMut`] and [`Closed`] are cancel-safe. [`Recv`] is not: it owns the receiver. See
//!   [below](#which-future).
//! - **Fairness.** There is no line: one task waits at each end.
//! - **Snooze safety.** All futures are snooze-safe: the message waits in the channel, and neither end waits
//!   for the other to be polled.
//! - **Memory ordering.** What was done before `send` happens before the message is received; and what was
//!   done before the receiver was closed or dropped, before the sender finds that out.
//! - **Allocation.** One, with the message in it; both ends are one pointer. A wait allocates nothing, and
//!   keeps its waker no longer than it lasts.
//! - **Panics.** A future that is polled after it has completed. If the waker of the receiver panics in
//!   `send`, the message was sent.
//! - **Neither end blocks.** Sending is a plain function. There is no lock, and no loop that waits for the
//!   other end: each operation is a few steps, whatever the other thread does meanwhile, or if it is not
//!   running.
//! - **The message comes back** if it cannot be delivered: in the [`SendError`].
//! - **`Send` and `Sync` exactly if `T: Send`**: a message moves from thread to thread, and is never shared.
//!
//! # Which future
//!
//! | | | when the future is dropped |
//! |---|---|---|
//! | `receiver.await` | [`Recv`] | so is the receiver, and with it a message that has just been sent |
//! | `receiver.recv().await`, `(&mut receiver).await` | [`RecvMut`] | nothing is lost |
//!
//! Where a wait may be given up, as in a `select!` in a loop, use the second; or keep a [`Recv`] and poll it
//! by `&mut`: it is `Unpin`.

mod ends;
#[cfg(all(test, loom))]
mod loom;
mod raw;
mod receiver;
mod sender;
#[cfg(all(test, not(loom)))]
mod tests;

pub use self::{
    receiver::{Receiver, Recv, RecvMut},
    sender::{Closed, Sender},
};
pub use crate::channel::{RecvError, SendError, TryRecvError};

/// A channel for one message; see the [module](self).
///
/// # Examples
///
/// ```
/// let (sender, receiver) = mea::oneshot::channel();
/// sender.send(1).unwrap();
/// assert_eq!(receiver.try_recv(), Ok(1));
/// ```
#[inline]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (tx, rx) = ends::new();
    (Sender::new(tx), Receiver::new(rx))
}
