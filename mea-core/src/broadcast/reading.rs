//! A receiver that gets a message: takes it out, or clones it without the lock.
#![allow(unsafe_code)]

use core::mem::ManuallyDrop;

use super::{
    cells::Pinned,
    channel::{Channel, NoMessage},
    log::Found,
};

/// A message, or one that is to be cloned.
pub(super) enum Reading<'a, T> {
    Taken(T),
    Shared(Shared<'a, T>),
}

/// A message that others want, too. Dropping it moves the receiver on.
pub(super) struct Shared<'a, T> {
    channel: &'a Channel<T>,
    position: &'a mut u64,
    /// Pinned in `channel`; given back by `drop`.
    pinned: ManuallyDrop<Pinned<T>>,
}

impl<'a, T> Reading<'a, T> {
    #[inline]
    pub(super) fn begin(channel: &'a Channel<T>, position: &'a mut u64) -> Result<Self, NoMessage> {
        let mut line = channel.lock();
        let state = line.state();
        match state.log.find(position) {
            Found::Nothing => Err(state.nothing()),
            Found::Lost(n) => Err(NoMessage::Lost(n)),
            Found::Taken(message) => {
                channel.hand_out(line);
                Ok(Self::Taken(message))
            }
            Found::Pinned(pinned) => {
                let pinned = ManuallyDrop::new(pinned);
                Ok(Self::Shared(Shared {
                    channel,
                    position,
                    pinned,
                }))
            }
        }
    }
}

impl<T: Clone> Shared<'_, T> {
    /// If the clone panics, the receiver moves on all the same.
    #[inline]
    pub(super) fn copy(self) -> T {
        // SAFETY: `channel` is borrowed, so the cells in its log are there.
        unsafe { self.pinned.with(T::clone) }
    }
}

impl<T> Drop for Shared<'_, T> {
    fn drop(&mut self) {
        // SAFETY: not used again.
        let pinned = unsafe { ManuallyDrop::take(&mut self.pinned) };
        let mut line = self.channel.lock();
        // SAFETY: found in the log of this channel, see `begin`, the only place where this is made.
        let unwanted = unsafe { line.state().log.done(pinned, self.position) };
        // Unlocks; the message is dropped after that.
        self.channel.hand_out(line);
        drop(unwanted);
    }
}
