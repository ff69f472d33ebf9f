//! The sender.

use alloc::sync::Arc;
use core::fmt;

use super::{Closed, Receiver, Ref, SendError, shared::Shared};

/// Changes the value; see the [module](super). A clone is a sender of the same channel.
///
/// When the last one is dropped, all who wait are woken, and the last value stays.
///
/// # Examples
///
/// ```
/// use mea::watch;
///
/// let (sender, receiver) = watch::channel("starting");
/// sender.send("running").unwrap();
/// assert_eq!(*receiver.borrow(), "running");
/// drop(sender);
/// assert_eq!(*receiver.borrow(), "running"); // the last value stays
/// ```
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

impl<T> Sender<T> {
    pub(super) fn first(initial: T) -> Self {
        Self {
            shared: Arc::new(Shared::new(initial)),
        }
    }

    /// Makes `value` the current one, and wakes all who wait for a change.
    ///
    /// # Errors
    ///
    /// If there are no receivers. The value is in the error, and the current one stays.
    /// [`send_replace`](Self::send_replace) changes it all the same.
    ///
    /// # Panics
    ///
    /// If a waker panics. The value has been sent and the other wakers are woken in that case.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(1);
    /// sender.send(2).unwrap();
    /// assert_eq!(*receiver.borrow(), 2);
    /// drop(receiver);
    /// assert_eq!(sender.send(3).unwrap_err().into_inner(), 3);
    /// assert_eq!(*sender.borrow(), 2);
    /// ```
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        if self.is_closed() {
            return Err(SendError(value));
        }
        self.shared.publish(value);
        Ok(())
    }

    /// Makes `value` the current one, also if there are no receivers, and returns the old one.
    ///
    /// That is a [`Ref`], since others may have a snapshot of it; [`Ref::try_unwrap`] gets it out if not.
    ///
    /// # Panics
    ///
    /// As [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(1);
    /// drop(receiver);
    /// assert_eq!(*sender.send_replace(2), 1);
    /// assert_eq!(*sender.subscribe().borrow(), 2);
    /// ```
    pub fn send_replace(&self, value: T) -> Ref<T> {
        self.shared.exchange(Arc::new(value))
    }

    /// Changes the value by a closure, also if there are no receivers.
    ///
    /// The closure changes a *copy* of the value, which then takes the place of the one that it was made of.
    /// So nobody sees a value half-way changed, or is blocked meanwhile; and if the closure panics, the
    /// value stays what it is and nobody is woken. Should another sender change the value meanwhile, this
    /// begins again with a copy of that one: no change is lost, and the closure may be called more than
    /// once. (It is never called under a lock; but if it changes the value itself, each time, it is called
    /// for ever.)
    ///
    /// # Panics
    ///
    /// If the closure or `clone` panics; nothing is changed then. And as [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(vec![1]);
    /// sender.send_modify(|list| list.push(2));
    /// assert_eq!(*receiver.borrow(), [1, 2]);
    /// ```
    pub fn send_modify(&self, mut modify: impl FnMut(&mut T))
    where
        T: Clone,
    {
        self.send_if_modified(|value| {
            modify(value);
            true
        });
    }

    /// As [`send_modify`](Self::send_modify), if the closure returns `true`; returns what it returned.
    ///
    /// If it is `false` there is no new version, nobody is woken, and what the closure did is dropped.
    ///
    /// # Panics
    ///
    /// As [`send_modify`](Self::send_modify).
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(3);
    /// let at_most_4 = |n: &mut i32| {
    ///     *n += 1;
    ///     *n <= 4
    /// };
    /// assert!(sender.send_if_modified(at_most_4));
    /// assert!(!sender.send_if_modified(at_most_4));
    /// assert_eq!(*receiver.borrow(), 4);
    /// ```
    pub fn send_if_modified(&self, mut modify: impl FnMut(&mut T) -> bool) -> bool
    where
        T: Clone,
    {
        loop {
            let old = self.borrow();
            let mut copy = T::clone(&old);
            if !modify(&mut copy) {
                return false;
            }
            if self.shared.exchange_if(&old, Arc::new(copy)).is_ok() {
                return true;
            }
        }
    }

    /// A snapshot of the value.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, _receiver) = mea::watch::channel(1);
    /// sender.send(2).unwrap();
    /// assert_eq!(*sender.borrow(), 2);
    /// ```
    pub fn borrow(&self) -> Ref<T> {
        self.shared.look().0
    }

    /// A new receiver, which has seen the current value.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, _) = mea::watch::channel(1);
    /// let receiver = sender.subscribe();
    /// assert_eq!(receiver.has_changed(), Ok(false));
    /// sender.send(2).unwrap();
    /// assert_eq!(receiver.has_changed(), Ok(true));
    /// ```
    #[must_use = "a receiver that is dropped receives nothing"]
    pub fn subscribe(&self) -> Receiver<T> {
        self.shared.add_receiver();
        Receiver::new(self.shared.clone(), self.shared.word().version())
    }

    /// The number of receivers. It may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(1);
    /// let _other = receiver.clone();
    /// assert_eq!(sender.receiver_count(), 2);
    /// ```
    pub fn receiver_count(&self) -> usize {
        self.shared.receiver_count()
    }

    /// Whether there are no receivers. It may be out of date when it is read: a sender may
    /// [`subscribe`](Self::subscribe).
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(1);
    /// drop(receiver);
    /// assert!(sender.is_closed());
    /// ```
    pub fn is_closed(&self) -> bool {
        self.receiver_count() == 0
    }

    /// Waits until there are no receivers.
    ///
    /// A wait in line ends when the last receiver is dropped, even if somebody subscribes at once.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: nothing is lost. Snooze-safe: nobody waits for it.
    ///
    /// # Fairness
    ///
    /// All waits end at once.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let (sender, receiver) = mea::watch::channel(1);
    /// std::thread::spawn(move || drop(receiver));
    /// sender.closed().await;
    /// # });
    /// ```
    pub fn closed(&self) -> Closed<'_> {
        Closed::new(self.shared.receivers())
    }

    /// Whether `other` is a sender of the same channel.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, _) = mea::watch::channel(1);
    /// let (other, _) = mea::watch::channel(1);
    /// assert!(sender.same_channel(&sender.clone()));
    /// assert!(!sender.same_channel(&other));
    /// ```
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        let shared = self.shared.clone();
        shared.add_sender();
        Self { shared }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.remove_sender();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("receiver_count", &self.receiver_count())
            .finish_non_exhaustive()
    }
}
