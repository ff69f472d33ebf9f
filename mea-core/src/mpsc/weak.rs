//! A handle that keeps no channel from ending.

use alloc::sync::Arc;
use core::fmt;

use super::{Kind, Sender, chan::Chan};

/// A handle from which a sender can be had, as long as there is another one; see
/// [`Sender::downgrade`].
///
/// It keeps the memory of the channel, but neither messages nor the channel's end.
pub struct WeakSender<T, K: Kind> {
    chan: Arc<Chan<T, K>>,
}

impl<T, K: Kind> WeakSender<T, K> {
    pub(super) fn new(chan: Arc<Chan<T, K>>) -> Self {
        Self { chan }
    }

    /// A sender; `None` if there is none any more.
    ///
    /// # Examples
    ///
    /// See [`Sender::downgrade`].
    pub fn upgrade(&self) -> Option<Sender<T, K>> {
        self.chan
            .try_add_sender()
            .then(|| Sender::new(self.chan.clone()))
    }

    /// How many senders there are. The number may be out of date when it is read.
    pub fn sender_count(&self) -> usize {
        self.chan.senders()
    }
}

impl<T, K: Kind> Clone for WeakSender<T, K> {
    fn clone(&self) -> Self {
        Self::new(self.chan.clone())
    }
}

impl<T, K: Kind> fmt::Debug for WeakSender<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WeakSender").field(&*self.chan).finish()
    }
}
