//! The latest value, for many to watch.
//!
//! Use it for a state that changes, of which only the newest counts: a configuration, a progress, a list of
//! members. Those who are slow miss what was in between, and hold nobody up.
//!
//! ```text
//!   Sender  ---- send ---->  [ version 7: value ]  ----> Receiver, has seen 7
//!   Sender                                         ----> Receiver, has seen 4: changed
//! ```
//!
//! - **The last value is not missed.** A receiver that looks after the last `send` sees what was sent last,
//!   also if all senders have gone. [`changed`](Receiver::changed) is ready exactly if there is a newer
//!   version than the receiver has seen, or no sender any more.
//! - **Looking blocks nobody.** [`borrow`](Receiver::borrow) is a snapshot that shares the value: it may be
//!   kept, across an `.await`, too. The next value takes the place of the one that is looked at, not
//!   the memory.
//! - **No user code under a lock.** Closures, `clone` and `drop` of values may use the channel
//!   themselves. To change a value by a closure is to change a copy of it, and to put that in the place of
//!   the one that it was made of: see [`send_modify`](Sender::send_modify).
//! - **Any number of senders and receivers.** The changes of all senders are in one order.
//! - **A wait allocates nothing**, and all who wait are woken at once. A `send` of a small value allocates
//!   nothing while nobody keeps a snapshot.
//! - **Memory ordering.** What was done before a value was sent happens before it is seen.
//! - **`Send` and `Sync` exactly if `T: Send + Sync`**: values are shared.
//!
//! For messages of which each counts, use a queue.
//!
//! # Examples
//!
//! ```
//! use mea::{blocking::block_on, watch};
//!
//! let (sender, mut receiver) = watch::channel(0);
//! let worker = std::thread::spawn(move || {
//!     for percent in (0..=100).step_by(10) {
//!         sender.send(percent).unwrap();
//!     }
//! });
//! block_on(async {
//!     while receiver.changed().await.is_ok() {
//!         println!("{} %", *receiver.borrow());
//!     }
//! });
//! worker.join().unwrap();
//! assert_eq!(*receiver.borrow(), 100);
//! ```

#[cfg(all(test, loom))]
mod loom;
mod receiver;
mod sender;
mod shared;
mod snapshot;
#[cfg(all(test, not(loom)))]
mod tests;
mod wait;

pub use self::{
    receiver::Receiver,
    sender::Sender,
    snapshot::Ref,
    wait::{Changed, ChangedOwned, Closed, Recv, WaitFor},
};
pub use crate::channel::{RecvError, SendError};

/// A channel with its first value, which the receiver has seen; see the [module](self).
///
/// # Examples
///
/// ```
/// let (sender, receiver) = mea::watch::channel("first");
/// assert_eq!(*receiver.borrow(), "first");
/// assert_eq!(receiver.has_changed(), Ok(false));
/// # drop(sender);
/// ```
pub fn channel<T>(initial: T) -> (Sender<T>, Receiver<T>) {
    let sender = Sender::first(initial);
    let receiver = sender.subscribe();
    (sender, receiver)
}
