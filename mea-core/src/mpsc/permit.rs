//! Places in a bounded channel that are kept for a message.

use core::{fmt, mem};

use super::{
    Bounded, SendError, Sender,
    chan::{Chan, Room},
};

/// A place in a channel, from [`Sender::reserve`] or [`Sender::try_reserve`]. If it is dropped, the place
/// goes to the next who waits for one.
#[must_use = "the place is given up when the permit is dropped"]
pub struct Permit<'a, T> {
    chan: &'a Chan<T, Bounded>,
}

impl<'a, T> Permit<'a, T> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded>) -> Self {
        Self { chan }
    }

    /// Sends a message, without waiting.
    ///
    /// # Errors
    ///
    /// The message, if the receiver is gone or has closed the channel.
    ///
    /// # Examples
    ///
    /// See [`Sender::reserve`].
    #[inline]
    pub fn send(self, message: T) -> Result<(), SendError<T>> {
        let chan = self.chan;
        mem::forget(self);
        chan.push(message)
    }
}

impl<T> Drop for Permit<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.chan.room.give(1);
    }
}

impl<T> fmt::Debug for Permit<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Permit").field(self.chan).finish()
    }
}

/// A place in a channel and a sender, from [`Sender::reserve_owned`]. If it is dropped, the place goes to
/// the next who waits for one.
#[must_use = "the place is given up when the permit is dropped"]
pub struct OwnedPermit<T> {
    /// `None` when the place is used.
    sender: Option<Sender<T, Bounded>>,
}

impl<T> OwnedPermit<T> {
    pub(super) fn new(sender: Sender<T, Bounded>) -> Self {
        Self {
            sender: Some(sender),
        }
    }

    /// Sends a message, without waiting.
    ///
    /// # Errors
    ///
    /// The message, if the receiver is gone or has closed the channel.
    ///
    /// # Examples
    ///
    /// See [`Sender::reserve_owned`].
    pub fn send(mut self, message: T) -> Result<(), SendError<T>> {
        match self.sender.take() {
            Some(sender) => sender.chan().push(message),
            None => unreachable!("a permit is used once"),
        }
    }

    /// Gives up the place, and returns the sender.
    pub fn release(mut self) -> Sender<T, Bounded> {
        match self.sender.take() {
            Some(sender) => {
                sender.chan().room.give(1);
                sender
            }
            None => unreachable!("a permit is used once"),
        }
    }
}

impl<T> Drop for OwnedPermit<T> {
    fn drop(&mut self) {
        if let Some(sender) = &self.sender {
            sender.chan().room.give(1);
        }
    }
}

impl<T> fmt::Debug for OwnedPermit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedPermit").field(&self.sender).finish()
    }
}
