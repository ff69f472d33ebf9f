//! What both ends of a channel share, and what its senders do.
//!
//! # Safety
//!
//! `senders` counts the senders, so the last one is found out once, after all that was sent. When the
//! channel is dropped there are neither senders nor receivers, and the last receiver has taken all
//! messages.
#![allow(unsafe_code)]

use alloc::sync::Arc;
use core::{
    fmt,
    panic::{RefUnwindSafe, UnwindSafe},
    pin::Pin,
    task::{Context, Poll},
};

use super::{Bounded, Kind, Room, SendError, Sender, kind::sealed, limit::poll_place};
use crate::{
    blocks::Tail,
    permits::{AcquirePermits, Permits, Word},
    queue::{Home, Waiter, polled_after_completion},
    sync::{
        AtomicUsize,
        Ordering::{AcqRel, Relaxed},
    },
};

/// Far from an overflow of the count, whatever clones may come before the first panics.
const MOST: usize = isize::MAX as usize;

/// Who receives from a channel: [`mpsc::One`](crate::mpsc::One) or [`mpmc::Many`](crate::mpmc::Many).
pub trait Receivers: sealed::Receivers + 'static {}

/// The receivers' side of a channel.
pub trait Side<T> {
    /// A message was published; `is_awaited` if a reader had marked that it waits.
    fn published(&self, is_awaited: bool);
    /// The last sender is gone; `is_awaited` as above.
    fn ended(&self, is_awaited: bool);
    /// Frees what is in the head of the channel.
    ///
    /// # Safety
    ///
    /// `tail` is that of this side's head, nobody else has either of them, and no message is there.
    unsafe fn free(&mut self, tail: &mut Tail<T>);
}

/// The order of the fields keeps what a receiver writes on another cache line than what senders write,
/// wherever the allocation begins: 64 bytes are between the first of the one and the first of the other.
#[repr(C)]
pub(crate) struct Chan<T, K: Kind, R: Receivers> {
    pub(crate) tail: Tail<T>,
    pub(crate) room: K::Room,
    pub(crate) senders: AtomicUsize,
    pub(crate) receivers: R::Side<T>,
    pub(crate) returned: <K::Room as Room>::Returned,
}

// As in `std::sync::mpsc`: messages go through whole, and are never looked at.
impl<T, K: Kind, R: Receivers> UnwindSafe for Chan<T, K, R> {}
impl<T, K: Kind, R: Receivers> RefUnwindSafe for Chan<T, K, R> {}

// SAFETY: messages go from thread to thread, one owner each; nobody gets a `&T` by a channel. Of the fields,
// the tail is `Send` and `Sync` if `T` is `Send`; the room and what was returned are so by the bounds of
// `Room`. A side, of which there are two kinds (`Receivers` is sealed), is so if `T` is `Send`: `assert_side`
// makes sure of it where they are defined.
unsafe impl<T: Send, K: Kind, R: Receivers> Send for Chan<T, K, R> {}
// SAFETY: as above.
unsafe impl<T: Send, K: Kind, R: Receivers> Sync for Chan<T, K, R> {}

/// Compiles if a side may be used by several threads.
pub(crate) const fn assert_side<S: Side<T> + Send + Sync, T: Send>() {}

impl<T, K: Kind, R: Receivers> Chan<T, K, R> {
    /// With one sender.
    pub(crate) fn new(room: K::Room, receivers: R::Side<T>) -> Arc<Self> {
        Arc::new(Self {
            tail: Tail::new(),
            room,
            senders: AtomicUsize::new(1),
            receivers,
            returned: K::Room::none_returned(),
        })
    }

    /// Sends a message for which there is a place.
    #[inline]
    pub(super) fn push(&self, message: T) -> Result<(), SendError<T>> {
        match self.tail.push(message) {
            Ok(is_awaited) => {
                self.receivers.published(is_awaited);
                Ok(())
            }
            Err(message) => {
                self.no_use();
                Err(SendError(message))
            }
        }
    }

    /// There was a place, but the channel is closed: there are as many as before, however often somebody
    /// tries.
    #[cold]
    pub(super) fn no_use(&self) {
        self.room.give_up();
    }

    /// Has a receiver closed the channel, or are there none?
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.tail.is_closed()
    }

    pub(crate) fn senders(&self) -> usize {
        self.senders.load(Relaxed)
    }

    #[track_caller]
    pub(super) fn add_sender(&self) {
        // Relaxed: there is one already.
        let before = self.senders.fetch_add(1, Relaxed);
        if before >= MOST {
            self.senders.fetch_sub(1, Relaxed);
            panic!("a channel cannot have more than {MOST} senders");
        }
    }

    /// One more sender, if there is any.
    pub(super) fn try_add_sender(&self) -> bool {
        let add = |n| (n != 0 && n < MOST).then(|| n + 1);
        // Relaxed: what senders have in common is in the tail.
        self.senders.fetch_update(Relaxed, Relaxed, add).is_ok()
    }

    pub(super) fn drop_sender(&self) {
        // AcqRel: what all have sent, for the last one.
        if self.senders.fetch_sub(1, AcqRel) == 1 {
            // SAFETY: the last one, and once: see the module. `try_add_sender` makes none from none.
            let is_awaited = unsafe { self.tail.end() };
            self.receivers.ended(is_awaited);
        }
    }
}

impl<T, R: Receivers> Chan<T, Bounded, R> {
    /// A place, if there is one and nobody waits for it.
    #[inline]
    pub(super) fn try_place(&self) -> bool {
        self.room.try_take(&self.returned)
    }

    /// Polls a wait for a place.
    #[inline]
    pub(super) fn poll_place(
        &self,
        place: Pin<&mut AcquirePermits<'_>>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        let mut place = place;
        poll_place(
            &mut place,
            |_| (&self.room, &self.returned),
            |place| place.as_mut().poll(cx),
        )
    }

    /// How many places there are; 0 while somebody waits.
    pub(crate) fn places(&self) -> usize {
        self.room.available(&self.returned)
    }
}

impl<T, K: Kind, R: Receivers> Drop for Chan<T, K, R> {
    fn drop(&mut self) {
        // SAFETY: nobody else has it; see the module.
        unsafe { self.receivers.free(&mut self.tail) };
    }
}

impl<T, K: Kind, R: Receivers> fmt::Debug for Chan<T, K, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel")
            .field("senders", &self.senders())
            .field("is_closed", &self.is_closed())
            .finish()
    }
}

/// A sender as the way to the line of those who wait for a place.
pub(super) struct Place<T, R: Receivers>(pub(super) Sender<T, Bounded, R>);

// SAFETY: the queue is in the channel, which the sender keeps where it is.
unsafe impl<T, R: Receivers> Home for Place<T, R> {
    type Engine = Word;

    #[inline]
    fn queue(&self) -> &Permits {
        &self.0.chan().room.permits
    }
}

/// Polls a wait for a place with a sender of its own.
pub(super) fn poll_owned<T, R: Receivers>(
    place: Pin<&mut Waiter<Place<T, R>>>,
    cx: &mut Context<'_>,
) -> Poll<()> {
    let mut place = place;
    poll_place(
        &mut place,
        |place| match place.home() {
            Some(Place(sender)) => (&sender.chan().room, &sender.chan().returned),
            None => polled_after_completion("channel"),
        },
        |place| place.as_mut().poll(cx),
    )
}
