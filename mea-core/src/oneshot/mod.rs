//! A channel for one message, from one task to another.
//!
//! Use it for an answer: the request carries the sender, and who asked waits with the receiver.
//!
//! ```text
//!   Sender ---- send(message) ---->  [ message ]  ----> Receiver.await
//!          <--- closed().await ----               <---- close, drop
//! ```
//!
//! - **Neither end blocks.** Sending is a plain function. The receiver waits, without a lock and without
//!   a loop that waits for the other end: each operation is a few steps, whatever the sender does
//!   meanwhile, or if its thread is not running.
//! - **The message comes back** if it cannot be delivered: in the [`SendError`].
//! - **Either end may go first**, at any time. The receiver learns that the sender has gone, and the sender
//!   that the receiver has, by [`is_closed`](Sender::is_closed) or by waiting for
//!   [`closed`](Sender::closed): there is no use in computing an answer that nobody waits for.
//! - **One allocation**, with the message in it. Both ends are one pointer. A wait allocates nothing,
//!   and keeps its waker no longer than it lasts.
//! - **Memory ordering.** What was done before `send` happens before the message is received; and what was
//!   done before the receiver was closed or dropped, before the sender finds that out.
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
//!
//! # Examples
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
