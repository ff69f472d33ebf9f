//! A handle that keeps no channel from ending.

use alloc::sync::Arc;
use core::fmt;

use super::{Kind, Receivers, Sender, chan::Chan};

/// A handle from which a sender can be had, as long as there is another one; see
/// [`Sender::downgrade`].
///
/// It keeps the memory of the channel, but neither messages nor the channel's end.
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
    /// See [`Sender::downgrade`].
    pub fn upgrade(&self) -> Option<Sender<T, K, R>> {
        self.chan
            .try_add_sender()
            .then(|| Sender::new(self.chan.clone()))
    }

    /// How many senders there are. The number may be out of date when it is read.
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
