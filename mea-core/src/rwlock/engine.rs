//! The engine of a rwlock: one line of those who read, write or upgrade, and beside it one of those who
//! wait for the right to upgrade.
//!
//! Who leaves does not need the lock, also if somebody waits: it comes to the lock only if the first in
//! line may wait for it, which it sees in the [word](super::word). So of many readers in front of a
//! writer one comes. Whoever comes lets in, in their order, all that the word admits; that depends on
//! nothing else, so it may be done by anybody, at any time, any number of times. Hence no wake-up is lost:
//! - who gets in line sees, in the same step that says so in the word, that somebody has the lock;
//! - of those who leave after that, the one that admits the first in line sees that somebody waits;
//! - who leaves the line lets in those behind it.
//!
//! What there is to know is in the word and the line, at all times; so a waker that panics on the way
//! loses nothing, and whoever comes next goes on.

use core::task::Waker;

use super::word::{
    READER, READERS, RIGHT, WAITING, WANTED, WRITER, Word, matters, read, right, upgrade, write,
};
use crate::{
    queue::{Engine, Entry, Lanes, Left, Line, Parked, Parks, Queue},
    sync::const_fn,
    wake::WakeBatch,
};

/// The queue of a rwlock.
pub(crate) type Holders = Queue<Holding>;

/// The word, and how many may read.
pub(crate) struct Holding {
    word: Word,
    /// In the unit of the word.
    limit: usize,
}

/// What one may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    Read,
    Write,
    /// To write, of one that reads and has the right to upgrade.
    Upgrade,
    /// The right to upgrade.
    Right,
}

impl Engine for Holding {
    const MODULE: &'static str = "rwlock";
    type Want = Want;
    type Place = Parked<Self>;
    type State = ();

    #[inline(always)]
    fn try_enter(&self, want: Want) -> bool {
        match want {
            Want::Read => self.word.take(|word| read(word, self.limit)),
            Want::Write => self.word.take_free(),
            Want::Upgrade | Want::Right => self.try_enter_upgrading(want),
        }
    }

    fn enter(&self, line: &mut Line<'_, Self>, want: Want) -> Entry<Self> {
        // Each enters, or says that it waits, in one step: so whoever leaves sees it.
        let word = &self.word;
        let entered = match want {
            Want::Read | Want::Write if !line.is_empty() => false,
            Want::Read => word.take_or(|word| read(word, self.limit), |word| word | WAITING),
            Want::Write => word.take_or(write, |word| word | WAITING),
            Want::Upgrade => word.take_or(|word| upgrade(word, WAITING), |word| word | WAITING),
            Want::Right => word.take_or(right, |word| word | WANTED),
        };
        match want {
            _ if entered => Entry::Entered,
            Want::Upgrade => Entry::Front(Parked::EMPTY),
            Want::Read | Want::Write | Want::Right => Entry::Back(Parked::EMPTY),
        }
    }

    fn cancelled(queue: &Holders, mut line: Line<'_, Self>, left: Left<Self>) {
        let word = &queue.engine().word;
        if left.want == Want::Right {
            if line.is_parked_empty() {
                word.shift(WANTED.wrapping_neg());
            }
            return;
        }
        if line.is_empty() {
            word.shift(WAITING.wrapping_neg());
        } else if left.was_front {
            queue.settle(line, 0);
        }
    }

    fn give_back(queue: &Holders, want: Want, _: Parked<Self>) {
        queue.give_up(want);
    }

    fn undo_enter(queue: &Holders, want: Want) {
        queue.give_up(want);
    }

    const PARKS: Option<Parks<Self>> = Some(Parks::new());

    #[inline(always)]
    fn waits_aside(want: Want) -> bool {
        want == Want::Right
    }

    #[inline(always)]
    fn parked(place: &mut Parked<Self>) -> Option<&mut Parked<Self>> {
        Some(place)
    }
}

#[allow(unsafe_code)]
// SAFETY: it has no lanes but the parked one. `waits_aside` depends on its argument alone, `parked` is all
// of the place, and places are made in `enter` alone, with `EMPTY`. Neither panics.
unsafe impl Lanes for Holding {}

impl Holding {
    /// Apart, so that the rest of [`try_enter`](Engine::try_enter), which is inlined, is small.
    #[inline(never)]
    fn try_enter_upgrading(&self, want: Want) -> bool {
        match want {
            Want::Right => self.word.take(right),
            _ => self.word.take(|word| upgrade(word, 0)),
        }
    }

    /// Lets in the first in line, if the word would admit it after `held` was given up; gives `held` up
    /// in any case.
    #[inline]
    fn advance(&self, line: &mut Line<'_, Self>, held: usize) -> Option<Waker> {
        let word = self.word.get().wrapping_sub(held);
        let taken = match line.front() {
            Some((Want::Read, _)) if word & WRITER == 0 && word & READERS < self.limit => READER,
            Some((Want::Write, _)) if word & (WRITER | READERS) == 0 => WRITER,
            Some((Want::Upgrade, _)) if word & (WRITER | READERS) == READER => WRITER,
            _ => {
                self.word.shift(held.wrapping_neg());
                return None;
            }
        };
        let over = if line.is_single() { WAITING } else { 0 };
        self.word.shift(taken.wrapping_sub(held).wrapping_sub(over));
        line.grant_front()
    }

    /// Lets in the readers at the front of the line, as many as the batch has room for. They are counted
    /// before, since each may leave at once; for how many is a guess, put right in the end.
    fn let_readers_in(&self, line: &mut Line<'_, Self>, batch: &mut WakeBatch) {
        let is_reader_first =
            |line: &mut Line<'_, Self>| matches!(line.front(), Some((Want::Read, _)));
        let word = self.word.get();
        if word & WRITER != 0 || !is_reader_first(line) {
            return;
        }
        let places = (self.limit - (word & READERS)) / READER;
        let mut rest = places.min(batch.room());
        self.word.shift(rest * READER);
        while rest > 0 && is_reader_first(line) {
            rest -= 1;
            if let Some(waker) = line.grant_front() {
                batch.push(waker);
            }
        }
        // If one of these was the last, it has not seen that. But the caller looks again.
        let over = if line.is_empty() { WAITING } else { 0 };
        self.word.shift((rest * READER + over).wrapping_neg());
    }
}

impl Holders {
    const_fn! {
        pub(super) const fn for_readers(most: usize) -> Self {
            let most = if most > READERS / READER { READERS / READER } else { most };
            let engine = Holding {
                word: Word::new(),
                limit: most * READER,
            };
            Self::new(engine, (), 0)
        }
    }

    fn word(&self) -> &Word {
        &self.engine().word
    }

    #[inline]
    pub(super) fn try_take(&self, want: Want) -> bool {
        self.engine().try_enter(want)
    }

    /// For the one with the right, which goes before those in line.
    pub(super) fn try_upgrade(&self) -> bool {
        if self.try_take(Want::Upgrade) {
            return true;
        }
        let _line = self.lock();
        self.word().take(|word| upgrade(word, WAITING))
    }

    /// For reading, with the right to upgrade.
    pub(super) fn try_upgradable(&self) -> bool {
        let limit = self.engine().limit;
        self.word()
            .take(|word| right(word).and_then(|word| read(word, limit)))
    }

    fn give_up(&self, want: Want) {
        match want {
            Want::Read => self.unlock_read(),
            Want::Write => self.unlock_write(),
            Want::Upgrade => self.unlock_upgraded(),
            Want::Right => self.unlock_right(),
        }
    }

    #[inline]
    pub(super) fn unlock_read(&self) {
        let left = self.word().sub(READER);
        if left >= WAITING {
            self.left(left);
        }
    }

    #[inline]
    pub(super) fn unlock_write(&self) {
        if !self.word().leave_free() {
            self.unlock_locked(WRITER);
        }
    }

    /// From a writer to a reader.
    pub(super) fn downgrade(&self) {
        self.unlock_partly(WRITER - READER);
    }

    /// From one that has upgraded to the upgradable reader, which it is as well.
    pub(super) fn unlock_upgraded(&self) {
        self.unlock_partly(WRITER);
    }

    fn unlock_partly(&self, held: usize) {
        let alone = self
            .word()
            .leave(|word| (word < WAITING).then(|| word - held));
        if !alone {
            self.unlock_locked(held);
        }
    }

    pub(super) fn unlock_right(&self) {
        if self.word().sub(RIGHT) & WANTED != 0 {
            self.pass_right();
        }
    }

    /// Of an upgradable reader. Those in line go first: a writer that has waited longer comes before the
    /// next to have the right. (Should a waker panic on the way, the right is passed on all the same.)
    pub(super) fn unlock_upgradable(&self) {
        struct PassRight<'a>(&'a Holders);
        impl Drop for PassRight<'_> {
            fn drop(&mut self) {
                self.0.pass_right();
            }
        }

        let left = self.word().sub(READER | RIGHT);
        if left & (WAITING | WANTED) == 0 {
            return;
        }
        // Made only if it is to be dropped: `then_some` would make it, and pass the right on, in any case.
        let _pass = (left & WANTED != 0).then(|| PassRight(self));
        if left >= WAITING {
            self.left(left);
        }
    }

    /// A reader has left, and somebody is in line.
    #[cold]
    #[inline(never)]
    fn left(&self, word: usize) {
        if matters(word, self.engine().limit) {
            self.settle(self.lock(), 0);
        }
    }

    #[cold]
    #[inline(never)]
    fn unlock_locked(&self, held: usize) {
        self.settle(self.lock(), held);
    }

    /// Gives the right, which was given up, to the first who waits for it.
    #[cold]
    #[inline(never)]
    fn pass_right(&self) {
        let mut line = self.lock();
        // Somebody else may have passed it on, or taken it when nobody waited any more.
        if self.word().get() & (RIGHT | WANTED) != WANTED {
            return;
        }
        // Before it is granted: it may be given up at once.
        self.word().shift(RIGHT);
        let waker = line.grant_parked();
        if line.is_parked_empty() {
            self.word().shift(WANTED.wrapping_neg());
        }
        drop(line);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Gives `held` up and lets in all that the word admits, then unlocks and wakes.
    #[inline]
    fn settle(&self, mut line: Line<'_, Holding>, held: usize) {
        let Some(first) = self.engine().advance(&mut line, held) else {
            return;
        };
        // The usual hand-over wakes one; it does without the frame of a batch.
        match self.engine().advance(&mut line, 0) {
            None => {
                drop(line);
                first.wake();
            }
            Some(second) => self.settle_many(line, first, second),
        }
    }

    /// Wakes any number of waiters, in batches.
    #[cold]
    #[inline(never)]
    fn settle_many<'a>(&'a self, line: Line<'a, Holding>, first: Waker, second: Waker) {
        /// Goes on when a waker panics.
        struct GoOn<'a>(&'a Holders);
        impl Drop for GoOn<'_> {
            fn drop(&mut self) {
                self.0.settle(self.0.lock(), 0);
            }
        }

        // Dropped in reverse: first the batch wakes the rest of itself, then `GoOn` goes on.
        let go_on = GoOn(self);
        let mut batch = WakeBatch::new();
        batch.push(first);
        batch.push(second);
        let mut line = Some(line);
        loop {
            let mut locked = line.take().unwrap_or_else(|| self.lock());
            while !batch.is_full() {
                self.engine().let_readers_in(&mut locked, &mut batch);
                if batch.is_full() {
                    break;
                }
                match self.engine().advance(&mut locked, 0) {
                    Some(waker) => batch.push(waker),
                    None => {
                        drop(locked);
                        batch.wake();
                        core::mem::forget(go_on);
                        return;
                    }
                }
            }
            drop(locked);
            batch.wake();
        }
    }
}
