//! The waker of one task, for many who may have to wake it. No lock, no spinning.
//!
//! The *owner* is whoever waits; it puts its waker in and takes it out. A *taker* is whoever has news
//! for it; the first one takes the waker, and the others find none.
//!
//! The two words of a waker are atomics, and a number says whether they are one: it is odd while there is
//! a waker, and each registration has another one.
//!
//! ```text
//!   owner:  write the words --> number: odd         taker:  number is odd --> read the words
//!           number: even, by an exchange                    --> number: even, by an exchange
//! ```
//!
//! A taker reads the words before they are its own, and the exchange tells whether they were: if it
//! fails, somebody else has had the waker, and what was read is not used. So nobody is ever in the middle
//! of taking, whom the owner would have to wait for.
//!
//! The usual cell for this, `AtomicWaker` of the crate `futures`, makes an owner that meets a taker wake
//! itself: it is polled again and again until the taker is done. It takes two exchanges to take a waker.
//!
//! # Safety
//!
//! 1. There is one owner at a time, which the unsafe functions ask for.
//! 2. While the number is odd, the words are those of a waker that is the cell's. Only the owner makes it
//!    odd, and writes the words, while it is even.
//! 3. Who makes it even, by an exchange of one odd number, has the waker, of which it is to have read the
//!    words after it has seen that number by Acquire. It has read these words and no later ones: the
//!    owner writes those after it has seen the number even by Acquire, and so after a read that came
//!    before the exchange, which is Release. Who fails in the exchange may have read words of two
//!    registrations: they are atomics, so that is no race, and it does not use them.
//! 4. An odd number does not come again while a taker is between its look and its exchange: for that the
//!    owner would have to register 2^63 times meanwhile, which takes centuries. (On machines without
//!    atomics of 64 bits it is 2^31 times, and the taker has to go on at that very one: there it is a bet
//!    on a thread that is stopped for minutes, not a proof.)
#![allow(unsafe_code)]

use core::{
    mem, ptr,
    task::{RawWakerVTable, Waker},
};

use crate::sync::{
    AtomicNumber, AtomicPtr, Number,
    Ordering::{Acquire, Relaxed, Release},
};

pub(crate) struct WakerCell {
    number: AtomicNumber,
    data: AtomicPtr<()>,
    vtable: AtomicPtr<RawWakerVTable>,
}

/// Wakes whoever is there when it is dropped.
struct Again<'a>(&'a WakerCell);

impl Drop for Again<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.wake();
    }
}

#[inline]
fn has_waker(number: Number) -> bool {
    number % 2 == 1
}

impl WakerCell {
    pub(crate) fn new() -> Self {
        Self {
            number: AtomicNumber::new(0),
            data: AtomicPtr::new(ptr::null_mut()),
            vtable: AtomicPtr::new(ptr::null_mut()),
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
        // Acquire: after that of a taker the words are ours to write.
        let number = self.number.load(Acquire);
        if has_waker(number) {
            // SAFETY: as the caller.
            unsafe { self.register_again(waker) };
        } else {
            let waker = waker.clone();
            // SAFETY: the owner's, and nobody else makes it odd.
            unsafe { self.put(number, waker) };
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
        // Relaxed: `take_out` has acquired it, and it stays even.
        let number = self.number.load(Relaxed);
        // SAFETY: the owner's, and even after `take_out`.
        unsafe { self.put(number, new) };
        let look_again = Again(self);
        drop(old);
        mem::forget(look_again);
    }

    /// # Safety
    ///
    /// The caller is the owner, and has acquired that the number is `even`.
    #[inline]
    unsafe fn put(&self, even: Number, waker: Waker) {
        // Relaxed: the number comes with a Release.
        self.data.store(waker.data().cast_mut(), Relaxed);
        self.vtable
            .store(ptr::from_ref(waker.vtable()).cast_mut(), Relaxed);
        mem::forget(waker);
        self.number.store(even.wrapping_add(1), Release);
    }

    /// Takes the waker out, so that it is not kept.
    ///
    /// # Safety
    ///
    /// As [`register`](Self::register).
    #[inline]
    pub(crate) unsafe fn clear(&self) {
        if has_waker(self.number.load(Relaxed)) {
            // SAFETY: as the caller.
            let old = unsafe { self.take_out() };
            drop(old);
        }
    }

    /// The waker that nobody has taken. The number is even after that, and was acquired.
    ///
    /// # Safety
    ///
    /// As [`register`](Self::register).
    unsafe fn take_out(&self) -> Option<Waker> {
        self.try_take(self.number.load(Acquire))
    }

    /// Wakes the waker that is there, if there is one.
    ///
    /// Whoever registered it, and then looked, and did not see the news, is woken, if both the look and
    /// the news are read-modify-writes of one word: the news reads what the look wrote, or a later value.
    /// (If the owner registers while this is at it, its look comes after the news.)
    #[inline]
    pub(crate) fn wake(&self) {
        // Acquire: the words.
        let number = self.number.load(Acquire);
        if has_waker(number) {
            self.wake_one(number);
        }
    }

    #[inline(never)]
    fn wake_one(&self, number: Number) {
        if let Some(waker) = self.try_take(number) {
            waker.wake();
        }
    }

    /// The waker with this number, which was seen by Acquire; `None` if it is even, or if somebody else
    /// has had that waker.
    #[inline]
    fn try_take(&self, number: Number) -> Option<Waker> {
        if !has_waker(number) {
            return None;
        }
        // Relaxed: see invariant 3.
        let data = self.data.load(Relaxed);
        let vtable = self.vtable.load(Relaxed);
        // Release: the reads come before what the owner writes next. Acquire, if it fails: so did those of
        // whoever was faster, and the owner may write at once. (If it succeeds, there is nothing to acquire
        // that was not acquired with the number.)
        self.number
            .compare_exchange(number, number.wrapping_add(1), Release, Acquire)
            .ok()?;
        // SAFETY: by invariant 3 these are the words of a waker that `put` has forgotten, and it is ours. The
        // table is from a `&'static`.
        Some(unsafe { Waker::new(data, &*vtable) })
    }
}

impl Drop for WakerCell {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: nobody else has it, so we are the owner.
        unsafe { self.clear() };
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::{
        panic::{AssertUnwindSafe, catch_unwind},
        sync::Arc,
        task::Wake,
    };

    use super::*;
    use crate::wake::tests::Wakes;

    /// Panics when it is dropped.
    struct Bad;
    impl Wake for Bad {
        fn wake(self: Arc<Self>) {}
    }
    impl Drop for Bad {
        fn drop(&mut self) {
            panic!("drop");
        }
    }

    #[test]
    fn a_cell_that_goes_does_not_keep_its_waker() {
        let wakes = Wakes::default();
        let cell = WakerCell::new();
        // SAFETY: nobody else has it.
        unsafe { cell.register(&wakes.waker()) };
        assert_eq!(wakes.kept(), 1);
        drop(cell);
        assert_eq!(wakes.kept(), 0);
        assert_eq!(wakes.count(), 0, "it was not woken");
    }

    #[test]
    fn an_owner_that_did_not_get_to_look_is_woken() {
        let wakes = Wakes::default();
        let cell = WakerCell::new();
        // SAFETY: nobody else has it.
        unsafe { cell.register(&Waker::from(Arc::new(Bad))) };
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            // SAFETY: as above.
            unsafe { cell.register(&wakes.waker()) };
        }));
        assert!(panicked.is_err());
        assert_eq!(wakes.count(), 1);
        assert_eq!(wakes.kept(), 0);
    }
}
