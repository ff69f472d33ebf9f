//! F3: the fair permit engine under mutex, semaphore, and the room of channels.
//!
//! Any number of permits from 0 to `usize::MAX`, handed out first come, first served. Taking free
//! permits and putting them back are one compare-exchange each; everything else goes to the queue's
//! lock. [`state`] has the encoding and its table.
//!
//! Invariants, under the lock (FIFO policy; [`barge`] relaxes the second):
//!
//! 1. The word leaves `CLOSED` and `BRIM` only under the lock. So both are stable there.
//! 2. The word is closed exactly if somebody is in line or permits are owed. "Somebody waits" is in
//!    the same word as the count, so no acquirer overtakes one who waits, however it is preempted.
//! 3. The spare number of an empty line is the debt if the word is closed, and the permit that is
//!    aside (1 or 0) if it is open. With somebody in line, the first one's place has the debt; the
//!    flag of the line says whether it does, and is not set if nobody is in line.
//! 4. Permits are at any time in exactly one place: the word (with the one aside), the place of the
//!    first in line, or the hands of a waiter that was granted them. None is on the stack of a
//!    releaser between two holds of the lock, so a panicking waker loses none, and the sum that an
//!    overflow check needs is always in sight.
//!
//! Orderings. Guesses are Relaxed: the compare-exchange or the lock decides. Taking is Acquire and
//! pairs with the Release of putting; both are read-modify-writes, so a release sequence once begun
//! goes on through later ones. Closing (to 0) is Acquire: it hands the puts so far to later holders
//! of the lock, so that opening may be a plain Release store.
//!
//! Liveness. Who does not give up is let in, whatever others do, if all go on now and then: the protocol as
//! a model for spin is in `spin/permits.pml` of the repository.
//!
//! The encoding (the waiters' sign as a value of the count word) is this crate's own; the FIFO queue
//! with hand-over and partial assignment follows tokio's batch semaphore.

mod acquire;
mod barge;
mod collect;
#[cfg(all(test, loom))]
mod loom;
mod state;
#[cfg(all(test, not(loom)))]
mod tests;

use core::task::Waker;

use self::{
    barge::Policy,
    state::{BRIM, CLOSED, Place, Poured, decode, encode, put, take},
};
use crate::{
    queue::{Engine, Entry, Left, Line, Queue},
    sync::{
        AtomicUsize,
        Ordering::{Acquire, Relaxed, Release},
        const_fn,
    },
    wake::WakeBatch,
};

pub(crate) use self::acquire::AcquirePermits;
pub(crate) use self::state::Overflow;

/// The count word. See [`state`] for its encoding.
pub(crate) struct Word(AtomicUsize);

/// A permit engine: the count word beside the line of those who wait for permits.
pub(crate) type Permits = Queue<Word>;

/// How taking under the lock ended.
enum Taken {
    All,
    /// So many (maybe 0), and the word is closed: from now on every release comes to the lock.
    Part(usize),
    Nothing,
}

/// How one step of a distribution ended.
struct Step {
    /// Of who was granted what it wanted.
    waker: Option<Waker>,
    /// There may be something for the next in line.
    goes_on: bool,
}

impl Step {
    /// Nobody was granted anything, and nobody will be.
    const LAST: Self = Self {
        waker: None,
        goes_on: false,
    };
}

impl Engine for Word {
    /// Of the places of a bounded channel; the others that are made of permits say their own.
    const MODULE: &'static str = "channel";
    type Want = usize;
    /// The amount of a [`Place`].
    type Place = usize;
    type State = Policy;

    #[inline(always)]
    fn try_enter(&self, want: usize) -> bool {
        self.try_take(want).is_ok()
    }

    #[inline]
    fn enter(&self, line: &mut Line<'_, Self>, want: usize) -> Entry<Self> {
        match self.take(line, want, true) {
            Taken::All => Entry::Entered,
            Taken::Part(part) => Entry::Back(part),
            Taken::Nothing if line.is_empty() => Entry::Back(debt_of_first(line)),
            Taken::Nothing => Entry::Back(0),
        }
    }

    #[inline]
    fn retry(&self, line: &mut Line<'_, Self>) -> bool {
        self.retry_barging(line)
    }

    #[inline]
    fn cancelled(queue: &Permits, line: Line<'_, Self>, left: Left<Self>) {
        if left.was_front {
            queue.first_cancelled(line, left.place);
        }
    }

    fn give_back(queue: &Permits, want: usize, _: usize) {
        queue.release(want);
    }

    fn undo_enter(queue: &Permits, want: usize) {
        queue.release(want);
    }
}

impl Word {
    /// # Errors
    ///
    /// The word that did not allow it.
    #[inline(always)]
    fn try_take(&self, n: usize) -> Result<(), usize> {
        let mut word = self.0.load(Relaxed);
        while let Some(after) = take(word, n) {
            match self.0.compare_exchange_weak(word, after, Acquire, Relaxed) {
                Ok(_) => return Ok(()),
                Err(now) => word = now,
            }
        }
        Err(word)
    }

    #[inline(always)]
    fn try_put(&self, n: usize) -> bool {
        let mut word = self.0.load(Relaxed);
        while let Some(after) = put(word, n) {
            match self.0.compare_exchange_weak(word, after, Release, Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }

    /// Under the lock, or as a guess.
    #[inline]
    fn is_closed(&self) -> bool {
        self.0.load(Relaxed) == CLOSED
    }

    /// Takes `n` permits, or (with `close`) what there is of them, under the lock.
    fn take(&self, line: &mut Line<'_, Self>, n: usize, close: bool) -> Taken {
        let mut word = self.0.load(Relaxed);
        loop {
            if word == CLOSED {
                return Taken::Nothing;
            }
            let total = decode(word, line.spare() != 0);
            let (after, aside, taken) = if n <= total {
                let (after, aside) = encode(total - n);
                (after, aside, Taken::All)
            } else if close && line.is_empty() {
                (CLOSED, false, Taken::Part(total))
            } else {
                // With somebody in line the word is open for the first one, which was woken: if that
                // finds it closed, it does not see that it was woken in vain.
                return Taken::Nothing;
            };
            match self.0.compare_exchange_weak(word, after, Acquire, Relaxed) {
                Ok(_) => {
                    set_aside(line, aside);
                    return taken;
                }
                Err(now) => word = now,
            }
        }
    }

    /// Puts `n` permits into the open word, under the lock.
    fn put(&self, line: &mut Line<'_, Self>, n: usize) -> Result<(), Overflow> {
        let mut word = self.0.load(Relaxed);
        loop {
            debug_assert_ne!(word, CLOSED);
            let total = decode(word, line.spare() != 0);
            let (after, aside) = encode(total.checked_add(n).ok_or(Overflow)?);
            match self.0.compare_exchange_weak(word, after, Release, Relaxed) {
                Ok(_) => {
                    set_aside(line, aside);
                    return Ok(());
                }
                Err(now) => word = now,
            }
        }
    }

    /// Opens the closed word with `n` permits, under the lock. A plain store: nobody else writes a
    /// closed word.
    #[inline]
    fn open(&self, line: &mut Line<'_, Self>, n: usize) {
        debug_assert!(self.is_closed());
        let (word, aside) = encode(n);
        set_aside(line, aside);
        self.0.store(word, Release);
    }
}

/// What the first in line wants, and its place.
#[inline]
fn first(line: &mut Line<'_, Word>) -> Option<(usize, Place)> {
    let owes = line.flag();
    let (want, amount) = line.front()?;
    Some((want, Place { amount, owes }))
}

/// Gives the first in line, of whom there is one, another place.
#[inline]
fn set_first(line: &mut Line<'_, Word>, place: Place) {
    line.set_front(place.amount);
    line.set_flag(place.owes);
}

/// A debt without waiters moves into the place of the first waiter, which is about to be linked.
#[inline]
fn debt_of_first(line: &mut Line<'_, Word>) -> usize {
    let place = Place::owing(line.spare());
    line.set_spare(0);
    line.set_flag(place.owes);
    place.amount
}

/// Remembers, while nobody is in line, whether a permit is aside (invariant 3).
#[inline]
fn set_aside(line: &mut Line<'_, Word>, aside: bool) {
    if line.is_empty() {
        line.set_spare(usize::from(aside));
    } else {
        debug_assert!(
            !aside,
            "only a semaphore reaches the brim, and it never barges"
        );
    }
}

impl Permits {
    const_fn! {
        /// An engine with `permits` permits and strict FIFO order.
        pub(crate) const fn fifo(permits: usize) -> Self {
            Self::with_policy(permits, Policy::FIFO)
        }
    }

    const_fn! {
        /// An engine with one permit that may be barged for; see [`barge`].
        pub(crate) const fn barging() -> Self {
            Self::with_policy(1, Policy::BARGING)
        }
    }

    const_fn! {
        const fn with_policy(permits: usize, policy: Policy) -> Self {
            let (word, aside) = encode(permits);
            Self::new(Word(AtomicUsize::new(word)), policy, aside as usize)
        }
    }

    /// Takes `n` permits if they are free and nobody waits.
    #[inline]
    pub(crate) fn try_acquire(&self, n: usize) -> bool {
        match self.engine().try_take(n) {
            Ok(()) => true,
            // Only at the brim is the word not enough to say no.
            Err(word) => word == BRIM && self.try_acquire_locked(n),
        }
    }

    #[cold]
    fn try_acquire_locked(&self, n: usize) -> bool {
        matches!(self.engine().take(&mut self.lock(), n, false), Taken::All)
    }

    /// Puts `n` permits back: to a debt, to those who wait, in their order, or to whoever comes.
    ///
    /// # Panics
    ///
    /// If there were more than `usize::MAX` permits then. Nothing changes in that case. Only a semaphore
    /// can come to that.
    #[inline]
    #[track_caller]
    pub(crate) fn release(&self, n: usize) {
        if !self.engine().try_put(n) {
            self.release_locked(n);
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn release_locked(&self, n: usize) {
        if self.try_release_locked(n) == Err(Overflow) {
            panic!("a semaphore cannot release {n} permits: it would have more than usize::MAX");
        }
    }

    /// [`release`](Self::release) with an error instead of a panic.
    pub(crate) fn try_release(&self, n: usize) -> Result<(), Overflow> {
        if self.engine().try_put(n) {
            return Ok(());
        }
        self.try_release_locked(n)
    }

    #[inline]
    fn try_release_locked(&self, n: usize) -> Result<(), Overflow> {
        match self.release_in_turn(n) {
            Some(released) => released,
            None => self.release_behind(n),
        }
    }

    /// Releases `n` permits under the lock; `None`, and no change, if they are too many together with
    /// what somebody else is distributing at the moment.
    #[inline(always)]
    fn release_in_turn(&self, n: usize) -> Option<Result<(), Overflow>> {
        let mut line = self.lock();
        if !self.engine().is_closed() {
            return Some(self.put_locked(line, n));
        }
        if line.state().is_barging() && !line.is_empty() {
            self.release_barging(line);
            return Some(Ok(()));
        }
        self.try_settle(line, n).ok().map(Ok)
    }

    /// The word was opened since it was seen closed.
    #[cold]
    #[inline(never)]
    fn put_locked(&self, mut line: Line<'_, Word>, n: usize) -> Result<(), Overflow> {
        self.engine().put(&mut line, n)
    }

    /// Releases `n` permits after what somebody else is distributing.
    #[cold]
    #[inline(never)]
    fn release_behind(&self, n: usize) -> Result<(), Overflow> {
        /// Goes on when a waker of those who go first panics. (Should it be too many after all, that
        /// panic stands for the one of the overflow.)
        struct GoOn<'a>(&'a Permits, usize);
        impl Drop for GoOn<'_> {
            fn drop(&mut self) {
                let _ = self.0.try_release_locked(self.1);
            }
        }

        loop {
            let go_on = GoOn(self, n);
            self.settle(self.lock(), 0);
            core::mem::forget(go_on);
            if let Some(released) = self.release_in_turn(n) {
                return released;
            }
        }
    }

    /// The first in line has left, and this was the amount of its place.
    #[inline]
    fn first_cancelled(&self, mut line: Line<'_, Word>, amount: usize) {
        if line.state().is_barging() {
            return self.cancelled_barging(line);
        }
        let owes = line.flag();
        let place = Place { amount, owes };
        match line.front() {
            // Nothing to pass on. (Who wants nothing would be content with nothing.)
            Some((want, _)) if amount == 0 && want != 0 => {}
            _ if place.owed() == 0 => self.settle(line, place.held()),
            Some(_) => line.set_front(amount),
            None => {
                line.set_flag(false);
                line.set_spare(amount);
            }
        }
    }

    /// [`try_settle`](Self::try_settle) of permits that were counted before, so that they cannot
    /// be too many.
    #[inline(never)]
    fn settle(&self, line: Line<'_, Word>, n: usize) {
        let settled = self.try_settle(line, n);
        debug_assert_eq!(settled, Ok(()));
    }

    /// Hands `n` permits on while the word is closed, then unlocks and wakes.
    #[inline(always)]
    fn try_settle(&self, mut line: Line<'_, Word>, n: usize) -> Result<(), Overflow> {
        let step = self.advance(&mut line, n)?;
        // The usual hand-over wakes one; it does without the frame of a batch.
        if step.goes_on {
            self.settle_many(line, step.waker);
        } else {
            drop(line);
            if let Some(waker) = step.waker {
                waker.wake();
            }
        }
        Ok(())
    }

    /// Wakes any number of waiters, in batches. What is not handed on yet when a batch is full is
    /// in the place of the first in line, so that the lock can be given up meanwhile.
    #[cold]
    #[inline(never)]
    fn settle_many<'a>(&'a self, line: Line<'a, Word>, first: Option<Waker>) {
        /// Goes on when a waker panics.
        struct GoOn<'a>(&'a Permits);
        impl Drop for GoOn<'_> {
            fn drop(&mut self) {
                self.0.settle(self.0.lock(), 0);
            }
        }

        // Dropped in reverse: first the batch wakes the rest of itself, then `GoOn` goes on.
        let go_on = GoOn(self);
        let mut batch = WakeBatch::new();
        if let Some(waker) = first {
            batch.push(waker);
        }
        let mut line = line;
        loop {
            while !batch.is_full() {
                // Nothing is added, so it is not too many.
                let Step { waker, goes_on } = self.advance(&mut line, 0).unwrap_or(Step::LAST);
                if let Some(waker) = waker {
                    batch.push(waker);
                }
                if !goes_on {
                    drop(line);
                    batch.wake();
                    core::mem::forget(go_on);
                    return;
                }
            }
            drop(line);
            batch.wake();
            line = self.lock();
        }
    }

    /// One step of a distribution, under the lock: gives `n` permits, and what the first in line
    /// holds, to that first. If it has what it wants then, it is granted and its waker returned;
    /// the rest goes to the place of the next, or opens the word.
    #[inline(always)]
    fn advance(&self, line: &mut Line<'_, Word>, n: usize) -> Result<Step, Overflow> {
        let Some((want, place)) = first(line) else {
            // Nobody waits: a debt is paid, the rest is free. An open word has been dealt with.
            if self.engine().is_closed() {
                let debt = line.spare();
                match n.checked_sub(debt) {
                    Some(rest) => self.engine().open(line, rest),
                    None => line.set_spare(debt - n),
                }
            }
            return Ok(Step::LAST);
        };
        match place.pour(want, n)? {
            Poured::Short(place) => {
                set_first(line, place);
                Ok(Step::LAST)
            }
            Poured::Over(rest) => {
                let waker = line.grant_front();
                // If there was a debt, it is paid.
                line.set_flag(false);
                let goes_on = match line.front() {
                    None => {
                        self.engine().open(line, rest);
                        false
                    }
                    // Its place is `EMPTY` already.
                    Some((want, _)) if rest == 0 => want == 0,
                    Some(_) => {
                        line.set_front(rest);
                        true
                    }
                };
                Ok(Step { waker, goes_on })
            }
        }
    }

    /// Takes up to `n` free permits away for ever; says how many.
    pub(crate) fn forget(&self, n: usize) -> usize {
        let word = &self.engine().0;
        let mut seen = word.load(Relaxed);
        loop {
            if seen == CLOSED {
                return 0;
            }
            if seen == BRIM {
                return self.forget_at_brim(n);
            }
            let some = n.min(decode(seen, false));
            // Relaxed: nobody does anything with these. A read-modify-write carries the release
            // sequence on all the same.
            match word.compare_exchange_weak(seen, seen - some, Relaxed, Relaxed) {
                Ok(_) => return some,
                Err(now) => seen = now,
            }
        }
    }

    #[cold]
    fn forget_at_brim(&self, n: usize) -> usize {
        let mut line = self.lock();
        loop {
            let some = n.min(self.free(&line));
            if let Taken::All = self.engine().take(&mut line, some, false) {
                return some;
            }
            if self.engine().is_closed() {
                return 0;
            }
        }
    }

    /// Takes `n` permits away for ever; what is not there is owed before anybody is granted any.
    ///
    /// # Errors
    ///
    /// If more than `usize::MAX` permits were owed then. Nothing changes in that case.
    pub(crate) fn forget_exact(&self, n: usize) -> Result<(), Overflow> {
        let mut line = self.lock();
        match self.engine().take(&mut line, n, true) {
            Taken::All => {}
            Taken::Part(part) => line.set_spare(n - part),
            Taken::Nothing => match first(&mut line) {
                Some((_, place)) => set_first(&mut line, place.charge(n)?),
                None => {
                    let debt = line.spare().checked_add(n).ok_or(Overflow)?;
                    line.set_spare(debt);
                }
            },
        }
        Ok(())
    }

    /// The free permits; 0 while somebody waits.
    #[inline]
    pub(crate) fn available(&self) -> usize {
        match self.engine().0.load(Relaxed) {
            CLOSED => 0,
            BRIM => self.free(&self.lock()),
            word => decode(word, false),
        }
    }

    /// The free permits, under the lock.
    fn free(&self, line: &Line<'_, Word>) -> usize {
        // Acquire: what was done before they were put there. (A channel that is closed puts very many, for those
        // who wait; who counts the places looks next whether it is.)
        match self.engine().0.load(Acquire) {
            CLOSED => 0,
            word => decode(word, line.spare() != 0),
        }
    }
}
