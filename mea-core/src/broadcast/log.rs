//! The messages that somebody has yet to receive, and how many have yet to receive each.
//!
//! A *position* is the number of messages sent before; a receiver is the position of the message that
//! it receives next. The log has the messages from `oldest` on. With each is the number of receivers
//! whose next one it is; those that have received all are `caught_up`.
//!
//! ```text
//!   position     oldest                                tail
//!                  |                                     |
//!   messages      [A]      [B]      [C]      [D]         .
//!   next for       2        0        1        0       caught_up = 3
//! ```
//!
//! So each step of a receiver is O(1), however many there are, and a message goes with the last one
//! that receives it. A receiver that is behind `oldest` has lost messages; it counts as one of `oldest`,
//! which is what it receives next.
//!
//! Invariants:
//!
//! 1. The positions `oldest .. tail` are those of the entries; there are at most `capacity`.
//! 2. Every receiver is counted once, at its own position or, if that is less, at `oldest`. All
//!    together they are `receivers`.
//! 3. A receiver that has pinned a message is counted at it, or has lost it. So a message has pins
//!    beyond its time only if it was [evicted](Log::evict), and a receiver pins one at a time. So with
//!    as many cells as `capacity` and, if the log is lossy, receivers together, one is free whenever
//!    there is room.
//! 4. The first entry is the next one of somebody, except between [`leave`](Log::leave) and
//!    [`unwanted`](Log::unwanted).
#![allow(unsafe_code)]

use alloc::{boxed::Box, collections::VecDeque};

use super::cells::{Added, Cells, Full, Pinned};

pub(super) struct Log<T> {
    cells: Cells<T>,
    entries: VecDeque<Entry<T>>,
    capacity: usize,
    /// May messages be evicted?
    lossy: bool,
    tail: u64,
    caught_up: usize,
    receivers: usize,
}

struct Entry<T> {
    full: Full<T>,
    /// How many receive this one next.
    next_for: usize,
}

/// What a receiver finds.
pub(super) enum Found<T> {
    Nothing,
    /// So many messages were evicted before it received them.
    Lost(u64),
    /// The message: nobody else wants it. The receiver has moved on.
    Taken(T),
    /// The message, to be cloned; the receiver moves on by [`done`](Log::done).
    Pinned(Pinned<T>),
}

impl<T> Log<T> {
    /// An empty log. If it is `lossy`, messages may be [evicted](Self::evict).
    ///
    /// # Panics
    ///
    /// If there is no message, or if there are more than can be addressed.
    #[track_caller]
    pub(super) fn new(capacity: usize, lossy: bool) -> Self {
        let most = isize::MAX as usize / size_of::<Entry<T>>().max(Cells::<T>::BYTES_OF_ONE);
        assert!(
            (1..=most).contains(&capacity),
            "a broadcast channel has room for 1 to {most} of these messages, not for {capacity}"
        );
        Self {
            entries: VecDeque::with_capacity(capacity),
            cells: Cells::new(capacity),
            capacity,
            lossy,
            tail: 0,
            caught_up: 0,
            receivers: 0,
        }
    }

    #[inline]
    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    #[inline]
    pub(super) fn receivers(&self) -> usize {
        self.receivers
    }

    /// How many messages somebody has yet to receive.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.entries.len() == self.capacity
    }

    #[inline]
    pub(super) fn tail(&self) -> u64 {
        self.tail
    }

    #[inline]
    fn oldest(&self) -> u64 {
        self.tail - self.entries.len() as u64
    }

    /// How many messages are there for a receiver at `position`.
    #[inline]
    pub(super) fn unread(&self, position: u64) -> usize {
        // At most as many as there are entries.
        (self.tail - position.max(self.oldest())) as usize
    }

    /// How many receive next what a receiver at `position` does.
    #[inline]
    fn next_for(&mut self, position: u64) -> &mut usize {
        let index = self.entries.len() - self.unread(position);
        match self.entries.get_mut(index) {
            Some(entry) => &mut entry.next_for,
            None => &mut self.caught_up,
        }
    }

    /// Is a cell missing for one more receiver (invariant 3)?
    pub(super) fn needs_cell(&self) -> bool {
        self.lossy && self.cells.len() - self.capacity <= self.receivers
    }

    pub(super) fn add_cell(&mut self, cell: Box<Added<T>>) {
        self.cells.add(cell);
    }

    /// One more receiver.
    pub(super) fn join(&mut self, position: u64) {
        *self.next_for(position) += 1;
        self.receivers += 1;
    }

    /// One receiver less. There may be [unwanted](Self::unwanted) messages then.
    pub(super) fn leave(&mut self, position: u64) {
        *self.next_for(position) -= 1;
        self.receivers -= 1;
    }

    /// Adds a message. There is somebody to receive it, and room.
    #[inline]
    pub(super) fn push(&mut self, message: T) {
        debug_assert!(self.receivers > 0 && !self.is_full());
        let full = self.cells.put(message);
        let next_for = core::mem::take(&mut self.caught_up);
        self.entries.push_back(Entry { full, next_for });
        self.tail += 1;
    }

    /// Removes the oldest message, whoever has yet to receive it. It is returned unless somebody is
    /// just cloning it.
    #[inline]
    pub(super) fn evict(&mut self) -> Option<T> {
        debug_assert!(self.lossy || self.entries.front().is_none_or(|first| first.next_for == 0));
        let Entry { full, next_for } = self.entries.pop_front()?;
        *self.next_for(self.oldest()) += next_for;
        // SAFETY: the entries are in these cells.
        unsafe { self.cells.take(full) }
    }

    /// Removes the oldest message if nobody wants it.
    #[inline]
    pub(super) fn unwanted(&mut self) -> Option<T> {
        match self.entries.front() {
            Some(first) if first.next_for == 0 => self.evict(),
            _ => None,
        }
    }

    /// What a receiver gets next.
    #[inline]
    pub(super) fn find(&mut self, position: &mut u64) -> Found<T> {
        let oldest = self.oldest();
        if *position < oldest {
            let lost = oldest - *position;
            *position = oldest;
            return Found::Lost(lost);
        }
        let index = (*position - oldest) as usize;
        match self.entries.get(index) {
            None => Found::Nothing,
            Some(entry) if index == 0 && entry.next_for == 1 => match self.move_on(position) {
                Some(message) => Found::Taken(message),
                None => unreachable!("who pins it is counted at it, and that is nobody else"),
            },
            // SAFETY: the entries are in these cells.
            Some(entry) => Found::Pinned(unsafe { self.cells.pin(&entry.full) }),
        }
    }

    /// A receiver has cloned its message, and moves on. Returns the message if nobody wants it now.
    ///
    /// # Safety
    ///
    /// `pinned` was [found](Self::find) in this log.
    #[inline]
    pub(super) unsafe fn done(&mut self, pinned: Pinned<T>, position: &mut u64) -> Option<T> {
        // SAFETY: of these cells, as the caller promises.
        let evicted = unsafe { self.cells.unpin(pinned) };
        // An evicted message is not in the log.
        self.move_on(position).or(evicted)
    }

    /// Returns the message at `position` if nobody wants it now.
    #[inline]
    fn move_on(&mut self, position: &mut u64) -> Option<T> {
        let at = *position;
        *position += 1;
        if at < self.oldest() {
            // Evicted meanwhile. It counts at the oldest one, and goes on doing so.
            return None;
        }
        *self.next_for(at) -= 1;
        *self.next_for(at + 1) += 1;
        // There is at most one: the next one is the next one of this receiver.
        self.unwanted()
    }
}
