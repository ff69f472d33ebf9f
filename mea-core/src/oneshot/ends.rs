//! The two ends of a channel: the message and the memory, above the state in [`raw`](super::raw).
//!
//! # Safety
//!
//! 1. A channel is one allocation, with one [`Tx`] and one [`Rx`]. Neither frees it while the other
//!    may reach for it: the last to leave does, as `raw` says. So an end that has not left may
//!    dereference its pointer.
//! 2. The message is whose `raw` says. The sender *copies* it into the channel before it ends: if the
//!    end finds the channel closed, the copy does not count, and nobody looks at it.
//! 3. An end leaves by its last step, in a function of [`Raw`]. The other one may free the channel before
//!    that function has returned, which is what invariant 5 of `raw` permits; no reference to a channel, or
//!    to its message, is the argument of a function meanwhile, or used after it.
#![allow(unsafe_code)]

use alloc::boxed::Box;
use core::{
    mem::{ManuallyDrop, MaybeUninit},
    panic::{RefUnwindSafe, UnwindSafe},
    ptr::{self, NonNull},
    task::{Context, Poll, Waker},
};

use super::raw::{Raw, Side, State};
use crate::{
    channel::TryRecvError,
    sync::{Tracked, UnsafeCell},
};

struct Channel<T> {
    raw: Raw,
    message: UnsafeCell<MaybeUninit<T>>,
    _tracked: Tracked,
}

impl<T> Channel<T> {
    /// Touches what loom watches, so that it notices a channel that is freed too early.
    #[inline(always)]
    fn assert_unshared(&self) {
        self.message.with_mut(|_| ());
        self.raw.assert_unshared();
    }
}

/// The sender's end.
pub(super) struct Tx<T> {
    channel: NonNull<Channel<T>>,
}

/// The receiver's end.
pub(super) struct Rx<T> {
    channel: NonNull<Channel<T>>,
}

// SAFETY: an end hands a message over, by value, or takes one. Nothing else of the channel depends on
// the thread; wakers may go to any.
unsafe impl<T: Send> Send for Tx<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Rx<T> {}
// SAFETY: `&Tx` gives access to the state alone.
unsafe impl<T: Send> Sync for Tx<T> {}
// SAFETY: `&Rx` gives access to the state, and gives the message to one caller (`claim_message`), who
// may be on another thread: `T: Send`. It never lends it, so `T: Sync` is not asked for.
unsafe impl<T: Send> Sync for Rx<T> {}

// The message goes through whole, and is never looked at.
impl<T> UnwindSafe for Tx<T> {}
impl<T> RefUnwindSafe for Tx<T> {}
impl<T> UnwindSafe for Rx<T> {}
impl<T> RefUnwindSafe for Rx<T> {}

#[inline]
pub(super) fn new<T>() -> (Tx<T>, Rx<T>) {
    let channel = NonNull::from(Box::leak(Box::new(Channel {
        raw: Raw::new(),
        message: UnsafeCell::new(MaybeUninit::uninit()),
        _tracked: Tracked::new(),
    })));
    (Tx { channel }, Rx { channel })
}

/// # Safety
///
/// Both ends have left, and the message, if there is one, is nobody's any more.
#[inline]
unsafe fn free<T>(channel: NonNull<Channel<T>>) {
    // SAFETY: from a box, by `new`; the caller is the only one who has it. It drops no message.
    let channel = unsafe { Box::from_raw(channel.as_ptr()) };
    channel.assert_unshared();
}

impl<T> Tx<T> {
    #[inline(always)]
    fn channel(&self) -> &Channel<T> {
        // SAFETY: we have not left (invariant 1).
        unsafe { self.channel.as_ref() }
    }

    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.channel().raw.state().is_closed()
    }

    /// Ready when the receiver has closed the channel, or was dropped.
    #[inline]
    pub(super) fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let state = self.channel().raw.state();
        if state.is_closed() {
            return Poll::Ready(());
        }
        // SAFETY: we are the sender, by `&mut`.
        unsafe { self.channel().raw.wait(Side::Sender, state, cx) }
    }

    /// The waker that `poll_closed` has left, if it is still there.
    #[inline]
    pub(super) fn unregister(&mut self) -> Option<Waker> {
        // SAFETY: we are the sender, by `&mut`.
        unsafe { self.channel().raw.unregister(Side::Sender) }
    }

    /// Gives the message back if the receiver does not take it.
    #[inline]
    pub(super) fn send(self, message: T) -> Result<(), T> {
        let mut this = ManuallyDrop::new(self);
        let message = ManuallyDrop::new(message);
        // One that a forgotten wait has left.
        let waker = this.unregister();
        this.channel().message.with_mut(|slot| {
            // SAFETY: the message in the channel is the sender's until it ends, and this copy counts
            // instead of ours only if the end says so (invariant 2).
            unsafe { ptr::copy_nonoverlapping(&raw const *message, slot.cast(), 1) }
        });
        let before = this.channel().raw.sender_ends(true);
        if before.is_plain() && waker.is_none() {
            return Ok(());
        }
        let result = if before.is_closed() {
            Err(ManuallyDrop::into_inner(message))
        } else {
            Ok(())
        };
        // SAFETY: we have ended just now, and are not used again.
        unsafe { leave(this.channel, before) };
        drop(waker);
        result
    }
}

impl<T> Drop for Tx<T> {
    fn drop(&mut self) {
        let waker = self.unregister();
        let before = self.channel().raw.sender_ends(false);
        // SAFETY: as in `send`; this is the end of `self`.
        unsafe { leave(self.channel, before) };
        drop(waker);
    }
}

/// The sender leaves, frees the channel if it is the last, and wakes the receiver.
///
/// # Safety
///
/// The sender has ended, `before` is what its end found, and it does not reach for the channel again.
#[cold]
unsafe fn leave<T>(channel: NonNull<Channel<T>>, before: State) {
    if before.is_plain() {
        return;
    }
    let (mut waker, mut is_last) = (None, before.receiver_has_gone());
    if before.has_waker() {
        // SAFETY: our end found the waker, so we have not left yet, and the channel is there.
        let found = unsafe { (*channel.as_ptr()).raw.sender_leaves() };
        (waker, is_last) = (Some(found.0), found.1);
    }
    if is_last {
        // SAFETY: the receiver has gone, after it had taken the message if that was its own.
        unsafe { free(channel) };
    }
    // User code: nothing is left to be done.
    if let Some(waker) = waker {
        waker.wake();
    }
}

impl<T> Rx<T> {
    #[inline(always)]
    fn channel(&self) -> &Channel<T> {
        // SAFETY: we have not left (invariant 1).
        unsafe { self.channel.as_ref() }
    }

    #[inline]
    pub(super) fn has_message(&self) -> bool {
        self.channel().raw.state().has_message()
    }

    /// There is no message, and there will be none.
    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        let state = self.channel().raw.state();
        !state.has_message() && (state.is_done() || state.is_closed())
    }

    /// Ready when there is a message, or there will be none.
    #[inline]
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let state = self.channel().raw.state();
        if state.is_done() || state.is_closed() {
            return Poll::Ready(());
        }
        // SAFETY: we are the receiver, by `&mut`.
        unsafe { self.channel().raw.wait(Side::Receiver, state, cx) }
    }

    /// The message, if there is one.
    #[inline]
    pub(super) fn take(&mut self) -> Option<T> {
        let channel = self.channel();
        let state = channel.raw.state();
        state.has_message().then(|| {
            // SAFETY: we are the receiver, by `&mut`, and have changed nothing since.
            unsafe { channel.raw.message_taken(state) };
            // SAFETY: it was there, it is ours, and it is not there any more.
            unsafe { self.read() }
        })
    }

    /// The message, if there is one; the end of this end.
    #[inline]
    pub(super) fn finish(mut self) -> Option<T> {
        let state = self.channel().raw.state();
        if !(state.sender_has_left() && state.has_message()) {
            return self.take();
        }
        let this = ManuallyDrop::new(self);
        // SAFETY: it is there, it is ours, and the channel goes with this.
        let message = unsafe { this.read() };
        // SAFETY: the sender has left, so all of the channel is ours; the message was taken.
        unsafe { free(this.channel) };
        Some(message)
    }

    #[inline]
    pub(super) fn try_recv(&self) -> Result<T, TryRecvError> {
        let raw = &self.channel().raw;
        let state = raw.state();
        if state.has_message() && raw.claim_message() {
            // SAFETY: it was there, and the claim made it ours alone.
            Ok(unsafe { self.read() })
        } else if state.is_done() || state.is_closed() {
            Err(TryRecvError::Disconnected)
        } else {
            Err(TryRecvError::Empty)
        }
    }

    /// # Safety
    ///
    /// There is a message, the caller has taken it, and nobody reads it again.
    #[inline(always)]
    unsafe fn read(&self) -> T {
        // SAFETY: initialised, and the caller's.
        self.channel()
            .message
            .with(|slot| unsafe { (*slot).assume_init_read() })
    }

    /// The waker that `poll` has left, if it is still there.
    #[inline]
    pub(super) fn unregister(&mut self) -> Option<Waker> {
        // SAFETY: we are the receiver, by `&mut`.
        unsafe { self.channel().raw.unregister(Side::Receiver) }
    }

    /// Takes nothing any more that is not sent yet. The waker is the sender's, to be woken.
    pub(super) fn close(&mut self) -> Option<Waker> {
        // SAFETY: we are the receiver, by `&mut`.
        unsafe { self.channel().raw.close() }
    }

    /// The drop of a receiver whose sender has not left.
    #[cold]
    fn go(&mut self) {
        let own = self.unregister();
        let other = self.close();
        let message = self.take();
        if self.channel().raw.receiver_goes() {
            // SAFETY: the sender has left before us, and the message was taken above.
            unsafe { free(self.channel) };
        }
        // User code: nothing is left to be done. What of this panics does not keep the rest from
        // being dropped.
        if let Some(waker) = other {
            waker.wake();
        }
        drop((own, message));
    }
}

impl<T> Drop for Rx<T> {
    #[inline]
    fn drop(&mut self) {
        let state = self.channel().raw.state();
        if !state.sender_has_left() {
            return self.go();
        }
        // SAFETY: from a box, by `new`. The sender has left, so all of it is ours, and it is freed even
        // if the drop of the message panics.
        let channel = unsafe { Box::from_raw(self.channel.as_ptr()) };
        channel.assert_unshared();
        if state.has_message() {
            channel.message.with_mut(|slot| {
                // SAFETY: it is there, and ours; the box does not drop it again.
                unsafe { (*slot).assume_init_drop() }
            });
        }
        drop(channel);
    }
}
