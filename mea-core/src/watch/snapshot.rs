//! The value at some moment.

use alloc::sync::Arc;
use core::{fmt, ops::Deref};

/// A snapshot: a value of the channel, that this shares.
///
/// It stays what it is when a newer value is sent, and blocks nobody, however long it is kept. It keeps the
/// value alive, and not the channel.
///
/// # Examples
///
/// ```
/// let (sender, receiver) = mea::watch::channel(1);
/// let before = receiver.borrow();
/// sender.send(2).unwrap();
/// assert_eq!((*before, *receiver.borrow()), (1, 2));
/// ```
pub struct Ref<T> {
    pub(super) value: Arc<T>,
}

impl<T> Ref<T> {
    /// The value itself, if nobody else shares it: it is the last one, of a channel that is gone or has
    /// gone on. An associated function, so that it is in the way of no method of `T`.
    ///
    /// # Errors
    ///
    /// The snapshot, if the channel or another snapshot has the value.
    ///
    /// # Examples
    ///
    /// ```
    /// use mea::watch::{self, Ref};
    ///
    /// let (sender, _receiver) = watch::channel(1);
    /// let shared = Ref::try_unwrap(sender.borrow()).unwrap_err();
    /// assert_eq!(*shared, 1);
    /// drop(shared);
    /// assert_eq!(Ref::try_unwrap(sender.send_replace(2)).unwrap(), 1);
    /// ```
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        Arc::try_unwrap(this.value).map_err(|value| Self { value })
    }
}

/// Shares the same value.
impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
        }
    }
}

impl<T> Deref for Ref<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> AsRef<T> for Ref<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
