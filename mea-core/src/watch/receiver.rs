//! The receiver.

use alloc::sync::Arc;
use core::fmt;

use super::{
    Changed, ChangedOwned, Recv, RecvError, Ref, WaitFor,
    shared::{Shared, Version},
};

/// Watches the value; see the [module](super). It remembers which version it has seen last.
///
/// A clone has seen what the original had, and goes on by itself.
///
/// # Examples
///
/// ```
/// use mea::watch;
///
/// # mea::blocking::block_on(async {
/// let (sender, mut receiver) = watch::channel(0);
/// let mut other = receiver.clone();
/// sender.send(1).unwrap();
/// receiver.changed().await.unwrap();
/// assert_eq!(*receiver.borrow(), 1);
/// assert_eq!(other.has_changed(), Ok(true)); // a clone goes on by itself
/// # other.mark_unchanged();
/// # });
/// ```
pub struct Receiver<T> {
    pub(super) shared: Arc<Shared<T>>,
    pub(super) seen: Version,
}

impl<T> Receiver<T> {
    /// Counted already.
    pub(super) fn new(shared: Arc<Shared<T>>, seen: Version) -> Self {
        Self { shared, seen }
    }

    /// A snapshot of the value. It does not count as seen.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(1);
    /// sender.send(2).unwrap();
    /// assert_eq!(*receiver.borrow(), 2);
    /// assert_eq!(receiver.has_changed(), Ok(true));
    /// ```
    pub fn borrow(&self) -> Ref<T> {
        self.shared.look().0
    }

    /// A snapshot of the value, which counts as seen from now on.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, mut receiver) = mea::watch::channel(1);
    /// sender.send(2).unwrap();
    /// assert_eq!(*receiver.borrow_and_update(), 2);
    /// assert_eq!(receiver.has_changed(), Ok(false));
    /// ```
    pub fn borrow_and_update(&mut self) -> Ref<T> {
        let (value, word) = self.shared.look();
        self.seen = word.version();
        value
    }

    /// A clone of the value. It does not count as seen.
    ///
    /// # Examples
    ///
    /// ```
    /// let (_sender, receiver) = mea::watch::channel(String::from("value"));
    /// let value: String = receiver.get();
    /// assert_eq!(value, "value");
    /// ```
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        T::clone(&self.borrow())
    }

    /// Whether there is a newer version than the one seen last.
    ///
    /// # Errors
    ///
    /// If there is none, and will be none: all senders were dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::watch::{self, RecvError};
    ///
    /// let (sender, mut receiver) = watch::channel(1);
    /// assert_eq!(receiver.has_changed(), Ok(false));
    /// sender.send(2).unwrap();
    /// drop(sender);
    /// assert_eq!(receiver.has_changed(), Ok(true));
    /// receiver.mark_unchanged();
    /// assert_eq!(receiver.has_changed(), Err(RecvError::Disconnected));
    /// ```
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        let word = self.shared.word();
        if word.version() != self.seen {
            Ok(true)
        } else if word.is_gone() {
            Err(RecvError::Disconnected)
        } else {
            Ok(false)
        }
    }

    /// Takes the current value for new: [`changed`](Self::changed) is ready.
    ///
    /// # Examples
    ///
    /// ```
    /// let (_sender, mut receiver) = mea::watch::channel(1);
    /// receiver.mark_changed();
    /// assert_eq!(receiver.has_changed(), Ok(true));
    /// ```
    pub fn mark_changed(&mut self) {
        self.seen = self.shared.word().version().before();
    }

    /// Takes the current value for seen.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, mut receiver) = mea::watch::channel(1);
    /// sender.send(2).unwrap();
    /// receiver.mark_unchanged();
    /// assert_eq!(receiver.has_changed(), Ok(false));
    /// ```
    pub fn mark_unchanged(&mut self) {
        self.seen = self.shared.word().version();
    }

    /// Waits for a newer version than the one seen last, and marks it as seen.
    ///
    /// The value itself is then looked at with [`borrow`](Self::borrow); it may be a newer one still, for
    /// which `changed` is ready again. [`borrow_and_update`](Self::borrow_and_update) does not do that.
    ///
    /// # Errors
    ///
    /// If there is none, and will be none: all senders were dropped. A last value that was not seen comes
    /// first.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: nothing is marked as seen before it is ready. Snooze-safe: nobody waits for it.
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
    /// let (sender, mut receiver) = mea::watch::channel(0);
    /// sender.send(1).unwrap();
    /// receiver.changed().await.unwrap();
    /// assert_eq!(*receiver.borrow(), 1);
    /// drop(sender);
    /// assert!(receiver.changed().await.is_err());
    /// # });
    /// ```
    pub fn changed(&mut self) -> Changed<'_, T> {
        Changed::new(self)
    }

    /// [`changed`](Self::changed) with a future that owns the receiver, and so is `'static`. It gives the
    /// receiver back.
    ///
    /// # Cancel safety
    ///
    /// Not cancel-safe: the receiver is dropped with the future. A borrow of the future may be dropped
    /// without loss. Snooze-safe.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::{blocking::block_on, watch};
    ///
    /// let (sender, receiver) = watch::channel(1);
    /// let watcher = std::thread::spawn(move || block_on(receiver.changed_owned()));
    /// sender.send_replace(2);
    /// let (receiver, result) = watcher.join().unwrap();
    /// assert!(result.is_ok() && *receiver.borrow() == 2);
    /// ```
    pub fn changed_owned(self) -> ChangedOwned<T> {
        ChangedOwned::new(self)
    }

    /// Waits for a newer version than the one seen last, marks it as seen, and returns a clone of the value.
    ///
    /// # Errors
    ///
    /// As [`changed`](Self::changed).
    ///
    /// # Cancel safety
    ///
    /// As [`changed`](Self::changed).
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed; and if `clone` panics, after which the value does
    /// not count as seen.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let (sender, mut receiver) = mea::watch::channel(0);
    /// sender.send(1).unwrap();
    /// sender.send(2).unwrap();
    /// assert_eq!(receiver.recv().await, Ok(2));
    /// # });
    /// ```
    pub fn recv(&mut self) -> Recv<'_, T>
    where
        T: Clone,
    {
        Recv::new(self)
    }

    /// Waits for a value for which `wanted` holds, and returns a snapshot of it.
    ///
    /// The current value is tried first, seen or not; then each that is found when there is a newer one. Those
    /// that were tried count as seen.
    ///
    /// # Errors
    ///
    /// If the last value is not wanted, and all senders were dropped.
    ///
    /// # Cancel safety
    ///
    /// Cancel-safe: what was not tried does not count as seen. Snooze-safe.
    ///
    /// # Panics
    ///
    /// The future, if it is polled after it has completed; and if `wanted` panics, after which the value does
    /// not count as seen.
    ///
    /// # Examples
    ///
    /// ```
    /// # mea::blocking::block_on(async {
    /// let (sender, mut receiver) = mea::watch::channel(0);
    /// std::thread::spawn(move || (1..=10).for_each(|n| drop(sender.send(n))));
    /// assert!(*receiver.wait_for(|n| *n > 5).await.unwrap() > 5);
    /// # });
    /// ```
    pub fn wait_for<F: FnMut(&T) -> bool>(&mut self, wanted: F) -> WaitFor<'_, T, F> {
        WaitFor::new(self, wanted)
    }

    /// Whether all senders were dropped. The last value may not have been seen yet.
    ///
    /// # Examples
    ///
    /// ```
    /// let (sender, receiver) = mea::watch::channel(1);
    /// drop(sender);
    /// assert!(receiver.is_disconnected());
    /// ```
    pub fn is_disconnected(&self) -> bool {
        self.shared.word().is_gone()
    }

    /// Whether `other` is a receiver of the same channel.
    ///
    /// # Examples
    ///
    /// ```
    /// let (_sender, receiver) = mea::watch::channel(1);
    /// assert!(receiver.same_channel(&receiver.clone()));
    /// ```
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.shared.add_receiver();
        Self::new(self.shared.clone(), self.seen)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.remove_receiver();
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("has_changed", &self.has_changed())
            .finish_non_exhaustive()
    }
}
