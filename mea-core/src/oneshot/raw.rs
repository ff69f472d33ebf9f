//! The state of a channel, without its message: one word, and a place for a waker of each endpoint.
//!
//! ```text
//!   | TX_WAKER | RX_GONE | CLOSED | RX_WAKER | TX_LEFT | VALUE | TX_DONE |
//! ```
//!
//! Each bit is set by one endpoint, at most once at a time. So setting is an addition, of which each
//! endpoint knows what it does to the word, and learns from what was there before what the other one
//! had done: no step is ever repeated, and nobody waits for the other one to finish.
//!
//! | bit | set by | says |
//! |---|---|---|
//! | `TX_DONE` | sender, once | it has sent, or was dropped |
//! | `VALUE` | sender, with `TX_DONE` | there is a message; the receiver clears it when it takes it |
//! | `TX_LEFT` | sender, after `TX_DONE` | it has taken the receiver's waker, which it had found |
//! | `RX_WAKER` | receiver | its waker is in its place; the receiver clears it to take it back |
//! | `CLOSED` | receiver, once, before `TX_DONE` | it takes nothing that is sent from now on |
//! | `RX_GONE` | receiver, once | it was dropped, and does not reach for the channel any more |
//! | `TX_WAKER` | sender | its waker is in its place; the sender clears it to take it back |
//!
//! Whose the message is:
//!
//! | `CLOSED` | `TX_DONE`, `VALUE` | the message is |
//! |---|---|---|
//! | no | not both | the sender's |
//! | no | both | the receiver's |
//! | yes | any | the sender's: it was given back, or never there |
//!
//! An endpoint waits for the *end* of the other one: the receiver for `TX_DONE`, the sender for
//! `CLOSED`. Whose its waker is, and the place in which it is:
//!
//! | waker bit | end of the other | the waker is |
//! |---|---|---|
//! | no | no | not there; the endpoint may write the place |
//! | yes | no | there; the endpoint takes it back by clearing the bit |
//! | yes | yes | the other one's, who found it when it ended; the endpoint writes the place no more |
//! | no | yes | not there; the other one found none |
//!
//! Who frees the channel: the sender *has left* when `TX_DONE` is set and it found no waker, or has
//! `TX_LEFT`; the receiver, when `RX_GONE` is set. Whoever is last to leave frees it, and learns that
//! from the very step with which it leaves.
//!
//! # Safety
//!
//! 1. Each endpoint is one value, and calls the functions of its side by `&mut`, or by value; those
//!    that take a shared reference elsewhere change nothing but `VALUE`, by [`Raw::claim_message`].
//! 2. A place is written by its endpoint alone: before it sets its waker bit, which is clear then, and
//!    never after it has seen the other's end. What is read from the place as a `Waker` is owned by
//!    whom the table names, and taken once: by the endpoint, when it clears the bit before the end of
//!    the other; by the other, if its end found the bit set.
//! 3. The bit does not change once the other has ended, but for the endpoint's own step that meets
//!    that end and undoes itself. Nobody else looks at the bit after that.
//! 4. Every step that hands something over (a message, a waker, the memory) is `Release`, and who
//!    receives it has an `Acquire` step or load that reads it; all changes of the word are
//!    read-modify-writes, so the steps of others in between do not break the chain. (One change is a
//!    store: that of a receiver who is alone.)
//! 5. All bytes of a [`Raw`] are inside of an `UnsafeCell`; an atomic is one. So a `&Raw` claims nothing
//!    about them after the last access: the memory may be freed while a function that has just left the
//!    channel with its last step still has its `&self`. (Of padding that would be claimed.)
#![allow(unsafe_code)]

use core::{
    mem::MaybeUninit,
    task::{Context, Poll, Waker},
};

use crate::sync::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed},
    UnsafeCell,
};

const TX_DONE: usize = 1;
const VALUE: usize = 1 << 1;
const TX_LEFT: usize = 1 << 2;
const RX_WAKER: usize = 1 << 3;
const CLOSED: usize = 1 << 4;
const RX_GONE: usize = 1 << 5;
const TX_WAKER: usize = 1 << 6;

/// What the word was at some moment.
#[derive(Clone, Copy)]
pub(super) struct State(usize);

impl State {
    #[inline(always)]
    fn has(self, bits: usize) -> bool {
        self.0 & bits != 0
    }

    /// The sender has sent, or was dropped.
    #[inline(always)]
    pub(super) fn is_done(self) -> bool {
        self.has(TX_DONE)
    }

    /// There is a message, and it is the receiver's.
    #[inline(always)]
    pub(super) fn has_message(self) -> bool {
        self.0 & (VALUE | CLOSED) == VALUE
    }

    /// The receiver takes nothing that is not there yet.
    #[inline(always)]
    pub(super) fn is_closed(self) -> bool {
        self.has(CLOSED)
    }

    /// The sender does not reach for the channel any more.
    #[inline(always)]
    pub(super) fn sender_has_left(self) -> bool {
        self.0 & (TX_DONE | RX_WAKER) == TX_DONE || self.has(TX_LEFT)
    }

    /// The receiver was dropped, and does not reach for the channel any more.
    #[inline(always)]
    pub(super) fn receiver_has_gone(self) -> bool {
        self.has(RX_GONE)
    }

    /// The receiver's waker is in its place.
    #[inline(always)]
    pub(super) fn has_waker(self) -> bool {
        self.has(RX_WAKER)
    }

    /// Before the end of the sender: the receiver is there, and does not wait.
    #[inline(always)]
    pub(super) fn is_plain(self) -> bool {
        !self.has(RX_WAKER | CLOSED)
    }
}

/// An endpoint: its waker bit, and the end of the other one that it waits for.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Receiver,
    Sender,
}

impl Side {
    #[inline(always)]
    fn waker(self) -> usize {
        match self {
            Self::Receiver => RX_WAKER,
            Self::Sender => TX_WAKER,
        }
    }

    #[inline(always)]
    fn end_of_other(self) -> usize {
        match self {
            Self::Receiver => TX_DONE,
            Self::Sender => CLOSED,
        }
    }
}

/// The place of a waker.
type Place = UnsafeCell<MaybeUninit<Waker>>;

/// Nothing but cells, by invariant 5: a word that is narrower would leave a gap.
pub(super) struct Raw {
    word: AtomicUsize,
    receiver: Place,
    sender: Place,
}

const _: () = assert!(size_of::<Raw>() == size_of::<AtomicUsize>() + 2 * size_of::<Place>());

impl Raw {
    #[inline]
    pub(super) fn new() -> Self {
        Self {
            word: AtomicUsize::new(0),
            receiver: UnsafeCell::new(MaybeUninit::uninit()),
            sender: UnsafeCell::new(MaybeUninit::uninit()),
        }
    }

    /// See [`Node::assert_unshared`](crate::list::Node::assert_unshared): does nothing without loom.
    #[inline(always)]
    pub(super) fn assert_unshared(&self) {
        self.receiver.with_mut(|_| ());
        self.sender.with_mut(|_| ());
    }

    /// Acquire: a message, or the memory, that it says to be the caller's can be used.
    #[inline(always)]
    pub(super) fn state(&self) -> State {
        State(self.word.load(Acquire))
    }

    #[inline(always)]
    fn place(&self, side: Side) -> &Place {
        match side {
            Side::Receiver => &self.receiver,
            Side::Sender => &self.sender,
        }
    }

    /// # Safety
    ///
    /// The waker in the place is the caller's, by invariant 2, who takes it now.
    unsafe fn take_waker(&self, side: Side) -> Waker {
        // SAFETY: initialised before the bit was set, which the caller has seen; moved out once. It
        // is not written any more, or by the caller alone. (The endpoint may compare it meanwhile,
        // which is a second read.)
        self.place(side)
            .with(|place| unsafe { (*place).assume_init_read() })
    }

    /// Waits for the end of the other endpoint, which has not come in `state`; ready if it has since.
    ///
    /// # Safety
    ///
    /// The caller is the endpoint `side`, by `&mut`, and `state` is from [`state`](Self::state), since when it
    /// has changed nothing.
    #[inline]
    pub(super) unsafe fn wait(&self, side: Side, state: State, cx: &mut Context<'_>) -> Poll<()> {
        // SAFETY: we are the endpoint, and the bits that we set are as in `state`.
        unsafe {
            if !state.has(side.waker()) {
                self.register(side, cx.waker().clone())
            } else if self.is_registered(side, cx.waker()) {
                Poll::Pending
            } else {
                self.replace(side, cx)
            }
        }
    }

    /// # Safety
    ///
    /// The caller is the endpoint `side`, by `&mut`, and had set its waker bit.
    unsafe fn is_registered(&self, side: Side, waker: &Waker) -> bool {
        // SAFETY: initialised, since the bit was set; written by nobody but the caller (invariant 2).
        // The other endpoint may be moving the waker out, and may wake or drop what it has moved: then
        // this compares two addresses, of which one is of no use any more. Neither is followed, and
        // what is still here is a valid `Waker` as far as its bits go. The caller learns of that end
        // from its next poll: the waker that it just polled with was the one that was woken.
        self.place(side)
            .with(|place| unsafe { (*place).assume_init_ref() }.will_wake(waker))
    }

    /// # Safety
    ///
    /// The caller is the endpoint `side`, by `&mut`; its waker bit is clear, and it has not seen the end of
    /// the other one.
    #[inline]
    unsafe fn register(&self, side: Side, waker: Waker) -> Poll<()> {
        // SAFETY: invariant 2. Had the other one ended before this, it found no waker, and does not read
        // the place.
        self.place(side).with_mut(|place| unsafe {
            (*place).write(waker);
        });
        // Release: the waker. Acquire: what the other one did before its end.
        let before = State(self.word.fetch_add(side.waker(), AcqRel));
        if !before.has(side.end_of_other()) {
            return Poll::Pending;
        }
        // It had ended, and found none: as before.
        self.word.fetch_sub(side.waker(), Relaxed);
        // SAFETY: written above, and the other one found the bit clear.
        drop(unsafe { self.take_waker(side) });
        Poll::Ready(())
    }

    /// # Safety
    ///
    /// The caller is the endpoint `side`, by `&mut`, and had set its waker bit.
    #[cold]
    unsafe fn replace(&self, side: Side, cx: &mut Context<'_>) -> Poll<()> {
        // User code, which may panic, or end the other endpoint: while the old one is still there.
        let fresh = cx.waker().clone();
        // SAFETY: we are the endpoint.
        let Some(old) = (unsafe { self.take_back(side) }) else {
            return Poll::Ready(());
        };
        // SAFETY: we have just cleared the bit, before the end of the other one.
        let poll = unsafe { self.register(side, fresh) };
        // User code: after the new one is there.
        drop(old);
        poll
    }

    /// Takes the waker of `side` back; `None` if it is not there, or is the other's already.
    ///
    /// # Safety
    ///
    /// The caller is the endpoint `side`, by `&mut` or by value.
    #[inline(always)]
    pub(super) unsafe fn unregister(&self, side: Side) -> Option<Waker> {
        // Relaxed: the bit is the caller's.
        let state = State(self.word.load(Relaxed));
        if !state.has(side.waker()) {
            return None;
        }
        // SAFETY: we are the endpoint, and have set the bit.
        unsafe { self.take_back(side) }
    }

    /// # Safety
    ///
    /// As for [`unregister`](Self::unregister), and the caller had set the bit.
    #[cold]
    unsafe fn take_back(&self, side: Side) -> Option<Waker> {
        // Acquire, here and below: what the other one did before its end, which a wait may end with.
        if State(self.word.load(Acquire)).has(side.end_of_other()) {
            return None;
        }
        let before = State(self.word.fetch_sub(side.waker(), Acquire));
        if before.has(side.end_of_other()) {
            // The other one found the bit set, and it stays set (invariant 3).
            self.word.fetch_add(side.waker(), Relaxed);
            return None;
        }
        // SAFETY: the bit was set and the other one had not ended; now it will find none.
        Some(unsafe { self.take_waker(side) })
    }

    /// The end of the sender, with a message if `message`; returns what was there before.
    ///
    /// If that [has a waker](State::has_waker), [`sender_leaves`](Self::sender_leaves) is next.
    /// Otherwise the sender has left with this step.
    #[inline(always)]
    pub(super) fn sender_ends(&self, message: bool) -> State {
        let bits = if message { TX_DONE | VALUE } else { TX_DONE };
        // Release: the message, and that we are done with the memory. Acquire: the receiver's waker,
        // and that it is done with the memory.
        State(self.word.fetch_add(bits, AcqRel))
    }

    /// What the sender does last if its end found a waker of the receiver: takes that waker. `true`: the
    /// receiver has gone, and the memory is the caller's.
    ///
    /// # Safety
    ///
    /// The caller is the sender; [`sender_ends`](Self::sender_ends) found a waker, and this is called
    /// once after it.
    pub(super) unsafe fn sender_leaves(&self) -> (Waker, bool) {
        // SAFETY: our end found it, so it is ours.
        let waker = unsafe { self.take_waker(Side::Receiver) };
        // Release: we are done with the memory. Acquire: so is the receiver.
        let before = State(self.word.fetch_add(TX_LEFT, AcqRel));
        (waker, before.receiver_has_gone())
    }

    /// Closes the channel, unless the sender has ended. Returns the sender's waker, to be woken.
    ///
    /// # Safety
    ///
    /// The caller is the receiver, by `&mut`.
    pub(super) unsafe fn close(&self) -> Option<Waker> {
        if State(self.word.load(Relaxed)).has(TX_DONE | CLOSED) {
            return None;
        }
        // Release: what was done before is seen by who finds it closed. Acquire: the sender's waker.
        let before = State(self.word.fetch_add(CLOSED, AcqRel));
        if before.has(TX_DONE) {
            // The end of the sender came first, so its message, if any, is ours. The sender will not
            // look at this bit any more.
            self.word.fetch_sub(CLOSED, Relaxed);
            return None;
        }
        // SAFETY: our end found it. The memory is still there, for we have not gone.
        before
            .has(TX_WAKER)
            .then(|| unsafe { self.take_waker(Side::Sender) })
    }

    /// The receiver takes the message that is there in `state`.
    ///
    /// # Safety
    ///
    /// The caller is the receiver, by `&mut` or by value, and `state` is what [`state`](Self::state)
    /// returned, since when it has changed nothing.
    #[inline(always)]
    pub(super) unsafe fn message_taken(&self, state: State) {
        if state.sender_has_left() {
            // Nobody else changes the word any more.
            self.word.store(state.0 & !VALUE, Relaxed);
        } else {
            self.word.fetch_sub(VALUE, Relaxed);
        }
    }

    /// Claims the message that was there in `state`: `true` for one caller.
    #[inline]
    pub(super) fn claim_message(&self) -> bool {
        // Relaxed: the message was acquired with the state that had it.
        State(self.word.fetch_and(!VALUE, Relaxed)).has(VALUE)
    }

    /// The receiver has gone, with this step. `true`: the sender has left, and the memory is the
    /// caller's.
    pub(super) fn receiver_goes(&self) -> bool {
        // Release: we are done with the memory. Acquire: so is the sender.
        State(self.word.fetch_add(RX_GONE, AcqRel)).sender_has_left()
    }
}
