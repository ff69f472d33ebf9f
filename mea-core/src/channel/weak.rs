//! A handle that keeps no channel from ending.

use alloc::sync::Arc;
use core::fmt;

use super::{Kind, Receivers, Sender, chan::Chan};

/// A handle from which a sender can be had, as long as there is another one; see
/// [`Sender::downgrade`].
///
/// It keeps the memory of the channel, but neither messages nor the channel's end.
///
/// # Examples
///
/// ```
/// use mea::mpsc;
///
/// let (tx, rx) = mpsc::unbounded::<u8>();
/// let weak = tx.downgrade();
/// drop(tx);
/// assert!(rx.is_closed());
/// assert!(weak.upgrade().is_none());
/// ```
pub struct WeakSender<T, K: Kind, R: Receivers> {
    chan: Arc<Chan<T, K, R>>,
}

impl<T, K: Kind, R: Receivers> WeakSender<T, K, R> {
    pub(super) fn new(chan: Arc<Chan<T, K, R>>) -> Self {
        Self { chan }
    }

    /// A sender; `None` if there is none any more.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, mut rx) = mea::mpsc::unbounded();
    /// let weak = tx.downgrade();
    /// if let Some(tx) = weak.upgrade() {
    ///     tx.send(1).unwrap();
    /// }
    /// assert_eq!(rx.try_recv(), Ok(1));
    /// ```
    pub fn upgrade(&self) -> Option<Sender<T, K, R>> {
        self.chan
            .try_add_sender()
            .then(|| Sender::new(self.chan.clone()))
    }

    /// How many senders there are. The number may be out of date when it is read.
    ///
    /// # Examples
    ///
    /// ```
    /// let (tx, _rx) = mea::mpsc::unbounded::<u8>();
    /// let weak = tx.downgrade();
    /// assert_eq!(weak.sender_count(), 1);
    /// drop(tx);
    /// assert_eq!(weak.sender_count(), 0);
    /// ```
    pub fn sender_count(&self) -> usize {
        self.chan.senders()
    }
}

impl<T, K: Kind, R: Receivers> Clone for WeakSender<T, K, R> {
    fn clone(&self) -> Self {
        Self::new(self.chan.clone())
    }
}

impl<T, K: Kind, R: Receivers> fmt::Debug for WeakSender<T, K, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WeakSender").field(&*self.chan).finish()
    }
}
