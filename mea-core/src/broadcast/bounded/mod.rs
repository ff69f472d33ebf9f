//! A broadcast channel that loses nothing: senders wait for the slowest receiver.

mod receiver;
mod send;
mod sender;

pub use self::{
    receiver::{BoundedReceiver, BoundedRecv},
    send::{BoundedSend, BoundedSendFrom},
    sender::BoundedSender,
};
use super::{ends, log::Log};

/// A channel in which `capacity` messages wait for the slowest receiver, and senders for room.
///
/// Every receiver gets every message that is sent while it is there. A message takes room until all
/// have received it, or are gone. There is a [picture](super#states) of it.
///
/// - **Nothing is lost.** A receiver that is not used, and not dropped, holds up all senders in the end.
///   Where that must not be, use [`overflow`](super::overflow).
/// - **First come, first served.** Room goes to the sender that has waited longest. Dropping a wait is
///   O(1), and passes on the room that it was given.
/// - **Sent to somebody.** Without receivers a message is handed back. All senders that wait are told
///   when the last receiver goes, even if there is a new one by the time they look.
/// - Order, memory, clones and memory ordering are as in [`overflow`](super::overflow); a sender that
///   waits allocates nothing.
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
/// use mea::{blocking::block_on, broadcast::bounded};
///
/// let (sender, mut one) = bounded(2);
/// let mut two = sender.subscribe();
/// let thread = std::thread::spawn(move || {
///     for n in 0..10 {
///         block_on(sender.send(n)).unwrap(); // at most two before the slower one
///     }
/// });
/// let other = std::thread::spawn(move || {
///     for n in 0..10 {
///         assert_eq!(block_on(two.recv()), Ok(n));
///     }
/// });
/// for n in 0..10 {
///     assert_eq!(block_on(one.recv()), Ok(n));
/// }
/// # thread.join().unwrap();
/// # other.join().unwrap();
/// ```
pub fn bounded<T>(capacity: usize) -> (BoundedSender<T>, BoundedReceiver<T>) {
    assert!(capacity > 0, "a channel without room for a message");
    let (sender, receiver) = ends::pair(Log::new(capacity, false));
    (BoundedSender::new(sender), BoundedReceiver::new(receiver))
}
