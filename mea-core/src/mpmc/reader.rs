//! The receivers' side of the channel.
//!
//! A *right* is a permit of `rights`: there is one for each message that was sent and not received. Who
//! has one will find a message. When the channel is closed or over, there are more rights than anybody
//! can use, and who finds no message then knows that there will be none.
//!
//! # Safety
//!
//! The head is given the tail of the channel that it is in, and no other one, and reached under its lock
//! or by `&mut`.
#![allow(unsafe_code)]

use core::mem;

use super::Receiver;
use crate::{
    blocks::{Head, Tail},
    channel::{
        self, FLOOD, Kind, Receivers, RecvError, Room, Side, TryRecvError, assert_side, sealed,
    },
    permits::{Permits, Word},
    queue::{Home, Queued},
    sync::{
        AtomicUsize, Lock,
        Ordering::{AcqRel, Relaxed},
    },
};

/// Far from an overflow of the count, whatever clones may come before the first panics.
const MOST: usize = isize::MAX as usize;

/// Many receivers: the channel is one of this module.
#[derive(Debug)]
pub enum Many {}

impl Receivers for Many {}
impl sealed::Receivers for Many {
    type Side<T> = Receiving<T>;
}

pub(super) type Chan<T, K> = channel::Chan<T, K, Many>;

/// What is the receivers'.
#[repr(C)]
pub struct Receiving<T> {
    pub(super) rights: Permits,
    receivers: AtomicUsize,
    head: Lock<Head<T>>,
}

#[allow(dead_code)] // It is enough that it compiles.
const fn is_for_threads<T: Send>() {
    assert_side::<Receiving<T>, T>();
}

impl<T> Receiving<T> {
    /// With one receiver.
    pub(super) fn new() -> Self {
        Self {
            rights: Permits::fifo(0),
            receivers: AtomicUsize::new(1),
            head: Lock::new(Head::new()),
        }
    }
}

// SAFETY: a field of `self`.
unsafe impl<T> Queued for Receiving<T> {
    type Engine = Word;
    const MODULE: &'static str = "mpmc";

    #[inline(always)]
    fn queue(&self) -> &Permits {
        &self.rights
    }
}

impl<T> Side<T> for Receiving<T> {
    #[inline]
    fn published(&self, _: bool) {
        self.rights.release(1);
    }

    fn ended(&self, _: bool) {
        self.rights.release(FLOOD);
    }

    unsafe fn free(&mut self, tail: &mut Tail<T>) {
        // SAFETY: as the caller.
        unsafe { self.head.lock().free(tail) };
    }
}

impl<T, K: Kind> Chan<T, K> {
    /// The next message, for one who has a right, which is used up by this.
    ///
    /// The place is given back before the message is taken, so that a waker that panics when it is woken
    /// for that takes no message with it.
    ///
    /// # Errors
    ///
    /// The channel is over, or was closed, and there is no message any more.
    #[inline]
    pub(super) fn take(&self) -> Result<T, RecvError> {
        self.take_after(|| ())
    }

    /// [`take`](Self::take) after `prepare`, which may panic.
    #[inline]
    pub(super) fn take_after(&self, prepare: impl FnOnce()) -> Result<T, RecvError> {
        let receiving = &self.receivers;
        // If there is a panic, it is not used, and goes to the next.
        let right = Release(&receiving.rights, 1);
        prepare();
        self.room.give_ahead(&self.returned);
        mem::forget(right);
        let mut head = receiving.head.lock();
        // SAFETY: the head and the tail of this channel, and we have the lock.
        unsafe {
            if let Some(found) = head.find(&self.tail) {
                let (message, surplus) = head.take(&self.tail, found);
                drop(head);
                // Not under the lock: it goes to the allocator.
                drop(surplus);
                return Ok(message);
            }
        }
        drop(head);
        // There was no message to make room, nor to use the right up. However often somebody asks, there
        // are as many of both as before.
        self.room.take_back(&self.returned);
        receiving.rights.release(1);
        Err(RecvError::Disconnected)
    }

    #[inline]
    pub(super) fn try_recv(&self) -> Result<T, TryRecvError> {
        if !self.receivers.rights.try_acquire(1) {
            return Err(TryRecvError::Empty);
        }
        Ok(self.take()?)
    }

    /// Closes the channel, if it is open.
    pub(super) fn close(&self) {
        // SAFETY: as in `take`.
        let closed = unsafe { self.receivers.head.lock().close(&self.tail) };
        if let Some(_surplus) = closed {
            // Also if the waker of a sender panics: there is no second close.
            let _flood = Release(&self.receivers.rights, FLOOD);
            self.room.open();
        }
    }

    /// Will there be no message but those that are there?
    pub(super) fn is_over(&self) -> bool {
        // SAFETY: as in `take`.
        unsafe { self.receivers.head.lock().is_over(&self.tail) }
    }

    pub(super) fn len(&self) -> usize {
        // SAFETY: as in `take`.
        unsafe { self.receivers.head.lock().len(&self.tail) }
    }

    pub(super) fn is_empty(&self) -> bool {
        // SAFETY: as in `take`.
        unsafe { self.receivers.head.lock().is_empty(&self.tail) }
    }

    pub(super) fn receivers(&self) -> usize {
        self.receivers.receivers.load(Relaxed)
    }

    #[track_caller]
    pub(super) fn add_receiver(&self) {
        // Relaxed: there is one already.
        let before = self.receivers.receivers.fetch_add(1, Relaxed);
        if before >= MOST {
            self.receivers.receivers.fetch_sub(1, Relaxed);
            panic!("a channel cannot have more than {MOST} receivers");
        }
    }

    /// `true`: it was the last one.
    pub(super) fn drop_receiver(&self) -> bool {
        // AcqRel: what all have done, for the last one.
        self.receivers.receivers.fetch_sub(1, AcqRel) == 1
    }
}

/// Releases so many rights when it is dropped, also by a panic.
struct Release<'a>(&'a Permits, usize);

impl Drop for Release<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.release(self.1);
    }
}

/// A receiver as the way to the line of those who wait for a message.
pub(super) struct Turn<T, K: Kind>(pub(super) Receiver<T, K>);

// SAFETY: the queue is in the channel, which the receiver keeps where it is.
unsafe impl<T, K: Kind> Home for Turn<T, K> {
    type Engine = Word;
    const MODULE: &'static str = "mpmc";

    #[inline]
    fn queue(&self) -> &Permits {
        &self.0.chan().receivers.rights
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::{
        panic::{AssertUnwindSafe, catch_unwind},
        string::String,
    };

    use super::*;

    /// As if so many had been forgotten.
    #[test]
    fn too_many_receivers_panic_and_change_nothing() {
        let (tx, rx) = crate::mpmc::unbounded::<u8>();
        let count = &tx.chan().receivers.receivers;
        count.store(MOST - 1, Relaxed);
        let last = rx.clone();
        for _ in 0..3 {
            let panicked = catch_unwind(AssertUnwindSafe(|| rx.clone()));
            let message = panicked.unwrap_err().downcast::<String>().unwrap();
            assert!(message.contains("cannot have more than"), "{message}");
            assert_eq!(rx.receiver_count(), MOST);
        }
        drop(last);
        drop(rx.clone());
        count.store(1, Relaxed);
    }
}
