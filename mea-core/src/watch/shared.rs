//! What the ends of a channel share: the value with its version, and those who wait.
//!
//! ```text
//!   word    | version | gone |      changed under the lock of the queue, read without it
//!   line    value, generation; receivers that wait, each for another word than the one it has seen
//!   gate    senders that wait until there are no receivers
//! ```
//!
//! The value is in an `Arc`, so a look at it is one more count, taken under the lock. It is not
//! dropped under the lock, nor is a new one made there: the two are exchanged.
//!
//! No change is missed: who waits compares the word with what it has seen again under the lock; who
//! changes it does so under the lock, and ends the generation of those who are in line.
//!
//! Versions wrap around. On a 32-bit machine that is after 2^31 of them: a receiver that sleeps through
//! exactly as many is not told.

use alloc::sync::Arc;
use core::marker::PhantomData;

use super::snapshot::Ref;
use crate::{
    gate::{Gate, Generation, Rules},
    queue::{Engine, Entry, Left, Line, Queue, Queued},
    sync::{
        AtomicUsize,
        Ordering::{AcqRel, Acquire, Relaxed, Release},
    },
};

/// The senders have gone.
const GONE: usize = 1;
const STEP: usize = 2;

/// Values up to this size are exchanged in place, under the lock, if no snapshot has the old one.
const SMALL: usize = 128;

/// A version of the value, without [`GONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version(usize);

impl Version {
    /// One that is not this one, and was before it.
    pub(super) fn before(self) -> Self {
        Self(self.0.wrapping_sub(STEP))
    }
}

/// The word at some moment.
#[derive(Clone, Copy)]
pub(super) struct Word(usize);

impl Word {
    pub(super) fn version(self) -> Version {
        Version(self.0 & !GONE)
    }

    pub(super) fn is_gone(self) -> bool {
        self.0 & GONE != 0
    }
}

/// The engine of those who wait for a change.
pub(crate) struct Versions<T> {
    word: AtomicUsize,
    _value: PhantomData<fn() -> T>,
}

/// What the lock guards.
pub(crate) struct Current<T> {
    value: Arc<T>,
    generation: Generation,
}

impl<T> Versions<T> {
    /// Acquire: what was done before the change that is seen.
    #[inline]
    fn word(&self) -> Word {
        Word(self.word.load(Acquire))
    }

    #[inline]
    fn has_news(&self, seen: Version) -> bool {
        self.word.load(Acquire) != seen.0
    }
}

impl<T> Engine for Versions<T> {
    const MODULE: &'static str = "watch";
    type Want = Version;
    type Place = Generation;
    type State = Current<T>;

    #[inline]
    fn try_enter(&self, seen: Version) -> bool {
        self.has_news(seen)
    }

    fn enter(&self, line: &mut Line<'_, Self>, seen: Version) -> Entry<Self> {
        if self.has_news(seen) {
            return Entry::Entered;
        }
        Entry::Back(line.state().generation)
    }

    /// Nobody else waits for what this one leaves: a change is for all.
    fn cancelled(_: &Queue<Self>, _: Line<'_, Self>, _: Left<Self>) {}

    fn give_back(_: &Queue<Self>, _: Version, _: Generation) {}
}

/// The number of receivers, as the rules of a gate: it is open while there are none.
pub(crate) struct Receivers(AtomicUsize);

impl Rules for Receivers {
    const MODULE: &'static str = "watch";
    type Place = Generation;

    /// Acquire: what was done before the last receiver was dropped.
    #[inline]
    fn is_open(&self) -> bool {
        self.0.load(Acquire) == 0
    }
}

pub(crate) struct Shared<T> {
    versions: Queue<Versions<T>>,
    receivers: Gate<Receivers>,
    senders: AtomicUsize,
}

impl<T> Shared<T> {
    /// With one sender.
    pub(super) fn new(initial: T) -> Self {
        let engine = Versions {
            word: AtomicUsize::new(0),
            _value: PhantomData,
        };
        let current = Current {
            value: Arc::new(initial),
            generation: Generation::FIRST,
        };
        Self {
            versions: Queue::new(engine, current, 0),
            receivers: Gate::with_rules(Receivers(AtomicUsize::new(0))),
            senders: AtomicUsize::new(1),
        }
    }

    #[inline]
    pub(super) fn word(&self) -> Word {
        self.versions.engine().word()
    }

    /// The value, and the word that goes with it.
    pub(super) fn look(&self) -> (Ref<T>, Word) {
        let mut line = self.versions.lock();
        let value = line.state().value.clone();
        // It changes under the lock only.
        (Ref { value }, self.word())
    }

    /// Puts `value` in the place of what is there.
    pub(super) fn publish(&self, mut value: T) {
        if size_of::<T>() <= SMALL {
            let mut line = self.versions.lock();
            // No snapshot has it; and nobody gets one meanwhile.
            if let Some(place) = Arc::get_mut(&mut line.state().value) {
                core::mem::swap(place, &mut value);
                self.advance(line);
                // The old one.
                drop(value);
                return;
            }
        }
        drop(self.exchange(Arc::new(value)));
    }

    /// Puts `value` in the place of what is there, and returns that.
    pub(super) fn exchange(&self, mut value: Arc<T>) -> Ref<T> {
        let mut line = self.versions.lock();
        core::mem::swap(&mut line.state().value, &mut value);
        // If a waker panics the old one is dropped: after the others were woken.
        self.advance(line);
        Ref { value }
    }

    /// Puts `value` in the place of `old`, unless something else is there already.
    pub(super) fn exchange_if(&self, old: &Ref<T>, mut value: Arc<T>) -> Result<(), Arc<T>> {
        let mut line = self.versions.lock();
        // The same allocation is the same value: `old` keeps it from being reused, or exchanged in place.
        if !Arc::ptr_eq(&line.state().value, &old.value) {
            return Err(value);
        }
        core::mem::swap(&mut line.state().value, &mut value);
        self.advance(line);
        drop(value);
        Ok(())
    }

    /// Makes what is there now a new version, and wakes those who wait for one.
    fn advance(&self, line: Line<'_, Versions<T>>) {
        let word = &self.versions.engine().word;
        // Under the lock, so nobody else changes it. Release: what was done before.
        word.store(word.load(Relaxed).wrapping_add(STEP), Release);
        self.wake_all(line);
    }

    fn wake_all(&self, mut line: Line<'_, Versions<T>>) {
        if line.is_empty() {
            return;
        }
        let end = line.state().generation.end();
        self.versions.let_through(line, end);
    }

    pub(super) fn add_sender(&self) {
        // Relaxed: the sender that it is made of keeps the count from zero. It does not overflow before the
        // count of the `Arc` that comes with it.
        self.senders.fetch_add(1, Relaxed);
    }

    /// The last one tells all who wait.
    pub(super) fn remove_sender(&self) {
        // Release, and Acquire for the last: what was done with the others happens before the end.
        if self.senders.fetch_sub(1, AcqRel) == 1 {
            let line = self.versions.lock();
            let word = &self.versions.engine().word;
            word.store(word.load(Relaxed) | GONE, Release);
            self.wake_all(line);
        }
    }

    pub(super) fn receivers(&self) -> &Gate<Receivers> {
        &self.receivers
    }

    pub(super) fn versions(&self) -> &Queue<Versions<T>> {
        &self.versions
    }

    /// Acquire: as [`Rules::is_open`].
    pub(super) fn receiver_count(&self) -> usize {
        self.receivers.rules().0.load(Acquire)
    }

    pub(super) fn add_receiver(&self) {
        // Relaxed: nothing is handed over. No overflow, as for the senders.
        self.receivers.rules().0.fetch_add(1, Relaxed);
    }

    /// The last one tells the senders that wait for that.
    pub(super) fn remove_receiver(&self) {
        // Release, and Acquire for the last: what was done with the others happens before.
        if self.receivers.rules().0.fetch_sub(1, AcqRel) == 1 {
            self.receivers.notify_all();
        }
    }
}

#[allow(unsafe_code)]
// SAFETY: a field of `self`.
unsafe impl<T> Queued for Shared<T> {
    type Engine = Versions<T>;

    #[inline(always)]
    fn queue(&self) -> &Queue<Versions<T>> {
        &self.versions
    }
}
