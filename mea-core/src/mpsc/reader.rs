//! The receiver's side of the channel.
//!
//! # Safety
//!
//! There is one receiver, which is not cloned. It reaches `head` by `&mut` of itself, or only to count by
//! `&`; it is the owner of the cell of its waker.
#![allow(unsafe_code)]

use alloc::vec::Vec;
use core::task::{Context, Poll, ready};

use super::{Kind, RecvError, TryRecvError};
use crate::{
    blocks::{Head, Parked, Tail},
    channel::{self, Receivers, Room, Side, assert_side, sealed},
    sync::UnsafeCell,
    wake::WakerCell,
};

/// One receiver: the channel is one of this module.
#[derive(Debug)]
pub enum One {}

impl Receivers for One {}
impl sealed::Receivers for One {
    type Side<T> = Receiving<T>;
}

pub(super) type Chan<T, K> = channel::Chan<T, K, One>;

/// What is the receiver's.
#[repr(C)]
pub struct Receiving<T> {
    waker: WakerCell,
    head: UnsafeCell<Head<T>>,
}

// SAFETY: the receiver may be on any thread, and takes the messages there; nobody gets a `&T`.
unsafe impl<T: Send> Sync for Receiving<T> {}

#[allow(dead_code)] // It is enough that it compiles.
const fn is_for_threads<T: Send>() {
    assert_side::<Receiving<T>, T>();
}

impl<T> Receiving<T> {
    pub(super) fn new() -> Self {
        Self {
            waker: WakerCell::new(),
            head: UnsafeCell::new(Head::new()),
        }
    }
}

impl<T> Side<T> for Receiving<T> {
    #[inline]
    fn published(&self, is_awaited: bool) {
        if is_awaited {
            self.waker.wake();
        }
    }

    fn ended(&self, is_awaited: bool) {
        self.published(is_awaited);
    }

    unsafe fn free(&mut self, tail: &mut Tail<T>) {
        self.head.with_mut(|head| {
            // SAFETY: as the caller.
            unsafe { (*head).free(tail) };
        });
    }
}

/// All of these are for the receiver.
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
        self.receivers.head.with_mut(|head| {
            // SAFETY: by the module the head is ours; `tail` is the one of its head. What was found stays the
            // last that was found and not taken, also beyond the user code that runs meanwhile (wakers that
            // are woken and dropped): all that reaches the head asks for the receiver, which the caller has
            // by `&mut`. No reference to the head is kept over it.
            unsafe {
                let found = (*head).find(&self.tail)?;
                if waits {
                    self.receivers.waker.clear();
                }
                self.room.give_ahead(&self.returned);
                let (message, _surplus) = (*head).take(&self.tail, found);
                Some(message)
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
            match self.take(*waits) {
                Some(message) => {
                    *waits = false;
                    Poll::Ready(Ok(message))
                }
                None => self.poll_recv_again(cx, waits),
            }
        }
    }

    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[cold]
    #[inline(never)]
    unsafe fn poll_recv_again(
        &self,
        cx: &mut Context<'_>,
        waits: &mut bool,
    ) -> Poll<Result<T, RecvError>> {
        // SAFETY: as the caller.
        unsafe {
            ready!(self.poll_wait(cx, waits))?;
            self.poll_recv(cx, waits)
        }
    }

    /// Ready when there is a message, or there will be none: after a look that found none.
    ///
    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[inline]
    pub(super) unsafe fn poll_wait(
        &self,
        cx: &mut Context<'_>,
        waits: &mut bool,
    ) -> Poll<Result<(), RecvError>> {
        *waits = true;
        // SAFETY: as the caller.
        unsafe {
            self.receivers.waker.register(cx.waker());
            match self.reader(|head| head.park(&self.tail)) {
                Parked::Yes => Poll::Pending,
                Parked::NotEmpty => Poll::Ready(Ok(())),
                Parked::Over => {
                    self.receivers.waker.clear();
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
        struct Give<'a, R: Room>(&'a R, &'a R::Returned, usize);
        impl<R: Room> Drop for Give<'_, R> {
            fn drop(&mut self) {
                self.0.give_back(self.1, self.2);
            }
        }

        self.receivers.head.with_mut(|head| {
            let mut count = 0;
            let mut give = Give(&self.room, &self.returned, 0);
            // SAFETY: as in `take`; here the user code is the allocator, of the buffer.
            unsafe {
                while count < limit {
                    let Some(found) = (*head).find(&self.tail) else {
                        break;
                    };
                    if count == 0 && waits {
                        self.receivers.waker.clear();
                    }
                    buffer.reserve(1);
                    let (message, _surplus) = (*head).take(&self.tail, found);
                    buffer.push(message);
                    count += 1;
                    give.2 += 1;
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
        unsafe { self.receivers.waker.clear() }
    }

    /// Wakes whoever waits by a poll: it is not borrowed from the receiver, so it may still do so.
    pub(super) fn wake_receiver(&self) {
        self.receivers.waker.wake();
    }

    /// # Safety
    ///
    /// As [`take`](Self::take).
    pub(super) unsafe fn close(&self) {
        self.receivers.head.with_mut(|head| {
            // SAFETY: as in `take`.
            unsafe {
                if let Some(_surplus) = (*head).close(&self.tail) {
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
        self.receivers
            .head
            .with(|head| unsafe { (*head).is_over(&self.tail) })
    }

    /// # Safety
    ///
    /// The caller is the receiver.
    pub(super) unsafe fn len(&self) -> usize {
        // SAFETY: as the caller; it only counts.
        self.receivers
            .head
            .with(|head| unsafe { (*head).len(&self.tail) })
    }

    /// # Safety
    ///
    /// The caller is the receiver.
    pub(super) unsafe fn is_empty(&self) -> bool {
        // SAFETY: as the caller; it only counts.
        self.receivers
            .head
            .with(|head| unsafe { (*head).is_empty(&self.tail) })
    }

    /// # Safety
    ///
    /// As [`take`](Self::take).
    #[inline]
    unsafe fn reader<R>(&self, f: impl FnOnce(&mut Head<T>) -> R) -> R {
        self.receivers.head.with_mut(|head| {
            // SAFETY: by the module the head is ours.
            f(unsafe { &mut *head })
        })
    }
}
