//! Places in a bounded channel that are kept for a message.

use core::{fmt, mem};

use super::{Bounded, Receivers, Room, SendError, Sender, chan::Chan};

/// A place in a channel, from [`Sender::reserve`] or [`Sender::try_reserve`]. If it is dropped, the place
/// goes to the next who waits for one.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// let (tx, _rx) = mpsc::bounded(1);
/// let permit = tx.try_reserve().unwrap();
/// assert!(tx.try_send(1).is_err());
/// drop(permit);
/// assert!(tx.try_send(1).is_ok());
/// ```
#[must_use = "the place is given up when the permit is dropped"]
pub struct Permit<'a, T, R: Receivers> {
    chan: &'a Chan<T, Bounded, R>,
}

impl<'a, T, R: Receivers> Permit<'a, T, R> {
    #[inline]
    pub(super) fn new(chan: &'a Chan<T, Bounded, R>) -> Self {
        Self { chan }
    }

    /// Sends a message, without waiting.
    ///
    /// # Errors
    ///
    /// The message, if nobody can receive it any more: the receivers are gone, or the channel was closed.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, mut rx) = mea::mpsc::bounded(1);
    /// let permit = tx.try_reserve().unwrap();
    /// permit.send("there was room").unwrap();
    /// assert_eq!(rx.try_recv(), Ok("there was room"));
    /// ```
    #[inline]
    pub fn send(self, message: T) -> Result<(), SendError<T>> {
        let chan = self.chan;
        mem::forget(self);
        chan.push(message)
    }
}

impl<T, R: Receivers> Drop for Permit<'_, T, R> {
    #[inline]
    fn drop(&mut self) {
        self.chan.room.give_up();
    }
}

impl<T, R: Receivers> fmt::Debug for Permit<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Permit").field(self.chan).finish()
    }
}

/// A place in a channel and a sender, from [`Sender::reserve_owned`]. If it is dropped, the place goes to
/// the next who waits for one.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// # mea::blocking::block_on(async {
/// let (tx, mut rx) = mpsc::bounded(1);
/// let permit = tx.reserve_owned().await.unwrap();
/// std::thread::spawn(move || permit.send(1)); // it borrows nothing
/// assert_eq!(rx.recv().await, Ok(1));
/// assert!(rx.recv().await.is_err()); // the permit was the last sender
/// # });
/// ```
#[must_use = "the place is given up when the permit is dropped"]
pub struct OwnedPermit<T, R: Receivers> {
    /// `None` when the place is used.
    sender: Option<Sender<T, Bounded, R>>,
}

impl<T, R: Receivers> OwnedPermit<T, R> {
    pub(super) fn new(sender: Sender<T, Bounded, R>) -> Self {
        Self {
            sender: Some(sender),
        }
    }

    /// Sends a message, without waiting.
    ///
    /// # Errors
    ///
    /// The message, if nobody can receive it any more: the receivers are gone, or the channel was closed.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let (tx, mut rx) = mea::mpsc::bounded(1);
    /// let permit = tx.reserve_owned().await.unwrap();
    /// permit.send(1).unwrap();
    /// assert_eq!(rx.recv().await, Ok(1));
    /// # });
    /// ```
    pub fn send(mut self, message: T) -> Result<(), SendError<T>> {
        match self.sender.take() {
            Some(sender) => sender.chan().push(message),
            None => unreachable!("a permit is used once"),
        }
    }

    /// Gives up the place, and returns the sender.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let (tx, _rx) = mea::mpsc::bounded(1);
    /// let permit = tx.reserve_owned().await.unwrap();
    /// let tx = permit.release();
    /// assert!(tx.try_send(1).is_ok());
    /// # });
    /// ```
    pub fn release(mut self) -> Sender<T, Bounded, R> {
        match self.sender.take() {
            Some(sender) => {
                sender.chan().room.give_up();
                sender
            }
            None => unreachable!("a permit is used once"),
        }
    }
}

impl<T, R: Receivers> Drop for OwnedPermit<T, R> {
    fn drop(&mut self) {
        if let Some(sender) = &self.sender {
            sender.chan().room.give_up();
        }
    }
}

impl<T, R: Receivers> fmt::Debug for OwnedPermit<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedPermit").field(&self.sender).finish()
    }
}
