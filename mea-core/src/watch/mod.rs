//! The latest value, for many to watch.
//!
//! # When to use it
//!
//! For a state that changes, of which only the newest counts: a configuration, a progress, a list of members.
//! Those who are slow miss what was in between, and hold nobody up.
//!
//! | not for | take |
//! |---|---|
//! | messages of which each counts | [mpsc](crate::mpsc), [mpmc](crate::mpmc), a [broadcast](crate::broadcast) |
//! | a value that is changed in place | a [rwlock](crate::rwlock) |
//! | a value that nobody waits for | an [`AtomicBox`](crate::atomicbox::AtomicBox) |
//! | a value that is made once | an [`OnceCell`](crate::once::OnceCell) |
//!
//! # Example
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
//!
//! # States
//!
//! The channel is a version and a value; a receiver is the version that it has seen last:
//!
//! ```text
//!   version      5       6       7             send: the next version
//!   value       [a] --> [b] --> [c]
//!                ^               ^
//!   receiver A --+               |   has seen 5: `changed` is ready at once, and then it has seen 7
//!   receiver B ------------------+   has seen 7: `changed` waits for 8, or for the last sender to go
//! ```
//!
//! When the last sender is dropped, the last value stays: who has not seen it is told of it first, and then
//! that there will be none. When the last receiver is dropped, [`send`](Sender::send) hands the value back,
//! until somebody [subscribes](Sender::subscribe).
//!
//! # Guarantees
//!
//! - **Cancel safety.** All futures are cancel-safe, since nothing counts as seen before one is ready; except
//!   [`ChangedOwned`], which takes the receiver along.
//! - **Fairness.** A change ends all waits at once. The changes of all senders are in one order.
//! - **Snooze safety.** All futures are snooze-safe: nobody waits for one who watches.
//! - **Memory ordering.** What was done before a value was sent happens before it is seen; what was done
//!   before the last receiver was dropped, before [`closed`](Sender::closed) is ready.
//! - **Allocation.** A wait allocates nothing. Nor does a `send` of a value of up to 128 bytes while nobody
//!   keeps a snapshot; otherwise it is one allocation.
//! - **Panics.** A future that is polled after it has completed. If a waker panics, the value was sent, and
//!   the other wakers are woken. If a closure or a `clone` panics, nothing has changed.
//! - **The last value is not missed.** A receiver that looks after the last `send` sees what was sent last,
//!   also if all senders have gone. [`changed`](Receiver::changed) is ready exactly if there is a newer
//!   version than the receiver has seen, or no sender any more.
//! - **Looking blocks nobody.** [`borrow`](Receiver::borrow) is a snapshot that shares the value: it may be
//!   kept, across an `.await`, too. The next value takes the place of the one that is looked at, not the
//!   memory.
//! - **No user code under a lock.** Closures, `clone` and `drop` of values may use the channel themselves. To
//!   change a value by a closure is to change a copy of it, and to put that in the place of the one that it
//!   was made of: see [`send_modify`](Sender::send_modify).
//! - **`Send` and `Sync` exactly if `T: Send + Sync`**: values are shared.

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
