//! What both ends of a channel share, and the rules of each kind.
//!
//! # Safety
//!
//! There is one receiver, which is not cloned. It reaches `head` by `&mut` of itself, or only to count by
//! `&`; it is the owner of the cell of its waker. `senders` counts the senders, so the last one is found out
//! once. When the channel is dropped there is neither.
#![allow(unsafe_code)]

use alloc::{sync::Arc, vec::Vec};
use core::{
    fmt, mem,
    task::{Context, Poll, ready},
};

use super::Sender;
use crate::{
    blocks::{Head, Parked, Tail},
    channel::{RecvError, SendError, TryRecvError},
    permits::{Permits, Word},
    queue::Home,
    sync::{
        AtomicUsize,
        Ordering::{AcqRel, Relaxed},
        UnsafeCell,
    },
    wake::WakerCell,
};

/// How many messages a channel has room for: [`Bounded`] or [`Unbounded`].
pub trait Kind: sealed::Kind {}

mod sealed {
    pub trait Kind {
        #[doc(hidden)]
        type Room: super::Room;
        #[doc(hidden)]
        const NAME: &'static str;
    }
}

/// The channel has room for a number of messages; who sends waits for room. See
/// [`bounded`](super::bounded).
#[derive(Debug)]
pub enum Bounded {}

/// The channel has room for any number of messages. See [`unbounded`](super::unbounded).
#[derive(Debug)]
pub enum Unbounded {}

impl Kind for Bounded {}
impl sealed::Kind for Bounded {
    type Room = Limit;
    const NAME: &'static str = "Bounded";
}

impl Kind for Unbounded {}
impl sealed::Kind for Unbounded {
    type Room = NoLimit;
    const NAME: &'static str = "Unbounded";
}

/// The places for messages that are not sent yet.
pub trait Room: Send + Sync {
    /// Places that are free again, after that many messages were received.
    #[doc(hidden)]
    fn give(&self, places: usize);
    /// Nobody needs to wait for a place any more: the channel is closed.
    #[doc(hidden)]
    fn open(&self);
}

/// A place is a permit.
pub struct Limit {
    pub(super) permits: Permits,
    pub(super) capacity: usize,
}

impl Limit {
    /// What is released when the channel is closed: more than can ever wait, and together with a capacity
    /// not more than there can be.
    const OPEN: usize = usize::MAX / 2;
    pub(super) const MAX: usize = usize::MAX - Self::OPEN;
}

impl Room for Limit {
    #[inline]
    fn give(&self, places: usize) {
        self.permits.release(places);
    }

    fn open(&self) {
        self.permits.release(Self::OPEN);
    }
}

pub struct NoLimit;

impl Room for NoLimit {
    #[inline]
    fn give(&self, _: usize) {}

    fn open(&self) {}
}

/// A sender as the way to the line of those who wait for a place.
pub(super) struct Place<T>(pub(super) Sender<T, Bounded>);

// SAFETY: the queue is in the channel, which the sender keeps where it is.
unsafe impl<T> Home for Place<T> {
    type Engine = Word;

    #[inline]
    fn queue(&self) -> &Permits {
        &self.0.chan().room.permits
    }
}

/// The order of the fields keeps what the receiver writes on another cache line than what senders write.
#[repr(C)]
pub(super) struct Chan<T, K: Kind> {
    tail: Tail<T>,
    senders: AtomicUsize,
    pub(super) room: K::Room,
    waker: WakerCell,
    head: UnsafeCell<Reader<T>>,
}

/// What the receiver has for itself.
struct Reader<T> {
    head: Head<T>,
    /// The place of the message that is next was given back already: see [`Chan::take`].
    given: bool,
    /// The channel was closed by the receiver.
    closed: bool,
}

// SAFETY: messages go from thread to thread; nobody gets a `&T`. See the module for `head`.
unsafe impl<T: Send, K: Kind> Send for Chan<T, K> {}
// SAFETY: as above.
unsafe impl<T: Send, K: Kind> Sync for Chan<T, K> {}

impl<T, K: Kind> Chan<T, K> {
    /// With one sender and the receiver.
    pub(super) fn new(room: K::Room) -> Arc<Self> {
        Arc::new(Self {
            tail: Tail::new(),
            senders: AtomicUsize::new(1),
            room,
            waker: WakerCell::new(),
            head: UnsafeCell::new(Reader {
                head: Head::new(),
                given: false,
                closed: false,
            }),
        })
    }

    /// Sends a message for which there is a place.
    #[inline]
    pub(super) fn push(&self, message: T) -> Result<(), SendError<T>> {
        match self.tail.push(message) {
            Ok(false) => Ok(()),
            Ok(true) => {
                self.waker.wake();
                Ok(())
            }
            Err(message) => Err(SendError(message)),
        }
    }

    /// Has the receiver closed the channel?
    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.tail.is_closed()
    }

    pub(super) fn add_sender(&self) {
        // Relaxed: there is one already.
        let before = self.senders.fetch_add(1, Relaxed);
        if before > isize::MAX as usize {
            self.senders.fetch_sub(1, Relaxed);
            panic!("a channel has more than isize::MAX senders");
        }
    }

    /// One more sender, if there is any.
    pub(super) fn try_add_sender(&self) -> bool {
        let add = |n| (n != 0 && n <= isize::MAX as usize).then_some(n + 1);
        self.senders.fetch_update(Relaxed, Relaxed, add).is_ok()
    }

    pub(super) fn senders(&self) -> usize {
        self.senders.load(Relaxed)
    }

    pub(super) fn drop_sender(&self) {
        // AcqRel: what all have sent, for the last one.
        if self.senders.fetch_sub(1, AcqRel) != 1 {
            return;
        }
        // SAFETY: the last one; there will be none again.
        if unsafe { self.tail.end() } {
            self.waker.wake();
        }
    }
}

/// For the receiver.
impl<T, K: Kind> Chan<T, K> {
    /// The message that is next.
    ///
    /// The order is so that a waker that panics, when it is dropped, or woken since there is room again,
    /// takes no message with it: everything else comes before it is taken.
    ///
    /// # Safety
    ///
    /// The caller is the receiver, by `&mut`.
    #[inline]
    unsafe fn take(&self, waits: bool) -> Option<T> {
        self.head.with_mut(|reader| {
            // SAFETY: by the module the reader is ours; `tail` is the one of its head. The waker that is
            // woken or dropped has no right to come here.
            unsafe {
                let found = (*reader).head.find(&self.tail)?;
                if waits {
                    self.waker.clear();
                }
                if !(*reader).given {
                    (*reader).given = true;
                    self.room.give(1);
                }
                (*reader).given = false;
                Some((*reader).head.take(&self.tail, found))
            }
        })
    }

    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[inline]
    pub(super) unsafe fn try_recv(&self) -> Result<T, TryRecvError> {
        // SAFETY: as the caller.
        unsafe {
            if let Some(message) = self.take(false) {
                return Ok(message);
            }
            if !self.is_over() {
                return Err(TryRecvError::Empty);
            }
            // What came before the end, but after the look.
            self.take(false).ok_or(TryRecvError::Disconnected)
        }
    }

    /// `waits` is true after this has been pending, and tells that there may be a waker in the cell.
    ///
    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[inline]
    pub(super) unsafe fn poll_recv(
        &self,
        cx: &mut Context<'_>,
        waits: &mut bool,
    ) -> Poll<Result<T, RecvError>> {
        // SAFETY: as the caller.
        unsafe {
            loop {
                if let Some(message) = self.take(*waits) {
                    *waits = false;
                    return Poll::Ready(Ok(message));
                }
                ready!(self.poll_wait(cx, waits))?;
            }
        }
    }

    /// Ready when there is a message, or there will be none: after a look that found none.
    ///
    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[inline(never)]
    pub(super) unsafe fn poll_wait(
        &self,
        cx: &mut Context<'_>,
        waits: &mut bool,
    ) -> Poll<Result<(), RecvError>> {
        *waits = true;
        // SAFETY: as the caller.
        unsafe {
            self.waker.register(cx.waker());
            match self.reader(|head| head.park(&self.tail)) {
                Parked::Yes => Poll::Pending,
                Parked::NotEmpty => Poll::Ready(Ok(())),
                Parked::Over => {
                    self.waker.clear();
                    *waits = false;
                    Poll::Ready(Err(RecvError::Disconnected))
                }
            }
        }
    }

    /// Takes up to `limit` messages; returns how many.
    ///
    /// # Safety
    ///
    /// As [`take`](Self::take).
    pub(super) unsafe fn take_many(&self, waits: bool, buffer: &mut Vec<T>, limit: usize) -> usize {
        /// Gives the places back, also if the buffer cannot grow.
        struct Give<'a, R: Room>(&'a R, usize);
        impl<R: Room> Drop for Give<'_, R> {
            fn drop(&mut self) {
                if self.1 != 0 {
                    self.0.give(self.1);
                }
            }
        }

        self.head.with_mut(|reader| {
            let mut count = 0;
            let mut give = Give(&self.room, 0);
            // SAFETY: as in `take`.
            unsafe {
                while count < limit {
                    let Some(found) = (*reader).head.find(&self.tail) else {
                        break;
                    };
                    if count == 0 && waits {
                        self.waker.clear();
                    }
                    buffer.reserve(1);
                    buffer.push((*reader).head.take(&self.tail, found));
                    count += 1;
                    give.1 += usize::from(!mem::take(&mut (*reader).given));
                }
            }
            drop(give);
            count
        })
    }

    /// Lets go of the waker.
    ///
    /// # Safety
    ///
    /// As [`take`](Self::take).
    pub(super) unsafe fn stop_waiting(&self) {
        // SAFETY: as the caller.
        unsafe { self.waker.clear() }
    }

    /// Wakes whoever waits by a poll: it is not borrowed from the receiver, so it may still do so.
    pub(super) fn wake_receiver(&self) {
        self.waker.wake();
    }

    /// # Safety
    ///
    /// As [`take`](Self::take).
    pub(super) unsafe fn close(&self) {
        self.head.with_mut(|reader| {
            // SAFETY: as in `take`.
            unsafe {
                if !(*reader).closed {
                    (*reader).head.close(&self.tail);
                    (*reader).closed = true;
                    self.room.open();
                }
            }
        });
    }

    /// Will there be no message but those that are there?
    ///
    /// # Safety
    ///
    /// The caller is the receiver.
    pub(super) unsafe fn is_over(&self) -> bool {
        // SAFETY: as the caller; it only looks.
        self.head
            .with(|reader| unsafe { (*reader).head.is_over(&self.tail) })
    }

    /// # Safety
    ///
    /// The caller is the receiver.
    pub(super) unsafe fn len(&self) -> usize {
        // SAFETY: as the caller; it only counts.
        self.head
            .with(|reader| unsafe { (*reader).head.len(&self.tail) })
    }

    /// # Safety
    ///
    /// The caller is the receiver.
    pub(super) unsafe fn is_empty(&self) -> bool {
        // SAFETY: as the caller; it only counts.
        self.head
            .with(|reader| unsafe { (*reader).head.is_empty(&self.tail) })
    }

    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[inline]
    unsafe fn reader<R>(&self, f: impl FnOnce(&mut Head<T>) -> R) -> R {
        self.head.with_mut(|reader| {
            // SAFETY: by the module the reader is ours.
            f(unsafe { &mut (*reader).head })
        })
    }
}

impl<T, K: Kind> Drop for Chan<T, K> {
    fn drop(&mut self) {
        let tail = &mut self.tail;
        self.head.with_mut(|reader| {
            // SAFETY: nobody else has the channel. There was a receiver, and it has taken all messages when
            // it was dropped.
            unsafe { (*reader).head.free(tail) };
        });
    }
}

impl<T, K: Kind> fmt::Debug for Chan<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(K::NAME)
            .field("senders", &self.senders())
            .field("is_closed", &self.is_closed())
            .finish()
    }
}
