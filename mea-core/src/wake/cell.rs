//! The waker of one task, for many who may have to wake it. No lock, no spinning.
//!
//! The *owner* is whoever waits; it puts its waker in and takes it out. A *taker* is whoever has news
//! for it; the first one takes the waker, the others find that somebody is at it. There are two places,
//! so that an owner that comes back while a taker is at work, and is perhaps preempted, need not wait
//! for it: it uses the other one.
//!
//! | state | place `i` | the other place | next |
//! |---|---|---|---|
//! | `EMPTY` | owner's | owner's | owner: `SET` |
//! | `SET i` | a waker | owner's | owner: `EMPTY`; taker: `TAKING i` |
//! | `TAKING i` | a waker, the taker's | owner's | owner: `MORE i`; taker: `EMPTY` |
//! | `MORE i` | the taker's | a waker | owner: `TAKING i`; taker: `SET` of the other, and takes that, too |
//!
//! So a wake-up is not lost that comes between two registrations: as long as a taker is at work, it
//! has to look again before it is done.
//!
//! The usual cell for this, `AtomicWaker` of the crate `futures`, has one place, and makes an owner that
//! meets a taker wake itself: it is polled again and again until the taker is done.
//!
//! # Safety
//!
//! 1. There is one owner at a time, which the unsafe functions ask for; and one taker, whose `SET` to
//!    `TAKING` succeeded, until it leaves `TAKING`.
//! 2. A place is reached only by the one whose it is in the table, and is initialised exactly where the
//!    table has a waker.
//! 3. Who gives a place away does so by a Release step, and who comes to have it has seen that by an
//!    Acquire step. Every step is a read-modify-write, or the owner's store in `EMPTY`, where nobody
//!    else steps.
#![allow(unsafe_code)]

use core::{
    mem::{self, MaybeUninit},
    task::Waker,
};

use crate::sync::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
    UnsafeCell,
};

pub(crate) struct WakerCell {
    state: AtomicUsize,
    places: [UnsafeCell<MaybeUninit<Waker>>; 2],
}

const EMPTY: usize = 0;
const SET: usize = 2;
const TAKING: usize = 4;
const MORE: usize = 6;
/// The number of the place is the lowest bit of a state.
const PLACE: usize = 1;

/// Wakes whoever is there when it is dropped.
struct Again<'a>(&'a WakerCell);

impl Drop for Again<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.wake();
    }
}

// SAFETY: wakers may go to any thread, and be dropped there; a place is one's at a time (invariant 2).
unsafe impl Sync for WakerCell {}
// SAFETY: as above.
unsafe impl Send for WakerCell {}

impl WakerCell {
    pub(crate) fn new() -> Self {
        Self {
            state: AtomicUsize::new(EMPTY),
            places: [const { MaybeUninit::uninit() }; 2].map(UnsafeCell::new),
        }
    }

    /// Puts `waker` in, in the place of the one that was there. A [`wake`](Self::wake) that comes after
    /// this wakes it. The owner has to look once more for what it waits for.
    ///
    /// If the clone panics, the waker that was there is woken. If the drop of that one panics, the new one
    /// is in its place, and is woken: the owner did not get to look.
    ///
    /// # Safety
    ///
    /// The caller is the owner: not concurrently with itself or [`clear`](Self::clear).
    #[inline]
    pub(crate) unsafe fn register(&self, waker: &Waker) {
        // Acquire: after `EMPTY` of a taker, its place is ours.
        if self.state.load(Acquire) == EMPTY {
            let waker = waker.clone();
            // SAFETY: by the table both places are the owner's.
            unsafe { self.write(0, waker) };
            // Nobody else leaves `EMPTY`.
            self.state.store(SET, Release);
        } else {
            // SAFETY: as the caller.
            unsafe { self.register_again(waker) };
        }
    }

    /// # Safety
    ///
    /// As [`register`](Self::register).
    #[cold]
    unsafe fn register_again(&self, waker: &Waker) {
        /// Wakes the waker that was there, if the clone of the new one panics: news that comes between
        /// the two finds none.
        struct Instead(Option<Waker>);
        impl Drop for Instead {
            fn drop(&mut self) {
                if let Some(old) = self.0.take() {
                    old.wake();
                }
            }
        }

        // SAFETY: the caller is the owner, and clones and drops of wakers do not come back here, since
        // they have no owner's right.
        let old = unsafe { self.take_out() };
        let (new, old) = match old {
            Some(old) if old.will_wake(waker) => (old, None),
            old => {
                let mut instead = Instead(old);
                let new = waker.clone();
                (new, instead.0.take())
            }
        };
        // After `take_out` it is `EMPTY` or `TAKING`.
        let mut state = self.state.load(Acquire);
        let place = match state {
            EMPTY => 0,
            taking => other(taking & PLACE),
        };
        // SAFETY: in both states that place is the owner's.
        unsafe { self.write(place, new) };
        if state != EMPTY {
            let more = MORE | (state & PLACE);
            match self.state.compare_exchange(state, more, Release, Acquire) {
                Ok(_) => {}
                Err(now) => state = now,
            }
        }
        if state == EMPTY {
            // The taker, if there was one, is gone.
            self.state.store(SET | place, Release);
        }
        let look_again = Again(self);
        drop(old);
        mem::forget(look_again);
    }

    /// Takes the waker out, so that it is not kept.
    ///
    /// # Safety
    ///
    /// As [`register`](Self::register).
    #[inline]
    pub(crate) unsafe fn clear(&self) {
        if self.state.load(Relaxed) != EMPTY {
            // SAFETY: as the caller.
            let old = unsafe { self.take_out() };
            drop(old);
        }
    }

    /// The waker that nobody has taken. The state is `EMPTY` or `TAKING` after that.
    ///
    /// # Safety
    ///
    /// As [`register`](Self::register).
    unsafe fn take_out(&self) -> Option<Waker> {
        let mut state = self.state.load(Acquire);
        loop {
            let place = state & PLACE;
            let (after, place) = match state & !PLACE {
                SET => (EMPTY, place),
                MORE => (TAKING | place, other(place)),
                _ => return None,
            };
            match self.state.compare_exchange(state, after, AcqRel, Acquire) {
                // SAFETY: a waker, by the table, and the owner's by this step.
                Ok(_) => return Some(unsafe { self.read(place) }),
                Err(now) => state = now,
            }
        }
    }

    /// Wakes the waker that is there, if there is one.
    ///
    /// Whoever registered it, and then looked, and did not see the news, is woken, if both the look and
    /// the news are read-modify-writes of one word: the news reads what the look wrote, or a later value.
    #[inline]
    pub(crate) fn wake(&self) {
        // Relaxed: the exchange decides.
        let state = self.state.load(Relaxed);
        if state & !PLACE == SET {
            self.take(state);
        }
    }

    fn take(&self, mut state: usize) {
        while state & !PLACE == SET {
            let place = state & PLACE;
            let taking = TAKING | place;
            if let Err(now) = self.state.compare_exchange(state, taking, Acquire, Relaxed) {
                state = now;
                continue;
            }
            // SAFETY: a waker, by the table, and ours by this step.
            let waker = unsafe { self.read(place) };
            let mut seen = taking;
            loop {
                // `MORE`: the other place has a waker, which is to be woken as well.
                let after = match seen & !PLACE {
                    TAKING => EMPTY,
                    _ => SET | other(place),
                };
                // AcqRel: in `MORE`, what the owner wrote goes on to whoever takes it.
                match self.state.compare_exchange(seen, after, AcqRel, Relaxed) {
                    Ok(_) if after == EMPTY => return waker.wake(),
                    Ok(_) => {
                        // Then the one that came meanwhile, also if this one panics.
                        let _again = Again(self);
                        return waker.wake();
                    }
                    Err(now) => seen = now,
                }
            }
        }
    }

    /// # Safety
    ///
    /// The place is the caller's, and has no waker in it.
    #[inline]
    unsafe fn write(&self, place: usize, waker: Waker) {
        self.places[place].with_mut(|p| {
            // SAFETY: the caller's.
            unsafe { (*p).write(waker) };
        });
    }

    /// # Safety
    ///
    /// The place is the caller's, and has a waker in it, which it has no more after this.
    #[inline]
    unsafe fn read(&self, place: usize) -> Waker {
        // SAFETY: as the caller.
        self.places[place].with_mut(|p| unsafe { (*p).assume_init_read() })
    }
}

#[inline]
fn other(place: usize) -> usize {
    place ^ 1
}

impl Drop for WakerCell {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: nobody else has it, so we are the owner.
        unsafe { self.clear() };
    }
}
